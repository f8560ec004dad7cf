"""The recipients of a letter: tokens that wrap, and a line in which the next one is typed.

What was typed stays as it was written until it is changed. `Typed` asks for completions, `offer`
brings them; the widget itself asks nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.message import Message

from pectui.catalogue import t
from pectui.domains import address_key
from pectui.models import AddressGroup
from pectui.pec.addresses import TypedAddress, is_address, typed_addresses
from pectui.tui.formats.known import warnings_of
from pectui.tui.widgets.compose.addresses import parted
from pectui.tui.widgets.compose.completions import Completions
from pectui.tui.widgets.compose.recipient_input import RecipientInput
from pectui.tui.widgets.compose.tokens import Tokens
from pectui.tui.widgets.compose.typed_recipients import TypedRecipients

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.widgets import Input

    from pectui.models import KnownAddress
    from pectui.tui.widgets.compose.completions import Choice


class RecipientField(Vertical):
    """Shows recipients as tokens, and takes one more."""

    @dataclass
    class Changed(Message):
        """The recipients are others now, or others are marked."""

    @dataclass
    class Typed(Message):
        """This is typed and no recipient yet."""

        text: str

    @dataclass
    class Added(Message):
        """There are other tokens now: what is known of their addresses may be told."""

        addresses: tuple[str, ...]

    def __init__(self, typed: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._recipients = TypedRecipients(typed)
        self._known: dict[str, KnownAddress] = {}
        self._asked: set[str] = set()
        """Of which addresses it was asked what is known."""
        self.tokens = Tokens()
        self.completions = Completions()
        self.typed = RecipientInput(
            self.tokens, self.completions, "" if typed else t("compose.to.placeholder")
        )

    def compose(self) -> ComposeResult:
        """Lay out tokens, line and completions."""
        with VerticalScroll(id="tokens", can_focus=False):
            yield self.tokens
        yield self.typed
        yield self.completions

    def on_mount(self) -> None:
        """Show the recipients there are."""
        self._show()

    def focus(self, scroll_visible: bool = True) -> RecipientField:
        """Give the keys to the line."""
        self.typed.focus(scroll_visible)
        return self

    # ── what it holds ──────────────────────────────────────────────────────────────────────────

    @property
    def value(self) -> str:
        """All recipients as text, what is still typed at its place."""
        return self._recipients.with_typed(self.typed.value.strip())

    @value.setter
    def value(self, text: str) -> None:
        self._recipients = TypedRecipients(text)
        self.typed.value = ""
        self._has_changed()

    @property
    def marked(self) -> str | None:
        """The address of the token that the keys are about."""
        cursor = self.tokens.cursor
        return None if cursor is None else self._recipients.entries[cursor].address

    @property
    def current(self) -> KnownAddress | None:
        """What is known of the marked token, else of the last one while nothing is typed."""
        entries = self._recipients.entries
        last = entries[-1].address if entries and not self.typed.value else ""
        return self._known.get(address_key(self.marked or last))

    def learn(self, known: Iterable[KnownAddress]) -> None:
        """Take over what is known of addresses."""
        self._known |= {address_key(one.address): one for one in known}
        self._has_changed()

    # ── typing ─────────────────────────────────────────────────────────────────────────────────

    def on_input_changed(self, event: Input.Changed) -> None:
        """Make tokens of what is complete, and ask what the rest may become."""
        event.stop()
        self.tokens.cursor = None
        complete, rest = parted(event.value)
        if complete:
            self._insert(typed_addresses(complete))
            self.typed.value = rest
            self.typed.cursor_position = len(rest)
            return
        if not event.value.strip():
            self.completions.close()
        else:
            self.post_message(self.Typed(event.value.strip()))
        self.post_message(self.Changed())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what is chosen, else make a token of what is typed, else go on to the next field."""
        event.stop()
        if (choice := self.completions.chosen) is not None:
            self._take(choice)
        elif self.tokens.cursor is not None:
            self._edit(self.tokens.cursor)
        elif not self.finish():
            self.screen.focus_next()

    def finish(self) -> bool:
        """Make a token of what is typed; whether anything was."""
        self.completions.close()
        if not self.typed.value.strip():
            return False
        self._insert(typed_addresses(self.typed.value))
        self.typed.value = ""
        return True

    def on_descendant_blur(self) -> None:
        """Make a token of what is typed when the keys go elsewhere."""
        self.tokens.cursor = None
        self.finish()

    def _insert(self, entries: Sequence[TypedAddress]) -> None:
        self._recipients.insert(entries)
        self._has_changed()

    def _has_changed(self) -> None:
        self._show()
        self.post_message(self.Changed())

    def _show(self) -> None:
        entries = self._recipients.entries
        known = {one.address: self._known.get(address_key(one.address)) for one in entries}
        doubtful = [address for address, one in known.items() if one and any(warnings_of(one))]
        self.tokens.show(entries, doubtful)
        self.tokens.reveal(len(entries) - 1)
        # Once of each address: what is known of it.
        if new := tuple(one for one in known if is_address(one) and one not in self._asked):
            self._asked |= set(new)
            self.post_message(self.Added(new))

    # ── the tokens ─────────────────────────────────────────────────────────────────────────────

    def on_recipient_input_beyond(self, event: RecipientInput.Beyond) -> None:
        """Move over the tokens, or take one away."""
        event.stop()
        cursor, count = self.tokens.cursor, len(self._recipients)
        if not event.removes:
            self._move(count + event.by if cursor is None else cursor + event.by)
        elif cursor is not None:
            self._recipients.remove(cursor)
            self._has_changed()
            self._move(cursor)
        elif count:
            self._edit(count - 1)

    def _move(self, index: int) -> None:
        count = len(self._recipients)
        if index >= count:
            self.tokens.cursor = None
        elif count:
            self.tokens.cursor = max(index, 0)
            self.tokens.reveal(max(index, 0))
        self.post_message(self.Changed())

    def _edit(self, index: int) -> None:
        """Take a token back into the line."""
        self.finish()
        written = self._recipients.take_back(index).written
        self._has_changed()
        self.tokens.cursor = None
        self.typed.value = written
        self.typed.cursor_position = len(written)

    # ── completions ────────────────────────────────────────────────────────────────────────────

    def offer(self, text: str, choices: Sequence[Choice]) -> None:
        """Show what `text` may become, if that is what is typed still."""
        typed = self.typed.value.strip()
        if text != typed or not self.typed.has_focus:
            return
        there = self._recipients.keys | {address_key(typed)}
        new = [
            one
            for one in choices
            if isinstance(one, AddressGroup) or address_key(one.address) not in there
        ]
        # What is an address already is meant as it stands, unless another one is chosen.
        self.completions.open(new, choose_first=not is_address(typed))

    def on_recipient_input_taken(self) -> None:
        """Make tokens of the chosen completion."""
        if (choice := self.completions.chosen) is not None:
            self._take(choice)

    def on_completions_clicked(self, event: Completions.Clicked) -> None:
        """Make tokens of the completion that was clicked."""
        event.stop()
        self._take(event.choice)
        self.typed.focus()

    def _take(self, choice: Choice) -> None:
        self.completions.close()
        # Without a name: it may be foreign, and is remembered without being typed again.
        addresses = choice.addresses if isinstance(choice, AddressGroup) else (choice.address,)
        self.typed.value = ""
        self._insert([TypedAddress(one, one) for one in addresses])

    def on_click(self, event: events.Click) -> None:
        """Go on typing."""
        if not self.typed.has_focus:
            self.typed.focus()
