"""The line in which a recipient is typed; what goes beyond it is told to the field around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from pectui.tui.commands import bindings
from pectui.tui.widgets.compose.addresses import PastedTable, pasted_table
from pectui.tui.widgets.compose.fields import AddressField

if TYPE_CHECKING:
    from pectui.tui.widgets.compose.completions import Completions
    from pectui.tui.widgets.compose.tokens import Tokens


class RecipientInput(AddressField):
    """The line in which a recipient is typed; keys beyond its ends are about the tokens."""

    BINDINGS: ClassVar = bindings("recipients")

    @dataclass
    class Beyond(Message):
        """A key goes beyond the line: `by` tokens on, or one is to be removed."""

        by: int = 0
        removes: bool = False

    @dataclass
    class Taken(Message):
        """The chosen completion is to be taken."""

    @dataclass
    class TablePasted(Message):
        """What was pasted is a table with a column of addresses."""

        table: PastedTable

    def __init__(self, tokens: Tokens, completions: Completions, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, select_on_focus=False)
        self._tokens, self._completions = tokens, completions

    @property
    def _on_tokens(self) -> bool:
        """Whether the keys are about a token."""
        return self._tokens.cursor is not None

    def pasted(self, text: str) -> str:
        """Return pasted addresses in one line; tell where they are a table."""
        if (table := pasted_table(text)) is not None:
            self.post_message(self.TablePasted(table))
        return super().pasted(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of completions alone where there are none."""
        if action in {"choose", "close_completions"}:
            return self._completions.is_open
        is_chosen = self._completions.chosen is not None
        return is_chosen if action == "take" else super().check_action(action, parameters)

    def action_choose(self, by: int) -> None:
        """Choose another completion."""
        self._completions.move(by)

    def action_take(self) -> None:
        """Take the chosen completion."""
        self.post_message(self.Taken())

    def action_close_completions(self) -> None:
        """Go on without completions."""
        self._completions.close()

    def action_cursor_left(self, select: bool = False) -> None:
        """Go one character to the left, from the first one onto the tokens."""
        if self._on_tokens or (not select and self.cursor_position == 0):
            self.post_message(self.Beyond(by=-1))
        else:
            super().action_cursor_left(select)

    def action_cursor_right(self, select: bool = False) -> None:
        """Go one character or token to the right."""
        if self._on_tokens:
            self.post_message(self.Beyond(by=1))
        else:
            super().action_cursor_right(select)

    def action_delete_left(self) -> None:
        """Delete a character; in an empty line take the last token back, on a token remove it."""
        if self._on_tokens or not self.value:
            self.post_message(self.Beyond(removes=True))
        else:
            super().action_delete_left()

    def action_delete_right(self) -> None:
        """Delete a character, or the token that the keys are about."""
        if self._on_tokens:
            self.post_message(self.Beyond(removes=True))
        else:
            super().action_delete_right()
