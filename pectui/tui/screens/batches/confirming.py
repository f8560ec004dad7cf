"""Asks whether the letters of a preparation are to leave, and follows the batch they become."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.services.batches.batches import batches_of
from pectui.text import clean_line
from pectui.tui.formats.times import full_date
from pectui.tui.messages import Answer
from pectui.tui.screens import routes
from pectui.tui.screens.batches.checking import RowsRead
from pectui.tui.screens.dialogs.simple import Question, ask
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.services.batches.check import Check
    from pectui.services.batches.preparations import Preparation
    from pectui.tui.screens.batches.preparation import PreparationScreen


@dataclass
class BatchConfirmed(Answer):
    """The batch is in the outbox."""

    batch_id: str


class Confirming:
    """The question at the end, and what follows from its answer; a part of the screen."""

    def __init__(self, screen: PreparationScreen) -> None:
        self._screen = screen

    def ask(self) -> None:
        """Ask whether what is shown is to leave."""
        screen, step = self._screen, self._screen.confirming
        one, found = screen.one, screen.checking.current
        if found is None or found.check is None:
            screen.checking.need()
            return
        check, again = found.check, step.once_more
        if not again and found.known is not None and found.known.held:
            step.show_problem(found.known.held)
            return
        problem = step.problem
        if not problem and check.problems and not one.only_ready:
            problem = tn("batch.confirm.mend", len(check.not_ready) or len(check.problems))
        if not problem and not check.ready and found.known is None:
            problem = t("batch.confirm.none")
        step.show_problem(problem)
        if problem:
            return

        def confirm() -> None:
            screen.reading = 0
            self._confirm(one, check, once_more=again)

        leaves = t("batch.confirm.asked.now")
        if one.times.leave_at is not None:
            moment = _moment(one.times.leave_at)
            leaves = t("batch.confirm.asked.at", date=moment)
        letters = check.ready if again else found.letters
        lines = [
            clean_line(one.request.subject, 120),
            "",
            # They are of all rows: of some that are added they would say too much.
            *(check.facts[:4] if letters == check.ready else ()),
            leaves,
            "",
            t("batch.confirm.asked.frozen"),
        ]
        title = tn("batch.confirm.letters", letters)
        yes, no = t("batch.confirm.yes"), t("batch.confirm.no")
        ask(screen, Question(title, lines, yes=yes, no=no, dangerous=True), confirm)

    def _confirm(self, one: Preparation, check: Check, *, once_more: bool) -> None:
        """Freeze and queue what is ready.

        It runs on for as long as the program does: what is confirmed is confirmed as a whole.
        """
        batches, screen = batches_of(self._screen.session), self._screen

        async def work() -> Answer:
            request = one.request
            if once_more:
                request = replace(request, again=await batches.next_turn(request))
            batch_id = await batches.confirm(
                request,
                one.times,
                only_ready=one.only_ready,
                checked=check,
                on_progress=lambda rows: screen.post_message(RowsRead(rows)),
            )
            return BatchConfirmed(batch_id)

        start_call(screen, "confirm", work)

    def on_batch_confirmed(self, event: BatchConfirmed) -> None:
        """Forget the preparation, and follow the batch."""
        self._screen.reading = None
        self._screen.saving.forget()
        self._screen.give_way(routes.batch(event.batch_id))


def _moment(seconds: float) -> str:
    return full_date(datetime.fromtimestamp(seconds, UTC))
