"""The last look: exactly what will leave, what stands against it, and one key to agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from pectui.catalogue import t, tn
from pectui.models import Body
from pectui.pec.outgoing import fit_block
from pectui.pec.references import without_reference
from pectui.services.conversion import readable
from pectui.tui import show
from pectui.tui.screens.dialogs import Question, Statement
from pectui.tui.screens.ending import Dialog
from pectui.tui.sizes import size_words
from pectui.tui.times import full_date
from pectui.tui.widgets.fields import drawable
from pectui.tui.widgets.text_view import TextView
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult

    from pectui.models import Letter
    from pectui.services.sending.letters import Review


_MOST_SHOWN = 3
"""Recipients that are named at once; of more the rest is one key away."""


class ReviewScreen(Dialog[bool]):
    """Shows the letter as it will leave; y sends it, Escape goes back to it."""

    CSS_PATH = "../styles/compose.tcss"
    BINDINGS = [  # noqa: RUF012
        ("y", "send"),
        ("r", "recipients"),
        ("n,escape,q", "back"),
    ]

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
            yield Static(self._answers(), classes="dialog-note")

    def on_mount(self) -> None:
        """Show the text as its reader will see it."""
        self.query_one(TextView).focus()
        start_call(self, "text", self._show_text)

    async def _show_text(self) -> None:
        text = fit_block(self._letter.body).text
        page = await readable(Body(text, text, html=self._letter.html))
        self.query_one(TextView).show(drawable(page.text))

    def _title(self) -> str:
        """Return how many letters leave, or that none does."""
        requests = self._review.requests
        if self._review.problems:
            return t("compose.review.blocked")
        if len(requests) == 1 and len(requests[0].recipients) > 1:
            return t("compose.review.title.together", count=len(requests[0].recipients))
        return tn("compose.review.title", len(requests))

    def _facts(self) -> Iterator[Content]:
        review = self._review
        for title, texts, colour in (
            (t("compose.review.stop"), review.problems, "$text-error"),
            (t("compose.review.warn"), review.warnings, "$text-warning"),
        ):
            if texts:
                yield Content.styled(title, f"bold {colour}")
                yield from (show.line(f"  ! {text}").stylize(colour) for text in texts)
                yield Content("")
        sender = review.requests[0].sender if review.requests else ""
        yield fact(t("compose.review.from"), show.line(sender))
        yield from self._envelopes()
        files = review.requests[0].attachments if review.requests else ()
        for file in files:
            words = show.line(f"{file.name} · {file.mime} · {size_words(file.size)}")
            yield fact(t("compose.review.attachments"), words)
        if not files:
            yield fact(t("compose.review.attachments"), Content(t("compose.review.none")))
        each, total = size_words(review.bytes_per_sending), size_words(review.total_bytes)
        count = tn("compose.review.sendings", len(review.requests))
        size = t("compose.review.each", size=each, total=total)
        yield fact(t("compose.review.size"), Content(f"{size} · {count}"))
        if review.facts:
            yield fact(t("compose.review.plan"), Content(" · ".join(review.facts)))
        if self._letter.leave_at is not None:
            leaves = t("compose.review.leaves-at", date=full_date(self._letter.leave_at))
            yield fact(t("compose.review.leaves"), Content(leaves).stylize("$text-accent"))
        yield Content.styled(t("compose.review.legal"), "$quiet")

    def _envelopes(self) -> Iterator[Content]:
        """Return recipients and subjects: each sending's own where they differ and are few."""
        requests = self._review.requests
        note = Content.styled(f"  ({t('compose.review.code-added')})", "$quiet")
        apart = len({request.subject for request in requests}) > 1
        everybody = [one for request in requests for one in request.recipients]
        if len(everybody) > _MOST_SHOWN:
            yield fact(t("compose.review.to"), show.line(_first_of(everybody)))
            if apart:
                own = t("compose.review.own-reference")
                note = Content.styled(f"  ({own}; {t('compose.review.code-added')})", "$quiet")
                subject = without_reference(requests[0].subject)
                yield fact(t("compose.review.subject"), drawn_line(subject) + note)
                return
        else:
            for request in requests:
                yield fact(t("compose.review.to"), show.line(", ".join(request.recipients)))
                if apart:
                    yield fact(t("compose.review.subject"), drawn_line(request.subject) + note)
        if not apart:
            subject = requests[0].subject if requests else self._letter.subject
            yield fact(t("compose.review.subject"), drawn_line(subject) + note)

    def _answers(self) -> Content:
        back = (
            *(("n", "bold $accent"), f" {t('compose.review.no')}   "),
            *(("r", "bold $accent"), f" {t('compose.review.recipients')}   "),
            *(("Tab", "bold $accent"), f" {t('compose.review.other')}"),
        )
        if self._review.problems:
            return Content.assemble(*back)
        return Content.assemble(("y", "bold $accent"), f" {t('compose.review.yes')}   ", *back)

    def action_send(self) -> None:
        """Agree, unless something stands against it; to an equal letter's double twice."""
        if self._review.problems:
            return
        equals = self._review.equals
        if not equals.open:
            self.dismiss(True)
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self.dismiss(True)

        question = Question(
            t("pending.again.title"),
            [*equals.open_words, "", t("pending.again.second")],
            yes=t("pending.again.yes"),
            no=t("pending.again.no"),
            dangerous=True,
        )
        self.app.push_screen(question, answered)

    def action_recipients(self) -> None:
        """Show every recipient, each with the subject of its own letter."""
        requests = self._review.requests
        apart = len({request.subject for request in requests}) > 1
        lines = []
        for request in requests:
            lines += list(request.recipients)
            if apart:
                lines.append(f"    {request.subject}")
        self.app.push_screen(Statement(self._title(), lines or [t("letters.no-recipient")]))

    def action_back(self) -> None:
        """Go back to the letter."""
        self.dismiss(False)


def _first_of(recipients: Sequence[str]) -> str:
    """Return the first of many recipients, and how many there are beyond them."""
    more = t("compose.review.more", count=len(recipients) - _MOST_SHOWN)
    return f"{', '.join(recipients[:_MOST_SHOWN])} {more}"


def drawn_line(text: str) -> Content:
    """Return a line of one's own, less the joiners, which the gate would mark."""
    return show.line(drawable(text))


def fact(name: str, value: Content) -> Content:
    """Return one fact as a line."""
    return Content.assemble((f"{name}: ", "$quiet"), value)
