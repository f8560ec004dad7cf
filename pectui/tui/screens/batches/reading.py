"""What is read, tried and confirmed of a batch in preparation, in the background."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from pectui.catalogue import t, thousands
from pectui.errors import PectuiError
from pectui.models import Body
from pectui.pec.outgoing import fit_block
from pectui.services.batches.batches import batches_of
from pectui.services.batches.check_table import write_findings
from pectui.services.batches.splitting import write_split
from pectui.services.batches.trial import send_trial
from pectui.services.conversion import readable
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.messages import Answer
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.services.batches.batches import Batches
    from pectui.services.batches.check import Check
    from pectui.services.batches.glance import Glance
    from pectui.services.batches.letters import RowLetter
    from pectui.services.batches.preparations import Preparation
    from pectui.services.batches.request import BatchRequest
    from pectui.services.batches.status import BatchStatus
    from pectui.tui.screens.framed import FramedScreen


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
    """All rows are read, or why not; `known` is the batch that was confirmed of them before."""

    request: BatchRequest
    check: Check | None = None
    known: BatchStatus | None = None
    batch_id: str = ""
    error: PectuiError | None = None
    stopped: bool = False
    letters: int = 0
    """Letters that are ready and not confirmed yet."""
    seen: tuple[int, ...] = ()
    """The table's file as it was before it was read."""


@dataclass
class CheckOutdated(Answer):
    """What was found is of a table, or of an allowance, that has changed since."""


@dataclass
class TableSplit(Answer):
    """The table stands in a new file, with one address a row."""

    path: Path
    written: int


@dataclass
class LetterArrived(Answer):
    """The letter of a row, and its text as its reader will see it; or why there is none."""

    letter: RowLetter | None
    text: str = ""
    error: PectuiError | None = None


@dataclass
class BatchConfirmed(Answer):
    """The batch is in the outbox."""

    batch_id: str


class Reading:
    """Reads for one screen; each answer comes to it as a message."""

    def __init__(self, screen: FramedScreen) -> None:
        self._screen = screen
        self._stop = Event()

    @property
    def _batches(self) -> Batches:
        return batches_of(self._screen.session)

    def stop(self) -> None:
        """Stop reading rows."""
        self._stop.set()

    def glance(self, request: BatchRequest) -> None:
        """Look at the table."""
        batches = self._batches

        async def work() -> Answer:
            try:
                return GlanceArrived(request, await batches.glance(request))
            except PectuiError as error:
                return GlanceArrived(request, None, error)

        start_call(self._screen, "glance", work, replace=True)

    def look_again(self, found: CheckArrived) -> None:
        """Look whether the table's file is still the one that was read."""

        async def work() -> Answer | None:
            seen = await asyncio.to_thread(_seen, found.request)
            return None if seen == found.seen else CheckOutdated()

        start_call(self._screen, "look-again", work, replace=True)

    def check(self, request: BatchRequest) -> None:
        """Read all rows; `stop` ends it."""
        batches, screen = self._batches, self._screen
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
                return CheckArrived(request, stopped=True)
            except PectuiError as error:
                return CheckArrived(request, error=error)
            return CheckArrived(request, check, known, batch_id, letters=letters, seen=seen)

        start_call(screen, "check", work)

    def letter(self, request: BatchRequest, row: int, by: int = 0) -> None:
        """Make the letter of a row, or of one beside it."""
        batches = self._batches

        async def work() -> Answer:
            try:
                letter = await batches.letter_near(request, row, by)
            except PectuiError as error:
                return LetterArrived(None, error=error)
            text = fit_block(letter.body).text
            page = await readable(Body(text, text, html=request.is_html))
            return LetterArrived(letter, page.text)

        start_call(self._screen, "letter", work, replace=True)

    def send_trial(self, request: BatchRequest, row: int) -> None:
        """Send the letter of a row to oneself."""
        batches, screen, app = self._batches, self._screen, self._screen.app
        outbox, own = screen.session.outbox, screen.session.account.sender

        async def work() -> None:
            def tell(words: str) -> None:
                show.notify(app, words, severity="warning")

            done = await send_trial(batches, outbox, request, row, tell)
            if done.error is not None:
                show.notify_error(app, done.error)
            else:
                show.notify(app, t("batch.trial.sent", address=clean_line(own, 80)))
            screen.post_message(CheckOutdated())

        show.notify(screen, t("batch.trial.sending"), timeout=2)
        start_call(app, "trial", work)

    def split(self, request: BatchRequest, path: Path) -> None:
        """Write the table with a row for each address."""

        async def work() -> Answer:
            done = await asyncio.to_thread(write_split, request, path)
            return TableSplit(path, done.written)

        start_call(self._screen, "split", work)

    def save_findings(self, check: Check, path: Path) -> None:
        """Write what was found into a file."""

        async def work() -> None:
            await asyncio.to_thread(write_findings, check, path)
            shown = clean_line(str(path), 200)
            show.notify(self._screen.app, t("batch.saved", path=shown))

        start_call(self._screen, "save", work)

    def write_letters(self, request: BatchRequest, folder: Path) -> None:
        """Write every letter that is ready to a folder."""
        batches, app = self._batches, self._screen.app

        async def work() -> None:
            count = await batches.write(request, folder)
            shown = clean_line(str(folder), 200)
            show.notify(app, t("batch.written", count=thousands(count), folder=shown))

        show.notify(self._screen, t("batch.writing"), timeout=2)
        start_call(self._screen, "write", work)

    def confirm(self, one: Preparation, check: Check, *, once_more: bool) -> None:
        """Freeze and queue what is ready, then forget the preparation.

        It runs on for as long as the program does: what is confirmed is confirmed as a whole.
        """
        batches, screen = self._batches, self._screen

        async def work() -> Answer:
            request = one.request
            if once_more:
                request = replace(request, again=await batches.next_turn(request))
            batch_id = await batches.confirm(
                request,
                one.times,
                only_ready=one.only_ready,
                checked=check,
                on_progress=lambda rows: screen.post_message(RowsRead(rows)),
            )
            return BatchConfirmed(batch_id)

        start_call(screen, "confirm", work)


def _seen(request: BatchRequest) -> tuple[int, ...]:
    """Return what tells one state of the table's file from another. Blocks."""
    try:
        found = Path(request.table).stat() if request.table else None
    except OSError:
        found = None
    return (found.st_ino, found.st_size, found.st_mtime_ns) if found else ()


class _StoppedError(Exception):
    """Ends a reading in its thread."""
