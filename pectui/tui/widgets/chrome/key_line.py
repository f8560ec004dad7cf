"""Keys and what they do, in the words of a dialog; a click on one does it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.style import Style
from textual.widgets import Static

if TYPE_CHECKING:
    from textual import events
    from textual.content import Content

_ACTION = "pectui-action"


def clickable(words: Content, action: str) -> Content:
    """Return `words` so that a click on them in a KeyLine does `action` of its screen."""
    return words.stylize(Style.from_meta({_ACTION: action}))


class KeyLine(Static):
    """Lines in which a click on a key, or on what it does, is that key."""

    async def on_click(self, event: events.Click) -> None:
        """Do what the words under the mouse stand for."""
        if action := event.style.meta.get(_ACTION):
            event.stop()
            await self.app.run_action(action, self.screen)
