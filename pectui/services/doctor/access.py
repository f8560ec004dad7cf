"""What two reading calls tell about token, mailbox and scopes.

The service answers 401 alike for an expired token, a wrong scope, a wrong environment and a wrong
mailbox user or password; two calls with different scopes tell some of these apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import apart, t, tn
from pectui.errors import Forbidden, NotFound, PectuiError, RequestInvalid, Unauthorized
from pectui.services.doctor.checks import Check, failure, skipped
from pectui.text import clean_line

if TYPE_CHECKING:
    from pectui.models import InboxAnswer, Quota

_REFUSED = (Unauthorized, Forbidden)


def judge_token(inbox: InboxAnswer | PectuiError, quota: Quota | PectuiError) -> Check:
    """Whether the service lets us in: one accepted call is enough, whatever it answered."""
    errors = [answer for answer in (inbox, quota) if isinstance(answer, PectuiError)]
    if len(errors) < 2 or any(isinstance(error, (NotFound, RequestInvalid)) for error in errors):
        return Check("token", "ok", t("doctor.token-accepted"))
    return failure("token", errors[0])


def judge_mailbox(name: str, inbox: InboxAnswer | PectuiError, quota: Quota | PectuiError) -> Check:
    """Say what is in the mailbox called `name` and how full it is."""
    if isinstance(inbox, PectuiError) and isinstance(quota, PectuiError):
        if isinstance(inbox, _REFUSED):
            return skipped("mailbox", "token")
        return failure("mailbox", inbox)
    if isinstance(quota, (NotFound, RequestInvalid)):
        hint = t("doctor.check-mailbox-name", name=clean_line(name, 60))
        return Check("mailbox", "failed", str(quota), hint, quota.exit_code)
    for answer in (inbox, quota):
        if isinstance(answer, PectuiError) and not isinstance(answer, _REFUSED):
            return failure("mailbox", answer)
    detail = _messages(inbox)
    if isinstance(quota, PectuiError):
        return Check("mailbox", "ok", detail)
    detail += _fullness(quota)
    if quota.level in {"full", "over"}:
        return Check("mailbox", "warning", detail, t("doctor.make-room"))
    return Check("mailbox", "ok", detail)


def judge_scopes(host: str, inbox: InboxAnswer | PectuiError, quota: Quota | PectuiError) -> Check:
    """Say which scopes the token lacks, as far as reading calls tell."""
    calls = {f"GET:{host}/inbox": inbox, f"GET:{host}/quota": quota}
    lacking = [scope for scope, answer in calls.items() if isinstance(answer, _REFUSED)]
    if len(lacking) == len(calls):
        return skipped("scopes", "token")
    if lacking:
        detail = t("doctor.scopes-lacking", scopes=", ".join(lacking))
        return Check("scopes", "warning", detail, t("doctor.add-scopes"))
    return Check("scopes", "ok", t("doctor.scopes-reading"), t("doctor.scopes-advice", host=host))


def _messages(inbox: InboxAnswer | PectuiError) -> str:
    if isinstance(inbox, PectuiError) or inbox.total is None:
        return t("doctor.mailbox-answers")
    return tn("doctor.mailbox-holds", inbox.total)


def _fullness(quota: Quota) -> str:
    if quota.percent is None or quota.used_mb is None or quota.limit_mb is None:
        return ""
    return t(
        "doctor.mailbox-full",
        percent=round(quota.percent),
        **apart(used=round(quota.used_mb), limit=round(quota.limit_mb)),
    )
