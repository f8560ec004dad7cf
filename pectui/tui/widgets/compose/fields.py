"""Fields of a letter being written: of what is pasted nothing is lost, and nothing can act."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.widgets import Input, TextArea

from pectui.pec.outgoing import Fitted, fit_block
from pectui.tui.widgets.compose.addresses import pasted_line

if TYPE_CHECKING:
    from rich.text import Text
    from textual.widget import Widget

_JOINERS = re.compile("[\u200c\u200d]")
_DRAWN_AS = "\N{COMBINING GRAPHEME JOINER}"
"""As wide as a joiner, which is not at all, and without its effect on the columns of a terminal."""


class LineField(Input):
    """A field of one line: what is pasted of several is joined by blanks."""

    def pasted(self, text: str) -> str:
        """Return pasted text, which has passed the rule of what may leave, as one line."""
        return joined(text)

    def action_paste(self) -> None:
        """Paste what was copied in the program."""
        self.replace(self.pasted(fit_block(self.app.clipboard).text), *self.selection)

    @property
    def _value(self) -> Text:
        return _drawn(super()._value)


class AddressField(LineField):
    """A field of addresses: a pasted column, or a table with names, becomes a list of them."""

    def pasted(self, text: str) -> str:
        """Return pasted addresses in one line, apart from those that are there."""
        text = drawable(text)
        start, end = sorted(self.selection)
        line = pasted_line(text, self.value[:start], self.value[end:])
        return joined(text) if line is None else line


class LetterText(TextArea):
    """The text of a letter. Joiners are in it, and drawn as what joins nothing."""

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is drawn, of the same length."""
        return _drawn(super().get_line(line_index))


def _drawn(line: Text) -> Text:
    if _JOINERS.search(line.plain):
        line.plain = _JOINERS.sub(_DRAWN_AS, line.plain)
    return line


def drawable(text: str) -> str:
    """Return text less the joiners: what is only shown must not change the columns."""
    return _JOINERS.sub("", text)


def joined(text: str) -> str:
    """Return text of several lines in one: without empty ones, joined by blanks."""
    rows = [" ".join(row.split("\t")) for row in text.split("\n") if row.strip()]
    return " ".join(row.strip() for row in rows) if len(rows) > 1 else "".join(rows)


def fit_pasted(text: str, field: Widget | None) -> Fitted:
    """Return what `field` takes of a pasted text, and what was left out of it."""
    fitted = fit_block(text)
    if isinstance(field, TextArea):
        return fitted
    if isinstance(field, LineField):
        line = field.pasted(fitted.text)
    else:
        line = drawable(joined(fitted.text))
    return Fitted(line, fitted.invisible, fitted.controls, fitted.turning, fitted.broken)
