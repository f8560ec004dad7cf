"""Preparing a batch: from the table to the confirmation, left and taken up again at any step."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual.widgets import ContentSwitcher

from pectui.catalogue import t, tn
from pectui.errors import BatchChanged
from pectui.services.batches.preparations import STEPS
from pectui.services.batches.preview import with_problems
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.formats.times import full_date
from pectui.tui.messages import Answer, CallFailed
from pectui.tui.screens import routes
from pectui.tui.screens.batches.actions import ask_workbook
from pectui.tui.screens.batches.form import PreparationForm, read_otherwise
from pectui.tui.screens.dialogs.simple import Question, ask
from pectui.tui.typed_paths import typed_paths
from pectui.tui.widgets.batch.step_strip import StepStrip
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.tui.screens.batches.reading import (
        BatchConfirmed,
        CheckArrived,
        LetterArrived,
        RowsRead,
        TableSplit,
    )
    from pectui.tui.widgets.batch.preview_step import PreviewText
    from pectui.tui.widgets.list.line_list import LineList

_NEED_A_STEP = {
    "choose_file": {"table", "letter"},
    "insert_field": {"letter"},
    "editor": {"letter"},
    "send_trial": {"preview"},
    "save": {"check", "preview"},
}
_NEED_A_CHECK = frozenset({"check", "preview", "confirm"})


class PreparationScreen(PreparationForm):
    """Leads one preparation through its steps."""

    VIEW: ClassVar[str] = "batches"
    CSS_PATH = "../../styles/batches.tcss"
    BINDINGS = bindings("prepare")

    def on_mount(self) -> None:
        """Show the step it was left at."""
        self.watch_step()
        self._look()

    # ── the steps ──────────────────────────────────────────────────────────────────────────────

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done in the step at hand."""
        if action == "step":
            return self.reading is None and (parameters != (-1,) or self.step != STEPS[0])
        if action == "split":
            return self.step == "check" and self._shares_cells()
        if action == "choose_file" and self.step == "table" and self._one.request.follows:
            return False
        return self.step in _NEED_A_STEP.get(action, {self.step})

    def _shares_cells(self) -> bool:
        """Whether a cell of the table holds more than one address, and nothing else is read."""
        found = self._check
        return (
            self.reading is None
            and found is not None
            and found.check is not None
            and not found.request.follows
            and any(one.key == "batches.two-addresses" for one in found.check.problems)
        )

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
        # At once: what is typed right behind the key belongs to the new step.
        self._focus_step()
        if self.step in _NEED_A_CHECK:
            self._need_check()
        self.refresh_bindings()

    def _focus_step(self) -> None:
        step = next(one for one in self._steps if one.id == self.step)
        self.set_focus(step.first)

    def watch_reading(self) -> None:
        """Say how far reading has come."""
        self._show_heading()
        self.refresh_bindings()

    def watch_saved_at(self) -> None:
        """Say when it was saved."""
        self._show_heading()

    # ── the check and the letters ──────────────────────────────────────────────────────────────

    def _need_check(self) -> None:
        request, found = self.one.request, self._check
        if found is not None and found.request == request and not self._outdated:
            self._show_step()
            self._reading.look_again(found)
            return
        if found is not None and read_otherwise(found.request, request):
            self._letter, self._one = None, replace(self._one, row=0)
        self._outdated = False
        self._check = None
        self.reading = 0
        self.check_step.show_reading(0)
        self._reading.check(request)

    def on_check_outdated(self) -> None:
        """Check once more: before anybody agrees, or when a step needs it."""
        self._outdated = True
        if self.reading is None and self.step in {"check", "confirm"}:
            self._need_check()

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
            self.confirming.show_check(found.check, found.known, found.letters)

    def on_letter_arrived(self, event: LetterArrived) -> None:
        """Show the letter of a row."""
        letter, found = event.letter, self._check
        if letter is None:
            if event.error is not None:
                self.preview.show_error(event.error)
            return
        if found is not None and found.check is not None:
            letter = with_problems(letter, found.check)
        self._letter = letter
        batch_id = found.batch_id if found else ""
        self.preview.show_letter(letter, batch_id, self.one.request, event.text)
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

    def action_split(self) -> None:
        """Ask where to, then write the table with a row for each address, and go on with it."""
        request = self.one.request

        def write(text: str | None) -> None:
            if text:
                self._reading.split(request, typed_paths(text)[0])

        names = (request.name, t("batch.split.name"))
        self.app.push_screen(ask_workbook(t("batch.split.title"), *names), write)

    def on_table_split(self, event: TableSplit) -> None:
        """Go on with the table that was written."""
        shown = clean_line(str(event.path), 200)
        show.notify(self, t("batch.split.done", written=event.written, path=shown))
        self.table.take_written(event.path)
        self._need_check()

    # ── confirming ─────────────────────────────────────────────────────────────────────────────

    def _ask(self) -> None:
        """Ask whether what is shown is to leave."""
        one, found = self.one, self._check
        is_it = found is not None and found.request == one.request and not self._outdated
        if found is None or found.check is None or not is_it:
            self._need_check()
            return
        check, again = found.check, self.confirming.once_more
        if not again and found.known is not None and found.known.held:
            self.confirming.show_problem(found.known.held)
            return
        problem = self.confirming.problem
        if not problem and check.problems and not one.only_ready:
            problem = tn("batch.confirm.mend", len(check.not_ready) or len(check.problems))
        if not problem and not check.ready and found.known is None:
            problem = t("batch.confirm.none")
        self.confirming.show_problem(problem)
        if problem:
            return

        def confirm() -> None:
            self.reading = 0
            self._reading.confirm(one, check, once_more=again)

        leaves = t("batch.confirm.asked.now")
        if one.times.leave_at is not None:
            moment = _moment(one.times.leave_at)
            leaves = t("batch.confirm.asked.at", date=moment)
        letters = check.ready if again else found.letters
        lines = [
            clean_line(one.request.subject, 120),
            "",
            # They are of all rows: of some that are added they would say too much.
            *(check.facts[:4] if letters == check.ready else ()),
            leaves,
            "",
            t("batch.confirm.asked.frozen"),
        ]
        title = tn("batch.confirm.letters", letters)
        yes, no = t("batch.confirm.yes"), t("batch.confirm.no")
        ask(self, Question(title, lines, yes=yes, no=no, dangerous=True), confirm)

    def on_batch_confirmed(self, event: BatchConfirmed) -> None:
        """Forget the preparation, and follow the batch."""
        self.reading = None
        self._ended = True
        preparations, one = self.preparations, self._one

        async def work() -> None:
            await preparations.delete(one)

        start_call(self.app, "forget-preparation", work)
        self.give_way(routes.batch(event.batch_id))

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


class PreparationLeft(Answer):
    """The preparation is safe, and may close."""


def _moment(seconds: float) -> str:
    return full_date(datetime.fromtimestamp(seconds, UTC))
