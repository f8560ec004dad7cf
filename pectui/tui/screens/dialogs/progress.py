"""Follows a confirmed letter until the codes of its sendings are here."""

from __future__ import annotations

import time
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import t, tn
from pectui.models import Sending, State
from pectui.services.sending.returned import returned_draft
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.formats.times import minute_date, now
from pectui.tui.messages import DraftReady, SendingChanged
from pectui.tui.screens.base import Dialog
from pectui.tui.widgets.chrome.key_line import KeyLine, clickable
from pectui.tui.widgets.list.sending_list import recipient_words
from pectui.tui.widgets.signs import COLOURS, STATE_ICONS
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from pectui.tui.messages import Answer

_BETWEEN = " · "
_FROM_QUEUE = ("take_back", "close", "show('outbox')")
"""What can be done with a letter that leaves later, in the order of the words."""


class ProgressScreen(Dialog[None]):
    """Follows the sendings of one letter; closing it stops nothing."""

    CSS_PATH = "../../styles/compose.tcss"
    BINDINGS = bindings("progress")

    sendings: var[tuple[Sending, ...]] = var(())

    def __init__(self, sendings: Sequence[Sending], delay: float = 0.0) -> None:
        super().__init__()
        self.set_reactive(ProgressScreen.sendings, tuple(sendings))
        self._leaves_at = time.monotonic() + delay
        self._leaves = now() + timedelta(seconds=delay)

    def compose(self) -> ComposeResult:
        """Lay out one line per sending, and what can be done."""
        with Vertical(classes="dialog"):
            yield Static(t("compose.progress.title"), classes="dialog-title", markup=False)
            with VerticalScroll(classes="dialog-lines", can_focus=False):
                yield Static(id="lines")
            yield KeyLine(id="outcome", classes="dialog-note")

    def on_mount(self) -> None:
        """Show where they stand, and count the seconds left to take the letter back."""
        self._show()
        if not self.session.options.quiet:
            self.set_interval(0.25, self._show)
        self.set_interval(1.0, self._follow_another)
        self._catch_up()

    def _follow_another(self) -> None:
        """Read on where another process sends: it tells this one nothing."""
        under_way = any(one.state.is_under_way for one in self.sendings)
        if under_way and not self.program.session.outbox.sending_here:
            self._catch_up()
            self.program.count()

    def _catch_up(self) -> None:
        """Read where they stand: they may have moved before this window could hear of it."""
        tracking = self.session.tracking

        async def work() -> Answer | None:
            for sending in self.sendings:
                if (current := await tracking.sending(sending.id)) is not None:
                    self.post_message(SendingChanged(current))
            return None

        start_call(self, "catch-up", work)

    def on_sending_changed(self, event: SendingChanged) -> None:
        """Show where it stands now."""
        self.sendings = tuple(
            event.sending if event.sending.id == sending.id else sending
            for sending in self.sendings
        )

    def watch_sendings(self) -> None:
        """Show them."""
        self._show()

    @property
    def seconds_left(self) -> int:
        """Seconds until the letter leaves; 0 when it may be leaving."""
        return max(0, ceil(self._leaves_at - time.monotonic()))

    def _show(self) -> None:
        if not self.query("#lines"):
            return
        lines = [progress_line(sending) for sending in self.sendings]
        show.put(self.query_one("#lines", Static), Content("\n").join(lines))
        show.put(self.query_one("#outcome", Static), self._outcome())

    def _outcome(self) -> Content:
        states = {sending.state for sending in self.sendings}
        later = min((one.leave_at for one in self.sendings if one.leave_at), default=None)
        if states <= {State.QUEUED} and later is not None:
            return _keys(t("compose.progress.later", date=minute_date(later)), *_FROM_QUEUE)
        if states <= {State.QUEUED} and self.seconds_left:
            return _keys(self._waiting(), "take_back")
        lines = []
        if any(state.has_failed for state in states):
            lines.append(Content.styled(f"✗ {t('compose.progress.failed')}", "$text-error"))
        elif all(state.has_left for state in states):
            done = tn("compose.progress.done", len(self.sendings))
            lines.append(Content.styled(f"✔ {done}", "$text-success"))
        if State.UNKNOWN in states:
            lines.append(Content.styled(f"? {t('compose.progress.unknown')}", "$text-warning"))
        if State.REFUSED in states:
            back = Content.styled(f"! {t('compose.progress.edit')}", "$text-warning")
            lines.append(clickable(back, "edit"))
        lines.append(self._way_out(states))
        return Content("\n").join(lines)

    def _waiting(self) -> str:
        """Return when the letter leaves: counted down, or its time where nothing is to move."""
        if not self.session.options.quiet:
            return t("compose.progress.waiting", seconds=self.seconds_left)
        return t("compose.progress.waiting-until", time=f"{self._leaves:%H:%M:%S}")

    def _way_out(self, states: set[State]) -> Content:
        if any(one.state is State.QUEUED and one.reason for one in self.sendings):
            return _keys(t("compose.progress.held"), "close", "show('outbox')")
        if State.QUEUED in states and not self.session.outbox.sending_here:
            leave = _keys(t("compose.progress.leave"), "close")
            return Content(t("pending.elsewhere.detail") + "\n") + leave
        if any(state.is_under_way for state in states):
            return _keys(t("compose.progress.leave"), "close")
        return _keys(t("compose.progress.close"), "close", "show('sent')")

    def action_take_back(self) -> None:
        """Take back what has not left."""
        outbox = self.session.outbox
        waiting = [sending.id for sending in self.sendings if sending.state is State.QUEUED]

        async def work() -> Answer | None:
            taken = [await outbox.cancel(sending_id) for sending_id in waiting]
            if not any(taken):
                show.notify(self, t("pending.too-late"), severity="warning")
                return None
            show.notify(self.app, t("compose.progress.back"))
            return await self._came_back()

        start_call(self, "take-back", work, replace=True)

    def action_edit(self) -> None:
        """Go on writing the letter that came back."""
        if not any(sending.state is State.REFUSED for sending in self.sendings):
            return
        start_call(self, "edit", self._came_back, replace=True)

    async def _came_back(self) -> DraftReady:
        return DraftReady(await returned_draft(self.session.drafts, self.sendings[0]))

    def on_draft_ready(self, event: DraftReady) -> None:
        """Close this window and go on writing."""
        program = self.program
        self.dismiss()
        if event.draft is not None:
            program.write(event.draft)

    def action_close(self) -> None:
        """Leave this window; sending goes on."""
        self.dismiss()

    def action_show(self, view: str) -> None:
        """Go to what was sent, or to the outbox."""
        self.dismiss()
        self.app.call_later(self.program.action_view, view)


def _keys(words: str, *actions: str) -> Content:
    """Return `words`, whose last parts are keys and what they do, for the mouse to press."""
    parts = [Content(part) for part in words.split(_BETWEEN)]
    told = len(parts) - len(actions)
    keys = [clickable(*pair) for pair in zip(parts[told:], actions, strict=True)]
    return Content(_BETWEEN).join(parts[:told] + keys)


def progress_line(sending: Sending) -> Content:
    """Return one sending: state, recipient and code, and below it the reason where there is one."""
    icon, colour = STATE_ICONS[sending.state]
    code = t("compose.progress.code", code=clean_line(sending.code)) if sending.code else ""
    line = Content.assemble(
        (f"{icon} {t(sending.state.key)}", COLOURS[colour]),
        "  ",
        recipient_words(sending),
        (f"  {code}", "bold"),
    )
    if not sending.reason:
        return line
    return Content("\n").join([line, Content(f"  {clean_line(sending.reason, 300)}")])
