"""The third step: all rows read, and what is to be said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from pectui.catalogue import apart, t, thousands
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.widgets.batch.step import Step
from pectui.tui.widgets.list.finding_list import FindingList, said_of

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from pectui.errors import PectuiError
    from pectui.services.batches.check import Check


class CheckStep(Step):
    """Shows counts, then problems, warnings, and what goes by paper."""

    def __init__(self) -> None:
        super().__init__(id="check")

    def compose(self) -> ComposeResult:
        """Lay out counts, list, and the whole of what is under the cursor."""
        yield Static(id="counts")
        yield FindingList(id="findings")
        yield Static(id="finding", classes="hidden")

    @property
    def findings(self) -> FindingList:
        """The list."""
        return self.query_one(FindingList)

    @property
    def first(self) -> Widget:
        """The list."""
        return self.findings

    def show_reading(self, rows: int) -> None:
        """Say how many rows are read."""
        self.findings.show_rows(())
        self.query_one("#finding").add_class("hidden")
        words = t("batch.check.reading", rows=thousands(rows))
        self._say(Content.styled(words, "$text-accent"))

    def show_error(self, error: PectuiError) -> None:
        """Say why nothing can be checked."""
        words = f"✗ {error.title}: {error.detail}\n→ {error.hint}"
        self._say(show.block(words, 1000).stylize("$text-error"))

    def show_stopped(self) -> None:
        """Say that reading was stopped."""
        self._say(Content.styled(t("batch.check.stopped"), "$text-warning"))

    def show_check(self, check: Check) -> None:
        """Show what was found."""
        lines = [
            Content(
                t(
                    "batch.check.counts",
                    **apart(rows=check.rows, ready=check.ready),
                    column=clean_line(check.recipient_column, 40),
                )
            )
        ]
        refused, doubtful, posted = len(check.not_ready), len(check.warnings), len(check.to_post)
        parts = [
            (refused, f"✗ {t('batch.check.not-ready', **apart(count=refused))}", "$text-error"),
            (doubtful, f"! {t('batch.check.warnings', **apart(count=doubtful))}", "$text-warning"),
            (posted, f"✉ {t('batch.check.to-post', **apart(count=posted))}", "$accent"),
        ]
        words = [Content.styled(said, colour) for count, said, colour in parts if count]
        whole = [one for one in check.problems if one.row is None and not one.rows]
        if whole and not check.not_ready:
            words.insert(0, Content.styled(f"✗ {t('batch.check.whole')}", "$text-error"))
        if not words:
            words = [Content.styled(f"✔ {t('batch.check.nothing')}", "$text-success")]
        lines.append(Content("   ").join(words))
        self._say(Content("\n").join(lines))
        self.findings.show_rows(said_of(check))

    def _say(self, words: Content) -> None:
        self.query_one("#counts", Static).update(words)

    def on_line_list_highlighted(self) -> None:
        """Say in full what is under the cursor."""
        one = self.findings.current
        detail = self.query_one("#finding", Static)
        detail.set_class(one is None, "hidden")
        if one is not None:
            detail.update(Content(one.words))
