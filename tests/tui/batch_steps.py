"""Steps that tests of batches on the screen share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pectui.services.batches.batches import batches_of
from pectui.services.batches.request import BatchRequest
from pectui.tui.screens.batches.one import BatchScreen
from pectui.tui.screens.batches.preparation import PreparationScreen
from pectui.tui.screens.batches.room import BatchesScreen
from pectui.tui.screens.inbox import InboxScreen
from tests.tui.conftest import wait_for
from tests.tui.sending_steps import go

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp

HEADER = "PEC;Nome;Importo"


def write_table(folder: Path, *rows: str, header: str = HEADER) -> Path:
    """Write a table, one line a row."""
    path = folder / "clienti.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def people(count: int) -> tuple[str, ...]:
    """Return rows of so many people."""
    return tuple(f"p{n}@ditta{n}.example;Nome {n};{n},00" for n in range(1, count + 1))


def request_for(table: Path, **changes: object) -> BatchRequest:
    """Return a request that is ready to be confirmed."""
    fields = {"subject": "Sollecito {{ nome }}", "body": "Gentile {{ nome }}: {{ importo }} euro."}
    return BatchRequest(str(table), **(fields | changes))  # type: ignore[arg-type]


async def confirm(app: PectuiApp, request: BatchRequest, *, paused: bool = False) -> str:
    """Confirm a batch; `paused` keeps it from leaving."""
    batches = batches_of(app.session)
    if paused:
        await app.session.outbox.pause()
    batch_id = await batches.confirm(request, only_ready=True)
    if paused:
        await batches.pause(batch_id)
    return batch_id


async def open_room(app: PectuiApp, pilot: Pilot[None]) -> BatchesScreen:
    """Go to the room of batches and wait until it is read."""
    await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen | BatchesScreen))
    screen = await go(app, pilot, "6")
    assert isinstance(screen, BatchesScreen)
    await wait_for(pilot, lambda: screen.known is not None)
    return screen


async def open_batch(app: PectuiApp, pilot: Pilot[None]) -> BatchScreen:
    """Open the first batch of the room, and wait for its rows."""
    room = await open_room(app, pilot)
    await wait_for(pilot, lambda: room.rows.rows)
    await wait_for(pilot, lambda: app.focused is room.rows)
    await pilot.press("enter")
    await wait_for(pilot, lambda: isinstance(app.screen, BatchScreen))
    screen = app.screen
    assert isinstance(screen, BatchScreen)
    await wait_for(pilot, lambda: len(screen.rows.rows) > 0, "its rows")
    await wait_for(pilot, lambda: app.focused is screen.rows)
    return screen


async def begin(app: PectuiApp, pilot: Pilot[None]) -> PreparationScreen:
    """Begin a batch in the room."""
    await open_room(app, pilot)
    await pilot.press("n")
    await wait_for(pilot, lambda: isinstance(app.screen, PreparationScreen))
    screen = app.screen
    assert isinstance(screen, PreparationScreen)
    await wait_for(pilot, lambda: app.focused is screen.table.path)
    return screen


def drawn(screen: BatchScreen) -> str:
    """Return the lines of the rows as they are drawn."""
    height = screen.rows.size.height
    return "\n".join(screen.rows.render_line(y).text for y in range(height))
