"""The way of a letter to one recipient as a small picture: stops, and the time between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from pectui.catalogue import t
from pectui.pec.dates import ROME
from pectui.services.proof.reports import duration
from pectui.tui.formats.times import minute_date
from pectui.tui.widgets.signs import COLOURS, STATE_ICONS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from pectui.pec.way import Stop

ROOMY = 94
"""Columns from which every stop tells its moment, to the second."""


def way_line(stops: Sequence[Stop], width: int) -> Content:
    """Return the picture; in less than ROOMY columns only its ends tell their moments."""
    pieces: list[Content] = []
    first = next((stop.at for stop in stops if stop.at is not None), None)
    for index, stop in enumerate(stops):
        if index:
            pieces.append(Content.styled(_line(stop.after), "$quiet"))
        is_end = index in {0, len(stops) - 1}
        moment = _moment(stop.at, first, seconds=width >= ROOMY) if is_end or width >= ROOMY else ""
        colour = COLOURS[STATE_ICONS[stop.state][1]] if index == len(stops) - 1 else ""
        pieces.append(Content.assemble((t(stop.state.key), colour), (moment, "$quiet")))
    return Content("").join(pieces)


def _moment(at: datetime | None, first: datetime | None, *, seconds: bool) -> str:
    """Return the hour, and the day where it is another than that of the first stop."""
    if at is None:
        return ""
    local = at.astimezone(ROME)
    if first is not None and local.date() != first.astimezone(ROME).date():
        return f" {minute_date(at)}"
    return f" {local:%H:%M:%S}" if seconds else f" {local:%H:%M}"


def _line(after: timedelta | None) -> str:
    return f" ─{between_words(after)}→ " if after is not None else " ──→ "


def between_words(time: timedelta) -> str:
    """Return a time between two stops: seconds, from a minute on minutes, then hours and days."""
    seconds = int(time.total_seconds())
    return t("sent.seconds", count=seconds) if seconds < 60 else duration(time)
