"""A process of the batch loop: sends one batch, and kills itself at the point it was told.

    python -m benchmarks.batch_sender URL FOLDER [POINT]

It does what `pectui batch send TABLE --yes` does, on FOLDER/table.csv. That the batch is confirmed
it notes, synced, in FOLDER/confirmed; the point it dies at in FOLDER/points.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from benchmarks import crash_sender
from benchmarks.crash_sender import PERIOD, account, options
from benchmarks.killing import arm, kill_itself, note
from pectui.errors import BatchHeld
from pectui.services.batches.batches import Batches, batches_of
from pectui.services.batches.filling import Filling
from pectui.services.batches.frozen import FrozenFiles
from pectui.services.batches.request import BatchRequest
from pectui.services.session import open_session

TABLE = "table.csv"
FILLING = {
    "batch not committed": (Filling, "_begin", "after"),
    "file frozen": (FrozenFiles, "freeze", "after"),
    "rows not committed": (Filling, "_insert", "after"),
    "rows committed": (Filling, "_write", "after"),
    "files on disk": (FrozenFiles, "finish", "after"),
    "opening not committed": (Filling, "_open", "after"),
}
"""Named points before anything of the batch may leave."""
SENDING = {
    "opened": (Filling, "run", "after"),
    "taken up again": (Batches, "resume", "after"),
    **{name: crash_sender.POINTS[name] for name in (
        "claim not committed", "claimed", "wire not committed", "wire committed",
        "its moment has come", "on the wire", "answered", "outcome not committed", "settled",
    )},
}  # fmt: skip
"""Named points once it may."""


def request_in(folder: Path) -> BatchRequest:
    """Return what is asked for: a letter a row, with a file of all and one of its own."""
    return BatchRequest(
        str(folder / TABLE),
        "Sollecito {{ nome }}",
        "Gentile {{ nome }},\n\ndeve ancora {{ importo }} euro.",
        files=("comune.txt", "{{ file }}"),
    )


def write_table(folder: Path, rows: int) -> None:
    """Write the table, and the files of its letters."""
    (folder / "comune.txt").write_text("per tutti", "utf-8")
    lines = ["pec;nome;importo;file"]
    for number in range(rows):
        name = f"atto-{number % 7}.txt"
        (folder / name).write_text(name, "utf-8")
        lines.append(f"r{number}@pec.example;Nome {number};{number},50;{name}")
    (folder / TABLE).write_text("\n".join(lines), "utf-8")


def arm_point(point: str, folder: Path) -> None:
    """Make this process kill itself at `point`."""
    if point in crash_sender.POINTS:
        crash_sender.arm_point(point, folder)
        return
    place, name, when = (FILLING | SENDING)[point]

    def die() -> None:
        note(folder / "points", point)
        kill_itself()

    arm(place, name, when, die)


async def run(url: str, folder: Path) -> None:
    """Confirm the batch, or go on with it, until every letter has left or is settled."""
    request = request_in(folder)
    async with open_session(account(url), options(folder), period=PERIOD) as session:
        batches = batches_of(session)
        print("ready", flush=True)
        try:
            batch = await batches.confirm(request)
        except BatchHeld as held:
            batch = str(held.values["id"])
            await batches.resume(batch)
        note(folder / "confirmed", batch)
        await batches.deliver(batch)


if __name__ == "__main__":
    if len(sys.argv) > 3:
        arm_point(sys.argv[3], Path(sys.argv[2]))
    asyncio.run(run(sys.argv[1], Path(sys.argv[2])))
