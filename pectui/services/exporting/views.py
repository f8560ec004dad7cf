"""Messages of the copy as the JSON of the outside contract; texts are as they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.services.documents import Json, message_view

if TYPE_CHECKING:
    from pectui.models import HeldMessage


def held_view(row: HeldMessage) -> Json:
    """Return one message of the copy: its row, and what a person added to it."""
    return message_view(row.envelope) | {
        "on_service": row.here,
        "unread": row.unread,
        "flagged": row.flagged,
        "tags": list(row.tags),
        "note": row.note,
    }
