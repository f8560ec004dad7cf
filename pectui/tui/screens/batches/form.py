"""A preparation on the screen: its steps, what is typed in them and saved, what is chosen."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import var
from textual.widgets import ContentSwitcher, Static

from pectui.catalogue import t, thousands
from pectui.errors import EditorFailed, PectuiError
from pectui.pec.outgoing import fit_block
from pectui.services.batches.preparations import STEPS, Preparations
from pectui.text import clean_file_name, clean_line
from pectui.tui import show
from pectui.tui.formats.times import now
from pectui.tui.messages import Answer
from pectui.tui.screens.batches.actions import ask_table_file
from pectui.tui.screens.batches.reading import (
    CheckArrived,
    GlanceArrived,
    Reading,
)
from pectui.tui.screens.dialogs.attach import AttachScreen, Words
from pectui.tui.screens.dialogs.simple import LinePrompt, Pick
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.typed_paths import as_typed, starting_folder, typed_paths
from pectui.tui.widgets.batch.check_step import CheckStep
from pectui.tui.widgets.batch.confirm_step import ConfirmStep
from pectui.tui.widgets.batch.letter_step import LetterStep
from pectui.tui.widgets.batch.preview_step import PreviewStep
from pectui.tui.widgets.batch.step_strip import StepStrip
from pectui.tui.widgets.batch.table_step import TableStep
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.timer import Timer
    from textual.widget import Widget

    from pectui.services.batches.glance import Glance
    from pectui.services.batches.letters import RowLetter
    from pectui.services.batches.preparations import Preparation
    from pectui.services.batches.request import BatchRequest
    from pectui.tui.widgets.batch.step import Step

SAVE_AFTER = 0.7
"""Seconds after a key until what is prepared is saved, and the table looked at."""


class PreparationSaved(Answer):
    """The preparation is safe on disk."""


class PreparationForm(FramedScreen):
    """Shows the steps of one preparation. What is typed is on disk soon after."""

    step: var[str] = var(STEPS[0], init=False)
    saved_at: var[str] = var("")
    """When it was last saved, for the heading."""
    reading: var[int | None] = var(None)
    """Rows read or written down until now, while that is going on."""

    def __init__(self, one: Preparation) -> None:
        super().__init__()
        self._one = one
        self._saved = one
        self._timer: Timer | None = None
        self._typed: Preparation | None = None
        self._glance: Glance | None = None
        self._check: CheckArrived | None = None
        self._outdated = False
        """Whether what was checked may have changed since."""
        self._letter: RowLetter | None = None
        self._ended = False
        self._reading = Reading(self)
        folder = starting_folder(None)
        self.table = TableStep(one.request, folder)
        self.letter = LetterStep(one.request, folder)
        self.check_step = CheckStep()
        self.preview = PreviewStep()
        self.confirming = ConfirmStep(one)
        self._steps: tuple[Step, ...] = (
            self.table,
            self.letter,
            self.check_step,
            self.preview,
            self.confirming,
        )
        self.set_reactive(PreparationForm.step, one.step)

    def body(self) -> Iterable[Widget]:
        """Lay out the names of the steps, and the step at hand."""
        yield Static(id="heading", classes="heading")
        yield StepStrip()
        with ContentSwitcher(initial=self.step):
            yield from self._steps

    @property
    def help_group(self) -> str:
        """The group of commands the help begins with."""
        return "prepare"

    @property
    def preparations(self) -> Preparations:
        """The batches in preparation."""
        return Preparations(self.session.books)

    @property
    def has_work(self) -> bool:
        """Whether something would be lost by closing this: it stays open over its room."""
        return True

    @property
    def one(self) -> Preparation:
        """The preparation as it is on the screen now."""
        row = self._letter.row if self._letter else self._one.row
        one = replace(self._one, step=self.step, row=row)
        if not self.is_laid_out:
            return one
        for step in (self.table, self.letter, self.confirming):
            one = step.filled(one)
        return replace(
            one, request=replace(one.request, language=self.session.account.letter_language)
        )

    def _show_heading(self) -> None:
        if not self.is_laid_out:
            return
        follows = self._one.request.follows
        saved = t("compose.saved", time=self.saved_at) if self.saved_at else ""
        reading = ""
        if self.reading is not None:
            reading = t("batch.check.reading", rows=thousands(self.reading))
        self.show_heading(
            Content.styled(t("batch.prepare"), "bold"),
            Content(clean_line(self.one.request.name, 60)),
            Content(t("batch.follows", id=clean_line(follows, 20)) if follows else ""),
            Content.styled(reading, "$text-accent"),
            Content.styled(saved, "$quiet"),
        )

    # ── following what is typed ────────────────────────────────────────────────────────────────

    def on_step_changed(self) -> None:
        """Save, and look at the table, soon; what was wrong may not be any more."""
        if self.is_laid_out:
            self.confirming.show_problem("")
        self._changed()

    def _changed(self) -> None:
        if not self.is_laid_out or self._ended:
            return
        self._typed = self.one
        if self._timer is None:
            self._timer = self.set_timer(SAVE_AFTER, self._look)

    def _look(self) -> None:
        """Look at the table where it is another, and save."""
        self._timer = None
        if not self.is_laid_out:
            return
        one = self.one
        self._save(one)
        self._show_heading()
        if not (one.request.table or one.request.follows):
            self.table.show_error(None)
        elif self._glance is None or read_otherwise(self._glance.request, one.request):
            self._reading.glance(one.request)

    def _save(self, one: Preparation) -> None:
        if self._ended or one == self._saved or one.is_blank:
            return
        preparations = self.preparations
        self._saved = one

        async def work() -> Answer:
            await preparations.save(one)
            return PreparationSaved()

        start_call(self, "save-preparation", work)

    def on_preparation_saved(self) -> None:
        """Say when it was saved."""
        self.saved_at = f"{now():%H:%M:%S}"

    async def on_unmount(self) -> None:
        """Keep what was typed last, when the program ends with this open."""
        self._reading.stop()
        if self._timer is None:
            return
        self._timer.stop()
        self._timer = None
        # The fields are gone by now.
        if self._typed is not None and not (self._ended or self._typed.is_blank):
            await self.preparations.save(self._typed)

    def on_glance_arrived(self, event: GlanceArrived) -> None:
        """Show the table, or why it cannot be read."""
        if read_otherwise(event.request, self.one.request):
            return
        self._glance = event.glance
        if event.glance is None:
            self.table.show_error(event.error)
            self.letter.show_fields(())
        else:
            self.table.show_glance(event.glance)
            self.letter.show_fields([one.key for one in event.glance.columns])

    # ── what is chosen and tried ───────────────────────────────────────────────────────────────

    async def action_choose_file(self) -> None:
        """Choose the table, or files for every letter."""

        def chosen(paths: tuple[Path, ...] | None) -> None:
            for path in paths or ():
                self.program.last_folder = path.parent
                if self.step == "table":
                    self.table.take_path(path)
                elif self.focused is self.letter.form:
                    self.letter.form.value = str(path)
                else:
                    self.letter.files.add_path(str(path))

        folder = starting_folder(self.program.last_folder)
        await self.app.push_screen(AttachScreen(folder, self._pick_words()), chosen)

    def _pick_words(self) -> Words | None:
        """Return what the dialog says that chooses a file; None for files to attach."""
        hint = t("compose.attach.hint")
        if self.step == "table":
            return Words(t("batch.table.pick"), t("batch.table.pick.path"), hint)
        if self.focused is self.letter.form:
            return Words(t("batch.letter.form.pick"), t("batch.letter.form.pick.path"), hint)
        return None

    async def action_insert_field(self) -> None:
        """Choose a column, and insert its name."""
        columns = self._glance.columns if self._glance else ()
        if not columns:
            show.notify(self, t("batch.letter.no-fields"), severity="warning")
            return

        def chosen(key: str | None) -> None:
            if key is not None:
                self.letter.insert(key)

        keys = [one.key for one in columns]
        await self.app.push_screen(Pick(t("batch.letter.choose-field"), (), keys), chosen)

    async def action_editor(self) -> None:
        """Write the text in the person's editor."""
        letter = self.letter
        try:
            file = await self.session.editing.begin(self._one.id, letter.text.text)
            failure: EditorFailed | None = None
            try:
                await self.program.edit_file(file.path, _nothing)
            except EditorFailed as error:
                failure = error
            text = await asyncio.to_thread(file.change)
            if text is not None:
                letter.replace_text(fit_block(text).text)
            await asyncio.to_thread(file.remove)
            if failure is not None:
                show.notify_error(self, failure)
        except (PectuiError, OSError) as error:
            known = error if isinstance(error, PectuiError) else PectuiError(str(error))
            show.notify_error(self, known)
        letter.text.focus()

    def action_send_trial(self) -> None:
        """Send the letter that is shown to oneself."""
        if self._letter is not None:
            self._reading.send_trial(self.one.request, self._letter.row)

    def action_save(self) -> None:
        """Ask where to, then save what the check found, or all letters."""
        request, found = self.one.request, self._check
        if found is None or found.check is None:
            return
        check = found.check
        name = Path(request.name).stem

        def save(text: str | None) -> None:
            if text:
                self._reading.save_findings(check, typed_paths(text)[0])

        def write(text: str | None) -> None:
            if text and text.strip():
                self._reading.write_letters(request, typed_paths(text)[0])

        if self.step == "check":
            self.app.push_screen(ask_table_file(t("batch.findings.title"), name), save)
            return
        folder = Path.cwd() / clean_file_name(f"{name} {t('batch.letters.name')}")
        prompt = LinePrompt(
            t("batch.letters.title"), as_typed(folder), note=t("batch.letters.note")
        )
        self.app.push_screen(prompt, write)


async def _nothing() -> None:
    """Look at nothing: what an editor has saved is taken when it ends."""


def read_otherwise(one: BatchRequest, other: BatchRequest) -> bool:
    """Whether two requests read their tables in different ways."""
    return _table_of(one) != _table_of(other)


def _table_of(one: BatchRequest) -> tuple[object, ...]:
    return one.table, one.sheet, one.header_row, one.to, one.without_hidden, one.follows
