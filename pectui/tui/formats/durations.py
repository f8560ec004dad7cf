"""Writes how long something takes."""

from __future__ import annotations

from pectui.catalogue import t

_MINUTE, _HOUR = 60, 3600


def duration_words(seconds: float) -> str:
    """Return a duration in its two largest units."""
    whole = max(0, round(seconds))
    if whole < _MINUTE:
        return t("batch.seconds", seconds=whole)
    if whole < _HOUR:
        return t("batch.minutes", minutes=whole // _MINUTE, seconds=whole % _MINUTE)
    return t("batch.hours", hours=whole // _HOUR, minutes=whole % _HOUR // _MINUTE)
