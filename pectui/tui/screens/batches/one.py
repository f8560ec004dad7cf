"""One batch: how it stands while it leaves, what needs a look, and all its rows."""

from __future__ import annotations

import time
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import t
from pectui.models import BatchPhase, RowKind
from pectui.services.batches.batches import batches_of
from pectui.services.batches.findings import words_of
from pectui.services.batches.rows import Rows
from pectui.services.batches.status import STATE_WORDS, TROUBLE
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.formats.batches import bar, has_left, left_words, standing
from pectui.tui.formats.times import minute_date
from pectui.tui.messages import Answer
from pectui.tui.screens import routes
from pectui.tui.screens.batches.actions import BatchActions
from pectui.tui.screens.batches.room import LOOK_SECONDS, RESTS
from pectui.tui.screens.dialogs.simple import Statement
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.widgets.list.batch_rows import BatchRowList, Part
from pectui.tui.widgets.list.state_strip import ALL, LOOK, StateStrip
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

    from pectui.models import BatchRow, Sending
    from pectui.services.batches.status import BatchStatus
    from pectui.tui.widgets.list.batch_rows import BatchLine
    from pectui.tui.widgets.list.line_list import LineList

_LEAST_BAR, _MOST_BAR = 10, 44


@dataclass
class StatusArrived(Answer):
    """How the batch stands now."""

    status: BatchStatus
    seconds: float
    """How long reading took."""


@dataclass
class NumbersArrived(Answer):
    """The rows to show: those that need a look, and those that stand as `shown` asks."""

    shown: str
    look: Sequence[int]
    numbers: Sequence[int]


@dataclass
class RowsArrived(Answer):
    """Rows that were asked for."""

    rows: tuple[BatchRow, ...]


@dataclass
class RowSendingArrived(Answer):
    """The sending of a row."""

    sending: Sending


