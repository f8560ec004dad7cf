"""Lists the files of a letter; saves one, or all of them. None is ever opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widgets import OptionList, Static

from pectui.catalogue import t, tn
from pectui.services.proof.dossier.places import check_place
from pectui.services.proof.letter_files import save_all, save_file
from pectui.system.whole_files import check_free
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import bindings, key_label
from pectui.tui.formats.sizes import size_words
from pectui.tui.screens.base import Dialog
from pectui.tui.screens.new_places import ask_place

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from pectui.services.proof.letter_files import LetterOriginal


class FilesScreen(Dialog[None]):
    """Lists files by the names their sender gave them."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("attached")

    def __init__(self, letter: LetterOriginal) -> None:
        super().__init__()
        self._letter = letter

    def compose(self) -> ComposeResult:
        """Lay out title, files and keys."""
        with Vertical(classes="dialog"):
            yield Static(show.line(t("reader.files.title")), classes="dialog-title")
            lines = (
                show.line(f"{clean_line(one.name, 200)}  {size_words(one.size)}")
                for one in self._letter.files
            )
            yield OptionList(*lines, compact=True)
            keys = t(
                "reader.files.keys",
                one=key_label(self, "attached.save"),
                all=key_label(self, "attached.all"),
            )
            yield Static(show.line(keys), classes="dialog-note")

    def on_mount(self) -> None:
        """Give the list the keys."""
        self.query_one(OptionList).focus()
        self.query_one(OptionList).highlighted = 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Save the one chosen."""
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Ask where the file chosen goes, and save it there."""
        index = self.query_one(OptionList).highlighted
        if index is None:
            return
        letter, originals = self._letter, self.session.originals
        name = letter.files[index].safe_name

        async def work(path: Path) -> str:
            await save_file(originals, letter, index, path)
            return t("reader.files.saved", path=clean_line(str(path), 200))

        title, note = t("reader.files.save-one"), t("reader.files.note-one")
        ask_place(self, title, name, note, work, check=check_free)

    def action_all(self) -> None:
        """Ask where all the files go, and save them there."""
        letter, originals = self._letter, self.session.originals
        count = len(letter.files)

        async def work(path: Path) -> str:
            await save_all(originals, letter, path)
            return tn("reader.files.saved-all", count, path=clean_line(str(path), 200))

        title, note = tn("reader.files.save-all", count), t("dossier.prompt.note")
        ask_place(self, title, t("reader.files.folder"), note, work, check=check_place)

    def action_back(self) -> None:
        """Go back to the message."""
        self.dismiss()
