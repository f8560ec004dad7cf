"""The second step: the letter, with the names of columns where each row has its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widgets import Label, Static

from pectui.catalogue import t
from pectui.pec.outgoing import fit_block, fit_line
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.typed_paths import typed_paths
from pectui.tui.widgets.batch.step import Step
from pectui.tui.widgets.compose.attachments import AttachmentList
from pectui.tui.widgets.compose.choice import Choice
from pectui.tui.widgets.compose.fields import LetterText, LineField
from pectui.tui.widgets.compose.path_field import PathField

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.widget import Widget

    from pectui.services.batches.preparations import Preparation
    from pectui.services.batches.request import BatchRequest

_FIELD = "{{"
_BETWEEN = " ; "
"""Between the patterns of files for each row."""


class LetterStep(Step):
    """Asks for subject, text and files."""

    def __init__(self, request: BatchRequest, folder: Path) -> None:
        super().__init__(id="letter")
        self._common = [one for one in request.files if _FIELD not in one]
        patterns = _BETWEEN.join(one for one in request.files if _FIELD in one)
        self.subject = LineField(fit_line(request.subject).text, select_on_focus=False)
        self.text = LetterText(
            fit_block(request.body).text, id="text", show_line_numbers=False, soft_wrap=True
        )
        self._html = Choice(t("compose.html"), request.is_html, id="html")
        self._pdf = Choice(t("batch.letter.pdf"), request.as_pdf, id="pdf")
        self.files = AttachmentList(id="attachments")
        self._patterns = LineField(
            patterns, placeholder=t("batch.letter.patterns.note"), select_on_focus=False
        )
        self.form = PathField(folder, t("batch.letter.form.note"), request.form)

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        with Horizontal(classes="field"):
            yield Label(t("compose.subject"), markup=False)
            yield self.subject
        yield Static(id="fields")
        yield self.text
        yield self.files
        with Horizontal(classes="field"):
            yield Label(t("batch.letter.patterns"), markup=False)
            yield self._patterns
        with Horizontal(classes="field"):
            yield Label(t("batch.letter.form"), markup=False)
            yield self.form
        with Horizontal(classes="choices"):
            yield self._html
            yield self._pdf

    def on_mount(self) -> None:
        """Show the files for every letter."""
        self.files.show_paths(self._common)

    @property
    def first(self) -> Widget:
        """The subject, then the text."""
        return self.text if self.subject.value else self.subject

    def filled(self, one: Preparation) -> Preparation:
        """Return `one` with the letter as it stands here."""
        patterns = (part.strip() for part in self._patterns.value.split(_BETWEEN.strip()))
        forms = typed_paths(self.form.value, self.form.folder)
        form = str(forms[0]) if forms else ""
        request = replace(
            one.request,
            subject=self.subject.value,
            body=self.text.text,
            is_html=self._html.value,
            files=(*self.files.paths, *filter(None, patterns)),
            form=form,
            as_pdf=self._pdf.value and bool(form),
        )
        return replace(one, request=request)

    def show_fields(self, keys: Sequence[str]) -> None:
        """Name the columns that can be inserted."""
        names = "  ".join(f"{{{{ {clean_line(key, 40)} }}}}" for key in keys)
        words = t("batch.letter.fields", names=names) if keys else t("batch.letter.no-fields")
        self.query_one("#fields", Static).update(show.line(words).stylize("$quiet"))

    def insert(self, key: str) -> None:
        """Insert the name of a column where something is written."""
        text = f"{{{{ {key} }}}}"
        if self.screen.focused in {self.subject, self._patterns}:
            field = self.screen.focused
            assert isinstance(field, LineField)
            field.insert_text_at_cursor(text)
        else:
            self.text.insert(text)
            self.text.focus()

    def on_path_field_names(self, event: PathField.Names) -> None:
        """Show how the typed path may go on."""
        event.stop()
        self.query_one("#fields", Static).update(show.line("  ".join(event.names)))

    def replace_text(self, text: str) -> None:
        """Put what an editor saved in place of the text; it can be undone."""
        document = self.text.document
        self.text.replace(text, document.start, document.end)
