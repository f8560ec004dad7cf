"""What is known of addresses, for a screen on which recipients are typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.tui.messages import Answer
from pectui.tui.widgets.compose.recipients import RecipientField
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.models import AddressGroup, KnownAddress
    from pectui.tui.screens.framed import FramedScreen


@dataclass
class Completed(Answer):
    """What a typed beginning may become."""

    text: str
    choices: tuple[AddressGroup | KnownAddress, ...]


@dataclass
class AddressesKnown(Answer):
    """What is known of addresses."""

    known: tuple[KnownAddress, ...]


class AddressMemory:
    """Answers what the fields of recipients ask; a part of the screen they are on."""

    def __init__(self, view: FramedScreen) -> None:
        self._view = view

    def prepare(self) -> None:
        """Bring the memory up to date, so that the first key is answered at once."""
        start_call(self._view, "addresses", self._view.session.addresses.prepare)

    def on_recipient_field_typed(self, event: RecipientField.Typed) -> None:
        """Look up what may be meant."""
        event.stop()
        addresses, text = self._view.session.addresses, event.text

        async def work() -> Completed:
            groups = await addresses.groups(text)
            return Completed(text, (*groups, *(() if groups else await addresses.complete(text))))

        start_call(self._view, "complete", work, replace=True)

    def on_completed(self, event: Completed) -> None:
        """Show it, where it is still asked."""
        for field in self._view.query(RecipientField):
            field.offer(event.text, event.choices)

    def on_recipient_field_added(self, event: RecipientField.Added) -> None:
        """Look up what is known of them."""
        event.stop()
        addresses, wanted = self._view.session.addresses, event.addresses

        async def work() -> AddressesKnown:
            return AddressesKnown(await addresses.about_many(wanted))

        start_call(self._view, "about", work)

    def on_addresses_known(self, event: AddressesKnown) -> None:
        """Show it."""
        for field in self._view.query(RecipientField):
            field.learn(event.known)
