"""The list of messages: sign and word of the kind, date, sender, subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment

from pectui.catalogue import t
from pectui.models import Envelope, Kind
from pectui.pec.kinds import strip_prefix
from pectui.text import clean_line
from pectui.tui.times import short_date
from pectui.tui.widgets.line_list import LineList, fit

if TYPE_CHECKING:
    from collections.abc import Hashable

ICONS: dict[Kind, tuple[str, str]] = {
    Kind.ACCEPTANCE: ("✓", "fair"),
    Kind.NOT_ACCEPTED: ("✗", "bad"),
    Kind.DELIVERY: ("✔", "good"),
    Kind.NOT_DELIVERED: ("✗", "bad"),
    Kind.OVERDUE: ("◷", "doubtful"),
    Kind.CERTIFIED: ("✉", "letter"),
    Kind.ANOMALY: ("!", "doubtful"),
    Kind.SERVICE: ("·", "quiet"),
    Kind.OTHER: ("·", "quiet"),
}
"""Sign and colour of each kind; the word beside it carries the meaning."""

_KIND_WIDTH = 17
_DATE_WIDTH = 8
_NARROW = 50
"""Columns for sender and subject under which they share the room more evenly."""
_MOST_SENDER = 44


class MessageList(LineList[Envelope]):
    """Shows envelopes, newest first as they are given."""

    def identity(self, row: Envelope) -> Hashable:
        """Return fingerprint and id: of equal envelopes only the marked one stays marked."""
        return (row.fingerprint, row.id)

    def segments(self, row: Envelope, width: int) -> list[Segment]:
        """Draw one envelope."""
        icon, colour = ICONS[row.kind]
        room = max(0, width - _KIND_WIDTH - _DATE_WIDTH - 1)
        share = room * 2 // 5 if room < _NARROW else room * 3 // 8
        sender_width = min(_MOST_SENDER, share)
        kind = fit(f"{icon} {t(f'kinds.{row.kind}')}", _KIND_WIDTH)
        sender = fit(sender_words(row, sender_width - 1), sender_width - 1)
        # The kind stands in its own column: the room is for what the message is about.
        subject = fit(clean_line(strip_prefix(row.subject), 400), room - sender_width)
        return [
            Segment(kind, self.style_of(f"line-list--{colour}")),
            Segment(f"{short_date(row.date):>7}  ", self.style_of("line-list--quiet")),
            Segment(f"{sender} ", self.style_of("line-list--plain")),
            Segment(subject, self.style_of("line-list--plain")),
        ]


def sender_words(envelope: Envelope, width: int) -> str:
    """Return who wrote, clean; that the provider wrote on their behalf where `width` allows it."""
    if envelope.on_behalf_of:
        address = clean_line(envelope.on_behalf_of, 120)
        words = t("inbox.on-behalf", address=address)
        return words if cell_len(words) <= width else address
    return clean_line(envelope.sender_address or envelope.sender, 120)
