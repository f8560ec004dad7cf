"""The form of a letter: recipients, subject, text, attachments, and how it is sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Checkbox, Input, Label, Static, TextArea

from pectui.catalogue import t, tn
from pectui.pec.addresses import is_address, split_addresses
from pectui.pec.letters import MAX_SUBJECT
from pectui.pec.outgoing import changes, fit_block, fit_line
from pectui.text import clean_line
from pectui.tui.formats.known import known_words
from pectui.tui.widgets.compose.attachments import AttachmentList
from pectui.tui.widgets.compose.choice import Choice
from pectui.tui.widgets.compose.fields import LetterText, LineField
from pectui.tui.widgets.compose.recipients import RecipientField

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from pectui.models import Draft


class LetterForm(Vertical):
    """Shows a draft in fields, and says below them what is to be said of what is typed."""

    @dataclass
    class Changed(Message):
        """Something was typed, chosen, attached or taken away."""

    def __init__(self, draft: Draft, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._attachments = draft.attachments
        subject, body = fit_line(draft.subject), fit_block(draft.body)
        self.left_out = (*changes(subject), *changes(body))
        """What of the draft no letter may carry, in words."""
        # Not selected when one comes to a field: the next key or paste would replace all of it.
        self.to = RecipientField(fit_line(draft.recipients).text, id="to")
        self._subject = LineField(subject.text, id="subject", select_on_focus=False)
        self.text = LetterText(body.text, id="text", show_line_numbers=False, soft_wrap=True)
        self._together = Choice(t("compose.together"), draft.together, id="together")
        self._html = Choice(t("compose.html"), draft.html, id="html")
        self.files = AttachmentList(id="attachments")

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        with Horizontal(classes="field recipients"):
            yield Label(t("compose.to"), markup=False)
            yield self.to
        yield Static(id="to-note", classes="note")
        with Horizontal(classes="field"):
            yield Label(t("compose.subject"), markup=False)
            yield self._subject
            yield Static(id="counter")
        yield self.text
        yield Static(id="files-note", classes="note")
        yield self.files
        with Horizontal(id="choices"):
            yield self._together
            yield self._html

    def on_mount(self) -> None:
        """Show the attachments, and what is to be said of the draft."""
        self.files.show_paths(self._attachments)
        self._show_notes()

    def filled(self, draft: Draft) -> Draft:
        """Return `draft` with what stands in the fields."""
        return replace(
            draft,
            recipients=self.to.value,
            subject=self._subject.value,
            body=self.text.text,
            html=self._html.value,
            together=self._together.value,
            attachments=self.files.paths,
        )

    @property
    def first_empty(self) -> Widget:
        """The field to begin with: the first empty one, else the text."""
        if not self.to.value:
            return self.to.typed
        return self.text if self._subject.value else self._subject

    # ── what is typed ──────────────────────────────────────────────────────────────────────────

    @on(Input.Changed)
    @on(RecipientField.Changed)
    @on(TextArea.Changed)
    @on(Checkbox.Changed)
    @on(AttachmentList.Changed)
    def changed(self, event: Message) -> None:
        """Say what is to be said of what stands here now, and tell that it is another."""
        event.stop()
        self._show_notes()
        self.post_message(self.Changed())

    def on_input_submitted(self) -> None:
        """Go to the next field."""
        self.screen.focus_next()

    def _show_notes(self) -> None:
        self.query_one("#to-note", Static).update(self._recipients_note())
        self.query_one("#files-note", Static).update(self.files.summary())
        count = len(self._subject.value)
        colour = "$text-error" if count > MAX_SUBJECT else "$quiet"
        counter = t("compose.subject.counter", count=count, most=MAX_SUBJECT)
        if count > MAX_SUBJECT:
            counter = f"! {counter}"
        self.query_one("#counter", Static).update(Content.styled(counter, colour))

    def _recipients_note(self) -> Content:
        typed = split_addresses(self.to.value)
        if (marked := self.to.marked) is not None:
            typed = (marked,)
        wrong = [address for address in typed if not is_address(address)]
        if wrong:
            doubt = next((one for one in wrong if "<" in one or '"' in one), None)
            if doubt is not None:
                words = t("compose.to.doubt", entry=clean_line(doubt, 200))
            else:
                words = t("compose.to.wrong", addresses=clean_line(", ".join(wrong), 200))
            return Content.styled(words, "$text-error")
        if not typed:
            return Content("")
        known = self.to.current
        if known is not None and (said := known_words(known)):
            return Content.styled(f"{clean_line(known.address, 80)}: {said}", "$quiet")
        together = self._together.value and len(typed) > 1
        words = t("compose.to.together", count=len(typed))
        return Content.styled(words if together else tn("compose.to", len(typed)), "$quiet")
