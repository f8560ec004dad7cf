"""Choosing a file to attach: by a typed or pasted path, or from the folders."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from rich.text import Text
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import DirectoryTree, Input, Static

from pectui.catalogue import t
from pectui.errors import FileUnreadable
from pectui.text import clean_line
from pectui.tui import show

if TYPE_CHECKING:
    from rich.style import Style
    from textual.app import ComposeResult
    from textual.widgets._directory_tree import DirEntry
    from textual.widgets.tree import TreeNode


class Folders(DirectoryTree):
    """Folders and files; their names pass the gate."""

    show_root = False

    def render_label(self, node: TreeNode[DirEntry], base_style: Style, style: Style) -> Text:
        """Draw a name that came from outside."""
        label = super().render_label(node, base_style, style)
        return Text(clean_line(label.plain, 200), style) if label.plain else label


class AttachScreen(ModalScreen[tuple[Path, ...] | None]):
    """Answers the paths chosen; None when closed."""

    BINDINGS = [("escape", "close")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        """Lay out the field and the folders."""
        with Vertical(classes="dialog -tall"):
            yield Static(t("compose.attach.title"), classes="dialog-title", markup=False)
            yield Input(placeholder=t("compose.attach.path"))
            yield Folders(Path.home())
            yield Static(t("compose.attach.hint"), classes="dialog-note", markup=False)

    def on_mount(self) -> None:
        """Begin with the field: most paths are pasted."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the typed paths, if they are files."""
        paths = typed_paths(event.value)
        for path in paths:
            if not path.is_file():
                reason = t("outbox.not-a-file") if path.exists() else t("compose.attach.missing")
                show.notify_error(self, FileUnreadable(path=str(path), reason=reason))
                return
        if paths:
            self.dismiss(paths)

    def on_directory_tree_file_selected(self, event: DirectoryTree.FileSelected) -> None:
        """Take the chosen file."""
        self.dismiss((event.path,))

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def typed_paths(text: str) -> tuple[Path, ...]:
    """Return the paths in what was typed, pasted or dropped: quoted, escaped, or as file: URLs."""
    text = text.strip()
    if not text:
        return ()
    whole = Path(text).expanduser()
    try:
        if whole.exists():
            return (whole.absolute(),)
        parts = shlex.split(text)
    except (OSError, ValueError):
        parts = [text]
    return tuple(_path(part) for part in parts)


def _path(part: str) -> Path:
    if part.startswith("file://"):
        part = unquote(urlsplit(part).path)
    return Path(part).expanduser().absolute()
