"""Shows the letter of any row of a preparation as it will leave, and sends it to oneself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import PectuiError
from pectui.models import Body
from pectui.pec.outgoing import fit_block
from pectui.services.batches.batches import batches_of
from pectui.services.batches.preview import with_problems
from pectui.services.batches.trial import send_trial
from pectui.services.conversion import readable
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.messages import Answer
from pectui.tui.screens.batches.checking import CheckOutdated
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.services.batches.letters import RowLetter
    from pectui.services.batches.request import BatchRequest
    from pectui.tui.screens.batches.preparation import PreparationScreen
    from pectui.tui.widgets.batch.preview_step import PreviewText
    from pectui.tui.widgets.list.line_list import LineList


@dataclass
class LetterArrived(Answer):
    """The letter of a row, and its text as its reader will see it; or why there is none."""

    letter: RowLetter | None
    text: str = ""
    error: PectuiError | None = None


class RowLetters:
    """The letter of one row; a part of the screen."""

    def __init__(self, screen: PreparationScreen) -> None:
        self._screen = screen
        self._shown = -1
        """The row whose letter is shown."""

    def make(self, request: BatchRequest, by: int = 0) -> None:
        """Make the letter of the row to be shown, or of one beside it."""
        batches, row = batches_of(self._screen.session), self._screen.row

        async def work() -> Answer:
            try:
                letter = await batches.letter_near(request, row, by)
            except PectuiError as error:
                return LetterArrived(None, error=error)
            text = fit_block(letter.body).text
            page = await readable(Body(text, text, html=request.is_html))
            return LetterArrived(letter, page.text)

        start_call(self._screen, "letter", work, replace=True)

    def on_letter_arrived(self, event: LetterArrived) -> None:
        """Show the letter of a row."""
        screen, letter, found = self._screen, event.letter, self._screen.found
        if letter is None:
            if event.error is not None:
                screen.preview.show_error(event.error)
            return
        if found is not None and found.check is not None:
            letter = with_problems(letter, found.check)
        self._shown = screen.row = letter.row
        batch_id = found.batch_id if found else ""
        screen.preview.show_letter(letter, batch_id, screen.one.request, event.text)
        screen.saving.save_soon()

    def on_preview_text_row_asked(self, event: PreviewText.RowAsked) -> None:
        """Show the letter of the row beside."""
        if self._shown == self._screen.row:
            self.make(self._screen.one.request, event.by)

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Show the letter of the row that something was said of."""
        rows = self._screen.check_step.findings.rows[event.index].rows
        if rows and self._screen.found is not None:
            self._screen.row = rows[0]
            self._screen.step = "preview"

    def action_send_trial(self) -> None:
        """Send the letter that is shown to oneself."""
        screen, app, row = self._screen, self._screen.app, self._shown
        if row != screen.row:
            return
        batches, request = batches_of(screen.session), screen.one.request
        outbox, own = screen.session.outbox, screen.session.account.sender

        async def work() -> None:
            def tell(words: str) -> None:
                show.notify(app, words, severity="warning")

            done = await send_trial(batches, outbox, request, row, tell)
            if done.error is not None:
                show.notify_error(app, done.error)
            else:
                show.notify(app, t("batch.trial.sent", address=clean_line(own, 80)))
            screen.post_message(CheckOutdated())

        show.notify(screen, t("batch.trial.sending"), timeout=2)
        start_call(app, "trial", work)
