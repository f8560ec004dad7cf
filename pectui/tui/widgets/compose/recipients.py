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
        self._written: str | None = typed
        """The text as it was given, as long as nothing of it was changed."""
        self._entries = list(typed_addresses(typed))
        self._at = len(self._entries)
        """Where what is typed will stand among the tokens."""
        self._known: dict[str, KnownAddress] = {}
        self._asked: set[str] = set()
        """Of which addresses it was asked what is known."""
        self.tokens = Tokens()
        self.typed = RecipientInput(
            placeholder="" if typed else t("compose.to.placeholder"), select_on_focus=False
        )
        self.completions = Completions()

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
        if self._written is not None:
            return self._written
        texts = [one.written for one in self._entries]
        if self.typed.value.strip():
            texts.insert(self._at, self.typed.value.strip())
        return ", ".join(texts)

    @value.setter
    def value(self, text: str) -> None:
        self._entries = list(typed_addresses(text))
        self._at, self._written = len(self._entries), text
        self.typed.value = ""
        self._show()
        self.post_message(self.Changed())

    @property
    def marked(self) -> str | None:
        """The address of the token that the keys are about."""
        cursor = self.tokens.cursor
        return None if cursor is None else self._entries[cursor].address

    @property
    def current(self) -> KnownAddress | None:
        """What is known of the marked token, else of the last one while nothing is typed."""
        last = self._entries[-1].address if self._entries and not self.typed.value else ""
        return self._known.get(address_key(self.marked or last))

    def learn(self, known: Iterable[KnownAddress]) -> None:
        """Take over what is known of addresses."""
        self._known |= {address_key(one.address): one for one in known}
        self._show()
        self.post_message(self.Changed())

    # ── typing ─────────────────────────────────────────────────────────────────────────────────

    def on_input_changed(self, event: Input.Changed) -> None:
        """Make tokens of what is complete, and ask what the rest may become."""
        event.stop()
        self._leave_tokens()
        complete, rest = parted(event.value)
        if event.value:
            self._written = None
        if complete:
            self._insert(typed_addresses(complete))
            self.typed.value = rest
            self.typed.cursor_position = len(rest)
            return
        if not event.value.strip():
            self._close()
        else:
            self.post_message(self.Typed(event.value.strip()))
        self.post_message(self.Changed())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what is chosen, else make a token of what is typed, else go on to the next field."""
        event.stop()
        if self.completions.chosen is not None:
            self.on_recipient_input_taken()
        elif self.tokens.cursor is not None:
            self._edit(self.tokens.cursor)
        elif not self.finish():
            self.screen.focus_next()

    def finish(self) -> bool:
        """Make a token of what is typed; whether anything was."""
        self._close()
        if not self.typed.value.strip():
            return False
        self._insert(typed_addresses(self.typed.value))
        self.typed.value = ""
        return True

    def on_descendant_blur(self) -> None:
        """Make a token of what is typed when the keys go elsewhere."""
        self._leave_tokens()
        self.finish()

    def _insert(self, entries: Sequence[TypedAddress]) -> None:
        there = {address_key(one.address) for one in self._entries}
        new = [one for one in entries if address_key(one.address) not in there]
        self._entries[self._at : self._at] = new
        self._at = len(self._entries)
        self._has_changed()

    def _has_changed(self) -> None:
        self._written = None
        self._show()
        self.post_message(self.Changed())

    def _show(self) -> None:
        doubtful = [
            one.address
            for one in self._entries
            if (known := self._known.get(address_key(one.address))) and any(warnings_of(known))
        ]
        self.tokens.show(self._entries, doubtful)
        self._ask()
        self._show_token(len(self._entries) - 1)

    def _ask(self) -> None:
        """Ask what is known of addresses that were not there before."""
        addresses = [one.address for one in self._entries if is_address(one.address)]
        new = tuple(one for one in addresses if one not in self._asked)
        if new:
            self._asked |= set(new)
            self.post_message(self.Added(new))

    # ── the tokens ─────────────────────────────────────────────────────────────────────────────

    def on_recipient_input_beyond(self, event: RecipientInput.Beyond) -> None:
        """Move over the tokens, or take one away."""
        event.stop()
        cursor = self.tokens.cursor
        if event.removes and cursor is not None:
            self._remove(cursor)
        elif event.removes:
            if self._entries:
                self._edit(len(self._entries) - 1)
        else:
            self._move(len(self._entries) + event.by if cursor is None else cursor + event.by)

    def _move(self, index: int) -> None:
        if index >= len(self._entries):
            self._leave_tokens()
        elif self._entries:
            self.tokens.cursor = max(index, 0)
            self.typed.on_tokens = True
            self._show_token(max(index, 0))
        self.post_message(self.Changed())

    def _leave_tokens(self) -> None:
        self.tokens.cursor = None
        self.typed.on_tokens = False

    def _show_token(self, index: int) -> None:
        self.call_after_refresh(
            lambda: self.query_one("#tokens").scroll_to(
                y=max(0, self.tokens.line_of(index) - 1), animate=False
            )
        )

    def _remove(self, index: int) -> None:
        del self._entries[index]
        self._at = len(self._entries)
        self._has_changed()
        self._move(index)

    def _edit(self, index: int) -> None:
        """Take a token back into the line."""
        self.finish()
        entry = self._entries.pop(index)
        self._has_changed()
        self._leave_tokens()
        self.typed.value = entry.written
        self.typed.cursor_position = len(entry.written)
        self._at = index

    # ── completions ────────────────────────────────────────────────────────────────────────────

    def offer(self, text: str, choices: Sequence[Choice]) -> None:
        """Show what `text` may become, if that is what is typed still."""
        typed = self.typed.value.strip()
        if text != typed or not self.typed.has_focus:
            return
        there = {address_key(one.address) for one in self._entries} | {address_key(typed)}
        new = [
            one
            for one in choices
            if isinstance(one, AddressGroup) or address_key(one.address) not in there
        ]
        # What is an address already is meant as it stands, unless another one is chosen.
        self.completions.open(new, choose_first=not is_address(typed))
        self._note_choices()

    def _note_choices(self) -> None:
        self.typed.can_choose = self.completions.is_open
        self.typed.can_take = self.completions.chosen is not None

    def _close(self) -> None:
        self.completions.close()
        self._note_choices()

    def on_recipient_input_chosen(self, event: RecipientInput.Chosen) -> None:
        """Choose another completion."""
        self.completions.move(event.by)
        self._note_choices()

    def on_recipient_input_closed(self) -> None:
        """Show no completions until something else is typed."""
        self._close()

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
        self._close()
        # Without a name: it may be foreign, and is remembered without being typed again.
        addresses = choice.addresses if isinstance(choice, AddressGroup) else (choice.address,)
        self.typed.value = ""
        self._insert([TypedAddress(one, one) for one in addresses])

    def on_click(self, event: events.Click) -> None:
        """Go on typing."""
        if not self.typed.has_focus:
            self.typed.focus()