class BatchScreen(FramedScreen):
    """Shows one batch, and keeps showing how it stands."""

    VIEW: ClassVar[str] = "batches"
    CSS_PATH = "../../styles/batches.tcss"
    BINDINGS = bindings("batch")

    status: var[BatchStatus | None] = var(None)
    shown: var[str] = var(ALL)
    """The rows shown: all, those that need a look, or those of a state."""

    def __init__(self, batch_id: str) -> None:
        super().__init__()
        self._batch_id = batch_id
        self._actions = BatchActions(self, lambda: self.status)
        self.take_parts(self._actions)
        self._next_look = 0.0
        self._all: Sequence[int] | None = None
        """The numbers of all rows, which are always the same."""
        self._of: str | None = None
        """What the rows in the list were read for."""

    def body(self) -> Iterable[Widget]:
        """Lay out head, counts and rows."""
        yield Static(id="heading", classes="heading")
        yield Static(id="progress")
        yield Static(id="held", classes="hidden")
        yield StateStrip(id="states")
        yield BatchRowList(id="rows")

    @property
    def help_group(self) -> str:
        """The group of commands the help begins with."""
        return "batch"

    @property
    def rows(self) -> BatchRowList:
        """The list."""
        return self.query_one("#rows", BatchRowList)

    def on_mount(self) -> None:
        """Read it, and look again and again."""
        self.rows.focus()
        self.action_refresh()
        self.set_interval(LOOK_SECONDS, self._look)

    def on_screen_resume(self) -> None:
        """Read it again."""
        self.action_refresh()

    def on_batch_held(self) -> None:
        """Read it again."""
        self.action_refresh()

    def on_resize(self) -> None:
        """Draw the bar as wide as there is room."""
        self._show_state()

    def _look(self) -> None:
        if self.is_current and time.monotonic() > self._next_look:
            self.action_refresh()

    def action_refresh(self) -> None:
        """Read how it stands."""
        batches = batches_of(self.session)

        async def work() -> Answer:
            began = time.monotonic()
            status = await batches.status(self._batch_id)
            return StatusArrived(status, time.monotonic() - began)

        self._next_look = float("inf")
        start_call(self, "status", work, replace=True)

    def on_status_arrived(self, event: StatusArrived) -> None:
        """Show it."""
        self._next_look = time.monotonic() + RESTS * event.seconds
        self.status = event.status

    def watch_status(self) -> None:
        """Show how it stands now, and read its rows again: there is news."""
        self._show_state()
        self._read_numbers()
        self.refresh_bindings()

    def watch_shown(self) -> None:
        """Show other rows."""
        self._show_state()
        self._read_numbers()

    def _show_state(self) -> None:
        status = self.status
        if not self.is_laid_out or status is None:
            return
        sign, word = standing(status)
        is_held = status.phase is not BatchPhase.OPEN
        follows = t("batch.follows", id=status.follows) if status.follows else ""
        by = t("batch.deliver-by", date=minute_date(status.deliver_by)) if status.deliver_by else ""
        self.show_heading(
            Content.styled(clean_line(status.name, 60) or t("batch.no-name"), "bold"),
            Content(t("batch.reference", id=status.id)),
            Content.styled(f"{sign} {word}", "$text-warning" if is_held else "$text-accent"),
            Content.styled(t("batch.began", date=minute_date(status.confirmed_at)), "$quiet"),
            Content.styled(follows, "$quiet"),
            Content.styled(by, "$quiet"),
            Content.styled(
                t("batch.hours-of-day", hours=status.hours) if status.hours else "", "$quiet"
            ),
        )
        words = left_words(status)
        width = max(_LEAST_BAR, min(_MOST_BAR, self.size.width - len(words) - 5))
        progress = Content.assemble(
            (bar(has_left(status), status.letters, width), "$accent"), f"  {words}"
        )
        show.put(self.query_one("#progress", Static), progress)
        held = self.query_one("#held", Static)
        held.set_class(not status.standstill, "hidden")
        words = f"{sign} {clean_line(status.standstill, 400)}" if status.standstill else ""
        show.put(held, Content.styled(words, "$text-warning"))
        strip = self.query_one(StateStrip)
        strip.states, strip.shown = status.states, self.shown

    # ── its rows ───────────────────────────────────────────────────────────────────────────────

    def _read_numbers(self) -> None:
        status, shown = self.status, self.shown
        if status is None or not self.is_laid_out:
            return
        rows, known = Rows(self.session.books, status.number), self._all

        async def work() -> Answer:
            look: Sequence[int] = array("q")
            if status.trouble and shown in {ALL, LOOK}:
                look = await rows.numbers(TROUBLE)
            if shown == LOOK:
                return NumbersArrived(shown, look, array("q"))
            if shown != ALL:
                return NumbersArrived(shown, look, await rows.numbers((shown,)))
            return NumbersArrived(shown, look, await rows.numbers() if known is None else known)

        start_call(self, "numbers", work, replace=True)

    def on_numbers_arrived(self, event: NumbersArrived) -> None:
        """Show these rows."""
        if event.shown != self.shown or not self.is_laid_out:
            return
        if event.shown == ALL:
            self._all = event.numbers
        is_mixed = event.shown == ALL and bool(event.look)
        parts = (
            Part(LOOK, t("batch.part.look") if is_mixed else "", event.look),
            Part(ALL, t("batch.part.all") if is_mixed else "", event.numbers),
        )
        keep, self._of = self._of == event.shown, event.shown
        self.rows.show_parts(parts, keep=keep)
        if not keep and is_mixed:
            self.rows.move_to(1)

    def on_batch_row_list_wanted(self) -> None:
        """Read the rows that came into view."""
        status, wanted = self.status, self.rows.take_wanted()
        if status is None or not wanted:
            return
        rows = Rows(self.session.books, status.number)

        async def work() -> Answer:
            return RowsArrived(await rows.of_numbers(wanted))

        start_call(self, "rows", work)

    def on_rows_arrived(self, event: RowsArrived) -> None:
        """Show them."""
        if self.is_laid_out:
            self.rows.take(event.rows)

    def on_state_strip_chosen(self, event: StateStrip.Chosen) -> None:
        """Show the rows that stand so."""
        self.shown = event.name

    def action_next_states(self) -> None:
        """Show all rows, those that need a look, then state after state."""
        self._turn(1)

    def action_previous_states(self) -> None:
        """Show the states in the other direction."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        names = self.query_one(StateStrip).names
        place = names.index(self.shown) if self.shown in names else 0
        self.shown = names[(place + by) % len(names)]

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Show the sending of the row, or why it has none."""
        line: BatchLine = self.rows.rows[event.index]
        if line.row is None:
            return
        row, tracking = line.row, self.session.tracking
        if row.sending_id is None:
            self._say_why(row)
            return
        sending_id = row.sending_id

        async def work() -> Answer | None:
            sending = await tracking.sending(sending_id)
            return None if sending is None else RowSendingArrived(sending)

        start_call(self, "row", work, replace=True)

    def on_row_sending_arrived(self, event: RowSendingArrived) -> None:
        """Show the sending."""
        if self.is_current:
            self.app.push_screen(routes.sending(event.sending))

    def _say_why(self, row: BatchRow) -> None:
        said = [clean_line(words_of(one), 400) for one in row.findings]
        if row.kind is RowKind.POST:
            said.insert(0, t("batch.row.to-post"))
        cells = " · ".join(filter(None, (clean_line(one, 60) for one in row.cells)))
        title = t("batch.row.title", row=row.row, state=t(STATE_WORDS[row.state]))
        self.app.push_screen(Statement(title, [*said, "", clean_line(cells, 600)]))

    def action_back(self) -> None:
        """Go back to the list of batches."""
        self.dismiss()
