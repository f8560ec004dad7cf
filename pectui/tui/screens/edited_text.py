"""Takes over what an editor saves of a letter's text, while it has the file open."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import EditorFailed, FileUnreadable, PectuiError
from pectui.pec.outgoing import changes, fit_block
from pectui.tui import show
from pectui.tui.messages import DraftSaved
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.services.sending.editing import EditedFile
    from pectui.tui.messages import Answer
    from pectui.tui.screens.compose import ComposeScreen

_AT_ONCE = 5.0
"""Seconds. An editor that is back sooner, without a change, may have a window of its own."""
_LOOK_SECONDS = 1.0
"""Between two looks at what such an editor has saved."""


class EditedText:
    """The edited file of the letter on one screen, where there is one."""

    def __init__(self, screen: ComposeScreen) -> None:
        self._screen = screen
        self._file: EditedFile | None = None

    def follow(self) -> None:
        """Go on with what an editor with a window of its own may still have open."""
        start_call(self._screen, "find-edited", self._find)
        self._screen.set_interval(_LOOK_SECONDS, self._watch)

    async def _find(self) -> Answer | None:
        if self._file is None:
            self._file = await self._screen.session.editing.left_open(self._screen.draft.id)
        if await self.take():
            show.notify(self._screen, t("compose.editor.taken"), timeout=3)
        return None

    def _watch(self) -> None:
        screen = self._screen
        if self._file is None or not screen.is_current or screen.program.is_aside:
            return

        async def work() -> Answer | None:
            if await self.take(settled=True):
                show.notify(screen, t("compose.editor.taken"), timeout=3)
            return None

        start_call(screen, "edited", work, replace=True)

    async def edit(self) -> None:
        """Run the editor. Raises PectuiError where it failed and nothing was saved."""
        screen, file = self._screen, self._file
        if file is None:
            file = await screen.session.editing.begin(screen.draft.id, screen.text.text)
            self._file = file
        else:
            await self.take()
            await asyncio.to_thread(file.write, screen.text.text)
        before, seconds = screen.text.text, 0.0
        failure: EditorFailed | None = None
        try:
            seconds = await screen.program.edit_file(file.path, self._look)
        except EditorFailed as error:
            failure = error
        try:
            await self.take()
        except FileUnreadable:
            await self.forget()
            raise
        unchanged = screen.text.text == before
        if unchanged and failure is None and seconds < _AT_ONCE:
            show.notify(screen, t("compose.editor.returned"), severity="warning", timeout=15)
            return
        await self.forget()
        # What was written before an editor failed is kept: it can be undone, but not typed again.
        if failure is not None and unchanged:
            raise failure

    async def _look(self) -> None:
        """Take what the editor that has the terminal has saved; what fails is tried again."""
        with suppress(PectuiError):
            await self.take(settled=True, told=False)

    async def take(
        self, *, settled: bool = False, told: bool = True, closing: bool = False
    ) -> bool:
        """Take what was saved in the file into the text and the draft on disk.

        With `settled` not while an editor may still be writing; with `closing` also while the form
        is closed already. Returns whether anything was taken.
        Raises FileUnreadable or StoreUnusable.
        """
        screen, file = self._screen, self._file
        if file is None or (screen.is_leaving and not closing):
            return False
        text = await file.saved(settled=settled)
        if text is None:
            return False
        fitted = fit_block(text)
        screen.say_left_out(changes(fitted))
        if fitted.text != screen.text.text:
            document = screen.text.document
            # Replaced and not loaded anew: it can be undone.
            screen.text.replace(fitted.text, document.start, document.end)
        draft = screen.draft
        await screen.session.drafts.save(draft)
        with suppress(OSError):
            await asyncio.to_thread(file.took, fitted.text, told=told)
        screen.post_message(DraftSaved(draft))
        return True

    async def forget(self, *, keep: bool = False) -> None:
        """Remove the file; with `keep`, or with news in it, leave it to be found."""
        file, self._file = self._file, None
        if file is None:
            return
        try:
            news = await asyncio.to_thread(file.change) is not None
        except OSError:
            news = False
        await asyncio.to_thread(file.release if keep or news else file.remove)
