"""The command palette: finds every command that works now by its name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Provider
from textual.content import Content

from pectui.catalogue import t
from pectui.settings.configuration import SHORT_THEMES
from pectui.system.paths import own_theme_names
from pectui.text import clean_line
from pectui.tui.commands import COMMANDS, Command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.command import Hits
    from textual.dom import DOMNode

    from pectui.tui.program import Program

_HIDDEN = {"app.commands", "list.down", "list.up", "list.page-down", "list.page-up"}


class CommandsOfNow(Provider):
    """Offers the active commands of the screen the palette was opened on, and the themes."""

    def _commands(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        seen = set(_HIDDEN)
        for active in self.screen.active_bindings.values():
            command = COMMANDS.get(active.binding.id or "")
            if command is None or command.id in seen or not active.enabled:
                continue
            seen.add(command.id)
            yield command.label, command.help, partial(self._run, command, active.node)
        program = cast("Program", self.app)
        for name in (*SHORT_THEMES, *own_theme_names(program.configuration.options.config_file)):
            label = t("shell.theme", name=clean_line(name, 60))
            theme = f"pectui-{name}" if name in SHORT_THEMES else name
            yield label, t("shell.theme.help"), partial(program.choose_theme, theme)

    async def _run(self, command: Command, node: DOMNode) -> None:
        await self.app.run_action(command.action, node)

    async def discover(self) -> Hits:
        """Offer everything before anything is typed."""
        for label, explanation, callback in self._commands():
            yield DiscoveryHit(Content(label), callback, text=label, help=explanation)

    async def search(self, query: str) -> Hits:
        """Offer what matches label or explanation."""
        matcher = self.matcher(query)
        for label, explanation, callback in self._commands():
            text = f"{label} · {explanation}"
            if (score := matcher.match(text)) > 0:
                yield Hit(score, matcher.highlight(text), callback, text=label)
