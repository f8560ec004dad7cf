"""When a sending was accepted, delivered and takes effect, in words: the rule, no advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.pec.clocks import is_in_time
from pectui.pec.dates import format_full
from pectui.pec.moments import moments_of
from pectui.pec.reasons import is_full, reason_for
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pectui.models import Sending
    from pectui.pec.moments import Moments


def deadline_lines(sending: Sending) -> list[str]:
    """Return the moments of each recipient and what they mean, clean; none while there are none."""
    lines = [words for one in moments_of(sending) if (words := _words(one, sending.deliver_by))]
    if sending.deliver_by is not None:
        lines.insert(0, t("deadlines.deliver-by", moment=format_full(sending.deliver_by)))
    return [*lines, *([t("deadlines.rule")] if lines else ()), *full_words(sending)]


def in_time(one: Moments, deliver_by: datetime | None) -> bool | None:
    """Whether a letter was delivered in time; None where no time was set, or it may still come."""
    if deliver_by is None or one.delivered is None:
        return None
    return is_in_time(one.delivered, deliver_by)


_IN_TIME = {None: "", True: "deadlines.in-time", False: "deadlines.too-late"}


def _words(one: Moments, deliver_by: datetime | None) -> str:
    key = _IN_TIME[in_time(one, deliver_by)]
    parts = [
        t("deadlines.accepted", moment=format_full(one.accepted)) if one.accepted else "",
        t("deadlines.delivered", moment=format_full(one.delivered)) if one.delivered else "",
        t("deadlines.effective", moment=format_full(one.effective)) if one.effective else "",
        t(key) if key else "",
    ]
    words = " · ".join(filter(None, parts))
    return f"{clean_line(one.address)}: {words}" if words else ""


def full_words(sending: Sending) -> Iterator[str]:
    """Yield what it means that the mailbox of a recipient is full, clean."""
    for one in sending.recipient_states:
        if one.state.has_failed and is_full(reason_for(sending, one.address)):
            yield t("deadlines.full", address=clean_line(one.address))
