"""Asking for the time at which a letter is to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import TimeInvalid
from pectui.pec.leaving import read_leaving, typed_leaving
from pectui.tui.screens.dialogs import LinePrompt
from pectui.tui.times import now

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Any

    from textual.screen import Screen


def ask_leaving(
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
