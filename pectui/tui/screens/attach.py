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
    from collections.abc import Iterable

    from rich.text import TextType
    from textual.app import ComposeResult


class Folders(DirectoryTree):
    """Folders and files, the hidden ones left out; their names pass the gate."""

    show_root = False

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """Leave out what a person did not put there; a typed path still reaches it."""
        return [path for path in paths if not path.name.startswith(".")]

    def process_label(self, label: TextType) -> Text:
        """Clean a name, which is all of it: a line break in it hides nothing behind."""
        return Text(clean_line(str(label), 255))


class AttachScreen(ModalScreen[tuple[Path, ...] | None]):
    """Answers the paths chosen; None when closed."""

    CSS_PATH = "../styles/compose.tcss"
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
        """Take the typed paths if they are files; go to a typed folder."""
        paths = typed_paths(event.value)
        if len(paths) == 1 and is_folder(paths[0]):
            folders = self.query_one(Folders)
            folders.path = paths[0]
            folders.focus()
            return
        self._take(paths)

    def on_directory_tree_file_selected(self, event: DirectoryTree.FileSelected) -> None:
        """Take the chosen file."""
        self._take((event.path,))

    def _take(self, paths: tuple[Path, ...]) -> None:
        try:
            for path in paths:
                check_readable(path)
        except FileUnreadable as error:
            show.notify_error(self, error)
            return
        if paths:
            self.dismiss(paths)

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def check_readable(path: Path) -> None:
    """Raise FileUnreadable unless `path` is a file that can be read now."""
    try:
        if not path.is_file():
            reason = t("outbox.not-a-file") if path.exists() else t("compose.attach.missing")
            raise FileUnreadable(path=str(path), reason=reason)
        with path.open("rb"):
            return
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FileUnreadable(path=str(path), reason=reason) from error


def is_folder(path: Path) -> bool:
    """Whether `path` is a folder one may look at."""
    try:
        return path.is_dir()
    except OSError:
        return False


def typed_paths(text: str) -> tuple[Path, ...]:
    """Return the paths in what was typed, pasted or dropped: quoted, escaped, or as file: URLs.

    What is no path of a file either way is taken as one path, blanks included.
    """
    text = text.strip()
    if not text:
        return ()
    whole = _path(text)
    if _exists(whole):
        return (whole,)
    try:
        parts = tuple(_path(part) for part in shlex.split(text) if part)
    except ValueError:
        return (whole,)
    return parts if any(_exists(part) for part in parts) or _is_quoted(text) else (whole,)


def _is_quoted(text: str) -> bool:
    return any(sign in text for sign in "'\"\\") or text.startswith("file:")


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _path(part: str) -> Path:
    if part.startswith("file://"):
        part = unquote(urlsplit(part).path)
    try:
        return Path(part).expanduser().absolute()
    except RuntimeError:  # "~name" of somebody unknown here is the name of a file
        return Path(part).absolute()
