"""Messages and sendings as the JSON of the outside contract; texts are as they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.pec.dates import ROME
from pectui.services.documents import Json, iso, message_view, sending_view
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pectui.models import Envelope, Sending, SendRequest

_MOST_NAMED = 3

__all__ = [
    "Json", "few", "iso", "local", "message_view", "message_views", "outcome_view", "planned_view",
    "sending_view",
]  # fmt: skip


def local(moment: datetime | None, *, zone: bool = True, short: bool = False) -> str:
    """Return a moment for a person, in Europe/Rome, `short` only its day; "—" without one."""
    if moment is None:
        return "—"
    there = moment.astimezone(ROME)
    if short:
        return t("cli.day", moment=there)
    return t("cli.moment", moment=there) + (f" {there:%Z}" if zone else "")


def few(addresses: Iterable[str]) -> str:
    """Return the first of many addresses, past the gate, and how many there are beyond them."""
    shown = [clean_line(one, 120) for one in addresses]
    beyond = len(shown) - _MOST_NAMED
    if beyond <= 1:
        return ", ".join(shown) or "—"
    return t("cli.and-more", first=", ".join(shown[:_MOST_NAMED]), count=beyond)


def planned_view(request: SendRequest, size: int, leave_at: datetime | None) -> Json:
    """Return one sending as it would leave: `size` bytes at the service."""
    return {
        "id": None,
        "recipients": list(request.recipients),
        "subject": request.subject,
        "state": "draft",
        "code": None,
        "reason": None,
        "sent": None,
        "leaves_at": iso(leave_at),
        "bytes": size,
        "attachments": [
            {"name": file.name, "mime": file.mime, "size": file.size, "sha256": file.sha256}
            for file in request.attachments
        ],
    }


def outcome_view(sending: Sending) -> Json:
    """Return what became of one sending when it left."""
    return {
        "id": sending.id,
        "recipients": list(sending.recipients),
        "subject": sending.subject,
        "state": sending.state.value,
        "code": sending.code,
        "reason": sending.reason,
        "sent": sending.sent_count,
        "leaves_at": iso(sending.leave_at),
    }


def message_views(envelopes: Iterable[Envelope]) -> list[Json]:
    """Return the rows of a page."""
    return [message_view(envelope) for envelope in envelopes]
