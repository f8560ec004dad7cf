"""Chooses files, to attach or to take in: by a typed or pasted path, or from the folders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import DirectoryTree, Input, Static

from pectui.catalogue import t
from pectui.errors import FileUnreadable
from pectui.system.reasons import system_reason
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.screens.base import Dialog
from pectui.tui.typed_paths import is_folder, typed_paths
from pectui.tui.widgets.compose.path_field import PathField

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


@dataclass(frozen=True, slots=True)
class Words:
    """What a dialog that chooses files says: its title, what to type, and its keys."""

    title: str
    path: str
    hint: str


class AttachScreen(Dialog[tuple[Path, ...] | None]):
    """Answers the paths chosen; None when closed."""

    CSS_PATH = "../../styles/compose.tcss"
    BINDINGS = bindings("attach.close", "attach.up", "attach.whole")

    def __init__(
        self, folder: Path, words: Words | None = None, *, takes_folders: bool = False
    ) -> None:
        """Begin in `folder`; with `takes_folders` a whole folder can be chosen, too."""
        super().__init__()
        self._folder = folder
        self._takes_folders = takes_folders
        self._words = words or Words(
            t("compose.attach.title"), t("compose.attach.path"), t("compose.attach.hint")
        )

    def compose(self) -> ComposeResult:
        """Lay out the field and the folders."""
        with Vertical(classes="dialog -tall"):
            yield Static(self._words.title, classes="dialog-title", markup=False)
            yield PathField(self._folder, self._words.path)
            yield Static(id="names")
            yield Static(id="place")
            yield Folders(self._folder)
            yield Static(self._words.hint, classes="dialog-note", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a whole folder only where one is asked for."""
        return action != "whole" or self._takes_folders

    def on_mount(self) -> None:
        """Begin with the field: most paths are pasted."""
        self.query_one(Input).focus()
        self._go(self._folder)

    def _go(self, folder: Path) -> None:
        """Show another folder."""
        self._folder = folder
        self.query_one(Folders).path = folder
        self.query_one(PathField).folder = folder
        self.query_one("#place", Static).update(show.line(str(folder)).stylize("$accent"))

    def action_up(self) -> None:
        """Show the folder above."""
        self._go(self._folder.parent)

    def action_whole(self) -> None:
        """Take the folder shown, and all that is in it."""
        self.dismiss((self._folder,))

    def on_path_field_names(self, event: PathField.Names) -> None:
        """Show how the typed path may go on."""
        self.query_one("#names", Static).update(show.line("  ".join(event.names)))

    def on_input_changed(self) -> None:
        """Take back names that belong to another path."""
        self.query_one("#names", Static).update(Content(""))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the typed paths if they are files; go to a typed folder."""
        paths = typed_paths(event.value, self._folder)
        if len(paths) == 1 and is_folder(paths[0]):
            self._go(paths[0].resolve())
            event.input.value = ""
            self.query_one(Folders).focus()
            return
        self._take(paths)

    def on_directory_tree_file_selected(self, event: DirectoryTree.FileSelected) -> None:
        """Take the chosen file."""
        self._take((event.path,))

    def _take(self, paths: tuple[Path, ...]) -> None:
        try:
            for path in paths:
                if not (self._takes_folders and is_folder(path)):
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
        reason = system_reason(error)
        raise FileUnreadable(path=str(path), reason=reason) from error
