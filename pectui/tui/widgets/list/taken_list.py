"""The files that were taken in as originals, or refused: what each is and what it proves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment

from pectui.catalogue import t
from pectui.services.proof.originals import Taken
from pectui.text import clean_line
from pectui.tui.formats.cells import fit
from pectui.tui.formats.times import minute_date
from pectui.tui.widgets.list.line_list import LineList
from pectui.tui.widgets.signs import COLOURS, VERDICT_ICONS, verdict_of

if TYPE_CHECKING:
    from collections.abc import Hashable

    from pectui.models import CertifiedData

_VERDICT_WIDTH = 17
_KIND_WIDTH = 20
_DATE_WIDTH = 19
_ROOMY = 110
"""Columns from which it is also said which letter it is about."""


class TakenList(LineList[Taken]):
    """Shows files in the order they were looked at."""

    def identity(self, row: Taken) -> Hashable:
        """Return the number it is kept under; of a refused file, its name."""
        return row.original.number if row.original is not None else row.file

    def segments(self, row: Taken, width: int) -> list[Segment]:
        """Draw one file."""
        icon, colour, word = verdict(row)
        pieces = [Segment(fit(f"{icon} {word}", _VERDICT_WIDTH), self.style_of(colour))]
        room = max(0, width - _VERDICT_WIDTH)
        if row.original is None or row.data is None:
            words = f"{clean_line(row.file, 120)} · {row.problem or ''}"
            return [*pieces, Segment(fit(words, room), self.style_of("plain"))]
        moment = fit(minute_date(row.data.date), _DATE_WIDTH)
        kind = fit(t(row.data.kind.key), _KIND_WIDTH)
        rest = fit(_about(row, row.data, width), room - _KIND_WIDTH - _DATE_WIDTH)
        return [
            *pieces,
            Segment(kind, self.style_of("plain")),
            Segment(moment, self.style_of("quiet")),
            Segment(rest, self.style_of("plain")),
        ]


def _about(row: Taken, data: CertifiedData, width: int) -> str:
    """Return why it proves nothing, else whom and, in a wide terminal, what it is about."""
    if row.problem:
        return row.problem
    whom = clean_line(data.recipient or data.sender, 120)
    return f"{whom} · {clean_line(data.subject, 200)}" if width >= _ROOMY else whom


def verdict(row: Taken) -> tuple[str, str, str]:
    """Return sign, colour and word of what became of a file."""
    name = "refused" if row.original is None else verdict_of(row.judgement)
    icon, colour, key = VERDICT_ICONS[name]
    return icon, colour, t(key)


def verdict_colour(row: Taken) -> str:
    """Return the theme colour of what became of a file."""
    return COLOURS[verdict(row)[1]]
