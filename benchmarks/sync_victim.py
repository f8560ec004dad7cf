"""A process of `sync_kills`: keeps the mailbox below FOLDER like the service's until it is killed.

    python -m benchmarks.sync_victim URL FOLDER SEED [POINT]

Meanwhile it reads messages all over the mailbox and flags some. What was promised (a body read, a
flag set) it notes, synced, in FOLDER/read and FOLDER/flagged; the point it dies at in
FOLDER/points.
"""

from __future__ import annotations

import asyncio
import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.crash_sender import account, options
from benchmarks.killing import arm, kill_itself, note
from pectui.errors import PectuiError
from pectui.search import Filter, Mark, Search
from pectui.services.mailbox.contents import open_local
from pectui.services.mailbox.intake import Intake
from pectui.services.mailbox.opening import lock_of
from pectui.services.mailbox.sync import Sync
from pectui.services.session import open_session
from pectui.store.mailbox.bodies import Bodies
from pectui.store.mailbox.index import WordIndex
from pectui.store.mailbox.messages import Messages
from pectui.store.mailbox.reconciliation import Reconciliation
from pectui.store.mailbox.stage import Stage
from pectui.store.marks import MessageMarks

if TYPE_CHECKING:
    from pectui.models import Marks
    from pectui.services.mailbox.contents import LocalMailbox

LOOK_SECONDS = 0.05
HERE = Filter(Search(marks=((Mark.HERE, True),)))

POINTS = {
    "page read": (Intake, "stage", "before"),
    "page not committed": (Stage, "add", "after"),
    "page committed": (Intake, "stage", "after"),
    "new rows not committed": (Messages, "add_missing", "after"),
    "difference found": (Intake, "differ", "before"),
    "difference not committed": (Reconciliation, "differ", "after"),
    "difference committed": (Intake, "_after", "before"),
    "list read whole": (Intake, "reconcile_stage", "before"),
    "reconciliation not committed": (Reconciliation, "reconcile_stage", "after"),
    "copies not kept": (Intake, "keep_copies", "before"),
    "index not committed": (WordIndex, "add_some", "after"),
    "body not committed": (Bodies, "keep", "after"),
    "mark not committed": (MessageMarks, "save", "after"),
    "mark kept": (Messages, "write_marks", "before"),
}
"""Named points of keeping the mailbox: where they are in the code."""


def arm_point(point: str, folder: Path, chance: random.Random) -> None:
    """Make this process kill itself when it comes to `point` for some time."""
    place, name, when = POINTS[point]
    left = chance.choice((1, 1, 2, 3, 10, 30))

    def die() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            note(folder / "points", point)
            kill_itself()

    arm(place, name, when, die)


def _flag(marks: Marks) -> Marks:
    return replace(marks, flagged=True)


async def _use(local: LocalMailbox, folder: Path, chance: random.Random) -> None:
    """Read messages and flag them, as a person does."""
    while True:
        await asyncio.sleep(0.01)
        rows = local.window(HERE)
        if not rows:
            continue
        try:
            row = rows[chance.randrange(len(rows))]
            await local.read(row)
        except (IndexError, PectuiError):
            continue
        note(folder / "read", row.identity)
        if chance.random() < 0.3 and (held := await local.rows([row.number])):
            await local.mark(held, _flag)
            note(folder / "flagged", row.identity)


async def run(url: str, folder: Path, chance: random.Random) -> None:
    """Keep the mailbox, for ever."""
    async with open_session(account(url), options(folder)) as session:
        local = await open_local(session.cache, session.books, session.mailbox)
        print("ready", flush=True)
        lock = lock_of(local, session.books)
        sync = Sync(local, session.mailbox, lock=lock, look_seconds=LOOK_SECONDS, gentle=0.0)
        await asyncio.gather(sync.run(), _use(local, folder, chance))


def main() -> None:
    """Run until killed."""
    folder, chance = Path(sys.argv[2]), random.Random(sys.argv[3])
    if len(sys.argv) > 4:
        arm_point(sys.argv[4], folder, chance)
    asyncio.run(run(sys.argv[1], folder, chance))


if __name__ == "__main__":
    main()
