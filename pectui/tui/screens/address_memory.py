"""What is known of addresses, for a screen on which recipients are typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.tui.messages import Answer
from pectui.tui.screens.view import View
from pectui.tui.widgets.compose.recipients import RecipientField
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.models import AddressGroup, KnownAddress


@dataclass
class Completed(Answer):
    """What a typed beginning may become."""

    text: str
    choices: tuple[AddressGroup | KnownAddress, ...]


@dataclass
class AddressesKnown(Answer):
    """What is known of addresses."""

    known: tuple[KnownAddress, ...]


class AddressMemory(View):
    """Answers what the field of the recipients asks, in the background."""

    def prepare_addresses(self) -> None:
        """Bring the memory up to date, so that the first key is answered at once."""
        start_call(self, "addresses", self.session.addresses.prepare)

    def on_recipient_field_typed(self, event: RecipientField.Typed) -> None:
        """Look up what may be meant."""
        event.stop()
        addresses, text = self.session.addresses, event.text

        async def work() -> Completed:
            groups = await addresses.groups(text)
            return Completed(text, (*groups, *(() if groups else await addresses.complete(text))))

        start_call(self, "complete", work, replace=True)

    def on_completed(self, event: Completed) -> None:
        """Show it, where it is still asked."""
        for field in self.query(RecipientField):
            field.offer(event.text, event.choices)

    def on_recipient_field_added(self, event: RecipientField.Added) -> None:
        """Look up what is known of them."""
        event.stop()
        addresses, wanted = self.session.addresses, event.addresses

        async def work() -> AddressesKnown:
            return AddressesKnown(await addresses.about_many(wanted))

        start_call(self, "about", work)

    def on_addresses_known(self, event: AddressesKnown) -> None:
        """Show it."""
        for field in self.query(RecipientField):
            field.learn(event.known)
