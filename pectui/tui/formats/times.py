"""Writes dates as a person reads them in a list or a header, in Europe/Rome."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pectui.pec.dates import ROME, format_full, month

if TYPE_CHECKING:
    from collections.abc import Callable

clock: Callable[[], datetime] = lambda: datetime.now(ROME)  # noqa: E731
"""What tells the hour to every screen; a picture of the program puts a fixed one here."""


def now() -> datetime:
    """Return the moment, in Rome."""
    return clock()


def short_date(date: datetime | None) -> str:
    """Return a date in at most seven cells: the hour today, the day this year, else the month."""
    if date is None:
        return "—"
    today = now()
    local = date.astimezone(ROME)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    if timedelta(0) < today - local < timedelta(days=330):
        return f"{local.day} {month(local)}"
    return f"{local:%m/%Y}"


def minute_date(date: datetime) -> str:
    """Return day, hour and minute, and the year where it is another than this one's."""
    local = date.astimezone(ROME)
    year = "" if local.year == now().year else f" {local.year}"
    return f"{local.day} {month(local)}{year} {local:%H:%M}"


def full_date(date: datetime | None, text: str = "") -> str:
    """Return date, hour and zone; `text`, already clean, where the date could not be read."""
    return format_full(date) if date is not None else text or "—"
