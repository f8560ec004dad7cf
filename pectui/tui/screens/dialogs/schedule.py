"""Asks for the time at which a letter is to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from pectui.catalogue import t
from pectui.errors import TimeInvalid
from pectui.pec.leaving import read_leaving, typed_leaving
from pectui.tui.formats.times import minute_date, now
from pectui.tui.screens.dialogs.simple import LinePrompt

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Any

    from textual.screen import Screen

    from pectui.models import Letter


def ask_schedule(
    screen: Screen[Any], current: datetime | None, answer: Callable[[datetime | None], None]
) -> None:
    """Ask when a letter is to leave, `current` being its time so far; nothing typed is at once.

    `answer` gets the time, None for at once; it is not called when the person changes nothing.
    """

    def answered(text: str | None) -> None:
        if text is not None:
            answer(_read(text))

    prompt = LinePrompt(
        t("leaving.ask"),
        typed_leaving(current) if current else "",
        note=t("leaving.forms"),
        check=_problem,
    )
    screen.app.push_screen(prompt, answered)


def _read(text: str) -> datetime | None:
    """Return the time typed; None for nothing. Raises TimeInvalid."""
    return read_leaving(text, now()) if text.strip() else None


def _problem(text: str) -> str:
    try:
        _read(text)
    except TimeInvalid as error:
        return error.detail
    return ""


def schedule_words(moment: datetime | None) -> Content:
    """Return when a letter being written leaves; that its time is past, where it is."""
    if moment is None:
        return Content("")
    date = minute_date(moment)
    if moment <= now():
        return Content.styled(t("leaving.at-past", date=date), "$text-error")
    return Content.styled(t("leaving.at", date=date), "$text-accent")


def schedule_problems(letter: Letter) -> tuple[str, ...]:
    """Return what stands against the time at which a letter is to leave."""
    moment = letter.leave_at
    if moment is None or moment > now():
        return ()
    return (t("leaving.past", text=minute_date(moment)),)
