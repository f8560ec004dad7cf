"""Preparing a batch: from the table to the confirmation, left and taken up again at any step."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.reactive import var
from textual.widgets import ContentSwitcher, Static

from pectui.catalogue import t, tn
from pectui.errors import BatchChanged, EditorFailed, PectuiError
from pectui.pec.outgoing import fit_block
from pectui.services.batches.preparations import STEPS
from pectui.text import clean_file_name, clean_line
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.formats.batches import thousands
from pectui.tui.formats.times import full_date, now
from pectui.tui.messages import Answer, CallFailed
from pectui.tui.screens import routes
from pectui.tui.screens.batches.actions import BatchActions, ask_table_file
from pectui.tui.screens.batches.reading import (
    BatchConfirmed,
    CheckArrived,
    GlanceArrived,
    LetterArrived,
    Reading,
    RowsRead,
)
from pectui.tui.screens.dialogs.attach import AttachScreen
from pectui.tui.screens.dialogs.simple import LinePrompt, Pick, Question
from pectui.tui.typed_paths import starting_folder, typed_paths
from pectui.tui.widgets.batch.check_step import CheckStep
from pectui.tui.widgets.batch.confirm_step import ConfirmStep
from pectui.tui.widgets.batch.letter_step import LetterStep
from pectui.tui.widgets.batch.preview_step import PreviewStep, PreviewText
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
    from pectui.services.batches.status import BatchStatus
    from pectui.tui.widgets.batch.step import Step
    from pectui.tui.widgets.list.line_list import LineList

SAVE_AFTER = 0.7
"""Seconds after a key until what is prepared is saved, and the table looked at."""
_NEED_A_STEP = {
    "choose_file": {"table", "letter"},
    "insert_field": {"letter"},
    "editor": {"letter"},
    "send_trial": {"preview"},
    "save": {"check", "preview"},
}
_NEED_A_CHECK = frozenset({"check", "preview", "confirm"})


class PreparationScreen(BatchActions):
    """Leads one preparation through its steps. What is typed is on disk soon after."""

    VIEW: ClassVar[str] = "batches"
    CSS_PATH = "../../styles/batches.tcss"
    BINDINGS = bindings("prepare")

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
        self._glance: Glance | None = None
        self._check: CheckArrived | None = None
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
        self.set_reactive(PreparationScreen.step, one.step)

    def body(self) -> Iterable[Widget]:
        """Lay out the names of the steps, and the step at hand."""
        yield Static(id="heading", classes="heading")
        yield StepStrip()
        with ContentSwitcher(initial=self.step):
            yield from self._steps

    def on_mount(self) -> None:
        """Show the step it was left at."""
        self.watch_step()
        self._look()

    @property
    def help_group(self) -> str:
        """The group of commands the help begins with."""
        return "prepare"

    @property
    def chosen(self) -> BatchStatus | None:
        """No batch yet."""
        return None

    @property
    def has_work(self) -> bool:
        """Whether something would be lost by closing this: it stays open over its room."""
        return True

    @property
    def one(self) -> Preparation:
        """The preparation as it is on the screen now."""
        one = replace(self._one, step=self.step, row=self._letter.row if self._letter else 0)
        if not self.is_laid_out:
            return one
        for step in (self.table, self.letter, self.confirming):
            one = step.filled(one)
        return replace(
            one, request=replace(one.request, language=self.session.account.letter_language)
        )

    # ── the steps ──────────────────────────────────────────────────────────────────────────────

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done in the step at hand."""
        if action == "step":
            return self.reading is None and (parameters != (-1,) or self.step != STEPS[0])
        if action == "choose_file" and self.step == "table" and self._one.request.follows:
            return False
        return self.step in _NEED_A_STEP.get(action, {self.step})

    def action_step(self, by: int) -> None:
        """Go to another step; from the last one, ask and confirm."""
        place = STEPS.index(self.step) + by
        if place < len(STEPS):
            self._go(STEPS[max(0, place)])
        else:
            self._ask()

    def on_step_strip_chosen(self, event: StepStrip.Chosen) -> None:
        """Go to the step under the mouse."""
        if self.reading is None:
            self._go(event.step)

    def _go(self, step: str) -> None:
        if step in _NEED_A_CHECK and (problem := self._missing()):
            show.notify(self, problem, severity="warning")
            return
        self.step = step

    def _missing(self) -> str:
        """Return what is missing before rows can be checked."""
        request = self.one.request
        if not request.table and not request.follows:
            return t("batch.table.none")
        if not request.subject.strip():
            return t("batch.letter.no-subject")
        return "" if request.body.strip() or request.form else t("batch.letter.no-text")

    def watch_step(self) -> None:
        """Show the step at hand, and begin what it needs."""
        if not self.is_laid_out:
            return
        self.query_one(ContentSwitcher).current = self.step
        self.query_one(StepStrip).shown = self.step
        self._show_heading()
        self._changed()
        self.call_after_refresh(self._focus_step)
        if self.step in _NEED_A_CHECK:
            self._need_check()
        self.refresh_bindings()

    def _focus_step(self) -> None:
        step = next(one for one in self._steps if one.id == self.step)
        self.set_focus(step.first)

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

    def watch_reading(self) -> None:
        """Say how far reading has come."""
        self._show_heading()
        self.refresh_bindings()

    def watch_saved_at(self) -> None:
        """Say when it was saved."""
        self._show_heading()

    # ── following what is typed ────────────────────────────────────────────────────────────────

    def on_step_changed(self) -> None:
        """Save, and look at the table, soon."""
        self._changed()

    def _changed(self) -> None:
        if self._timer is None and self.is_laid_out and not self._ended:
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
        elif self._glance is None or _read_otherwise(self._glance.request, one.request):
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
        """Keep what was typed last."""
        self._reading.stop()
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def on_glance_arrived(self, event: GlanceArrived) -> None:
        """Show the table, or why it cannot be read."""
        if _read_otherwise(event.request, self.one.request):
            return
        self._glance = event.glance
        if event.glance is None:
            self.table.show_error(event.error)
            self.letter.show_fields(())
        else:
            self.table.show_glance(event.glance)
            self.letter.show_fields([one.key for one in event.glance.columns])

    # ── the check and the letters ──────────────────────────────────────────────────────────────

    def _need_check(self) -> None:
        request = self.one.request
        if self._check is not None and self._check.request == request:
            self._show_step()
            return
        self._check = None
        self.reading = 0
        self.check_step.show_reading(0)
        self._reading.check(request)

    def on_rows_read(self, event: RowsRead) -> None:
        """Say how far it is."""
        if self.reading is not None:
            self.reading = event.count
            if self._check is None:
                self.check_step.show_reading(event.count)

    def on_check_arrived(self, event: CheckArrived) -> None:
        """Show what was found."""
        self.reading = None
        if event.request != self.one.request:
            return
        if event.check is None:
            if event.error is not None:
                self.check_step.show_error(event.error)
            else:
                self.check_step.show_stopped()
            self.step = "check"
            return
        self._check = event
        self.check_step.show_check(event.check)
        self._show_step()

    def _show_step(self) -> None:
        """Show in preview and confirmation what follows from the check."""
        found = self._check
        if found is None or found.check is None:
            return
        if self.step == "preview":
            row = self._letter.row if self._letter else self._one.row
            self._reading.letter(found.request, row)
        elif self.step == "confirm":
            self.confirming.show_check(found.check, found.known)

    def on_letter_arrived(self, event: LetterArrived) -> None:
        """Show the letter of a row."""
        if event.letter is None:
            if event.error is not None:
                self.preview.show_error(event.error)
            return
        self._letter = event.letter
        batch_id = self._check.batch_id if self._check else ""
        self.preview.show_letter(event.letter, batch_id, self.one.request, event.text)
        self._changed()

    def on_preview_text_row_asked(self, event: PreviewText.RowAsked) -> None:
        """Show the letter of the row beside."""
        if self._letter is not None:
            self._reading.letter(self.one.request, self._letter.row, event.by)

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Show the letter of the row that something was said of."""
        rows = self.check_step.findings.rows[event.index].rows
        if rows and self._check is not None:
            self._letter = None
            self._one = replace(self._one, row=rows[0])
            self.step = "preview"

    # ── what is chosen and tried ───────────────────────────────────────────────────────────────

    def action_choose_file(self) -> None:
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

        self.app.push_screen(AttachScreen(starting_folder(self.program.last_folder)), chosen)

    def action_insert_field(self) -> None:
        """Choose a column, and insert its name."""
        columns = self._glance.columns if self._glance else ()
        if not columns:
            show.notify(self, t("batch.letter.no-fields"), severity="warning")
            return

        def chosen(key: str | None) -> None:
            if key is not None:
                self.letter.insert(key)

        keys = [one.key for one in columns]
        self.app.push_screen(Pick(t("batch.letter.choose-field"), (), keys), chosen)

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
        prompt = LinePrompt(t("batch.letters.title"), str(folder), note=t("batch.letters.note"))
        self.app.push_screen(prompt, write)

    # ── confirming ─────────────────────────────────────────────────────────────────────────────

    def _ask(self) -> None:
        """Ask whether what is shown is to leave."""
        one, found = self.one, self._check
        if found is None or found.check is None or found.request != one.request:
            self._need_check()
            return
        check, again = found.check, self.confirming.once_more
        if not again and found.known is not None and found.known.held:
            self.confirming.show_problem(found.known.held)
            return
        problem = self.confirming.problem
        if not problem and check.problems and not one.only_ready:
            problem = t("batch.confirm.mend", count=len(check.not_ready) or len(check.problems))
        if not problem and not check.ready and found.known is None:
            problem = t("batch.confirm.none")
        self.confirming.show_problem(problem)
        if problem:
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self.reading = 0
                self._reading.confirm(one, check, once_more=again)

        leaves = t("batch.confirm.asked.now")
        if one.times.leave_at is not None:
            moment = _moment(one.times.leave_at)
            leaves = t("batch.confirm.asked.at", date=moment)
        lines = [
            clean_line(one.request.subject, 120),
            "",
            *check.facts[:4],
            leaves,
            "",
            t("batch.confirm.asked.frozen"),
        ]
        title = tn("batch.confirm.letters", check.ready)
        yes, no = t("batch.confirm.yes"), t("batch.confirm.no")
        self.app.push_screen(Question(title, lines, yes=yes, no=no, dangerous=True), answered)

    def on_batch_confirmed(self, event: BatchConfirmed) -> None:
        """Forget the preparation, and follow the batch."""
        self.reading = None
        self._ended = True
        preparations, one = self.preparations, self._one

        async def work() -> None:
            await preparations.delete(one)

        start_call(self.app, "forget-preparation", work)
        self.app.switch_screen(routes.batch(event.batch_id))

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong; what is prepared stays."""
        self.reading = None
        if isinstance(event.error, BatchChanged):
            self._check = None
        super().failed(event)

    def action_back(self) -> None:
        """Leave: it is kept. While rows are read, stop that first."""
        if self.reading is not None and self._check is None:
            self._reading.stop()
            return
        if self.reading is not None:
            return
        one, preparations = self.one, self.preparations
        if one.is_blank or one == self._saved:
            self.dismiss()
            return

        async def work() -> Answer:
            await preparations.save(one)
            return PreparationLeft()

        start_call(self, "leave", work)

    def on_preparation_left(self) -> None:
        """Close it."""
        show.notify(self.app, t("batch.kept"), timeout=3)
        self.dismiss()


class PreparationSaved(Answer):
    """The preparation is safe on disk."""


class PreparationLeft(Answer):
    """The preparation is safe, and may close."""


async def _nothing() -> None:
    """Look at nothing: what an editor has saved is taken when it ends."""


def _read_otherwise(one: BatchRequest, other: BatchRequest) -> bool:
    """Whether two requests read their tables in different ways."""
    return _table_of(one) != _table_of(other)


def _table_of(one: BatchRequest) -> tuple[object, ...]:
    return one.table, one.sheet, one.header_row, one.to, one.without_hidden, one.follows


def _moment(seconds: float) -> str:
    return full_date(datetime.fromtimestamp(seconds, UTC))
