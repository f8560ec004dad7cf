"""A process of the crash loop: queues letters, sends, and kills itself at the point it was told.

    python -m benchmarks.crash_sender URL FOLDER NAME LETTERS [POINT]

What it was promised (a letter that `queue` returned for) it notes, synced, in FOLDER/confirmed; the
point it dies at in FOLDER/points.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.killing import arm, kill_itself, note
from pectui.models import Letter
from pectui.sandbox import Credentials
from pectui.services.sending import pace, queue, sender
from pectui.services.session import open_session
from pectui.settings.configuration import Account, Options, Secret
from pectui.store.sending.steps import Steps
from pectui.system.paths import Directories

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

PERIOD = 0.05

CREDENTIALS = Credentials(
    "studio.verdi@pec.example",
    "bench-password",
    "bench-token",
    "studio.verdi@pec.example",
)
"""The same in every process of a benchmark, and so never those of a sandbox in use."""

POINTS = {
    "files copied": (queue, "freeze_files", "after"),
    "letter committed": (queue.Queue, "_freeze", "after"),
    "claim not committed": (Steps, "claim_next", "after"),
    "claimed": (sender.Sender, "_post", "before"),
    "wire not committed": (Steps, "to_wire", "after"),
    "wire committed": (pace.Pace, "_reach", "before"),
    "slot missed": (pace.Pace, "_take_anew", "before"),
    "slot moved": (pace.Pace, "_take_anew", "after"),
    "its moment has come": (sender.Sender, "_to_wire", "after"),
    "on the wire": (sender.Sender, "_to_wire", "soon after"),
    "answered": (sender.Sender, "_settle", "before"),
    "outcome not committed": (sender, "write_outcome", "after"),
    "settled": (sender.Sender, "_settle", "after"),
}
"""Named points of the send path: where they are in the code."""

LATE = {"slot missed", "slot moved"}
"""Points that only a process reaches which is late for its slot."""


def account(url: str) -> Account:
    """Return the sandbox's account at `url`."""
    return Account(
        "crash",
        CREDENTIALS.username,
        CREDENTIALS.sender,
        Secret(CREDENTIALS.password),
        Secret(CREDENTIALS.token),
        base_url=url,
    )


def options(folder: Path) -> Options:
    """Return options that keep everything under `folder`."""
    places = Directories(folder / "data", folder / "cache", folder / "state")
    return Options("en", places, folder / "config.toml")


def arm_point(point: str, folder: Path) -> None:
    """Make this process kill itself at `point` of the send path."""
    if point in LATE:
        be_late()
    place, name, when = POINTS[point]

    def die() -> None:
        note(folder / "points", point)
        kill_itself()

    # An outcome is written by a function that returns nothing; a claim may find nothing to send.
    always = name == "write_outcome" or asyncio.iscoroutinefunction(getattr(place, name))
    arm(place, name, when, die, counts=lambda result: always or result)


def be_late() -> None:
    """Make this process miss every slot it takes by the time a machine under load may lose."""
    reach: Callable[[pace.Pace, pace.Slot], Awaitable[bool]] = pace.Pace._reach

    async def late(paced: pace.Pace, slot: pace.Slot) -> bool:
        # Not asyncio.sleep: the whole process stands still.
        time.sleep(2 * PERIOD)
        return await reach(paced, slot)

    place: Any = pace.Pace
    place._reach = late


async def run(url: str, folder: Path, name: str, letters: int) -> None:
    """Queue `letters` letters and let the outbox run for ever."""
    file = folder / "attachment"
    file.write_text("allegato")
    async with open_session(account(url), options(folder), period=PERIOD) as session:
        engine = asyncio.create_task(session.outbox.run())
        print("ready", flush=True)
        for number in range(letters):
            alone = number % 2 == 0
            subject = f"{name} n. {number}" if alone else "Avviso di convocazione"
            to = "rossi@pec.example" if alone else f"{name.lower().replace(' ', '.')}@pec.example"
            letter = Letter((to,), subject, "Testo.", attachments=(str(file),))
            await session.outbox.queue(letter)
            note(folder / "confirmed", f"{subject} → {to}")
        await engine


if __name__ == "__main__":
    if len(sys.argv) > 5:
        arm_point(sys.argv[5], Path(sys.argv[2]))
    asyncio.run(run(sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])))
