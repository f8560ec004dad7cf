"""The last step: how many letters leave, when, and what that costs and takes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Label, Static

from pectui.catalogue import apart, t, tn
from pectui.errors import TimeInvalid
from pectui.pec.dates import ROME
from pectui.pec.leaving import read_leaving, typed_leaving
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.formats.batches import left_words
from pectui.tui.formats.times import now
from pectui.tui.widgets.batch.step import Facts, Step
from pectui.tui.widgets.compose.choice import Choice
from pectui.tui.widgets.compose.fields import LineField

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from pectui.services.batches.check import Check
    from pectui.services.batches.preparations import Preparation
    from pectui.services.batches.status import BatchStatus

_HOURS = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)


class ConfirmStep(Step):
    """Asks when the letters leave, and shows what one agrees to."""

    def __init__(self, one: Preparation) -> None:
        super().__init__(id="confirm")
        times = one.times
        self._leave_at = LineField(_typed(times.leave_at), placeholder=t("batch.confirm.at-once"))
        self._hours = LineField(times.hours, placeholder=t("batch.confirm.hours.note"))
        self._deliver_by = LineField(
            _typed(times.deliver_by), placeholder=t("batch.confirm.by.note")
        )
        self._only_ready = Choice(t("batch.confirm.only-ready"), one.only_ready, id="only-ready")
        self._again = Choice(t("batch.confirm.again"), value=False, id="again")

    def compose(self) -> ComposeResult:
        """Lay out facts and fields."""
        with Facts(id="confirm-facts", can_focus=False):
            yield Static(id="agreed")
        for name, field in (
            (t("batch.confirm.leave-at"), self._leave_at),
            (t("batch.confirm.hours"), self._hours),
            (t("batch.confirm.deliver-by"), self._deliver_by),
        ):
            with Horizontal(classes="field"):
                yield Label(name, markup=False)
                yield field
        with Horizontal(classes="choices"):
            yield self._only_ready
            yield self._again
        yield Static(id="confirm-problem")

    def on_mount(self) -> None:
        """Offer what is asked only where it matters."""
        self._only_ready.display = self._again.display = False

    @property
    def first(self) -> Widget:
        """The time to leave at."""
        return self._leave_at

    @property
    def once_more(self) -> bool:
        """Whether what was confirmed already is to leave once more."""
        return self._again.value

    def filled(self, one: Preparation) -> Preparation:
        """Return `one` with the times that stand here; what is no time is left out."""
        hours = self._hours.value.strip()
        times = replace(
            one.times,
            leave_at=_moment(self._leave_at.value),
            hours=hours if _HOURS.fullmatch(hours) else "",
            deliver_by=_moment(self._deliver_by.value),
        )
        return replace(one, times=times, only_ready=self._only_ready.value)

    @property
    def problem(self) -> str:
        """What is wrong with what is typed; "" where nothing is."""
        for text in (self._leave_at.value, self._deliver_by.value):
            try:
                if text.strip():
                    read_leaving(text, now())
            except TimeInvalid as error:
                return error.detail
        hours = self._hours.value.strip()
        return t("batch.confirm.no-hours") if hours and not _HOURS.fullmatch(hours) else ""

    def show_problem(self, words: str) -> None:
        """Say what keeps it from being confirmed."""
        line = show.line(f"✗ {words}" if words else "").stylize("$text-error")
        self.query_one("#confirm-problem", Static).update(line)

    def show_check(self, check: Check, known: BatchStatus | None, letters: int) -> None:
        """Show what one agrees to: so many letters are not confirmed yet."""
        lines = [Content.styled(tn("batch.confirm.letters", letters), "bold")]
        if check.problems:
            words = tn("batch.confirm.not-ready", len(check.not_ready) or len(check.problems))
            lines.append(Content.styled(f"✗ {words}", "$text-error"))
        if check.to_post:
            lines.append(
                Content(f"✉ {t('batch.check.to-post', **apart(count=len(check.to_post)))}")
            )
        lines += [show.line(one) for one in check.facts]
        lines += [
            show.line(f"! {clean_line(one.words, 400)}").stylize("$text-warning")
            for one in check.warnings
            if one.row is None and not one.rows
        ]
        if known is not None:
            words = t("batch.confirm.known", id=known.id, left=left_words(known))
            lines.append(Content.styled(f"! {words}", "$text-warning"))
        self._only_ready.display = bool(check.problems)
        self._again.display = known is not None
        self.query_one("#agreed", Static).update(Content("\n").join(lines))


def _typed(seconds: float | None) -> str:
    return "" if seconds is None else typed_leaving(datetime.fromtimestamp(seconds, ROME))


def _moment(text: str) -> float | None:
    try:
        return read_leaving(text, now()).timestamp() if text.strip() else None
    except TimeInvalid:
        return None
