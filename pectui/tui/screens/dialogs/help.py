"""Shows every key, in groups, with what it does and its name for the settings."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from pectui.catalogue import t
from pectui.commands import shown_key
from pectui.tui.commands import COMMANDS, Command, bindings, keys_of
from pectui.tui.screens.base import Dialog

if TYPE_CHECKING:
    from textual.app import ComposeResult

GROUPS = (
    "app", "list", "inbox", "reader", "links", "text", "find", "field",
    "compose", "recipients", "files", "attach", "unsent", "review", "progress",
    "sent", "originals", "outbox", "drafts", "batches", "batch", "prepare", "preview",
    "account", "form", "cleanup", "palette", "quit", "dialog", "help",
)  # fmt: skip
_INDENT = 19
"""Cells before what a command does."""
_AROUND = 8
"""Cells of the dialog's frame, padding and scrollbar."""
_WIDEST = 110
_WIDE = 116
"""Columns from which the commands' names for the settings are shown."""
_NARROW = 60
"""Columns below which only the first key of a command is shown, to leave room for its words."""
_NARROW_INDENT = 9


class HelpScreen(Dialog[None]):
    """Lists the commands; the group one came from stands first."""

    BINDINGS = bindings("help", "dialog.down", "dialog.up")

    def __init__(self, first: str = "app") -> None:
        super().__init__()
        self._groups = sorted(GROUPS, key=lambda group: group != first)

    def compose(self) -> ComposeResult:
        """Lay out the groups."""
        with Vertical(classes="dialog -tall"):
            yield Static(t("shell.help.title"), classes="dialog-title", markup=False)
            with VerticalScroll(id="help-lines", can_focus=False):
                for group in self._groups:
                    yield Static(self._group(group))
            yield Static(t("shell.help.hint"), classes="dialog-note", markup=False)

    def action_scroll_by(self, lines: int) -> None:
        """Move through the list."""
        self.query_one("#help-lines").scroll_relative(y=lines, animate=False)

    def _group(self, group: str) -> Content:
        heading = Content.styled(t(f"shell.help.{group}"), "bold $accent")
        rows = [self._row(command) for command in COMMANDS.values() if command.group == group]
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
