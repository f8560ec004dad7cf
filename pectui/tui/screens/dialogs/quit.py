"""Asks what is to become of letters that have not left, when the person quits."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from pectui.catalogue import t, tn
from pectui.models import Sending, State
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import COMMANDS, bindings, key_label
from pectui.tui.counts import unfinished
from pectui.tui.formats.times import now
from pectui.tui.messages import Answer, CallFailed, PendingArrived
from pectui.tui.screens.base import Dialog
from pectui.tui.widgets.signs import STATE_ICONS
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


_LOOK_SECONDS = 0.5
_ANSWERS = ("wait", "now", "back", "leave", "stay")


@dataclass
class LeavingBegun(Answer):
    """What was chosen is done: letters leave, or were taken back; `sendings` are still to leave."""

    sendings: tuple[Sending, ...]
    taken_back: int = 0


class QuitScreen(Dialog[bool]):
    """Answers whether to quit; quits by itself once everything has left, where that was chosen."""

    CSS_PATH = "../../styles/compose.tcss"
    BINDINGS = bindings("quit")

    letters: var[tuple[Sending, ...]] = var(())
    waits: var[bool] = var(default=False)
    """Whether to quit as soon as everything has left."""

    def __init__(self, letters: tuple[Sending, ...], batched: int = 0) -> None:
        """Ask about `letters`, and tell of those that wait in batches."""
        super().__init__()
        self._batched = batched
        self.set_reactive(QuitScreen.letters, letters)
        self._asked_of = frozenset(one.id for one in letters)

    def compose(self) -> ComposeResult:
        """Lay out the letters and the answers."""
        with Vertical(classes="dialog"):
            yield Static(id="quit-title", classes="dialog-title")
            with VerticalScroll(classes="dialog-lines", can_focus=False):
                yield Static(id="quit-lines")
            if self._batched:
                yield Static(self._batched_words(), id="quit-batched")
            yield Static(id="quit-note", classes="dialog-note")
            yield OptionList(compact=True, id="quit-answers")

    def on_mount(self) -> None:
        """Show them, and follow them."""
        self.query_one(OptionList).focus()
        self._show()
        self.set_interval(_LOOK_SECONDS, self._look)

    def _batched_words(self) -> Content:
        """Return what becomes of letters that wait in batches."""
        if self.program.demo:
            return Content(tn("quitting.batched-demo", self._batched))
        return Content(tn("quitting.batched-note", self._batched))

    @property
    def _fitting(self) -> tuple[str, ...]:
        """Return the answers that mean something as the letters stand now."""
        if self.waits or not self.letters:
            return ("leave", "stay")
        if self._is_flying:
            return ("wait", "leave", "stay")
        return _ANSWERS

    @property
    def _is_flying(self) -> bool:
        """Whether everything that has not left is being sent."""
        return all(one.state is State.SENDING for one in self.letters)

    def _show_answers(self) -> None:
        """Offer what fits, with the cursor on the first where that is another offer."""
        answers = self.query_one(OptionList)
        offered = [Option(self._words(answer), answer) for answer in self._fitting]
        if [(one.id, str(one.prompt)) for one in offered] == [
            (one.id, str(one.prompt)) for one in answers.options
        ]:
            return
        answers.clear_options()
        answers.add_options(offered)
        answers.highlighted = 0

    def _words(self, answer: str) -> Content:
        """Return one answer with its key."""
        name = f"quit.{answer}"
        words = COMMANDS[name].help
        if answer == "leave" and not self.letters:
            words = COMMANDS[name].label
        elif answer == "leave" and self.program.demo:
            words = t("quitting.leave-demo")
        elif answer == "leave" and self._is_flying:
            words = t("quitting.leave-flying")
        elif answer == "back" and self.program.demo:
            words = t("quitting.back-demo")
        return Content.assemble((key_label(self, name), "bold $accent"), f"  {words}")

    def on_sending_changed(self) -> None:
        """Look again: something left or came back."""
        self._look()

    def _look(self) -> None:
        outbox = self.session.outbox

        async def work() -> Answer | None:
            return PendingArrived(await outbox.pending(), None)

        start_call(self, "pending", work, replace=True)

    def on_pending_arrived(self, event: PendingArrived) -> None:
        """Show what is still to leave; quit when nothing is, where that was chosen."""
        self._follow(event.sendings)

    def _follow(self, pending: Sequence[Sending]) -> None:
        self.letters = unfinished(pending)
        stopped = any(
            one.id in self._asked_of and one.state in {State.REFUSED, State.UNKNOWN}
            for one in pending
        )
        if self.waits and stopped:
            show.notify(self.app, t("quitting.stopped"), severity="warning", timeout=15)
            self.dismiss(False)
        elif self.waits and not self.letters:
            self.dismiss(True)
        else:
            self._show()

    def _show(self) -> None:
        count = len(self.letters)
        if not count and self._batched and not self._asked_of:
            title, note = t("quitting.batch"), ""
        elif not count:
            title, note = t("quitting.left"), ""
        elif self.waits:
            title, note = tn("quitting.waits", count), t("quitting.waits-note")
        elif self._is_flying:
            title, note = t("shell.quit.title"), t("shell.quit.detail")
        else:
            title, note = tn("quitting.title", count), t("quitting.note")
        if count and self.program.demo and not self.waits:
            note = t("quitting.note-demo")
        if label := self.program.label:
            title = t("accounts.of", name=label, words=title)
        self.query_one("#quit-title", Static).update(Content(title))
        self.query_one("#quit-note", Static).update(Content(note))
        lines = Content("\n").join(map(_line, self.letters))
        self.query_one("#quit-lines", Static).update(lines)
        self._show_answers()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer by mouse or Enter."""
        self.action_choose(event.option.id or "stay")

    def action_choose(self, answer: str) -> None:
        """Do what was chosen, where it is offered."""
        if answer not in self._fitting:
            return
        if answer == "leave":
            self.dismiss(True)
        elif answer == "stay":
            self.dismiss(False)
        elif answer == "wait":
            self.waits = True
            self._look()
        elif answer == "now":
            start_call(self, "now", self._send_now, replace=True)
        else:
            start_call(self, "back", self._take_back, replace=True)

    async def _send_now(self) -> LeavingBegun:
        outbox = self.session.outbox
        if outbox.paused:
            await outbox.resume()
        for one in self.letters:
            await outbox.send_now(one.id)
        return LeavingBegun(await outbox.pending())

    async def _take_back(self) -> LeavingBegun:
        outbox = self.session.outbox
        taken = [await outbox.cancel(one.id) for one in self.letters if one.state is State.QUEUED]
        if not all(taken):
            show.notify(self, t("pending.too-late"), severity="warning")
        # What is on the wire already is waited for.
        return LeavingBegun(await outbox.pending(), sum(taken))

    def on_leaving_begun(self, event: LeavingBegun) -> None:
        """Quit as soon as nothing is left."""
        if event.taken_back:
            self.program.farewell_words = tn("quitting.taken-back", event.taken_back)
        self.waits = True
        self._follow(event.sendings)

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong; one may still quit."""
        self.waits = False
        super().failed(event)


def _line(sending: Sending) -> Content:
    icon, _ = STATE_ICONS[sending.state]
    recipients = clean_line(", ".join(sending.recipients), 60)
    line = Content(f"{icon} {clean_line(sending.subject, 60)} → {recipients}\n  ")
    return line + Content.styled(_when(sending), "$quiet")


def _when(sending: Sending) -> str:
    """Return why a letter is still here, and when it leaves."""
    if sending.state is State.SENDING:
        return t("quitting.sending")
    if sending.reason:
        return clean_line(sending.reason, 200)
    left = (sending.due_at - now()).total_seconds() if sending.due_at else 0.0
    return t("quitting.in", seconds=ceil(left)) if left > 0 else t("quitting.next")
