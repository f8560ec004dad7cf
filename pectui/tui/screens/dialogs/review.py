"""Shows exactly what will leave and what stands against it, before a letter is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from pectui.catalogue import t, tn
from pectui.commands import shown_key
from pectui.models import Body
from pectui.pec.outgoing import fit_block
from pectui.pec.references import without_reference
from pectui.services.conversion import readable
from pectui.tui import show
from pectui.tui.commands import COMMANDS, bindings, key_label
from pectui.tui.formats.sizes import size_words
from pectui.tui.formats.times import full_date
from pectui.tui.messages import Answer
from pectui.tui.screens.base import Dialog
from pectui.tui.screens.dialogs.simple import Question, Statement, ask
from pectui.tui.widgets.chrome.key_line import KeyLine, clickable
from pectui.tui.widgets.compose.fields import drawable
from pectui.tui.widgets.reader.text_view import TextView
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult

    from pectui.models import Letter, OutgoingAttachment
    from pectui.services.sending.checks import Review


_MOST_SHOWN = 3
"""Recipients and files that are named at once; of more the rest is one key away."""
_TEXT_ROWS = 5
"""Rows of the text that facts leave in sight, where it has so many."""
_TEXT_SHARE = 2 / 5
"""Of the room: fewer rows in a low terminal."""


@dataclass
class TextArrived(Answer):
    """The text of the letter as its reader will see it."""

    text: str


class ReviewScreen(Dialog[bool]):
    """Shows the letter as it will leave; y sends it, Escape goes back to it."""

    CSS_PATH = "../../styles/compose.tcss"
    BINDINGS = bindings("review")

    def __init__(self, letter: Letter, review: Review) -> None:
        super().__init__()
        self._letter = letter
        self._review = review

    def compose(self) -> ComposeResult:
        """Lay out facts, text and answers."""
        with Vertical(classes="dialog -tall"):
            yield Static(show.line(self._title()), classes="dialog-title")
            with VerticalScroll(id="facts"):
                for line in self._facts():
                    yield Static(line)
            yield TextView(id="text")
            yield KeyLine(self._answers(), classes="dialog-note")

    def on_mount(self) -> None:
        """Show the text as its reader will see it."""
        text = self.query_one(TextView)
        text.focus()
        # Its rows are counted anew whenever it is laid out, as in a terminal of another size.
        self.watch(text, "virtual_size", self._share_room)
        start_call(self, "text", self._text)

    def _share_room(self) -> None:
        """Give the facts all the room that the text, as long as it is, does not need."""
        text = self.query_one(TextView)
        fixed = self.query(".dialog-title, .dialog-note").results(Static)
        room = self.query_one(".dialog").content_size.height
        room -= sum(one.outer_size.height for one in fixed)
        rows = min(text.row_count, _TEXT_ROWS, max(1, int(room * _TEXT_SHARE)))
        border = text.outer_size.height - text.content_size.height
        self.query_one("#facts").styles.max_height = max(1, room - rows - border)

    async def _text(self) -> TextArrived:
        text = fit_block(self._letter.body).text
        page = await readable(Body(text, text, html=self._letter.html))
        return TextArrived(drawable(page.text))

    def on_text_arrived(self, event: TextArrived) -> None:
        """Show the text."""
        self.query_one(TextView).show(event.text)

    def _title(self) -> str:
        """Return how many letters leave, or that none does."""
        requests = self._review.requests
        if self._review.problems:
            return t("compose.review.blocked")
        if len(requests) == 1 and len(requests[0].recipients) > 1:
            return t("compose.review.title.together", count=len(requests[0].recipients))
        return tn("compose.review.title", len(requests))

    def _facts(self) -> Iterator[Content]:
        """Return the facts, those first that one decides by: a short terminal shows the first.

        To whom and for how much never stand behind warnings, however many there are.
        """
        review, requests = self._review, self._review.requests
        yield from _pointed_out(t("compose.review.stop"), review.problems, "$text-error")
        everybody = [one for request in requests for one in request.recipients]
        yield fact(t("compose.review.to"), show.line(_first_of(everybody)))
        if review.facts:
            yield fact(t("compose.review.plan"), Content(" · ".join(review.facts)))
        if self._letter.leave_at is not None:
            leaves = t("compose.review.leaves-at", date=full_date(self._letter.leave_at))
            yield fact(t("compose.review.leaves"), Content(leaves).stylize("$text-accent"))
        yield from _pointed_out(t("compose.review.warn"), review.warnings, "$text-warning")
        yield fact(t("compose.review.subject"), self._subject())
        files = requests[0].attachments if requests else ()
        yield fact(t("compose.review.attachments"), _files_in_short(files))
        yield fact(t("compose.review.size"), self._weight())
        yield fact(t("compose.review.from"), show.line(requests[0].sender if requests else ""))
        yield Content.styled(t("compose.review.legal"), "$quiet")
        if len(files) > 1:
            yield from (Content("  ") + _file(file) for file in files)

    def _subject(self) -> Content:
        """Return the subject; where each letter has a reference of its own, with a place for it."""
        requests = self._review.requests
        subject = requests[0].subject if requests else self._letter.subject
        if self._has_own_subjects:
            subject = f"{without_reference(subject)} {t('compose.review.own-reference')}"
        return drawn_line(subject) + Content.styled(f"  {t('compose.review.code-added')}", "$quiet")

    def _weight(self) -> Content:
        review = self._review
        each, total = size_words(review.bytes_per_sending), size_words(review.total_bytes)
        if len(review.requests) == 1:
            return Content(each)
        return Content(t("compose.review.each", size=each, total=total))

    @property
    def _has_own_subjects(self) -> bool:
        """Whether the letters differ in their subjects, by the reference of each."""
        return len({request.subject for request in self._review.requests}) > 1

    def _answers(self) -> Content:
        names = ["review.back", "review.recipients"]
        if not self._review.problems:
            names.insert(0, "review.send")
        commands = [COMMANDS[name] for name in names]
        answers = [(key_label(self, one.id), one.label, one.action) for one in commands]
        answers.append((shown_key("tab"), t("compose.review.other"), "app.focus_next"))
        return Content("   ").join(
            clickable(Content.assemble((key, "bold $accent"), f" {words}"), action)
            for key, words, action in answers
        )

    def action_send(self) -> None:
        """Agree, unless something stands against it; to an equal letter's double twice."""
        if self._review.problems:
            return
        equals = self._review.equals
        if not equals.open:
            self.dismiss(True)
            return
        question = Question(
            t("pending.again.title"),
            [*equals.open_words, "", t("pending.again.second")],
            yes=t("pending.again.yes"),
            no=t("pending.again.no"),
            dangerous=True,
        )
        ask(self, question, lambda: self.dismiss(True))

    def action_recipients(self) -> None:
        """Show every recipient, each with the subject of its own letter."""
        lines = []
        for request in self._review.requests:
            lines += list(request.recipients)
            if self._has_own_subjects:
                lines.append(f"    {request.subject}")
        self.app.push_screen(Statement(self._title(), lines or [t("letters.no-recipient")]))

    def action_back(self) -> None:
        """Go back to the letter."""
        self.dismiss(False)


