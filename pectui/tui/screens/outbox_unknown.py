"""Letters in the outbox whose answer was lost: their receipts looked for, sent again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.models import State
from pectui.tui import show
from pectui.tui.messages import Answer
from pectui.tui.screens.dialogs.simple import Pick, Question, ask
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import Sending
    from pectui.tui.screens.outbox import OutboxScreen


@dataclass
class ReceiptsLookedFor(Answer):
    """Receipts were looked for; of `letter` there may be several codes to choose from."""

    letter: Sending | None
    codes: Sequence[str]


class UnknownLetters:
    """What can be done about an unknown outcome; a part of the outbox."""

    def __init__(self, screen: OutboxScreen) -> None:
        self._screen = screen

    def action_refresh(self) -> None:
        """Look for the receipts of letters whose outcome is unknown; of several, let choose."""
        outbox, letter = self._screen.session.outbox, self._screen.letters.current

        async def work() -> Answer | None:
            await outbox.reconcile()
            pending = await outbox.pending()
            unknown = {sending.id for sending in pending if sending.state is State.UNKNOWN}
            show.notify(self._screen.app, t("pending.looked", count=len(unknown)))
            codes = await outbox.candidates(letter.id) if letter and letter.id in unknown else ()
            self._screen.post_message(ReceiptsLookedFor(letter, codes))
            return await self._screen.all_pending()

        self._screen.looking = True
        start_call(self._screen, "look", work, replace=True)

    def on_receipts_looked_for(self, event: ReceiptsLookedFor) -> None:
        """Of several sendings that may be the letter's, let choose."""
        self._screen.looking = False
        if event.letter is not None and event.codes:
            self._let_choose(event.letter, event.codes)

    def _let_choose(self, letter: Sending, codes: Sequence[str]) -> None:
        async def adopt(code: str) -> Answer | None:
            await self._screen.session.outbox.adopt(letter.id, code)
            show.notify(self._screen.app, t("pending.adopted", code=code))
            return None

        def chosen(code: str | None) -> None:
            if code is not None:
                start_call(self._screen.app, "adopt", lambda: adopt(code))

        lines = [letter.subject, ", ".join(letter.recipients), "", t("pending.choose.detail")]
        self._screen.app.push_screen(Pick(t("pending.choose.title"), lines, codes), chosen)

    def action_send_again(self) -> None:
        """Send a letter of unknown outcome again, after asking twice."""
        letter = self._screen.letters.current
        if letter is None:
            return
        words = [letter.subject, ", ".join(letter.recipients), ""]

        def once_more() -> None:
            ask(self._screen, _doubt([t("pending.again.second")]), resend)

        def resend() -> None:
            start_call(self._screen.app, "again", lambda: self._resend(letter))

        ask(self._screen, _doubt([*words, t("pending.again.first")]), once_more)

    async def _resend(self, letter: Sending) -> Answer | None:
        await self._screen.session.outbox.resend(letter.id)
        show.notify(self._screen.app, t("pending.queued-again"))
        return None


def _doubt(lines: list[str]) -> Question:
    return Question(
        t("pending.again.title"),
        lines,
        yes=t("pending.again.yes"),
        no=t("pending.again.no"),
        dangerous=True,
    )
