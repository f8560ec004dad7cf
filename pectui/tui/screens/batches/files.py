"""Writes files of a batch in preparation: findings, letters, the table with one address a row."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t, thousands
from pectui.services.batches.batches import batches_of
from pectui.services.batches.check_table import write_findings
from pectui.services.batches.splitting import write_split
from pectui.text import clean_file_name, clean_line
from pectui.tui import show
from pectui.tui.messages import Answer
from pectui.tui.screens.batches.actions import ask_table_file, ask_workbook
from pectui.tui.screens.dialogs.simple import LinePrompt
from pectui.tui.typed_paths import as_typed, typed_paths
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.services.batches.check import Check
    from pectui.tui.screens.batches.preparation import PreparationScreen


@dataclass
class TableSplit(Answer):
    """The table stands in a new file, with one address a row."""

    path: Path
    written: int


class PreparationFiles:
    """What is written into files while a batch is prepared; a part of the screen."""

    def __init__(self, screen: PreparationScreen) -> None:
        self._screen = screen

    def action_save(self) -> None:
        """Ask where to, then save what the check found, or all letters."""
        found = self._screen.found
        if found is None or found.check is None:
            return
        if self._screen.step == "check":
            self._save_findings(found.check)
        else:
            self._write_letters()

    def _save_findings(self, check: Check) -> None:
        screen = self._screen

        async def work(path: Path) -> None:
            await asyncio.to_thread(write_findings, check, path)
            show.notify(screen.app, t("batch.saved", path=clean_line(str(path), 200)))

        def answered(text: str | None) -> None:
            if text:
                path = typed_paths(text)[0]
                start_call(screen, "save", lambda: work(path))

        name = Path(screen.one.request.name).stem
        screen.app.push_screen(ask_table_file(t("batch.findings.title"), name), answered)

    def _write_letters(self) -> None:
        """Write every letter that is ready to a folder."""
        screen, request = self._screen, self._screen.one.request
        batches, app = batches_of(screen.session), screen.app

        async def work(folder: Path) -> None:
            count = await batches.write(request, folder)
            shown = clean_line(str(folder), 200)
            show.notify(app, t("batch.written", count=thousands(count), folder=shown))

        def answered(text: str | None) -> None:
            if text and text.strip():
                folder = typed_paths(text)[0]
                show.notify(screen, t("batch.writing"), timeout=2)
                start_call(screen, "write", lambda: work(folder))

        name = f"{Path(request.name).stem} {t('batch.letters.name')}"
        start = as_typed(Path.cwd() / clean_file_name(name))
        prompt = LinePrompt(t("batch.letters.title"), start, note=t("batch.letters.note"))
        app.push_screen(prompt, answered)

    @property
    def can_split(self) -> bool:
        """Whether a cell of the table holds more than one address, and nothing else is read."""
        found = self._screen.found
        return (
            self._screen.reading is None
            and found is not None
            and found.check is not None
            and not found.request.follows
            and any(one.key == "batches.two-addresses" for one in found.check.problems)
        )

    def action_split(self) -> None:
        """Ask where to, then write the table with a row for each address, and go on with it."""
        screen, request = self._screen, self._screen.one.request

        async def work(path: Path) -> Answer:
            done = await asyncio.to_thread(write_split, request, path)
            return TableSplit(path, done.written)

        def answered(text: str | None) -> None:
            if text:
                path = typed_paths(text)[0]
                start_call(screen, "split", lambda: work(path))

        names = (request.name, t("batch.split.name"))
        screen.app.push_screen(ask_workbook(t("batch.split.title"), *names), answered)

    def on_table_split(self, event: TableSplit) -> None:
        """Go on with the table that was written."""
        shown = clean_line(str(event.path), 200)
        written = thousands(event.written)
        show.notify(self._screen, t("batch.split.done", written=written, path=shown))
        self._screen.table.take_written(event.path)
        self._screen.checking.need()
