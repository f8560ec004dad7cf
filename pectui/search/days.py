"""Days as they are written in a search: whole ones, months, years, and so long ago."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pectui.folding import folded

_WORDS = {"today": 0, "oggi": 0, "yesterday": 1, "ieri": 1}
_UNITS = {"d": 1, "g": 1, "w": 7, "s": 7}
_MONTHS = {"m": 1, "y": 12, "a": 12}
_AGO = re.compile(r"([0-9]{1,4})([a-z])")
_ISO = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?")
_DAY = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{4}|[0-9]{2}))?")
_MONTH = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})")


def first_day(text: str, today: date) -> date | None:
    """Return the day that `text` means, or the first one of its month or year; None for none.

    Reads 2026-03-10, 2026-03, 2026, 10/03/2026, 10/3/26, 10/3 (the latest one that is not still to
    come), 3/2026, today, yesterday and, counted back from today, 7d, 2w, 3m and 1y; and the same
    in Italian: oggi, ieri, 7g, 2s, 3m, 1a.
    """
    text = folded(text)
    if text in _WORDS:
        return today - timedelta(days=_WORDS[text])
    try:
        return _written(text, today)
    except (ValueError, OverflowError):
        return None


def day_after(text: str, today: date) -> date | None:
    """Return the day after the one that `text` means, or after its month or year; None for none."""
    day, text = first_day(text, today), folded(text)
    if day is None:
        return None
    iso = _ISO.fullmatch(text)
    months = 1 if _MONTH.fullmatch(text) or (iso and iso[2] and not iso[3]) else 0
    months = 12 if iso and not iso[2] else months
    try:
        if not months:
            return day + timedelta(days=1)
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        return date(year, month + 1, 1)
    except (ValueError, OverflowError):
        return None


def _written(text: str, today: date) -> date | None:
    """Return the day that figures spell. Raises ValueError, OverflowError where there is none."""
    if found := _AGO.fullmatch(text):
        return _ago(int(found[1]), found[2], today)
    if found := _ISO.fullmatch(text):
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    if found := _MONTH.fullmatch(text):
        return date(int(found[2]), int(found[1]), 1)
    if found := _DAY.fullmatch(text):
        day, month, year = int(found[1]), int(found[2]), found[3]
        return _latest(day, month, today) if year is None else date(_full(year), month, day)
    return None


def _full(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def _latest(day: int, month: int, today: date) -> date | None:
    """Return the latest day of that name up to today; 29 February may be some years back."""
    for year in range(today.year, today.year - 8, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    return None


def _ago(count: int, unit: str, today: date) -> date | None:
    if unit in _UNITS:
        return today - timedelta(days=count * _UNITS[unit])
    if unit not in _MONTHS:
        return None
    year, month = divmod(today.year * 12 + today.month - 1 - count * _MONTHS[unit], 12)
    for day in range(today.day, today.day - 4, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:  # no 31 June
            continue
    return None
