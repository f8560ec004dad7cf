"""Chooses files that may be signed originals, and takes them in, told bit by bit."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import apart, t
from pectui.tui import show
from pectui.tui.messages import Answer
from pectui.tui.screens.dialogs.attach import AttachScreen, Words
from pectui.tui.typed_paths import is_folder, starting_folder
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pectui.services.proof.originals import Taken
    from pectui.tui.screens.framed import FramedScreen
    from pectui.tui.show import Severity

_TOLD_EVERY = 0.2
"""Seconds between two words about how far an import is."""


@dataclass
class FilesTaken(Answer):
    """An import came to further files."""

    files: tuple[Taken, ...]


@dataclass
class ImportEnded(Answer):
    """An import is over: all files were looked at, or it was stopped."""


def ask_files(view: FramedScreen, then: Callable[[tuple[Path, ...]], None]) -> None:
    """Ask for files or a folder, and go on with what was chosen."""
    words = Words(t("originals.pick.title"), t("originals.pick.path"), t("originals.pick.hint"))

    def chosen(paths: tuple[Path, ...] | None) -> None:
        if paths:
            view.program.last_folder = paths[0] if is_folder(paths[0]) else paths[0].parent
            then(paths)

    folder = starting_folder(view.program.last_folder)
    view.app.push_screen(AttachScreen(folder, words, takes_folders=True), chosen)


def take_in(view: FramedScreen, paths: tuple[Path, ...], must_stop: Callable[[], bool]) -> None:
    """Take in what is in `paths`; `view` is told of each file, the person of the end.

    On the app: what was begun is told of though the screen is left.
    """
    app, session = view.app, view.session

    async def work() -> None:
        new = held = refused = 0
        fresh: list[Taken] = []
        told_at = time.monotonic()
        try:
            async for one in session.originals.take_in(paths, must_stop=must_stop):
                fresh.append(one)
                new += one.is_new
                refused += one.original is None
                held += one.original is not None and not one.is_new
                if time.monotonic() - told_at > _TOLD_EVERY:
                    view.post_message(FilesTaken(tuple(fresh)))
                    fresh.clear()
                    told_at = time.monotonic()
        finally:
            view.post_message(FilesTaken(tuple(fresh)))
            view.post_message(ImportEnded())
        words = t("originals.taken", **apart(new=new, held=held, refused=refused))
        note = unchecked_words(session.account.pec_ca_file) if new + held else ""
        severity: Severity = "warning" if refused or note else "information"
        show.notify(app, f"{words}\n{note}".strip(), severity=severity, timeout=8)

    start_call(app, "import", work)


def unchecked_words(ca_file: str | None) -> str:
    """Return what keeps originals from being checked here, "" where nothing does."""
    from pectui.services.proof.checks import can_check

    if not can_check():
        return t("originals.install")
    return "" if ca_file else t("originals.name-authority")
