"""The fourth step: the letter of any row, exactly as it will leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from pectui.catalogue import t
from pectui.models import Gravity
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.formats.sizes import size_words
from pectui.tui.widgets.batch.step import Step
from pectui.tui.widgets.compose.fields import drawable
from pectui.tui.widgets.reader.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.widget import Widget

    from pectui.errors import PectuiError
    from pectui.services.batches.letters import RowLetter
    from pectui.services.batches.request import BatchRequest


class PreviewText(TextView):
    """The text of a letter; the arrows go to the letters of other rows."""

    BINDINGS: ClassVar = bindings("preview")

    @dataclass
    class RowAsked(Message):
        """The letter of the next row is asked for, or of the one before."""

        by: int

    def action_show_row(self, by: int) -> None:
        """Ask for another row."""
        self.post_message(self.RowAsked(by))


class PreviewStep(Step):
    """Shows recipient, subject, files and text of one row's letter."""

    def __init__(self) -> None:
        super().__init__(id="preview")

    def compose(self) -> ComposeResult:
        """Lay out facts and text."""
        yield Static(id="letter-facts")
        yield PreviewText(id="letter-text")

    @property
    def first(self) -> Widget:
        """The text."""
        return self.query_one(PreviewText)

    def show_letter(
        self, letter: RowLetter, batch_id: str, request: BatchRequest, text: str
    ) -> None:
        """Show the letter of one row; `text` as its reader will see it."""
        subject = letter.subject_with(batch_id) if letter.is_ready else letter.subject
        nobody = f"— {t('batch.row.to-post')}" if letter.is_to_post else "—"
        who = clean_line(letter.recipient, 200) or nobody
        lines = [
            _fact(t("batch.preview.row"), Content(str(letter.row))),
            _fact(t("compose.to"), Content(who)),
            _fact(t("compose.subject"), show.line(drawable(subject))),
        ]
        files = list(_files(letter, request))
        if files:
            lines.append(_fact(t("compose.review.attachments"), show.line(" · ".join(files))))
        for one in letter.findings:
            is_problem = one.gravity is Gravity.PROBLEM
            sign, colour = ("✗", "$text-error") if is_problem else ("!", "$text-warning")
            lines.append(Content.styled(f"{sign} {clean_line(one.words, 400)}", colour))
        self.query_one("#letter-facts", Static).update(Content("\n").join(lines))
        self.query_one(PreviewText).show(drawable(text))

    def show_error(self, error: PectuiError) -> None:
        """Say why there is no letter to show."""
        words = f"✗ {error.title}: {error.detail}\n→ {error.hint}"
        facts = self.query_one("#letter-facts", Static)
        facts.update(show.block(words, 1000).stylize("$text-error"))


def _files(letter: RowLetter, request: BatchRequest) -> Iterator[str]:
    for one in letter.files:
        yield f"{clean_line(one.path.name, 120)} {size_words(one.size)}"
    if letter.form is not None:
        name = letter.form.pdf_name if request.as_pdf else letter.form.name
        yield f"{clean_line(name, 120)} {size_words(letter.form.size)}"


def _fact(name: str, value: Content) -> Content:
    return Content.assemble((f"{name}: ", "$quiet"), value)
