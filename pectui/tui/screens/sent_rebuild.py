"""Looks through the inbox for receipts of sendings made elsewhere, and tells how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t, thousands
from pectui.tui import show
from pectui.tui.messages import Answer, SendingsArrived
from pectui.tui.screens.dialogs.simple import Question, ask
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from textual.worker import Worker

    from pectui.tui.screens.sent import SentScreen


@dataclass
class RebuildMoved(Answer):
    """The inbox is being looked through: messages read and sendings found so far."""

    read: int
    found: int


@dataclass
class RebuildEnded(Answer):
    """The inbox was looked through, and sendings found; None where that was stopped."""

    found: int | None


class SentRebuild:
    """Sendings of other machines, learned from their receipts; a part of the list of sendings."""

    def __init__(self, screen: SentScreen) -> None:
        self._screen = screen
        self._rebuilding: Worker[None] | None = None

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

        def begin() -> None:
            if self._rebuilding is None:
                self._screen.progress = (0, 0)
                self._rebuilding = start_call(self._screen, "rebuild", self._rebuild)

        ask(self._screen, question, begin)

    async def _rebuild(self) -> Answer | None:
        session = self._screen.session

        def moved(read: int, found: int) -> None:
            self._screen.post_message(RebuildMoved(read, found))

        found = None
        try:
            found = await session.tracking.rebuild(session.mailbox.walk(), moved)
        finally:
            self._screen.post_message(RebuildEnded(found))
        return SendingsArrived(await session.tracking.sendings())

    def on_rebuild_moved(self, event: RebuildMoved) -> None:
        """Show how far it has come."""
        if self._rebuilding is not None:
            self._screen.progress = (event.read, event.found)

    def on_rebuild_ended(self, event: RebuildEnded) -> None:
        """Say what was found, and ask about it."""
        self._rebuilding = self._screen.progress = None
        words = t("sent.rebuild.stopped")
        if event.found is not None:
            words = t("sent.rebuild.done", found=thousands(event.found))
        show.notify(self._screen, words)
        self._screen.program.count()
        self._screen.action_refresh()
