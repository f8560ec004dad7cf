"""The room of batches: how each stands, and what is in preparation."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import t, tn
from pectui.services.batches.batches import Batches, batches_of
from pectui.services.batches.preparations import Preparation, Preparations
from pectui.services.batches.status import BatchStatus
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.messages import Answer
from pectui.tui.screens import routes
from pectui.tui.screens.batches.actions import BatchActions
from pectui.tui.screens.dialogs.simple import Question, ask
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.widgets.chrome.empty_state import EmptyState
from pectui.tui.widgets.list.batch_list import BatchList
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from pectui.tui.widgets.list.batch_list import Batch
    from pectui.tui.widgets.list.line_list import LineList

LOOK_SECONDS = 1.0
"""Between two looks at batches while they are shown."""
RESTS = 10
"""A look is followed by this many times as long without one, where that is longer."""


@dataclass
class BatchesArrived(Answer):
    """What is in preparation, then the batches, newest first."""

    batches: tuple[Batch, ...]
    seconds: float = 0.0
    """How long reading took."""


class BatchesScreen(FramedScreen):
    """Lists what is in preparation and the batches, newest first."""

    VIEW: ClassVar[str] = "batches"
    CSS_PATH = "../../styles/batches.tcss"
    BINDINGS = bindings("batches")

    known: var[tuple[Batch, ...] | None] = var(None)

    def __init__(self) -> None:
        super().__init__()
        self._next_look = 0.0
        self._actions = BatchActions(self, lambda: self.chosen)
        self.take_parts(self._actions)

    @property
    def batches(self) -> Batches:
        """The batches of the account in use."""
        return batches_of(self.session)

    @property
    def preparations(self) -> Preparations:
        """The batches in preparation."""
        return Preparations(self.session.books)

    def body(self) -> Iterable[Widget]:
        """Lay out heading and list."""
        yield Static(id="heading", classes="heading")
        yield BatchList(id="batches")
        yield Static(id="detail", classes="hidden")
        yield EmptyState(id="notice", classes="hidden")

    @property
    def rows(self) -> BatchList:
        """The list."""
        return self.query_one("#batches", BatchList)

    @property
    def current(self) -> Batch | None:
        """What is under the cursor."""
        return self.rows.current if self.is_laid_out else None

    @property
    def chosen(self) -> BatchStatus | None:
        """The batch under the cursor."""
        return one if isinstance(one := self.current, BatchStatus) else None

    def on_mount(self) -> None:
        """Show what is known."""
        self.rows.focus()
        self._show_state()
        self.set_interval(LOOK_SECONDS, self._look)

    def on_screen_resume(self) -> None:
        """Read them again."""
        self.action_refresh()

    def on_batch_held(self) -> None:
        """Read them again."""
        self.action_refresh()

    def _look(self) -> None:
        if self.is_current and time.monotonic() > self._next_look:
            self.action_refresh()

    def action_refresh(self) -> None:
        """Read them again."""
        batches, preparations = self.batches, self.preparations

        async def work() -> Answer:
            began = time.monotonic()
            found: tuple[Batch, ...]
            found = (*await preparations.all(), *await batches.statuses())
            return BatchesArrived(found, time.monotonic() - began)

        self._next_look = float("inf")
        start_call(self, "batches", work, replace=True)

    def on_batches_arrived(self, event: BatchesArrived) -> None:
        """Show them."""
        self._next_look = time.monotonic() + RESTS * event.seconds
        self.known = event.batches

    def watch_known(self) -> None:
        """Show the batches."""
        if self.known is not None and self.is_laid_out:
            self.rows.show_rows(self.known, keep=True)
        self._show_state()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done with what is under the cursor."""
        if action == "delete":
            return isinstance(self.current, Preparation)
        return self._actions.offers(action)

    def on_line_list_highlighted(self) -> None:
        """Say what keeps the batch under the cursor."""
        self._show_state()
        self.refresh_bindings()

    def _show_state(self) -> None:
        if not self.is_laid_out:
            return
        known = self.known or ()
        prepared = sum(isinstance(one, Preparation) for one in known)
        trouble = sum(one.trouble for one in known if isinstance(one, BatchStatus))
        look = tn("batch.rows-to-look", trouble) if trouble else ""
        confirmed = len(known) - prepared
        self.show_heading(
            Content.styled(t("batch.heading"), "bold"),
            Content(tn("batch.count", confirmed) if confirmed else ""),
            Content(tn("batch.preparing", prepared) if prepared else ""),
            Content.styled(f"! {look}" if look else "", "$text-warning"),
        )
        notice = self.query_one(EmptyState)
        notice.set_class(bool(known), "hidden")
        if self.known is not None and not known:
            notice.say(t("batch.empty.title"), t("batch.empty.detail"), t("batch.empty.hint"))
        held = self.chosen.held if self.chosen is not None else ""
        detail = self.query_one("#detail", Static)
        detail.set_class(not held, "hidden")
        show.put(
            detail, Content.styled(f"‖ {clean_line(held, 400)}" if held else "", "$text-warning")
        )

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Open the batch, or go on preparing it."""
        one = self.rows.rows[event.index]
        if isinstance(one, Preparation):
            self.app.push_screen(routes.preparation(one))
        else:
            self.app.push_screen(routes.batch(one.id))

    async def action_begin(self) -> None:
        """Begin a batch; what is typed right after the key is typed into it."""
        await self.app.push_screen(routes.preparation(self.preparations.new()))

    def action_delete(self) -> None:
        """Ask, then delete the preparation under the cursor."""
        one, preparations = self.current, self.preparations
        if not isinstance(one, Preparation):
            return

        async def work() -> Answer:
            await preparations.delete(one)
            return BatchesArrived((*await preparations.all(), *await self.batches.statuses()))

        name = clean_line(one.request.name, 90) or t("batch.no-table")
        question = Question(
            t("batch.delete.title"),
            [name, clean_line(one.request.subject, 90), "", t("batch.delete.final")],
            yes=t("drafts.delete.yes"),
            no=t("drafts.delete.no"),
            dangerous=True,
        )
        ask(self, question, lambda: start_call(self, "delete", work))

    def action_back(self) -> None:
        """Go back to the inbox."""
        self.go_to_inbox()
