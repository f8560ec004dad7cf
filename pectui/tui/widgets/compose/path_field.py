"""A field for a path, which Tab completes as a shell does."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from pectui.tui.commands import bindings
from pectui.tui.typed_paths import completed, pasted_paths
from pectui.tui.widgets.compose.fields import LineField

if TYPE_CHECKING:
    from pathlib import Path


class PathField(LineField):
    """A field for a path, which Tab completes as a shell does."""

    BINDINGS: ClassVar = bindings("attach.complete")

    @dataclass
    class Names(Message):
        """The names a typed path may go on to; none when it is complete or no path."""

        names: tuple[str, ...]

    def __init__(self, folder: Path, placeholder: str, value: str = "") -> None:
        super().__init__(value, placeholder=placeholder, select_on_focus=False)
        self.folder = folder
        """Where a path that is not absolute begins."""

    def pasted(self, text: str) -> str:
        """Return pasted paths, one a line, as one line."""
        return pasted_paths(text, self.folder)

    async def action_complete(self) -> None:
        """Go on with what is typed; where there is nothing to go on with, leave the field."""
        typed = self.value
        text, names = await asyncio.to_thread(completed, typed, self.folder)
        if not typed or not names:
            self.screen.focus_next()
            return
        if self.value == typed:
            self.value = text
            self.cursor_position = len(text)
        self.post_message(self.Names(names if text == typed or len(names) > 1 else ()))
