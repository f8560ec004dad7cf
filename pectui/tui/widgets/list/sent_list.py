"""The list of what was sent: sendings, each with how many letters answer it, or with them below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment

from pectui.catalogue import t
from pectui.models import Sending
from pectui.pec.codes import without_code
from pectui.pec.kinds import strip_prefix
from pectui.text import clean_line
from pectui.tui.formats.cells import fit
from pectui.tui.formats.times import short_date
from pectui.tui.widgets.list.line_list import LineList
from pectui.tui.widgets.list.message_list import sender_words
from pectui.tui.widgets.list.sending_list import DATE_WIDTH, sending_segments, widths
from pectui.tui.widgets.signs import KIND_ICONS

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from pectui.models import HeldMessage


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A letter that answers a sending, below it."""

    sending: Sending
    message: HeldMessage


SentRow = Sending | ReplyRow


def rows_of(
    sendings: Iterable[Sending], unfolded: Mapping[str, Sequence[HeldMessage]]
) -> list[SentRow]:
    """Return sendings, each with what answers it below where its code is among `unfolded`."""
    rows: list[SentRow] = []
    for sending in sendings:
        below = unfolded.get(sending.code or "", ())
        rows += [sending, *(ReplyRow(sending, one) for one in below)]
    return rows


class SentList(LineList[SentRow]):
    """Shows sendings in the order they are given, with their replies."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._replies: Mapping[str, int] = {}

    @property
    def sendings(self) -> tuple[Sending, ...]:
        """The sendings listed, without what stands below them."""
        return tuple(row for row in self.rows if isinstance(row, Sending))

    @property
    def sending(self) -> Sending | None:
        """The sending under the cursor, or that of the reply there."""
        row = self.current
        return row.sending if isinstance(row, ReplyRow) else row

    def show_replies(self, replies: Mapping[str, int]) -> None:
        """Show how many letters answer each sending, by its code."""
        before, self._replies = self._replies, replies

        def is_other(row: SentRow) -> bool:
            code = row.code or "" if isinstance(row, Sending) else ""
            return before.get(code) != replies.get(code)

        self.redraw(is_other)

    def identity(self, row: SentRow) -> Hashable:
        """Return what a sending or a reply is known by."""
        return row.id if isinstance(row, Sending) else (row.sending.id, row.message.identity)

    def index_of(self, row: SentRow) -> int | None:
        """Return where a row is; of a reply that was folded, where its sending is."""
        place = super().index_of(row)
        if place is None and isinstance(row, ReplyRow):
            return super().index_of(row.sending)
        return place

    def segments(self, row: SentRow, width: int) -> list[Segment]:
        """Draw a sending, or a reply below it."""
        if isinstance(row, Sending):
            return sending_segments(self, row, width, self._replies.get(row.code or "", 0))
        envelope = row.message.envelope
        icon, colour = KIND_ICONS[envelope.kind]
        state_width, who_width, room = widths(width)
        subject = without_code(strip_prefix(envelope.subject, envelope.kind))
        plain = self.style_of("new" if row.message.unread else "plain")
        return [
            Segment(
                fit(f"└ {icon} {t('sent.part.reply')}", state_width),
                self.style_of(colour),
            ),
            Segment(
                fit(f"{short_date(envelope.date):>7}", DATE_WIDTH + 1),
                self.style_of("quiet"),
            ),
            Segment(f"{fit(sender_words(envelope, who_width - 1), who_width - 1)} ", plain),
            Segment(fit(clean_line(subject, 400), room - who_width), plain),
        ]
