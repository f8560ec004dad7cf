"""The list of messages: marks, kind, date, sender, subject.

The words of kinds have a column where there is room for it; else a sign stands for the kind, and
its word beside the subject where something is wrong.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment

from pectui.catalogue import Language, language, t
from pectui.folding import folded
from pectui.models import Envelope, HeldMessage, Kind
from pectui.pec.kinds import strip_prefix
from pectui.search import Part, Search, matches_in
from pectui.text import clean_line
from pectui.tui.formats.cells import fit
from pectui.tui.formats.times import short_date
from pectui.tui.widgets.list.folded_rows import FoldedRows
from pectui.tui.widgets.list.mark_list import MarkList
from pectui.tui.widgets.signs import KIND_ICONS

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from rich.style import Style

    from pectui.models import Marks

_WORST_FIRST = (
    Kind.NOT_ACCEPTED,
    Kind.NOT_DELIVERED,
    Kind.DELIVERY,
    Kind.OVERDUE,
    Kind.ACCEPTANCE,
)
"""Which of a sending's receipts speaks for all of them: trouble, else the furthest it came."""

_SIGNS_WIDTH = 5
_MOST_COUNTED = 9
"""Receipts that are counted before the row; of more it says that they are more."""
_KIND_WIDTH = 17
_ICON_WIDTH = 2
_KINDS_FROM = 100
"""Columns from which the words of kinds have a column of their own."""
_DATE_WIDTH = 8
_NARROW = 50
"""Columns for sender and subject under which they share the room more evenly."""
_MOST_SENDER = 44


class MessageList(MarkList[HeldMessage]):
    """Shows messages, newest first as they are given."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.search = Search()
        """What was searched for; where it is found is marked."""
        self.addressees: Mapping[str, str] = {}
        """To whom the sendings went that receipts stand for or letters answer, by code; clean."""
        self.own = ""
        """The mailbox's own address."""

    def identity(self, row: HeldMessage) -> Hashable:
        """Return what a message is known by for good."""
        return row.identity

    def index_of(self, row: HeldMessage) -> int | None:
        """Return where a message is, without reading the whole list."""
        rows = self.rows
        return rows.index_of(row) if isinstance(rows, FoldedRows) else super().index_of(row)

    def show_addressees(self, addressees: Mapping[str, str]) -> None:
        """Show to whom sendings went, by code; lines of others stay as drawn."""
        before, self.addressees = self.addressees, addressees

        def is_other(row: HeldMessage) -> bool:
            code = row.envelope.code or ""
            return before.get(code) != addressees.get(code)

        self.redraw(is_other)

    def renew(self, marked: Mapping[int, Marks]) -> None:
        """Show the marks that messages have now, by their numbers; other lines stay as drawn."""
        rows = self.rows
        if isinstance(rows, FoldedRows):
            rows.renew(marked)
        else:
            self._rows = [row.marked_as(marked.get(row.number)) for row in rows]
        self._marks = {
            key: row.marked_as(marked.get(row.number)) for key, row in self._marks.items()
        }
        self.redraw(lambda row: row.number in marked)

    def segments(self, row: HeldMessage, width: int) -> list[Segment]:
        """Draw one message."""
        envelope = row.envelope
        kind = speaking_kind(row)
        icon, colour = KIND_ICONS[kind]
        has_words = width >= _KINDS_FROM
        kind_width = _ICON_WIDTH
        if has_words:
            kind_width = max(_KIND_WIDTH, min(_widest_kind(language()), width // 4))
        room = max(0, width - _SIGNS_WIDTH - kind_width - _DATE_WIDTH - 1)
        share = room * 2 // 5 if room < _NARROW else room * 3 // 8
        sender_width = min(_MOST_SENDER, share)
        word = f"{icon} {t(kind.key)}" if has_words else icon
        is_noticed = kind.is_failure or kind is Kind.ANOMALY
        wrong = f"{t(kind.key)}: " if is_noticed and not has_words else ""
        indent = "└ " if row.depth else ""
        plain = self.style_of("new" if row.unread else "plain")
        who = self._who(row, sender_width - 1)
        # The kind stands in its own column: the room is for what the message is about.
        about = fit(
            indent + clean_line(strip_prefix(envelope.subject, envelope.kind), 400),
            max(0, room - sender_width - cell_len(wrong)),
        )
        return [
            Segment(self._signs(row), self.style_of("letter")),
            Segment(fit(word, kind_width), self.style_of(colour)),
            Segment(f"{short_date(envelope.date):>7}  ", self.style_of("quiet")),
            *self._marked(fit(who, sender_width - 1), Part.SENDER, plain),
            Segment(" ", plain),
            Segment(wrong, self.style_of(colour)),
            *self._marked(about, Part.SUBJECT, plain),
        ]

    def _signs(self, row: HeldMessage) -> str:
        """Return what is to be noticed: unread; flag, note or only here; receipts, or a reply."""
        noticed = "⚑" if row.flagged else "✎" if row.note or row.tags else " "
        if not row.here:
            noticed = "⌂" if noticed == " " else noticed
        fold = ""
        if self.answered(row) is not None:
            fold = "↩"
        if row.receipts:
            fold = f"▸{row.receipts if row.receipts <= _MOST_COUNTED else '+'}"
        return f"{'•' if row.unread else ' '}{noticed}{fold}".ljust(_SIGNS_WIDTH)

    def answered(self, row: HeldMessage) -> str | None:
        """Return to whom the sending went that a letter answers; None where it answers none."""
        envelope = row.envelope
        # A letter to oneself comes back as it left, and answers nothing.
        if not envelope.kind.is_letter or folded(envelope.sender_address) == folded(self.own):
            return None
        return self.addressees.get(envelope.code or "")

    def _who(self, row: HeldMessage, width: int) -> str:
        """Return who wrote, or to whom the sending went that a receipt speaks of."""
        code = row.envelope.code
        if row.envelope.kind.is_receipt and code and (to := self.addressees.get(code)):
            return f"→ {to}"
        return sender_words(row.envelope, width)

    def _marked(self, text: str, part: Part, style: Style) -> list[Segment]:
        """Return a text in pieces, those that were searched for marked."""
        spans = () if self.search.is_empty else matches_in(text, self.search, part)
        found = style + self.style_of("found")
        pieces: list[Segment] = []
        place = 0
        for start, end in spans:
            pieces += [Segment(text[place:start], style), Segment(text[start:end], found)]
            place = end
        return [*pieces, Segment(text[place:], style)]


@lru_cache
def _widest_kind(_: Language) -> int:
    """Return the columns that the longest name of a kind takes with its icon, as spoken now."""
    return max(cell_len(t(kind.key)) for kind in Kind) + 3


def speaking_kind(row: HeldMessage) -> Kind:
    """Return the kind a row is shown as: of folded receipts, the one that matters."""
    kinds = {kind for kind, _ in row.thread}
    return next((kind for kind in _WORST_FIRST if kind in kinds), row.envelope.kind)


def sender_words(envelope: Envelope, width: int) -> str:
    """Return who wrote, clean; that the provider wrote on their behalf where `width` allows it."""
    if envelope.on_behalf_of:
        address = clean_line(envelope.on_behalf_of, 120)
        words = t("inbox.on-behalf", address=address)
        return words if cell_len(words) <= width else address
    return clean_line(envelope.sender_address or envelope.sender, 120)
