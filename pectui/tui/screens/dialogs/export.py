"""Follows an export of messages, which can be stopped: then no file is left."""

from __future__ import annotations

import asyncio
import time
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import apart, t, tn
from pectui.services.exporting.files import export_file
from pectui.services.exporting.formats import Writer, format_of
from pectui.services.exporting.messages import Reading
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import bindings, key_label
from pectui.tui.messages import Answer
from pectui.tui.screens.base import Dialog
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.worker import Worker

    from pectui.models import HeldMessage
    from pectui.tui.messages import CallFailed

_TOLD_EVERY = 0.1
"""Seconds between two words about how far it is."""


@dataclass
class ExportMoved(Answer):
    """So many messages are written."""

    done: int


@dataclass
class ExportEnded(Answer):
    """An export is over; `count` is None where it was stopped."""

    count: int | None
    missing: int = 0
    """Messages whose text could not be had."""


class ExportScreen(Dialog[None]):
    """Writes messages to a new file, and says how far it is."""

    BINDINGS = bindings("dialog.no-choice")

    done: var[int] = var(0)
    """Messages that are written."""

    def __init__(self, rows: Sequence[HeldMessage], words: str, path: Path) -> None:
        """Write `rows`, found by `words`, to `path`."""
        super().__init__()
        self._rows, self._words, self._path = rows, words, path
        self._work: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """Lay out where it goes, how far it is, and how to stop it."""
        with Vertical(classes="dialog"):
            yield Static(show.line(t("exporting.writing.title")), classes="dialog-title")
            yield Static(show.line(str(self._path), 300))
            yield Static(id="moved")
            key = key_label(self, "dialog.no-choice")
            note = t("exporting.writing.note", key=key)
            yield Static(show.line(note), classes="dialog-note")

    def on_mount(self) -> None:
        """Begin."""
        self._show()
        self._work = start_call(self, "export", self._write)

    async def _write(self) -> ExportEnded:
        local = self.program.local
        reading = Reading(local.mailbox, lambda: nullcontext(local))
        told_at = time.monotonic()

        def moved(done: int) -> None:
            nonlocal told_at
            if time.monotonic() - told_at > _TOLD_EVERY:
                told_at = time.monotonic()
                self.post_message(ExportMoved(done))

        writer = Writer(format_of(self._path), self._words, len(self._rows))
        try:
            count = await export_file(
                reading, self._rows, writer, self._path, force=False, on_written=moved
            )
        except asyncio.CancelledError:
            self.post_message(ExportEnded(None))
            raise
        finally:
            await reading.aclose()
        return ExportEnded(count, reading.missing)

    def on_export_moved(self, event: ExportMoved) -> None:
        """Show how far it is."""
        self.done = event.done

    def watch_done(self) -> None:
        """Show how far it is."""
        self._show()

    def _show(self) -> None:
        for moved in self.query("#moved").results(Static):
            words = t("exporting.writing", **apart(done=self.done, count=len(self._rows)))
            show.put(moved, Content(words), layout=False)

    def on_export_ended(self, event: ExportEnded) -> None:
        """Say what became of it, and close."""
        self.dismiss()
        if event.count is None:
            show.notify(self.app, t("exporting.stopped"))
            return
        path = clean_line(str(self._path), 200)
        lines = [tn("exporting.done", event.count, file=path)]
        if event.missing:
            lines.append(tn("exporting.missing", event.missing))
        severity: show.Severity = "warning" if event.missing else "information"
        show.notify(self.app, "\n".join(lines), severity=severity, timeout=8)

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong, and close."""
        super().failed(event)
        self.dismiss()

    def action_cancel(self) -> None:
        """Stop it."""
        if self._work is not None:
            self._work.cancel()
