"""Makes a batch of a letter being written, also of a table pasted among its recipients."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import apart, t
from pectui.pec.addresses import split_addresses
from pectui.services.batches.preparations import Preparations, request_of_letter
from pectui.services.sending.drafts import is_blank
from pectui.tui import show
from pectui.tui.messages import Answer
from pectui.tui.screens import routes
from pectui.tui.screens.dialogs.simple import Question, ask
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.services.batches.preparations import Preparation
    from pectui.tui.screens.compose import ComposeScreen
    from pectui.tui.widgets.compose.recipient_input import RecipientInput


@dataclass
class PreparationReady(Answer):
    """The letter is a batch in preparation."""

    preparation: Preparation


class LetterToBatch:
    """Makes a batch of the letter being written; a part of its screen."""

    def __init__(self, screen: ComposeScreen) -> None:
        self._screen = screen

    def action_to_batch(self) -> None:
        """Make a batch of the letter: to a table, or to a table of its recipients."""
        draft, preparations = self._screen.draft, Preparations(self._screen.session.books)
        request = request_of_letter(draft, self._screen.session.account.letter_language)
        addresses = split_addresses(draft.recipients)
        table = "\n".join(("pec", *addresses, "")) if addresses else ""

        async def work() -> PreparationReady:
            if not table:
                return PreparationReady(preparations.new(request))
            return PreparationReady(await preparations.from_pasted(table, request))

        self._screen.saving.save_quietly()
        start_call(self._screen, "to-batch", work, replace=True)

    def on_recipient_input_table_pasted(self, event: RecipientInput.TablePasted) -> None:
        """Offer to make a batch of a table that was pasted among the recipients."""
        event.stop()
        preparations = Preparations(self._screen.session.books)

        async def work() -> PreparationReady:
            request = request_of_letter(
                self._screen.draft, self._screen.session.account.letter_language
            )
            return PreparationReady(await preparations.from_pasted(event.table.text, request))

        def begin() -> None:
            self._screen.saving.save_quietly()
            start_call(self._screen, "to-batch", work, replace=True)

        counts = apart(rows=event.table.rows, columns=event.table.columns)
        question = Question(
            t("batch.paste.title"),
            [t("batch.paste.detail", **counts)],
            yes=t("batch.paste.yes"),
            no=t("batch.paste.no"),
        )
        ask(self._screen, question, begin)

    def on_preparation_ready(self, event: PreparationReady) -> None:
        """Go on with its preparation; the letter stays among the drafts."""
        if not is_blank(self._screen.draft):
            show.notify(self._screen.app, t("batch.from-letter"))
        self._screen.app.push_screen(routes.preparation(event.preparation))
