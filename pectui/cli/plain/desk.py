"""What the words work on: the services, the person at the other end, and what was told last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.cli.plain.listing import Opened
from pectui.errors import ArgumentInvalid

if TYPE_CHECKING:
    from typing import Any

    from pectui.cli.plain.console import Console
    from pectui.cli.plain.listing import AnyListing
    from pectui.cli.plain.news import News
    from pectui.models import HeldMessage
    from pectui.services.mailbox.opening import LocalServices
    from pectui.services.session import Session


@dataclass
class Desk:
    """One conversation about one account."""

    session: Session
    local: LocalServices
    console: Console
    news: News
    is_demo: bool = False
    listing: AnyListing | None = None
    """What was listed last: numbers mean its rows."""
    opened: Opened | None = None
    """The text being read, while it is."""
    message: HeldMessage | None = None
    """The message that was opened last."""
    _place: int = -1
    """Where in the list stands what is being opened."""

    def show(self, listing: AnyListing, *, empty: str) -> None:
        """Tell a new list, or `empty` where it has no rows."""
        self.opened = None
        if not len(listing.rows):
            self.console.tell(empty)
            return
        self.listing = listing
        listing.tell(self.console)

    def row(self, typed: str) -> Any:
        """Return the row with a number of the list told last. Raises ArgumentInvalid."""
        if self.listing is None:
            raise ArgumentInvalid(t("plain.list-first", word=t("plain.word.list")))
        return self.listing.row(typed)

    async def open(self, typed: str) -> None:
        """Open the row with a number. Raises ArgumentInvalid."""
        row = self.row(typed)
        assert self.listing is not None
        self._place = self.listing.place_of(typed)
        self.opened = None
        await self.listing.open(row)

    def read(self, text: str, *, listed: bool = True) -> None:
        """Tell the first part of a text: that of a row of the list, unless it is not `listed`."""
        self.opened = Opened(text.split("\n"), self._place if listed else -1)
        self.opened.tell(self.console)
