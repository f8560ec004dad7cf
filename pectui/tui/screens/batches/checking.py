"""Reads the table of a preparation: its columns at once, its rows when a step needs them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from pectui.errors import PectuiError
from pectui.services.batches.batches import batches_of
from pectui.tui.messages import Answer
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.services.batches.check import Check
    from pectui.services.batches.glance import Glance
    from pectui.services.batches.request import BatchRequest
    from pectui.services.batches.status import BatchStatus
    from pectui.tui.screens.batches.preparation import PreparationScreen


@dataclass
class GlanceArrived(Answer):
    """A first look at the table, or why there is none; it carries what was asked for."""

    request: BatchRequest
    glance: Glance | None
    error: PectuiError | None = None


@dataclass
class RowsRead(Answer):
    """So many rows are read, or written down."""

    count: int


@dataclass
class CheckArrived(Answer):
    """All rows are read, or why not; `known` is the batch that was confirmed of them before.

    With neither check nor error, reading was stopped.
    """

    request: BatchRequest
    check: Check | None = None
    known: BatchStatus | None = None
    batch_id: str = ""
    error: PectuiError | None = None
    letters: int = 0
    """Letters that are ready and not confirmed yet."""
    seen: tuple[int, ...] = ()
    """The table's file as it was before it was read."""


@dataclass
class CheckOutdated(Answer):
    """What was found is of a table, or of an allowance, that has changed since."""


class Checking:
    """What is known of the table; a part of the screen."""

    def __init__(self, screen: PreparationScreen) -> None:
        self._screen = screen
        self._stop = Event()
        self._outdated = False
        """Whether what was checked may have changed since."""

    @property
    def current(self) -> CheckArrived | None:
        """What was found, where it is of what is on the screen; None before that."""
        found = self._screen.found
        is_current = found is not None and found.request == self._screen.one.request
        return found if is_current and not self._outdated else None

    def look(self) -> None:
        """Look at the table where it is another."""
        request, glance = self._screen.one.request, self._screen.glance
        if not (request.table or request.follows):
            self._screen.table.show_error(None)
        elif glance is None or read_otherwise(glance.request, request):
            self._glance(request)

    def _glance(self, request: BatchRequest) -> None:
        batches = batches_of(self._screen.session)

        async def work() -> Answer:
            try:
                return GlanceArrived(request, await batches.glance(request))
            except PectuiError as error:
                return GlanceArrived(request, None, error)

        start_call(self._screen, "glance", work, replace=True)

    def on_glance_arrived(self, event: GlanceArrived) -> None:
        """Show the table, or why it cannot be read."""
        screen = self._screen
        if read_otherwise(event.request, screen.one.request):
            return
        screen.glance = event.glance
        if event.glance is None:
            screen.table.show_error(event.error)
            screen.letter.show_fields(())
        else:
            screen.table.show_glance(event.glance)
            screen.letter.show_fields([one.key for one in event.glance.columns])

    def need(self) -> None:
        """Show what was found in the rows; check them where that is not known."""
        screen = self._screen
        request, found = screen.one.request, screen.found
        if (current := self.current) is not None:
            self._show_found()
            self._look_again(current)
            return
        if found is not None and read_otherwise(found.request, request):
            screen.row = 0
        self._outdated = False
        screen.found = None
        screen.reading = 0
        screen.check_step.show_reading(0)
        self._check(request)

    def _look_again(self, found: CheckArrived) -> None:
        """Look whether the table's file is still the one that was read."""

        async def work() -> Answer | None:
            seen = await asyncio.to_thread(_seen, found.request)
            return None if seen == found.seen else CheckOutdated()

        start_call(self._screen, "look-again", work, replace=True)

    def _check(self, request: BatchRequest) -> None:
        batches, screen = batches_of(self._screen.session), self._screen
        self._stop.set()
        stop = self._stop = Event()

        def on_progress(rows: int) -> None:
            if stop.is_set():
                raise _StoppedError
            screen.post_message(RowsRead(rows))

        async def work() -> Answer:
            seen = await asyncio.to_thread(_seen, request)
            try:
                check = await batches.check(request, on_progress)
                known = await batches.known(check)
                batch_id = known.id if known else await batches.id_for(check)
                letters = await batches.unconfirmed(check)
            except _StoppedError:
                return CheckArrived(request)
            except PectuiError as error:
                return CheckArrived(request, error=error)
            return CheckArrived(request, check, known, batch_id, letters=letters, seen=seen)

        start_call(screen, "check", work)

    def stop(self) -> None:
        """Stop reading rows."""
        self._stop.set()

    def on_check_outdated(self, _: CheckOutdated) -> None:
        """Check once more: before anybody agrees, or when a step needs it."""
        self._outdated = True
        if self._screen.reading is None and self._screen.step in {"check", "confirm"}:
            self.need()

    def on_rows_read(self, event: RowsRead) -> None:
        """Say how far it is."""
        screen = self._screen
        if screen.reading is not None:
            screen.reading = event.count
            if screen.found is None:
                screen.check_step.show_reading(event.count)

    def on_check_arrived(self, event: CheckArrived) -> None:
        """Show what was found."""
        screen = self._screen
        screen.reading = None
        if event.request != screen.one.request:
            return
        if event.check is None:
            if event.error is not None:
                screen.check_step.show_error(event.error)
            else:
                screen.check_step.show_stopped()
            screen.step = "check"
            return
        screen.found = event
        screen.check_step.show_check(event.check)
        self._show_found()

    def _show_found(self) -> None:
        """Show in preview and confirmation what follows from the check."""
        screen, found = self._screen, self._screen.found
        if found is None or found.check is None:
            return
        if screen.step == "preview":
            screen.letters.make(found.request)
        elif screen.step == "confirm":
            screen.confirming.show_check(found.check, found.known, found.letters)


def read_otherwise(one: BatchRequest, other: BatchRequest) -> bool:
    """Whether two requests read their tables in different ways."""
    return _table_of(one) != _table_of(other)


def _table_of(one: BatchRequest) -> tuple[object, ...]:
    return one.table, one.sheet, one.header_row, one.to, one.without_hidden, one.follows


def _seen(request: BatchRequest) -> tuple[int, ...]:
    """Return what tells one state of the table's file from another. Blocks."""
    try:
        found = Path(request.table).stat() if request.table else None
    except OSError:
        found = None
    return (found.st_ino, found.st_size, found.st_mtime_ns) if found else ()


class _StoppedError(Exception):
    """Ends a reading in its thread."""
