"""The sent view: lists every sending with its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import t
from pectui.pec.waiting import needs_look, standing
from pectui.services.receipts.tracking import MOST_ON_DEMAND
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.formats.times import now
from pectui.tui.messages import Answer, CallFailed, SendingChanged, SendingsArrived
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.screens.sending import SendingScreen
from pectui.tui.screens.sending_actions import SendingActions
from pectui.tui.screens.sent_rebuild import SentRebuild
from pectui.tui.screens.sent_replies import SentReplies
from pectui.tui.screens.sent_search import SentSearch
from pectui.tui.screens.sent_words import explain_emptiness, heading
from pectui.tui.widgets.chrome.empty_state import EmptyState
from pectui.tui.widgets.list.search_field import SearchField
from pectui.tui.widgets.list.sent_list import ReplyRow, SentList, rows_of
from pectui.tui.workers import is_under_way, start_call

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.widget import Widget

    from pectui.models import HeldMessage, Sending
    from pectui.tui.widgets.list.line_list import LineList

FILTERS = ("all", "open", "trouble")
"""What the list shows: everything, what is not final, what needs a look."""
MINUTE = 60.0


class SentScreen(FramedScreen):
    """Lists the sendings known here, newest first; its parts are what is done with them."""

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
    replies: var[Mapping[str, int]] = var({})
    """How many letters answer the sendings, by their codes."""
    unfolded: var[Mapping[str, tuple[HeldMessage, ...]]] = var({})
    """Those that are shown below their sending, by its code."""
    asking: var[bool] = var(default=False)
    """Whether the service is being asked for receipts."""

    def __init__(self) -> None:
        super().__init__()
        self.line = SearchField(id="line")
        """The field in which words to search are typed."""
        self.sendings = SentList(id="sendings")
        """The list."""
        self._search = SentSearch(self)
        self._actions = SendingActions(self, lambda: self.chosen)
        self._answering = SentReplies(self)
        self.take_parts(self._search, self._actions, SentRebuild(self), self._answering)

    def body(self) -> Iterable[Widget]:
        """Lay out heading, the field of the search, and list."""
        yield Static(id="heading", classes="heading")
        yield self.line
        yield self.sendings
        yield EmptyState(id="notice", classes="hidden")

    @property
    def chosen(self) -> Sending | None:
        """The sending under the cursor; none before there is a list."""
        return self.sendings.sending if self.is_laid_out else None

    def on_mount(self) -> None:
        """Show what is known here."""
        self.sendings.focus()
        self._show_state()
        # Waiting is told in minutes and hours, and grows by itself.
        if not self.session.options.quiet:
            self.set_interval(MINUTE, self._list)

    def on_screen_resume(self) -> None:
        """Read again what is known; the looks in the background bring what is new."""
        self.read_sendings()
        self._answering.read()

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
        self.asking = self.asking and is_under_way(self, "receipts")
        self.known = event.sendings

    def on_sending_changed(self, event: SendingChanged) -> None:
        """Read again: one of them came to stand elsewhere."""
        self.read_sendings()

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong."""
        self.asking = False
        super().failed(event)

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Show the timeline of the sending, or the reply in it."""
        row = self.sendings.rows[event.index]
        if isinstance(row, ReplyRow):
            self.app.push_screen(SendingScreen(row.sending, reply=row.message.identity))
        else:
            self.app.push_screen(SendingScreen(row))

    def watch_known(self) -> None:
        """Show the sendings."""
        self._search.find()
        self._list()

    def _list(self) -> None:
        if self.known is not None and self.is_laid_out:
            known = self.known if self.found is None else self.found
            self.sendings.show_rows(rows_of(self._shown(known), self.unfolded), keep=True)
        self._show_state()
        self.refresh_bindings()

    def watch_replies(self) -> None:
        """Show how many they are."""
        self.sendings.show_replies(self.replies)
        self.refresh_bindings()

    def watch_unfolded(self) -> None:
        """Show them."""
        self._list()

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

    def watch_words(self) -> None:
        """Search; without words, show again what there is."""
        self._search.find()
        self._show_state()

    def watch_found(self) -> None:
        """Show them."""
        self._list()

    def action_next_filter(self) -> None:
        """Show all, what is open, what needs a look, and all again."""
        self.showing = FILTERS[(FILTERS.index(self.showing) + 1) % len(FILTERS)]

    def action_register(self) -> None:
        """Write a register of the sendings that are listed."""
        from pectui.tui.screens import registers  # late: few ask for it

        registers.ask_for(self, self.sendings.sendings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done with the sending under the cursor."""
        if action == "see_to":
            one = self.chosen
            return one is not None and bool(standing(one, now()).concern)
        if action == "fold":
            return self._answering.can_fold
        if action == "register":
            return bool(self.is_laid_out and self.sendings.rows)
        if action in {"next_filter", "search"}:
            return bool(self.known)
        return self._actions.offers(action)

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

    def watch_asking(self) -> None:
        """Say that the service is being asked."""
        self._show_state()

    def _show_state(self) -> None:
        if not self.is_laid_out:
            return
        self.show_heading(*heading(self))
        empty = not self.sendings.rows
        notice = self.query_one(EmptyState)
        notice.set_class(not empty, "hidden")
        if empty:
            explain_emptiness(self, notice)

    def action_back(self) -> None:
        """End the search; without one, go back to the inbox."""
        if not self._search.end():
            self.go_to_inbox()
