"""The help: every key, in groups, with what it does and its name for the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from pectui.catalogue import t
from pectui.tui.commands import COMMANDS, Command

if TYPE_CHECKING:
    from textual.app import ComposeResult

GROUPS = (
    "app", "list", "inbox", "reader", "compose", "sent", "outbox", "drafts", "account", "dialog",
)  # fmt: skip
_KEYS_WIDTH = 18
_LABEL_WIDTH = 18


class HelpScreen(ModalScreen[None]):
    """Lists the commands; the group one came from stands first."""

    BINDINGS = [  # noqa: RUF012
        ("escape,q,question_mark,f1,enter,left", "dismiss"),
        ("j,down", "scroll_by(1)"),
        ("k,up", "scroll_by(-1)"),
        ("pagedown,space", "scroll_by(10)"),
        ("pageup", "scroll_by(-10)"),
        ("g,home", "scroll_by(-9999)"),
        ("G,end", "scroll_by(9999)"),
    ]

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
        keys = " ".join(shown_key(key) for key in self._keys(command))
        return Content.assemble(
            ("  " + keys.ljust(_KEYS_WIDTH), "bold"),
            pad(command.label, _LABEL_WIDTH),
            command.help,
            (f"  {command.id}", "$text-muted"),
        )

    def _keys(self, command: Command) -> list[str]:
        own = getattr(self.app, "own_keys", {})
        return str(own.get(command.id, command.keys)).split(",")


def pad(text: str, width: int) -> str:
    """Return `text` followed by blanks up to `width` cells, and one more."""
    return text + " " * (max(0, width - cell_len(text)) + 1)


_SHOWN = {
    "question_mark": "?", "colon": ":", "slash": "/", "greater_than_sign": ">",
    "less_than_sign": "<", "pagedown": "PgDn", "pageup": "PgUp", "down": "↓", "up": "↑",
    "left": "←", "right": "→", "enter": "Enter", "escape": "Esc", "delete": "Del",
    "home": "Home", "end": "End", "space": "Space",
}  # fmt: skip


def shown_key(key: str) -> str:
    """Return a Textual key name as it is printed on a keyboard."""
    if key in _SHOWN:
        return _SHOWN[key]
    if key.startswith("ctrl+"):
        return f"^{shown_key(key[5:]).upper()}" if len(key) == 6 else f"^{shown_key(key[5:])}"
    return key.upper() if key.startswith("f") and key[1:].isdigit() else key
