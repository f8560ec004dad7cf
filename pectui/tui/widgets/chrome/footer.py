"""The bottom line: the keys that work now, and the quota."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual.containers import Horizontal
from textual.content import Content
from textual.keys import key_to_character
from textual.reactive import reactive
from textual.widget import Widget

from pectui.commands import shown_key
from pectui.tui.commands import COMMANDS, Command, keys_of
from pectui.tui.widgets.chrome.quota_bar import QuotaBar

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.screen import Screen

    from pectui.models import Quota
    from pectui.pec.forecast import Forecast

_GAP = 2
_HELP = "app.help"
_ROOMY = 100
"""Columns from which the quota shows its megabytes."""


class KeyBar(Widget):
    """The commands that work now, most useful first; a click does them."""

    commands: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """Pairs of command id and the key shown for it, in order of weight."""

    def __init__(self) -> None:
        super().__init__()
        self._places: list[tuple[int, int, str]] = []

    def render(self) -> Content:
        """Draw as many commands as fit."""
        parts: list[Content] = []
        self._places = []
        column = 0
        for command_id, key, width in self._fitting(self.size.width):
            self._places.append((column, column + width - _GAP, command_id))
            parts.append(Content.styled(key, "bold $accent"))
            parts.append(Content.styled(f" {COMMANDS[command_id].label}  ", "$foreground"))
            column += width
        return Content("").join(parts)

    def _fitting(self, room: int) -> list[tuple[str, str, int]]:
        """Return the commands there is room for, with their widths; the help always among them."""
        widths = [
            (command_id, key, cell_len(f"{key} {COMMANDS[command_id].label}") + _GAP)
            for command_id, key in self.commands
        ]
        helps = sum(width for command_id, _, width in widths if command_id == _HELP)
        left = room + _GAP - helps
        fitting = []
        for command_id, key, width in widths:
            if command_id == _HELP or (left := left - width) >= 0:
                fitting.append((command_id, key, width))
        return fitting

    async def on_click(self, event: events.Click) -> None:
        """Do the command under the mouse."""
        for start, end, command_id in self._places:
            if start <= event.x < end:
                await self._run(COMMANDS[command_id])
                return

    async def _run(self, command: Command) -> None:
        for active in self.screen.active_bindings.values():
            if active.binding.id == command.id and active.enabled:
                await self.app.run_action(active.binding.action, active.node)
                return


class Footer(Horizontal):
    """Keys on the left, quota on the right."""

    def compose(self) -> ComposeResult:
        """Lay out the two parts."""
        yield KeyBar()
        yield QuotaBar()

    def on_mount(self) -> None:
        """Follow what can be done now."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self._follow(self.screen)
        self.watch(self.app, "outlook", self._show_outlook)
        self.watch(self.app, "quota", self._show_quota)

    def _show_quota(self, quota: Quota | None) -> None:
        self.query_one(QuotaBar).quota = quota

    def _show_outlook(self, outlook: Forecast | None) -> None:
        self.query_one(QuotaBar).outlook = outlook

    def on_resize(self, event: events.Resize) -> None:
        """Give the quota the room there is."""
        self.query_one(QuotaBar).roomy = event.size.width >= _ROOMY

    def _follow(self, screen: Screen[Any]) -> None:
        if screen is not self.screen or not self.is_mounted:
            return
        self.query_one(KeyBar).commands = working_commands(screen)


def working_commands(screen: Screen[Any]) -> tuple[tuple[str, str], ...]:
    """Return the commands that work now on `screen`, with the key to show, in footer order."""
    focused = screen.focused
    working: dict[str, set[str]] = {}
    idle: frozenset[str] = getattr(screen, "idle", frozenset())
    for key, active in screen.active_bindings.items():
        command = COMMANDS.get(active.binding.id or "")
        if command is None or not command.weight or not active.enabled or command.id in idle:
            continue
        taken = focused is not None and focused.check_consume_key(key, _character_of(key))
        if active.binding.priority or not taken:
            working.setdefault(command.id, set()).add(key)
    shown = {
        command_id: shown_key(next((key for key in keys_of(screen, command_id) if key in keys), ""))
        for command_id, keys in working.items()
    }
    return tuple(sorted(shown.items(), key=lambda pair: COMMANDS[pair[0]].weight))


def _character_of(key: str) -> str | None:
    """Return what `key` types; Textual does not know it of the one it calls by another name."""
    return "/" if key == "slash" else key_to_character(key)
