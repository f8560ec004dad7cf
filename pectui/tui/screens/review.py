"""The last look: exactly what will leave, what stands against it, and one key to agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from pectui.catalogue import t, tn
from pectui.models import Body
from pectui.services.conversion import readable
from pectui.tui import show
from pectui.tui.screens.dialogs import Question
from pectui.tui.sizes import size_words
from pectui.tui.times import full_date
from pectui.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from pectui.models import Letter
    from pectui.services.sending.letters import Review


class ReviewScreen(ModalScreen[bool]):
    """Shows the letter as it will leave; y sends it, Escape goes back to it."""

    CSS_PATH = "../styles/compose.tcss"
    BINDINGS = [  # noqa: RUF012
        ("y", "send"),
        ("n,escape,q", "back"),
    ]

    def __init__(self, letter: Letter, review: Review) -> None:
        super().__init__()
        self._letter = letter
        self._review = review

    def compose(self) -> ComposeResult:
        """Lay out facts, text and answers."""
        with Vertical(classes="dialog -tall"):
            blocked = bool(self._review.problems)
            title = t("compose.review.blocked") if blocked else t("compose.review.title")
            yield Static(show.line(title), classes="dialog-title")
            with VerticalScroll(id="facts"):
                for line in self._facts():
                    yield Static(line)
            yield TextView(id="text")
            yield Static(self._answers(), classes="dialog-note")

    def on_mount(self) -> None:
        """Show the text as its reader will see it."""
        self.query_one(TextView).focus()
        self.run_worker(self._show_text(), exit_on_error=False)

    async def _show_text(self) -> None:
        body = Body(self._letter.body, self._letter.body, html=self._letter.html)
        self.query_one(TextView).show((await readable(body)).text)

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
        """Return recipients and subjects: each sending's own where they differ."""
        requests = self._review.requests
        note = Content.styled(f"  ({t('compose.review.code-added')})", "$quiet")
        apart = len({request.subject for request in requests}) > 1
        for request in requests:
            yield fact(t("compose.review.to"), show.line(", ".join(request.recipients)))
            if apart:
                yield fact(t("compose.review.subject"), show.line(request.subject) + note)
        if not apart:
            subject = requests[0].subject if requests else self._letter.subject
            yield fact(t("compose.review.subject"), show.line(subject) + note)

    def _answers(self) -> Content:
        back = (
            *(("n", "bold $accent"), f" {t('compose.review.no')}   "),
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

    def action_back(self) -> None:
        """Go back to the letter."""
        self.dismiss(False)


def fact(name: str, value: Content) -> Content:
    """Return one fact as a line."""
    return Content.assemble((f"{name}: ", "$quiet"), value)