def _pointed_out(title: str, texts: Sequence[str], colour: str) -> Iterator[Content]:
    """Yield what stands against a letter, under its title."""
    if texts:
        yield Content.styled(title, f"bold {colour}")
        yield from (show.line(f"  ! {text}").stylize(colour) for text in texts)


def _first_of(names: Sequence[str]) -> str:
    """Return the first of many names, and how many there are beyond them; never one alone."""
    beyond = len(names) - _MOST_SHOWN
    if beyond <= 1:
        return ", ".join(names)
    return f"{', '.join(names[:_MOST_SHOWN])} {t('compose.review.more', count=beyond)}"


def _files_in_short(files: Sequence[OutgoingAttachment]) -> Content:
    """Return one file as it is, several by their number, their size and their first names."""
    if not files:
        return Content(t("compose.review.none"))
    if len(files) == 1:
        return _file(files[0])
    size = size_words(sum(file.size for file in files))
    names = ", ".join(file.name for file in files[:_MOST_SHOWN])
    more = ", …" if len(files) > _MOST_SHOWN else ""
    return show.line(f"{t('compose.review.files', count=len(files), size=size)}: {names}{more}")


def _file(file: OutgoingAttachment) -> Content:
    return show.line(f"{file.name} · {file.mime} · {size_words(file.size)}")


def drawn_line(text: str) -> Content:
    """Return a line of one's own, less the joiners, which the gate would mark."""
    return show.line(drawable(text))


def fact(name: str, value: Content) -> Content:
    """Return one fact as a line."""
    return Content.assemble((f"{name}: ", "$quiet"), value)
