"""A letter on its way: each sending with its state, until the codes are here."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, cast

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.screen import ModalScreen
from textual.widgets import Static

from pectui.catalogue import t, tn
from pectui.models import Sending, State
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.widgets.sending_list import STATE_ICONS, recipient_words
from pectui.tui.widgets.timeline import COLOURS
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.message import Message as Told

    from pectui.tui.app import PectuiApp
    from pectui.tui.messages import SendingChanged

UNDER_WAY = frozenset({State.QUEUED, State.SENDING})


class ProgressScreen(ModalScreen[None]):
    """Follows the sendings of one letter; closing it stops nothing."""

    BINDINGS = [  # noqa: RUF012
        ("escape,enter,q", "close"),
        ("u", "take_back"),
        ("2", "show_sent"),
    ]

    sendings: var[tuple[Sending, ...]] = var(())

    def __init__(self, sendings: Sequence[Sending], delay: float = 0.0) -> None:
        super().__init__()
        self.set_reactive(ProgressScreen.sendings, tuple(sendings))
        self._leaves_at = time.monotonic() + delay

    def compose(self) -> ComposeResult:
        """Lay out one line per sending, and what can be done."""
        with Vertical(classes="dialog"):
            yield Static(t("compose.progress.title"), classes="dialog-title", markup=False)
            with VerticalScroll(classes="dialog-lines", can_focus=False):
                yield Static(id="lines")
            yield Static(id="outcome", classes="dialog-note")

    def on_mount(self) -> None:
        """Show where they stand, and count the seconds left to take the letter back."""
        self._show()
        self.set_interval(0.5, self._show)

    @property
    def program(self) -> PectuiApp:
        """The app, by its own type."""
        return cast("PectuiApp", self.app)

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
        return max(0, round(self._leaves_at - time.monotonic()))

    def _show(self) -> None:
        if not self.query("#lines"):
            return
        lines = [progress_line(sending) for sending in self.sendings]
        self.query_one("#lines", Static).update(Content("\n").join(lines))
        self.query_one("#outcome", Static).update(self._outcome())

    def _outcome(self) -> Content:
        states = {sending.state for sending in self.sendings}
        if states <= {State.QUEUED} and self.seconds_left:
            return Content(t("compose.progress.waiting", seconds=self.seconds_left))
        if states & UNDER_WAY:
            return Content(t("compose.progress.leave"))
        if states & {State.REFUSED, State.UNKNOWN}:
            trouble = Content.styled(f"! {t('compose.progress.trouble')}", "$text-warning")
            return Content("\n").join([trouble, Content(t("compose.progress.close"))])
        done = Content.styled(
            f"✔ {tn('compose.progress.done', len(self.sendings))}", "$text-success"
        )
        return Content("\n").join([done, Content(t("compose.progress.close"))])

    def action_take_back(self) -> None:
        """Take back what has not left."""
        outbox = self.program.session.outbox
        waiting = [sending.id for sending in self.sendings if sending.state is State.QUEUED]

        async def work() -> Told | None:
            taken = [await outbox.cancel(sending_id) for sending_id in waiting]
            if any(taken):
                show.notify(self.app, t("compose.progress.back"))
                self.dismiss()
            else:
                show.notify(self.app, t("pending.too-late"), severity="warning")
            return None

        start_call(self, "take-back", work, replace=True)

    def action_close(self) -> None:
        """Leave this window; sending goes on."""
        self.dismiss()

    def action_show_sent(self) -> None:
        """Go to what was sent."""
        self.dismiss()
        self.program.run_worker(self.program.action_view("sent"), exit_on_error=False)


def progress_line(sending: Sending) -> Content:
    """Return one sending as a line: state, recipient, code or reason."""
    icon, colour = STATE_ICONS[sending.state]
    after = ""
    if sending.code:
        after = t("compose.progress.code", code=clean_line(sending.code))
    if sending.reason:
        after = clean_line(sending.reason, 300)
    return Content.assemble(
        (f"{icon} {t(f'states.{sending.state}')}", COLOURS[colour]),
        "  ",
        recipient_words(sending),
        (f"  {after}", "bold" if sending.code else "$quiet"),
    )
