"""Tells of the sendings listed how many letters answer each, and shows these below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.models import Reach
from pectui.services.mailbox.correspondence import replies_to, reply_counts
from pectui.tui import show
from pectui.tui.messages import Answer
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pectui.models import HeldMessage
    from pectui.tui.messages import MailboxChanged
    from pectui.tui.screens.sent import SentScreen

MOST_REPLIES = 50
"""Letters that are shown of those that answer one sending."""


@dataclass
class RepliesRead(Answer):
    """What answers the sendings, by their codes: how many, and those shown, oldest first."""

    counts: Mapping[str, int]
    unfolded: Mapping[str, tuple[HeldMessage, ...]]


class SentReplies:
    """What answers the sendings that are listed; a part of the list of sendings."""

    def __init__(self, screen: SentScreen) -> None:
        self._screen = screen
        self._open: frozenset[str] = frozenset()
        """Codes of the sendings whose replies are to be shown."""

    def read(self) -> None:
        """Look how many letters answer each sending, and for those that are to be shown."""
        program, codes = self._screen.program, sorted(self._open)
        mailbox, own = program.local.mailbox, program.mailbox

        async def work() -> RepliesRead:
            counts = await reply_counts(mailbox, own)
            below = {
                code: (await replies_to(mailbox, code, MOST_REPLIES, own))[::-1]
                for code in codes
                if code in counts
            }
            return RepliesRead(counts, below)

        start_call(self._screen, "replies", work, replace=True)

    def on_replies_read(self, event: RepliesRead) -> None:
        """Take them over."""
        self._screen.replies, self._screen.unfolded = event.counts, event.unfolded

    def on_mailbox_changed(self, event: MailboxChanged) -> None:
        """Look again: other mail is here, or a reply that is shown was read."""
        if event.reach is Reach.ROWS or (event.reach is Reach.MARKS and self._open):
            self.read()

    @property
    def can_fold(self) -> bool:
        """Whether something answers the sending under the cursor."""
        chosen = self._screen.chosen
        return chosen is not None and chosen.code in self._screen.replies

    def action_fold(self) -> None:
        """Show what answers the sending under the cursor below it, or fold it again."""
        chosen = self._screen.chosen
        if chosen is not None and chosen.code is not None and self.can_fold:
            self._open ^= {chosen.code}
            self.read()
            count = self._screen.replies[chosen.code]
            if chosen.code in self._open and count > MOST_REPLIES:
                show.notify(self._screen, t("sent.replies-cut", shown=MOST_REPLIES, count=count))
