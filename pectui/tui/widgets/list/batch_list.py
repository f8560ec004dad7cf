"""The list of batches and of those in preparation: how each stands, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from rich.cells import cell_len
from rich.segment import Segment

from pectui.catalogue import t, thousands
from pectui.models import BatchPhase
from pectui.services.batches.preparations import Preparation
from pectui.services.batches.status import BatchStatus
from pectui.text import clean_line
from pectui.tui.formats.batches import bar, has_left, standing
from pectui.tui.formats.cells import fit
from pectui.tui.formats.times import short_date
from pectui.tui.widgets.list.line_list import LineList
from pectui.tui.widgets.signs import ROW_ICONS, STEP_WORDS

if TYPE_CHECKING:
    from collections.abc import Hashable

Batch: TypeAlias = BatchStatus | Preparation

_STATE_WIDTH = 15
_DATE_WIDTH = 9
_ID_WIDTH = 6
_BAR_WIDTH = 8
_COUNT_WIDTH = 14
_LOOK_WIDTH = 6
_MOST_STATES = 28
_WIDE = 72
"""Columns below which the name has the room of the bar: the count says the same."""


class BatchList(LineList[Batch]):
    """Shows batches in the order they are given."""

    def identity(self, row: Batch) -> Hashable:
        """Return the batch's id."""
        return row.id

    def segments(self, row: Batch, width: int) -> list[Segment]:
        """Draw one batch."""
        if isinstance(row, Preparation):
            return self._preparation(row, width)
        sign, word = standing(row)
        is_held = row.phase is not BatchPhase.OPEN
        look = f"! {row.trouble}" if row.trouble else ""
        count = f"{thousands(has_left(row))}/{thousands(row.letters)}"
        states = _states(row, max(0, min(_MOST_STATES, width - 76)))
        drawn = f"{bar(has_left(row), row.letters, _BAR_WIDTH)} " if width >= _WIDE else ""
        taken = (
            _STATE_WIDTH + _DATE_WIDTH + _ID_WIDTH + 1 + _LOOK_WIDTH + cell_len(drawn)
            + _COUNT_WIDTH + cell_len(states)
        )  # fmt: skip
        name = fit(clean_line(row.name, 200) or t("batch.no-name"), max(0, width - taken))
        quiet = self.style_of("quiet")
        return [
            Segment(
                fit(f"{sign} {word}", _STATE_WIDTH),
                self.style_of("doubtful" if is_held else "fair"),
            ),
            Segment(f"{short_date(row.confirmed_at):>7}  ", quiet),
            Segment(f"{fit(row.id, _ID_WIDTH - 1)} ", quiet),
            Segment(f"{name} ", self.style_of("plain")),
            Segment(fit(look, _LOOK_WIDTH), self.style_of("doubtful")),
            Segment(drawn, quiet),
            Segment(fit(count, _COUNT_WIDTH), self.style_of("plain")),
            Segment(states, quiet),
        ]

    def _preparation(self, row: Preparation, width: int) -> list[Segment]:
        name = clean_line(row.request.name, 200)
        if row.request.follows:
            name = t("batch.follows", id=clean_line(row.request.follows, 20))
        words = f"{name or t('batch.no-table')} · {clean_line(row.request.subject, 200)}"
        step = t("batch.at-step", step=t(STEP_WORDS[row.step]))
        room = max(0, width - _STATE_WIDTH - _DATE_WIDTH - cell_len(step) - 1)
        return [
            Segment(
                fit(f"✎ {t('batch.in-preparation')}", _STATE_WIDTH),
                self.style_of("letter"),
            ),
            Segment(f"{short_date(row.updated_at):>7}  ", self.style_of("quiet")),
            Segment(f"{fit(words.removesuffix(' · '), room)} ", self.style_of("plain")),
            Segment(step, self.style_of("quiet")),
        ]


def _states(status: BatchStatus, room: int) -> str:
    """Return the counts per state by their signs, as many as there is room for."""
    words = [
        f"{sign}{status.states[state]}"
        for state, (sign, _) in ROW_ICONS.items()
        if state in status.states
    ]
    return fit(" ".join(words), room) if room >= 6 else ""
