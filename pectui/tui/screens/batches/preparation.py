"""Preparing a batch: from the table to the confirmation, left and taken up again at any step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.reactive import var
from textual.widgets import ContentSwitcher, Static

from pectui.catalogue import t, thousands
from pectui.errors import BatchChanged
from pectui.services.batches.preparations import STEPS, Preparations
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.screens.batches.checking import CheckArrived, Checking
from pectui.tui.screens.batches.confirming import Confirming
from pectui.tui.screens.batches.files import PreparationFiles
from pectui.tui.screens.batches.filling import Filling
from pectui.tui.screens.batches.letters import RowLetters
from pectui.tui.screens.batches.saving import PreparationSaving
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.typed_paths import starting_folder
from pectui.tui.widgets.batch.check_step import CheckStep
from pectui.tui.widgets.batch.confirm_step import ConfirmStep
from pectui.tui.widgets.batch.letter_step import LetterStep
from pectui.tui.widgets.batch.preview_step import PreviewStep
from pectui.tui.widgets.batch.step_strip import StepStrip
from pectui.tui.widgets.batch.table_step import TableStep

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from pectui.services.batches.glance import Glance
    from pectui.services.batches.preparations import Preparation
    from pectui.services.batches.request import BatchRequest
    from pectui.tui.messages import CallFailed
    from pectui.tui.widgets.batch.step import Step

_NEED_A_STEP = {
    "choose_file": {"table", "letter"},
    "insert_field": {"letter"},
    "editor": {"letter"},
    "send_trial": {"preview"},
    "save": {"check", "preview"},
}
_NEED_A_CHECK = frozenset({"check", "preview", "confirm"})


class PreparationScreen(FramedScreen):
    """Leads one preparation through its steps. What is typed is on disk soon after."""

    VIEW: ClassVar[str] = "batches"
    CSS_PATH = "../../styles/batches.tcss"
    BINDINGS = bindings("prepare")

    step: var[str] = var(STEPS[0], init=False)
    saved_at: var[str] = var("")
    """When it was last saved, for the heading."""
    reading: var[int | None] = var(None)
    """Rows read or written down until now, while that is going on."""
    row: var[int] = var(0)
    """The row whose letter is to be shown; 0 for the first."""
    glance: var[Glance | None] = var(None)
    """A first look at the table."""
    found: var[CheckArrived | None] = var(None)
    """What was found in its rows; None before they are checked."""

    def __init__(self, one: Preparation) -> None:
        super().__init__()
        self.opened = one
        """The preparation as it was when this was opened."""
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
        self.set_reactive(PreparationScreen.row, one.row)
        self.saving = PreparationSaving(self)
        self.checking = Checking(self)
        self.letters = RowLetters(self)
        self._asking = Confirming(self)
        self._files = PreparationFiles(self)
        parts = (self.saving, self.checking, self.letters, self._asking, self._files)
        self.take_parts(*parts, Filling(self))

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
    def is_form(self) -> bool:
        """Whether a person writes here."""
        return True

    @property
    def one(self) -> Preparation:
        """The preparation as it is on the screen now."""
        one = replace(self.opened, step=self.step, row=self.row)
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
        follows = self.opened.request.follows
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

    def on_mount(self) -> None:
        """Show the step it was left at."""
        self.watch_step()
        self.look()

    def look(self) -> None:
        """Look at the table where it is another."""
        self._show_heading()
        self.checking.look()

    async def on_unmount(self) -> None:
        """Keep what was typed last, when the program ends with this open."""
        self.checking.stop()
        await self.saving.save_last()

    # ── the steps ──────────────────────────────────────────────────────────────────────────────

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done in the step at hand."""
        if action == "step":
            return self.reading is None and (parameters != (-1,) or self.step != STEPS[0])
        if action == "split":
            return self.step == "check" and self._files.can_split
        if action == "choose_file" and self.step == "table" and self.opened.request.follows:
            return False
        return self.step in _NEED_A_STEP.get(action, {self.step})

    def action_step(self, by: int) -> None:
        """Go to another step; from the last one, ask and confirm."""
        place = STEPS.index(self.step) + by
        if place < len(STEPS):
            self._go(STEPS[max(0, place)])
        else:
            self._asking.ask()

    def on_step_strip_chosen(self, event: StepStrip.Chosen) -> None:
        """Go to the step under the mouse."""
        if self.reading is None:
            self._go(event.step)

    def _go(self, step: str) -> None:
        if step in _NEED_A_CHECK and (problem := _missing(self.one.request)):
            show.notify(self, problem, severity="warning")
            return
        self.step = step

    def watch_step(self) -> None:
        """Show the step at hand, and begin what it needs."""
        if not self.is_laid_out:
            return
        self.query_one(ContentSwitcher).current = self.step
        self.query_one(StepStrip).shown = self.step
        self._show_heading()
        self.saving.save_soon()
        # At once: what is typed right behind the key belongs to the new step.
        self.set_focus(next(one.first for one in self._steps if one.id == self.step))
        if self.step in _NEED_A_CHECK:
            self.checking.need()
        self.refresh_bindings()

    def watch_reading(self) -> None:
        """Say how far reading has come."""
        self._show_heading()
        self.refresh_bindings()

    def watch_saved_at(self) -> None:
        """Say when it was saved."""
        self._show_heading()

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong; what is prepared stays."""
        self.reading = None
        if isinstance(event.error, BatchChanged):
            self.found = None
        super().failed(event)

    def action_back(self) -> None:
        """Leave: it is kept. While rows are read, stop that first."""
        if self.reading is None:
            self.saving.leave()
        elif self.found is None:
            self.checking.stop()


def _missing(request: BatchRequest) -> str:
    """Return what is missing before rows can be checked."""
    if not request.table and not request.follows:
        return t("batch.table.none")
    if not request.subject.strip():
        return t("batch.letter.no-subject")
    return "" if request.body.strip() or request.form else t("batch.letter.no-text")
