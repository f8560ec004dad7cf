"""Shows every key, what one came for first: what it does, and its name for the settings."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from pectui.catalogue import t
from pectui.commands import PLACES, shown_key
from pectui.tui.commands import COMMANDS, Command, bindings, keys_of
from pectui.tui.screens.base import Dialog

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult

GROUPS = (
    "app", "list", "inbox", "reader", "links", "attached", "text", "find", "field",
    "compose", "recipients", "files", "attach", "unsent", "review", "progress",
    "sent", "originals", "outbox", "drafts", "batches", "batch", "prepare", "preview",
    "account", "accounts", "form", "choice", "cleanup", "palette", "quit", "dialog", "help",
)  # fmt: skip
_LAST = 99
"""Weight of what is not in the footer."""
_INDENT = 19
"""Cells before what a command does."""
_AROUND = 8
"""Cells of the dialog's frame, padding and scrollbar."""
_WIDEST = 110
_WIDE = 116
"""Columns from which the commands' names for the settings are shown."""
_NARROW = 70
"""Columns below which only the first key of a command is shown, to leave room for its words."""
_NARROW_INDENT = 9


class HelpScreen(Dialog[None]):
    """Lists what is done most where one is, then what else works there, then all other commands."""

    BINDINGS = bindings("help", "dialog.down", "dialog.up")

    def __init__(self, place: str = "app", working: Sequence[str] = ()) -> None:
        """Take the group of the place one is at, and the commands of its footer in their order."""
        super().__init__()
        self._place = place
        self._working = [COMMANDS[one] for one in working if one != "app.help"]
        beside = [group for groups in PLACES if place in groups for group in groups]
        self._groups = sorted(GROUPS, key=lambda group: (group != place, group not in beside))

    def compose(self) -> ComposeResult:
        """Lay out the groups."""
        with Vertical(classes="dialog -tall"):
            yield Static(t("shell.help.title"), classes="dialog-title", markup=False)
            with VerticalScroll(id="help-lines", can_focus=False):
                if self._working:
                    here = t("shell.help.here", place=t(f"shell.help.{self._place}"))
                    yield Static(self._part(here, self._working))
                for group in self._groups:
                    yield Static(self._part(t(f"shell.help.{group}"), _commands_of(group)))
            yield Static(t("shell.help.hint"), classes="dialog-note", markup=False)

    def action_scroll_by(self, lines: int) -> None:
        """Move through the list."""
        self.query_one("#help-lines").scroll_relative(y=lines, animate=False, immediate=True)

    def _part(self, title: str, commands: Iterable[Command]) -> Content:
        heading = Content.styled(title, "bold $accent")
        rows = [self._row(command) for command in commands]
        return Content("\n").join([heading, *rows, Content("")])

    def _row(self, command: Command) -> Content:
        width = self.app.size.width
        shown = [shown_key(key) for key in keys_of(self, command.id)]
        is_narrow = width < _NARROW
        keys = shown[0] if is_narrow else " ".join(shown)
        indent = _NARROW_INDENT if is_narrow else _INDENT
        name = f"  {command.id}" if width >= _WIDE else ""
        room = min(_WIDEST, width * 94 // 100) - _AROUND - indent - len(name)
        first, *rest = wrap(command.help, room)
        after = "".join(f"\n{'':{indent}}{line}" for line in rest)
        return Content.assemble(
            (f"  {keys:<{indent - 3}} ", "bold"), first, (name, "$quiet"), after
        )


def _commands_of(group: str) -> list[Command]:
    """Return the commands of a group, those of the footer first."""
    ours = [command for command in COMMANDS.values() if command.group == group]
    return sorted(ours, key=lambda command: command.weight or _LAST)
