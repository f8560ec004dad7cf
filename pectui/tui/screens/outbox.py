"""The outbox: what has not left yet, in the order of leaving, and what is not certain."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import t, tn
from pectui.models import State
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.messages import CallFailed, PendingArrived
from pectui.tui.screens.dialogs import Question
from pectui.tui.screens.sending import SendingScreen
from pectui.tui.screens.view import View
from pectui.tui.widgets.notice import Notice
from pectui.tui.widgets.sending_list import SendingList
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.message import Message as Told
    from textual.widget import Widget

    from pectui.models import Sending
    from pectui.tui.widgets.line_list import LineList


class OutboxScreen(View):
    """Lists what waits, says why, and lets a letter be taken back."""

    VIEW: ClassVar[str] = "outbox"
    BINDINGS = bindings("outbox")

    pending: var[tuple[Sending, ...] | None] = var(None)
    looking: var[bool] = var(default=False)
    """Whether receipts of unknown letters are being looked for."""

    def body(self) -> Iterable[Widget]:
        """Lay out heading and list."""
        yield Static(id="heading", classes="heading")
        yield SendingList(id="pending")
        yield Notice(id="notice", classes="hidden")

    @property
    def letters(self) -> SendingList:
        """The list."""
        return self.query_one("#pending", SendingList)

    def on_mount(self) -> None:
        """Show what is known."""
        self.letters.focus()
        self._show_state()

    def on_screen_resume(self) -> None:
        """Read the outbox again."""
        self.read()

    def on_sending_changed(self) -> None:
        """Read the outbox again: something left or came back."""
        self.read()

    def read(self) -> None:
        """Read what is in the outbox."""
        outbox = self.session.outbox

        async def work() -> Told | None:
            return PendingArrived(await outbox.pending())

        start_call(self, "pending", work, replace=True)

    def on_pending_arrived(self, event: PendingArrived) -> None:
        """Show it."""
        self.pending = event.sendings
        self.program.waiting = len(event.sendings)

    def watch_pending(self) -> None:
        """Show the letters."""
        if self.pending is not None:
            self.letters.show_rows(self.pending, keep=True)
        self._show_state()

    def watch_looking(self) -> None:
        """Say that receipts are being looked for."""
        self._show_state()

    def _show_state(self) -> None:
        if not self.is_laid_out:
            return
        pending = self.pending or ()
        self.show_heading(
            Content.styled(t("pending.heading"), "bold"),
            Content(tn("pending.count", len(pending)) if pending else ""),
            Content.styled(t("pending.looking") if self.looking else "", "$text-accent"),
        )
        notice = self.query_one(Notice)
        notice.set_class(bool(pending), "hidden")
        self.letters.set_class(not pending, "hidden")
        if not pending:
            notice.say(t("pending.empty.title"), t("pending.empty.detail"), t("pending.empty.hint"))

    def on_call_failed(self, event: CallFailed) -> None:
        """Say what went wrong."""
        self.looking = False
        self.program.note_failure(event.error)
        show.notify_error(self, event.error)

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Show the letter's details."""
        self.app.push_screen(SendingScreen(self.letters.rows[event.index]))

    def action_cancel(self) -> None:
        """Take the letter under the cursor back, if it has not left."""
        letter, outbox = self.letters.current, self.session.outbox
        if letter is None:
            return

        async def work() -> Told | None:
            if await outbox.cancel(letter.id):
                show.notify(self.app, t("pending.taken-back"))
            else:
                show.notify(self.app, t("pending.too-late"), severity="warning")
            return PendingArrived(await outbox.pending())

        start_call(self, "cancel", work)

    def action_send_now(self) -> None:
        """Do not wait any longer with the letter under the cursor."""
        letter, outbox = self.letters.current, self.session.outbox
        if letter is None:
            return

        async def work() -> Told | None:
            await outbox.send_now(letter.id)
            return PendingArrived(await outbox.pending())

        start_call(self, "now", work)

    def action_refresh(self) -> None:
        """Look for the receipts of letters whose outcome is unknown."""
        outbox = self.session.outbox

        async def work() -> Told | None:
            await outbox.reconcile()
            pending = await outbox.pending()
            unknown = sum(sending.state is State.UNKNOWN for sending in pending)
            show.notify(self.app, t("pending.looked", count=unknown))
            self.looking = False
            return PendingArrived(pending)

        self.looking = True
        start_call(self, "look", work, replace=True)

    def action_send_again(self) -> None:
        """Send a letter of unknown outcome again, after asking twice."""
        letter = self.letters.current
        if letter is None:
            return
        if letter.state is not State.UNKNOWN:
            show.notify(self, t("pending.not-unknown"), severity="warning")
            return
        words = [letter.subject, ", ".join(letter.recipients), ""]

        def first(agreed: bool | None) -> None:
            if agreed:
                self.app.push_screen(_doubt([t("pending.again.second")]), second)

        def second(agreed: bool | None) -> None:
            if agreed:
                start_call(self.app, "again", lambda: self._resend(letter))

        self.app.push_screen(_doubt([*words, t("pending.again.first")]), first)

    async def _resend(self, letter: Sending) -> Told | None:
        await self.session.outbox.resend(letter.id)
        show.notify(self.app, t("pending.queued-again"))
        return None

    def action_back(self) -> None:
        """Go back to the inbox."""
        self.run_worker(self.program.action_view("inbox"), exit_on_error=False)


def _doubt(lines: list[str]) -> Question:
    return Question(
        t("pending.again.title"),
        lines,
        yes=t("pending.again.yes"),
        no=t("pending.again.no"),
        dangerous=True,
    )
