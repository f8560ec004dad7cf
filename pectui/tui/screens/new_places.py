"""Asks where something new is to be written, and writes it, also once the screen is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import PectuiError
from pectui.tui import show
from pectui.tui.screens.dialogs.simple import LinePrompt
from pectui.tui.typed_paths import as_typed, starting_folder, typed_paths
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from textual.message_pump import MessagePump

    from pectui.tui.screens.base import BaseScreen


def ask_place(
    screen: BaseScreen[None],
    title: str,
    name: str,
    note: str,
    write: Callable[[Path], Awaitable[str]],
    *,
    check: Callable[[Path], object],
) -> None:
    """Ask for one place, `name` proposed; `write` writes there and returns the words that say so.

    The words are clean. See `ask_new` for `check`.
    """
    app = screen.app

    async def written(path: Path) -> None:
        try:
            words = await write(path)
        except PectuiError as error:
            show.notify_error(_told_on(screen), error)
        else:
            show.notify(_told_on(screen), words)

    # On the app: it is written to its end though the screen is left.
    ask_new(
        screen,
        title,
        name,
        note,
        lambda path: start_call(app, "new-place", lambda: written(path)),
        check=check,
    )


def _told_on(screen: BaseScreen[None]) -> MessagePump:
    """Return what tells how it went: the screen it was asked on, as long as that is there."""
    return screen if screen.is_attached else screen.app


def ask_new(
    screen: BaseScreen[None],
    title: str,
    name: str,
    note: str,
    then: Callable[[Path], object],
    *,
    check: Callable[[Path], object],
) -> None:
    """Ask for one place, `name` proposed, and go on with it.

    `check` raises PectuiError for a place where nothing new can be written, which is said beside
    the field.
    """

    def answered(text: str | None) -> None:
        if text is not None:
            then(typed_paths(text)[0])

    prompt = LinePrompt(
        title,
        as_typed(starting_folder(None) / name),
        note=note,
        check=lambda text: problem_of(text, check),
    )
    screen.app.push_screen(prompt, answered)


def problem_of(text: str, check: Callable[[Path], object]) -> str:
    """Return what keeps the one place that was typed from being written to, in words, or ""."""
    paths = typed_paths(text)
    if len(paths) != 1:
        return t("dossier.prompt.which")
    try:
        check(paths[0])
    except PectuiError as error:
        # The path stands in the field already.
        return str(error.values.get("reason", error.detail))
    return ""
