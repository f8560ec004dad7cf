"""The outbox view: sendings that wait, are being sent, or whose answer was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import t, tn
from pectui.models import State
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.formats.times import full_date, now
from pectui.tui.messages import Answer, CallFailed, PendingArrived
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.screens.outbox_commands import OutboxCommands
from pectui.tui.screens.outbox_unknown import UnknownLetters
from pectui.tui.screens.sending import SendingScreen
from pectui.tui.widgets.chrome.empty_state import EmptyState
from pectui.tui.widgets.list.sending_list import SendingList
from pectui.tui.widgets.reader.sending_summary import state_line
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from pectui.models import Sending
    from pectui.tui.widgets.list.line_list import LineList


LOOK_ELSEWHERE = 2.0
"""Seconds between two looks at an outbox from which another process sends."""

_WORKS_ON = {
    "cancel": frozenset({State.QUEUED, State.REFUSED}),
    "edit": frozenset({State.REFUSED}),
    "send_now": frozenset({State.QUEUED}),
    "later": frozenset({State.QUEUED}),
    "send_again": frozenset({State.UNKNOWN}),
}
"""States of a letter in which an action can be done with it."""


class OutboxScreen(FramedScreen):
    """Lists what waits, says why, and lets a letter be taken back."""

    VIEW: ClassVar[str] = "outbox"
    CSS_PATH = "../styles/sendings.tcss"
    BINDINGS = bindings("outbox")

    pending: var[tuple[Sending, ...] | None] = var(None)
    elsewhere: var[int | None] = var(None)
    """The other process that sends for this mailbox; None when this one does."""
    paused: var[str] = var("")
    """Why nothing leaves from here; empty where letters do."""
    looking: var[bool] = var(default=False)
    """Whether receipts of unknown letters are being looked for."""

    def __init__(self) -> None:
        super().__init__()
        self.take_parts(OutboxCommands(self), UnknownLetters(self))

    def body(self) -> Iterable[Widget]:
        """Lay out heading and list."""
        yield Static(id="heading", classes="heading")
        yield SendingList(id="pending")
        yield Static(id="detail", classes="hidden")
        yield EmptyState(id="notice", classes="hidden")

    @property
    def letters(self) -> SendingList:
        """The list."""
        return self.query_one("#pending", SendingList)

    def on_mount(self) -> None:
        """Show what is known."""
        self.letters.focus()
        self._show_state()
        self.watch(self.app, "counts", self._show_state, init=False)
        self.set_interval(LOOK_ELSEWHERE, self._look_elsewhere)

    def _look_elsewhere(self) -> None:
        """Follow what another process does: it tells this one nothing."""
        if self.is_current and (self.elsewhere is not None or not self.session.outbox.sending_here):
            self.read()

    def on_screen_resume(self) -> None:
        """Read the outbox again."""
        self.read()

    def on_sending_changed(self) -> None:
        """Read the outbox again: something left or came back."""
        self.read()

    def read(self) -> None:
        """Read what is in the outbox."""
        start_call(self, "pending", self.all_pending, replace=True)

    async def all_pending(self) -> Answer | None:
        """Return what is in the outbox now."""
        outbox = self.session.outbox
        pending, elsewhere = await outbox.pending(), await outbox.sender_elsewhere()
        return PendingArrived(pending, elsewhere, outbox.paused or "")

    def on_pending_arrived(self, event: PendingArrived) -> None:
        """Show it."""
        self.elsewhere, self.paused = event.elsewhere, event.paused
        self.pending = event.sendings
        self.program.count()

    def watch_pending(self) -> None:
        """Show the letters."""
        if self.pending is not None:
            self.letters.show_rows(self.pending, keep=True)
        self._show_state()

    def watch_elsewhere(self) -> None:
        """Say who sends."""
        self._show_state()

    def watch_paused(self) -> None:
        """Say that nothing leaves, and why."""
        self._show_state()

    def watch_looking(self) -> None:
        """Say that receipts are being looked for."""
        self._show_state()

    def _show_state(self) -> None:
        if not self.is_laid_out:
            return
        pending, batched = self.pending or (), self.program.counts.batched
        paused = clean_line(self.paused, 200)
        stopped = t("pending.paused", reason=paused) if paused and self.elsewhere is None else ""
        sends = "" if self.elsewhere is None else t("pending.elsewhere", process=self.elsewhere)
        self.show_heading(
            Content.styled(t("pending.heading"), "bold"),
            Content(tn("pending.count", len(pending)) if pending else ""),
            Content.styled(f"! {stopped}" if stopped else "", "$text-warning"),
            Content.styled(sends, "$text-accent"),
            Content(tn("batch.outbox.line", batched) if batched else ""),
            Content.styled(t("pending.looking") if self.looking else "", "$text-accent"),
        )
        notice = self.query_one(EmptyState)
        notice.set_class(bool(pending), "hidden")
        if not pending:
            notice.say(t("pending.empty.title"), t("pending.empty.detail"), t("pending.empty.hint"))
        self._show_detail()

    def on_line_list_highlighted(self) -> None:
        """Say why the letter under the cursor is here, and offer what can be done with it."""
        self._show_detail()

    def _show_detail(self) -> None:
        letter = self.letters.current
        detail = self.query_one("#detail", Static)
        detail.set_class(letter is None, "hidden")
        if letter is not None:
            # Of six lines the last ones say what can be done; a reason that is cut says so.
            reason = clean_line(letter.reason or "", 3 * (self.app.size.width - 2))
            lines = [state_line(letter.state, reason)]
            if letter.due_at and letter.due_at > now() and not letter.reason:
                lines.append(Content(t("pending.due", date=full_date(letter.due_at))))
            if letter.leave_at:
                lines.append(Content.styled(t("pending.due-if"), "$quiet"))
            if self.elsewhere is not None and letter.state is State.QUEUED:
                lines.append(Content.styled(t("pending.elsewhere.detail"), "$quiet"))
            if letter.state is State.REFUSED:
                lines.append(Content.styled(t("pending.refused"), "$quiet"))
            show.put(detail, Content("\n").join(lines))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done with the letter under the cursor."""
        if action == "pause":
            # A pause of this process would not hold up the one that sends.
            return self.elsewhere is None
        states = _WORKS_ON.get(action)
        if states is None:
            return True
        letter = self.letters.current if self.is_laid_out else None
        return letter is not None and letter.state in states

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong."""
        self.looking = False
        super().failed(event)

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Show the letter's details."""
        self.app.push_screen(SendingScreen(self.letters.rows[event.index]))

    def action_back(self) -> None:
        """Go back to the inbox."""
        self.go_to_inbox()
