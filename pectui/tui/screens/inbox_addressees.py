"""Learns to whom the sendings went that receipts in the inbox speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.text import clean_line
from pectui.tui.messages import AddresseesArrived
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from textual.timer import Timer

    from pectui.tui.messages import SendingChanged
    from pectui.tui.screens.inbox import InboxScreen

LEARN_AFTER = 1.0
"""Seconds in which sendings that change are taken together."""


class Addressees:
    """To whom sendings went, as the inbox's var `addressees` has it; a part of the inbox."""

    def __init__(self, screen: InboxScreen) -> None:
        self._screen = screen
        self._timer: Timer | None = None
        """Runs until it is learned to whom sendings that changed went."""

    def on_sending_changed(self, _: SendingChanged) -> None:
        """Learn to whom it went, once for all that change together."""
        if self._timer is None:
            self._timer = self._screen.set_timer(LEARN_AFTER, self.learn)

    def learn(self) -> None:
        """Ask to whom the sendings known here went."""
        self._timer = None
        tracking = self._screen.session.tracking

        async def work() -> AddresseesArrived:
            addressees = {
                code: clean_line(_words(addresses), 120)
                for code, addresses in (await tracking.addressees()).items()
            }
            return AddresseesArrived(addressees)

        start_call(self._screen, "addressees", work, replace=True)

    def on_addressees_arrived(self, event: AddresseesArrived) -> None:
        """Take them over."""
        self._screen.addressees = event.addressees


def _words(addresses: tuple[str, ...]) -> str:
    """Return to whom a sending went: the first address, and how many more."""
    more = f" +{len(addresses) - 1}" if len(addresses) > 1 else ""
    return f"{addresses[0]}{more}" if addresses else ""
