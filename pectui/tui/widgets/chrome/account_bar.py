"""The line of accounts: which is shown, at which service it is, and what the others have new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from pectui.catalogue import t
from pectui.text import clean_line
from pectui.tui.commands import key_label

if TYPE_CHECKING:
    from textual import events

    from pectui.tui.glance import Glance


class AccountBar(Widget):
    """Names the accounts in the order of the settings, as long as that says something."""

    glances: reactive[tuple[Glance, ...]] = reactive(())

    def __init__(self) -> None:
        super().__init__()
        self._places: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        """Follow what the app knows of the accounts."""
        self.watch(self.app, "glances", self._follow)

    def _follow(self, glances: tuple[Glance, ...]) -> None:
        self.display = bool(glances)
        self.glances = glances

    def render(self) -> Content:
        """Draw the accounts, and how to go to another one where there is room to say so."""
        room = self.size.width
        parts = [_part(one) for one in self.glances]
        hint = Content.styled(self._hint(), "$quiet")
        if sum(part.cell_length for part in (*parts, hint)) > room:
            hint = Content("")
        parts = _fitting(parts, [one.is_shown for one in self.glances], room)
        self._places = []
        column = 0
        for one, part in zip(self.glances, parts, strict=True):
            self._places.append((column, column + part.cell_length, one.key))
            column += part.cell_length
        gap = " " * max(0, room - column - hint.cell_length)
        return Content("").join([*parts, Content(gap), hint])

    def _hint(self) -> str:
        if len(self.glances) < 2:
            return ""
        keys = {"next": "app.next-account", "all": "app.accounts"}
        return t("accounts.hint", **{name: key_label(self, key) for name, key in keys.items()})

    async def on_click(self, event: events.Click) -> None:
        """Go to the account under the mouse."""
        for start, end, key in self._places:
            if start <= event.x < end:
                number = [one.key for one in self.glances].index(key)
                await self.app.run_action(f"app.show_account({number})")
                return


def _part(one: Glance) -> Content:
    """Return one account: the one that is shown in its colour, with its service in words."""
    if one.is_shown:
        return Content.styled(f" {one.title} ", f"bold #ffffff on {one.colour}")
    name = " ".join(filter(None, (clean_line(one.name, 24), one.signs)))
    return Content.assemble((" ▌", one.colour), name, " ")


def _fitting(parts: list[Content], shown: list[bool], room: int) -> list[Content]:
    """Return the parts with those left out that find no room, the shown one always there."""
    left = room - sum(part.cell_length for part, one in zip(parts, shown, strict=True) if one)
    fitting = []
    for part, is_shown in zip(parts, shown, strict=True):
        fits = is_shown or part.cell_length <= left
        left -= part.cell_length if fits and not is_shown else 0
        fitting.append(part if fits else Content(""))
    return fitting
