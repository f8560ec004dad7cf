"""The sent view: lists every sending with its state."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import t, tn
from pectui.pec.waiting import needs_look, standing
from pectui.search.sendings import sendings_with
from pectui.services.receipts.tracking import MOST_ON_DEMAND
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.formats.times import now
from pectui.tui.messages import Answer, CallFailed, SendingChanged, SendingsArrived
from pectui.tui.screens.dialogs.simple import Question
from pectui.tui.screens.sending import SendingScreen
from pectui.tui.screens.sending_actions import SendingActions
from pectui.tui.widgets.chrome.empty_state import EmptyState
from pectui.tui.widgets.list.search_field import SearchField
from pectui.tui.widgets.list.sending_list import SendingList
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget
    from textual.worker import Worker

    from pectui.models import Sending
    from pectui.tui.widgets.list.line_list import LineList

FILTERS = ("all", "open", "trouble")
"""What the list shows: everything, what is not final, what needs a look."""
_SHOWING = {"open": "sent.showing.open", "trouble": "sent.showing.trouble"}
_NONE_SHOWN = {"open": "sent.none-open.title", "trouble": "sent.none-trouble.title"}
MINUTE = 60.0


@dataclass
class RebuildMoved(Answer):
    """The inbox is being looked through: messages read and sendings found so far."""

    read: int
    found: int


@dataclass
class RebuildEnded(Answer):
    """The inbox was looked through, and sendings found; None where that was stopped."""

    found: int | None


@dataclass
class SendingsFound(Answer):
    """The sendings that hold the words searched for."""

    words: str
    found: tuple[Sending, ...]


class SentScreen(SendingActions):
    """Lists the sendings known here, newest first."""

    VIEW: ClassVar[str] = "sent"
    BINDINGS = bindings("sent")

    known: var[tuple[Sending, ...] | None] = var(None)
    showing: var[str] = var("all")
    """One of FILTERS."""
    words: var[str] = var("")
    """Words searched for; empty while nothing is."""
    found: var[tuple[Sending, ...] | None] = var(None)
    """The sendings that hold them; None until they were looked for."""
    progress: var[tuple[int, int] | None] = var(None)
    """Messages read and sendings found, while the inbox is looked through."""
    asking: var[bool] = var(default=False)
    """Whether the service is being asked for receipts."""

    def __init__(self) -> None:
        super().__init__()
        self._rebuilding: Worker[None] | None = None

    def body(self) -> Iterable[Widget]:
        """Lay out heading, the field of the search, and list."""
        yield Static(id="heading", classes="heading")
        yield SearchField(id="line")
        yield SendingList(id="sendings")
        yield EmptyState(id="notice", classes="hidden")

    @property
    def sendings(self) -> SendingList:
        """The list."""
        return self.query_one("#sendings", SendingList)

    @property
    def line(self) -> SearchField:
        """The field in which words to search are typed."""
        return self.query_one("#line", SearchField)

    @property
    def chosen(self) -> Sending | None:
        """The sending under the cursor; none before there is a list."""
        return self.sendings.current if self.is_laid_out else None

    def on_mount(self) -> None:
        """Show what is known here."""
        self.sendings.focus()
        self._show_state()
        # Waiting is told in minutes and hours, and grows by itself.
        self.set_interval(MINUTE, self._list)

    def on_screen_resume(self) -> None:
        """Read again what is known; the looks in the background bring what is new."""
        self.read_sendings()

    def action_refresh(self) -> None:
        """Look into the inbox, and ask about the newest of those it cannot tell about."""
        tracking = self.session.tracking
        self.program.retry_connection()

        async def work() -> Answer | None:
            await tracking.ask_unclear(MOST_ON_DEMAND, adopted=None)
            return SendingsArrived(await tracking.sendings())

        self.asking = True
        start_call(self, "receipts", work, replace=True)

    def on_sendings_arrived(self, event: SendingsArrived) -> None:
        """Show them."""
        self.asking = self.asking and not self._is_done("receipts")
        self.known = event.sendings

    def _is_done(self, group: str) -> bool:
        return not any(
            worker.group == f"call:{group}" and not worker.is_finished
            for worker in self.workers
            if worker.node is self
        )

    def on_sending_changed(self, event: SendingChanged) -> None:
        """Read again: one of them came to stand elsewhere."""
        self.read_sendings()

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong."""
        self.asking = False
        super().failed(event)

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Show the timeline of the sending."""
        self.app.push_screen(SendingScreen(self.sendings.rows[event.index]))

    def watch_known(self) -> None:
        """Show the sendings."""
        if self.words:
            self._find()
        self._list()

    def _list(self) -> None:
        if self.known is not None and self.is_laid_out:
            known = self.known if self.found is None else self.found
            self.sendings.show_rows(self._shown(known), keep=True)
        self._show_state()
        self.refresh_bindings()

    def watch_showing(self) -> None:
        """Show what is asked for."""
        self._list()

    def watch_progress(self) -> None:
        """Say how far the inbox is looked through."""
        self._show_state()

    def _shown(self, known: Sequence[Sending]) -> tuple[Sending, ...]:
        moment = now()
        if self.showing == "open":
            return tuple(one for one in known if not one.state.is_final)
        if self.showing == "trouble":
            return tuple(one for one in known if needs_look(one, moment))
        return tuple(known)

    # ── search ─────────────────────────────────────────────────────────────────────────────────

    def action_search(self) -> None:
        """Open the field for words to search."""
        self.line.open(self.words, t("sent.search.placeholder"))

    def on_search_field_typed(self, event: SearchField.Typed) -> None:
        """Search while typing."""
        self.words = event.words.strip()

    def on_search_field_done(self, event: SearchField.Done) -> None:
        """Leave the results as they are, and go to them."""
        self.words = event.words.strip()
        self.line.close()
        self.sendings.focus()

    def watch_words(self) -> None:
        """Search; without words, show again what there is."""
        if self.words:
            self._find()
        else:
            self.found = None
        self._show_state()

    def _find(self) -> None:
        known, words = self.known or (), self.words

        async def work() -> SendingsFound:
            return SendingsFound(words, await asyncio.to_thread(sendings_with, known, words))

        start_call(self, "find", work, replace=True)

    def on_sendings_found(self, event: SendingsFound) -> None:
        """Take them over, if they are still what is wanted."""
        if event.words == self.words:
            self.found = event.found

    def watch_found(self) -> None:
        """Show them."""
        self._list()

    def action_next_filter(self) -> None:
        """Show all, what is open, what needs a look, and all again."""
        self.showing = FILTERS[(FILTERS.index(self.showing) + 1) % len(FILTERS)]

    def action_register(self) -> None:
        """Write a register of the sendings that are listed."""
        from pectui.tui.screens import registers  # late: few ask for it

        registers.ask_for(self, self.sendings.rows)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done with the sending under the cursor."""
        if action == "see_to":
            one = self.chosen
            return one is not None and bool(standing(one, now()).concern)
        if action == "register":
            return bool(self.is_laid_out and self.sendings.rows)
        if action in {"next_filter", "search"}:
            return bool(self.known)
        return super().check_action(action, parameters)

    def action_see_to(self) -> None:
        """Count the sending no more among those that need a look, or count it again."""
        one, tracking = self.chosen, self.session.tracking
        if one is None:
            return
        seen = needs_look(one, now())

        async def work() -> Answer | None:
            await tracking.see_to(one, seen=seen)
            show.notify(self, t("sent.seen") if seen else t("sent.unseen"), timeout=3)
            return SendingsArrived(await tracking.sendings())

        start_call(self, "see-to", work)

    # ── sendings of other machines ─────────────────────────────────────────────────────────────

    def action_rebuild(self) -> None:
        """Ask, then look through the inbox for receipts; while it is looked through, stop."""
        if self._rebuilding is not None:
            self._rebuilding.cancel()
            return
        question = Question(
            t("sent.rebuild.title"),
            [t("sent.rebuild.detail")],
            yes=t("sent.rebuild.yes"),
            no=t("sent.rebuild.no"),
        )

        def answered(agreed: bool | None) -> None:
            if agreed and self._rebuilding is None:
                self.progress = (0, 0)
                self._rebuilding = start_call(self, "rebuild", self._rebuild)

        self.app.push_screen(question, answered)

    async def _rebuild(self) -> Answer | None:
        tracking, mailbox = self.session.tracking, self.session.mailbox

        def moved(read: int, found: int) -> None:
            self.post_message(RebuildMoved(read, found))

        found = None
        try:
            found = await tracking.rebuild(mailbox.walk(), moved)
        finally:
            self.post_message(RebuildEnded(found))
        return SendingsArrived(await tracking.sendings())

    def on_rebuild_moved(self, event: RebuildMoved) -> None:
        """Show how far it has come."""
        if self._rebuilding is not None:
            self.progress = (event.read, event.found)

    def on_rebuild_ended(self, event: RebuildEnded) -> None:
        """Say what was found, and ask about it."""
        self._rebuilding = self.progress = None
        stopped = event.found is None
        words = t("sent.rebuild.stopped") if stopped else t("sent.rebuild.done", found=event.found)
        show.notify(self, words)
        self.program.count()
        self.action_refresh()

    def watch_asking(self) -> None:
        """Say that the service is being asked."""
        self._show_state()

    def _show_state(self) -> None:
        if not self.is_laid_out:
            return
        self.show_heading(*self._heading())
        empty = not self.sendings.rows
        self.query_one(EmptyState).set_class(not empty, "hidden")
        if self.known is None:
            self.query_one(EmptyState).say(t("sent.loading"))
        elif self.known and empty and self.words:
            self.query_one(EmptyState).say(t("sent.search.none"), t("sent.search.none.detail"))
        elif self.known and empty:
            title = t(_NONE_SHOWN[self.showing])
            self.query_one(EmptyState).say(title, t("sent.none-shown.detail"))
        elif empty:
            self.query_one(EmptyState).say(
                t("sent.empty.title"), t("sent.empty.detail"), t("sent.empty.hint")
            )

    def _heading(self) -> list[Content]:
        """Return the parts of the heading; in a narrow terminal the last ones are cut off."""
        known, moment = self.known or (), now()
        parts = [Content.styled(t("sent.heading"), "bold")]
        if self.progress is not None:
            read, found = self.progress
            words = t("sent.rebuild.progress", read=read, found=found)
            return [*parts, Content.styled(words, "$text-accent")]
        if self.words:
            parts.append(Content.styled(self._search_words(), "$text-accent"))
        if self.showing != "all":
            parts.append(Content.styled(t(_SHOWING[self.showing]), "$text-accent"))
        if trouble := sum(needs_look(sending, moment) for sending in known):
            parts.append(Content.styled(f"! {tn('sent.trouble', trouble)}", "$text-warning"))
        if known:
            parts.append(Content(tn("sent.count", len(known))))
        if waiting := sum(not sending.state.is_final for sending in known):
            parts.append(Content(tn("sent.open", waiting)))
        if self.asking:
            parts.append(Content.styled(t("sent.asking"), "$text-accent"))
        return parts

    def _search_words(self) -> str:
        words = clean_line(self.words, 40)
        return t("sent.search", words=words, count=len(self.sendings.rows))

    def action_back(self) -> None:
        """End the search; without one, go back to the inbox."""
        if self.line.is_open or self.words:
            self.line.forget_typed()
            self.line.close()
            self.words = ""
            self.sendings.focus()
        else:
            self.go_to_inbox()
