"""Keeps what the inbox shows as the picture that the next start shows first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.models import MailView

if TYPE_CHECKING:
    from textual.timer import Timer

    from pectui.tui.messages import MailboxChanged
    from pectui.tui.screens.inbox import InboxScreen

PICTURE_AFTER = 0.3
"""Seconds after the newest messages are shown until they are certainly drawn, and can be kept."""


class StartPicture:
    """The picture of the next start; a part of the inbox."""

    def __init__(self, screen: InboxScreen) -> None:
        self._screen = screen
        self._timer: Timer | None = None
        """Runs until what is shown is kept."""

    def on_mailbox_changed(self, _: MailboxChanged) -> None:
        """Keep the picture anew, once what changed is drawn."""
        if self._timer is None and self._is_as_at_a_start:
            self._timer = self._screen.set_timer(PICTURE_AFTER, self._keep)

    def _keep(self) -> None:
        self._timer = None
        if self._is_as_at_a_start:
            self._screen.program.keep_picture(self._screen)

    @property
    def _is_as_at_a_start(self) -> bool:
        """Whether what is shown is what the next start will show first."""
        screen = self._screen
        elsewhere = screen.words or screen.panes.is_reading or screen.shown is not MailView.ALL
        return not (elsewhere or screen.messages.cursor or screen.messages.marks)
