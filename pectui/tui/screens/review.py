"""The last look: exactly what will leave, what stands against it, and one key to agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from pectui.catalogue import t, tn
from pectui.html import to_text
from pectui.tui import show
from pectui.tui.sizes import size_words
from pectui.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from pectui.models import Letter
    from pectui.services.letters import Review


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
        view = self.query_one(TextView)
        view.show(to_text(self._letter.body).text if self._letter.html else self._letter.body)
        view.focus()

    def _facts(self) -> Iterator[Content]:
        review, letter = self._review, self._letter
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
        for request in review.requests:
            yield fact(t("compose.review.to"), show.line(", ".join(request.recipients)))
        note = Content.styled(f"  ({t('compose.review.code-added')})", "$quiet")
        yield fact(t("compose.review.subject"), show.line(letter.subject) + note)
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
        yield Content.styled(t("compose.review.legal"), "$quiet")

    def _answers(self) -> Content:
        back = (
            *(("n", "bold $accent"), f" {t('compose.review.no')}   "),
            *(("Tab", "bold $accent"), f" {t('compose.review.other')}"),
        )
        if self._review.problems:
            return Content.assemble(*back)
        return Content.assemble(("y", "bold $accent"), f" {t('compose.review.yes')}   ", *back)

    def action_send(self) -> None:
        """Agree, unless something stands against it."""
        if not self._review.problems:
            self.dismiss(True)

    def action_back(self) -> None:
        """Go back to the letter."""
        self.dismiss(False)


def fact(name: str, value: Content) -> Content:
    """Return one fact as a line."""
    return Content.assemble((f"{name}: ", "$quiet"), value)
