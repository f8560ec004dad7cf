"""Fills table and letter of a preparation with what is chosen, or written elsewhere."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import EditorFailed, PectuiError
from pectui.pec.outgoing import fit_block
from pectui.tui import show
from pectui.tui.screens.dialogs.attach import AttachScreen, Words
from pectui.tui.screens.dialogs.simple import Pick
from pectui.tui.typed_paths import starting_folder

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.tui.screens.batches.preparation import PreparationScreen


class Filling:
    """Files, columns and text for the fields; a part of the screen."""

    def __init__(self, screen: PreparationScreen) -> None:
        self._screen = screen

    async def action_choose_file(self) -> None:
        """Choose the table, or files for every letter."""

        def chosen(paths: tuple[Path, ...] | None) -> None:
            for path in paths or ():
                self._screen.program.last_folder = path.parent
                if self._screen.step == "table":
                    self._screen.table.take_path(path)
                elif self._screen.focused is self._screen.letter.form:
                    self._screen.letter.form.value = str(path)
                else:
                    self._screen.letter.files.add_path(str(path))

        folder = starting_folder(self._screen.program.last_folder)
        await self._screen.app.push_screen(AttachScreen(folder, self._pick_words()), chosen)

    def _pick_words(self) -> Words | None:
        """Return what the dialog says that chooses a file; None for files to attach."""
        hint = t("compose.attach.hint")
        if self._screen.step == "table":
            return Words(t("batch.table.pick"), t("batch.table.pick.path"), hint)
        if self._screen.focused is self._screen.letter.form:
            return Words(t("batch.letter.form.pick"), t("batch.letter.form.pick.path"), hint)
        return None

    async def action_insert_field(self) -> None:
        """Choose a column, and insert its name."""
        columns = self._screen.glance.columns if self._screen.glance else ()
        if not columns:
            show.notify(self._screen, t("batch.letter.no-fields"), severity="warning")
            return

        def chosen(key: str | None) -> None:
            if key is not None:
                self._screen.letter.insert(key)

        keys = [one.key for one in columns]
        await self._screen.app.push_screen(Pick(t("batch.letter.choose-field"), (), keys), chosen)

    async def action_editor(self) -> None:
        """Write the text in the person's editor."""
        letter = self._screen.letter
        try:
            file = await self._screen.session.editing.begin(
                self._screen.opened.id, letter.text.text
            )
            failure: EditorFailed | None = None
            try:
                await self._screen.program.edit_file(file.path, _nothing)
            except EditorFailed as error:
                failure = error
            text = await file.saved()
            if text is not None:
                letter.replace_text(fit_block(text).text)
            await asyncio.to_thread(file.remove)
            if failure is not None:
                show.notify_error(self._screen, failure)
        except PectuiError as error:
            show.notify_error(self._screen, error)
        letter.text.focus()


async def _nothing() -> None:
    """Look at nothing: what an editor has saved is taken when it ends."""
