"""What was listed last, a page at a time, and the text that was opened of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pectui.catalogue import apart, t
from pectui.errors import ArgumentInvalid

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from pectui.cli.plain.console import Console

T = TypeVar("T")


@dataclass
class Listing(Generic[T]):
    """Rows under a heading. They keep the numbers they were told with until the next list."""

    heading: str
    rows: Sequence[T]
    line: Callable[[T], str]
    open: Callable[[T], Awaitable[None]]
    top: int = 0
    """The place of the first row of the page told last."""

    def tell(self, console: Console) -> None:
        """Tell the page at `top`, and how to go on."""
        console.tell(self.heading)
        end = min(self.top + console.page, len(self.rows))
        for place in range(self.top, end):
            console.tell(f"{place + 1}. {self._line(place)}")
        if end < len(self.rows):
            console.tell(
                t("plain.more-rows", **apart(last=end, count=len(self.rows)), next=_next())
            )

    def _line(self, place: int) -> str:
        try:
            return self.line(self.rows[place])
        except IndexError:
            return t("plain.gone")

    def turn(self, pages: int, console: Console) -> None:
        """Go so many pages on, and tell that one. Raises ArgumentInvalid at the end."""
        top = max(0, self.top + pages * console.page)
        if top >= len(self.rows):
            raise ArgumentInvalid(t("plain.no-next"))
        if pages < 0 and not self.top:
            raise ArgumentInvalid(t("plain.no-back"))
        self.top = top
        self.tell(console)

    def place_of(self, typed: str) -> int:
        """Return the place of the row with a number as it was told. Raises ArgumentInvalid."""
        number = int(typed) if typed.isdecimal() and len(typed) < 10 else 0
        if not 1 <= number <= len(self.rows):
            raise ArgumentInvalid(t("plain.no-row", number=typed, count=len(self.rows)))
        return number - 1

    def row(self, typed: str) -> T:
        """Return the row with a number as it was told. Raises ArgumentInvalid."""
        try:
            return self.rows[self.place_of(typed)]
        except IndexError:
            raise ArgumentInvalid(t("plain.gone")) from None


@dataclass
class Opened:
    """A text being read, told in parts where it is long."""

    lines: list[str]
    place: int = -1
    """Its row in the listing."""
    told: int = field(default=0)

    @property
    def is_over(self) -> bool:
        """Whether all of it was told."""
        return self.told >= len(self.lines)

    def tell(self, console: Console) -> None:
        """Tell the next part: as much as the terminal shows, all of it where nobody reads along."""
        size = 2 * console.page if console.is_terminal else len(self.lines)
        for line in self.lines[self.told : self.told + size]:
            console.tell(line)
        self.told = min(self.told + size, len(self.lines))
        if not self.is_over:
            console.tell(t("plain.more-lines", told=self.told, count=len(self.lines), next=_next()))


AnyListing = Listing[Any]


def _next() -> str:
    return t("plain.word.next")
