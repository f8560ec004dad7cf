"""The outbox view: sendings that wait, are being sent, or whose answer was lost."""

from __future__ import annotations

from dataclasses import dataclass
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
from pectui.tui.messages import Answer, CallFailed, DraftReady, PendingArrived
from pectui.tui.screens.dialogs.schedule import ask_schedule
from pectui.tui.screens.dialogs.simple import Pick, Question
from pectui.tui.screens.returned_draft import returned_draft
from pectui.tui.screens.sending import SendingScreen
from pectui.tui.screens.view import View
from pectui.tui.widgets.chrome.empty_state import EmptyState
from pectui.tui.widgets.list.sending_list import SendingList
from pectui.tui.widgets.reader.sending_summary import state_line
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

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


@dataclass
class ReceiptsLookedFor(Answer):
    """Receipts were looked for; of `letter` there may be several codes to choose from."""

    letter: Sending | None
    codes: Sequence[str]


class OutboxScreen(View):
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
        start_call(self, "pending", self._all, replace=True)

    async def _all(self) -> Answer | None:
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

    def action_cancel(self) -> None:
        """Take the letter under the cursor back if it has not left; clear a refused one away."""
        letter, outbox = self.letters.current, self.session.outbox
        if letter is None:
            return

        async def work() -> Answer | None:
            if letter.state is State.REFUSED:
                await outbox.dismiss(letter.id)
                show.notify(self.app, t("pending.dismissed"))
            elif await outbox.cancel(letter.id):
                show.notify(self.app, t("pending.taken-back"))
            else:
                show.notify(self.app, t("pending.too-late"), severity="warning")
            return await self._all()

        start_call(self, "cancel", work)

    def action_edit(self) -> None:
        """Go on writing the refused letter under the cursor."""
        letter = self.letters.current
        if letter is None:
            return

        drafts = self.session.drafts

        async def work() -> DraftReady:
            return DraftReady(await returned_draft(drafts, letter))

        start_call(self, "edit", work, replace=True)

    def on_draft_ready(self, event: DraftReady) -> None:
        """Say that there is no draft to go on with; one that there is, the view opens."""
        if event.draft is None:
            show.notify(self, t("pending.no-draft"), severity="warning")

    def action_pause(self) -> None:
        """Let nothing more leave, or let letters leave again."""
        outbox = self.session.outbox

        async def work() -> Answer | None:
            if outbox.paused:
                await outbox.resume()
                self.program.retry_connection()
            else:
                await outbox.pause()
            return await self._all()

        start_call(self, "pause", work, replace=True)

    def action_send_now(self) -> None:
        """Do not wait any longer with the letter under the cursor; ask where it has a time."""
        letter = self.letters.current
        if letter is None:
            return
        if letter.leave_at is None:
            self._set_time(letter, None)
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self._set_time(letter, None)

        date = full_date(letter.leave_at)
        lines = [letter.subject, ", ".join(letter.recipients), "", t("pending.now", date=date)]
        yes = t("commands.outbox.now")
        self.app.push_screen(Question(t("pending.now.title"), lines, yes=yes), answered)

    def action_later(self) -> None:
        """Choose another time for the letter under the cursor to leave at."""
        letter = self.letters.current
        if letter is not None:
            ask_schedule(self, letter.leave_at, lambda moment: self._set_time(letter, moment))

    def _set_time(self, letter: Sending, moment: datetime | None) -> None:
        outbox = self.session.outbox

        async def work() -> Answer | None:
            if moment is None:
                done = await outbox.send_now(letter.id)
            else:
                done = await outbox.put_off(letter.id, moment)
            if not done:
                show.notify(self.app, t("pending.too-late"), severity="warning")
            return await self._all()

        start_call(self, "time", work)

    def action_refresh(self) -> None:
        """Look for the receipts of letters whose outcome is unknown; of several, let choose."""
        outbox, letter = self.session.outbox, self.letters.current

        async def work() -> Answer | None:
            await outbox.reconcile()
            pending = await outbox.pending()
            unknown = {sending.id for sending in pending if sending.state is State.UNKNOWN}
            show.notify(self.app, t("pending.looked", count=len(unknown)))
            codes = await outbox.candidates(letter.id) if letter and letter.id in unknown else ()
            self.post_message(ReceiptsLookedFor(letter, codes))
            return await self._all()

        self.looking = True
        start_call(self, "look", work, replace=True)

    def on_receipts_looked_for(self, event: ReceiptsLookedFor) -> None:
        """Of several sendings that may be the letter's, let choose."""
        self.looking = False
        if event.letter is not None and event.codes:
            self._let_choose(event.letter, event.codes)

    def _let_choose(self, letter: Sending, codes: Sequence[str]) -> None:
        async def adopt(code: str) -> Answer | None:
            await self.session.outbox.adopt(letter.id, code)
            show.notify(self.app, t("pending.adopted", code=code))
            return None

        def chosen(code: str | None) -> None:
            if code is not None:
                start_call(self.app, "adopt", lambda: adopt(code))

        lines = [letter.subject, ", ".join(letter.recipients), "", t("pending.choose.detail")]
        self.app.push_screen(Pick(t("pending.choose.title"), lines, codes), chosen)

    def action_send_again(self) -> None:
        """Send a letter of unknown outcome again, after asking twice."""
        letter = self.letters.current
        if letter is None:
            return
        words = [letter.subject, ", ".join(letter.recipients), ""]

        def first(agreed: bool | None) -> None:
            if agreed:
                self.app.push_screen(_doubt([t("pending.again.second")]), second)

        def second(agreed: bool | None) -> None:
            if agreed:
                start_call(self.app, "again", lambda: self._resend(letter))

        self.app.push_screen(_doubt([*words, t("pending.again.first")]), first)

    async def _resend(self, letter: Sending) -> Answer | None:
        await self.session.outbox.resend(letter.id)
        show.notify(self.app, t("pending.queued-again"))
        return None

    def action_back(self) -> None:
        """Go back to the inbox."""
        self.go_to_inbox()


def _doubt(lines: list[str]) -> Question:
    return Question(
        t("pending.again.title"),
        lines,
        yes=t("pending.again.yes"),
        no=t("pending.again.no"),
        dangerous=True,
    )
