"""How a batch stands, in a line: a bar, what has left of all, and how long the rest takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import apart, t
from pectui.models import BatchPhase
from pectui.tui.formats.durations import duration_words
from pectui.tui.formats.times import minute_date, now

if TYPE_CHECKING:
    from pectui.services.batches.status import BatchStatus

FULL, EMPTY = "▇", "░"
PERIOD = 1.0
"""Seconds from one letter to the next, before it is seen how it goes."""


def bar(part: int, whole: int, width: int) -> str:
    """Return a bar of `width` cells; it is full only when all of it is done."""
    done = width * part // whole if whole else 0
    return FULL * done + EMPTY * (width - done)


def standing(status: BatchStatus) -> tuple[str, str]:
    """Return sign and word of what a batch does now."""
    if status.phase is BatchPhase.PAUSED:
        return "‖", t("batch.paused")
    if status.phase is BatchPhase.STOPPED:
        return "■", t("batch.stopped")
    if not status.waiting:
        return ("✔", t("batch.done")) if status.is_done else ("→", t("batch.all-left"))
    if status.leave_at is not None and status.leave_at > now():
        return "◷", minute_date(status.leave_at)
    return "↑", t("batch.leaving")


def has_left(status: BatchStatus) -> int:
    """Return how many letters do not wait any more."""
    return status.letters - status.waiting


def left_words(status: BatchStatus) -> str:
    """Return what has left of all, and how long the rest takes."""
    words = t("batch.left", **apart(left=has_left(status), all=status.letters))
    if status.phase is not BatchPhase.OPEN or not status.waiting:
        return words
    seconds = (status.seconds_each or PERIOD) * status.waiting
    return f"{words} · {duration_words(seconds)}"
