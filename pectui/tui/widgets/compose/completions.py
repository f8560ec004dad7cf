"""The list below a field of recipients: what the typed beginning may become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from pectui.catalogue import t, tn
from pectui.models import AddressGroup, KnownAddress
from pectui.text import clean_line
from pectui.tui.formats.known import known_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

Choice = KnownAddress | AddressGroup

MOST_ROWS = 6
_SOME = 4
"""Addresses of a group that are named below it."""


class Completions(Static):
    """Shows addresses and groups, one a row; the keys stay with the field."""

    @dataclass
    class Clicked(Message):
        """A row was clicked."""

        choice: Choice

    def __init__(self) -> None:
        super().__init__(classes="hidden")
        self._choices: tuple[Choice, ...] = ()
        self._at: int | None = None
        self._lines: list[Choice] = []
        """Which choice each line shows."""

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return bool(self._choices)

    @property
    def chosen(self) -> Choice | None:
        """The row that Enter or Tab would take; None where they would take none."""
        return None if self._at is None else self._choices[self._at]

    def open(self, choices: Sequence[Choice], *, choose_first: bool) -> None:
        """Show these rows, or nothing where there are none."""
        self._choices = tuple(choices)
        self._at = 0 if choices and choose_first else None
        self.set_class(not choices, "hidden")
        self._draw()

    def close(self) -> None:
        """Show nothing."""
        self.open((), choose_first=False)

    def move(self, by: int) -> None:
        """Choose the next or the previous row; beyond the ends, none."""
        rows = len(self._choices) + 1
        at = (0 if self._at is None else self._at + 1) + by
        self._at = None if at % rows == 0 else at % rows - 1
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Tell which row was clicked."""
        if 0 <= event.y < len(self._lines):
            self.post_message(self.Clicked(self._lines[event.y]))

    @property
    def _first(self) -> int:
        """The first row shown."""
        return max(0, (self._at or 0) - MOST_ROWS + 1)

    def _draw(self) -> None:
        first = self._first
        shown = range(first, min(first + MOST_ROWS, len(self._choices)))
        rows = [(self._choices[at], line) for at in shown for line in self._row(at)]
        self._lines = [choice for choice, _ in rows]
        lines = [line for _, line in rows]
        left = len(self._choices) - first - len(shown)
        if left > 0:
            lines.append(Content.styled(f"  {t('addresses.more', count=left)}", "$quiet"))
        self.update(Content("\n").join(lines))

    def _row(self, at: int) -> list[Content]:
        """Return the lines of one choice: of a chosen group, its addresses below it."""
        is_chosen = at == self._at
        sign, style = ("▸ ", "bold reverse") if is_chosen else ("  ", "")
        one = self._choices[at]
        if isinstance(one, AddressGroup):
            words = tn("addresses.group", len(one.addresses), tag=clean_line(one.tag, 40))
            head = Content.styled(f"{sign}{words}", style)
            return [head, *(_members(one) if is_chosen else ())]
        name = f"  {clean_line(one.name, 40)}" if one.name else ""
        known = known_words(one)
        return [
            Content.assemble(
                (f"{sign}{clean_line(one.address, 120)}{name}", style),
                (f"  {known}" if known else "", "$quiet"),
            )
        ]


def _members(group: AddressGroup) -> list[Content]:
    """Return the first addresses of a group, one a line, and how many more there are."""
    named = [clean_line(one, 120) for one in group.addresses[:_SOME]]
    left = len(group.addresses) - len(named)
    if left > 0:
        named.append(tn("addresses.group-more", left))
    return [Content.styled(f"    {one}", "$quiet") for one in named]
