"""One batch, sent by two processes that are killed again and again: each row one letter at most.

    python -m benchmarks.batch_loop [--rows 1000] [--kills 100] [--each 3] [--seed N]

Both processes do what `pectui batch send` does, on the same table. The service fails at random:
connections dropped before and after the work, 429, 5xx, half answers, letters refused. First each
named point before the batch may leave is hit `--each` times (`batch_sender.FILLING`); nothing must
have left then. The other kills come at named points of the send path and at random moments.
Afterwards one undisturbed run ends the batch and looks for lost answers, and the service's own
record is compared with what the batch says of each row.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.batch_sender import FILLING, SENDING, request_in, write_table
from benchmarks.crash_sender import CREDENTIALS, PERIOD, account, options
from benchmarks.killing import lines
from pectui.errors import BatchHeld
from pectui.models import State
from pectui.sandbox import Fault, Sandbox, SandboxConfig, SandboxServer
from pectui.services.batches.batches import batches_of
from pectui.services.session import open_session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pectui.models import BatchRow

FAULTS = (
    "drop-before", "drop-after", "500", "502-html-after", "truncated", "slow", "slow-after", "429",
    "406", "success-false",
)  # fmt: skip
ROOT = Path(__file__).parents[1]
LEFT = frozenset(state.value for state in State if state.has_left)
NOT_SENT = frozenset({State.REFUSED.value})


@dataclass
class BatchLoop:
    """The state of one loop."""

    sandbox: Sandbox
    url: str
    folder: Path
    rows: int
    kills: int
    each: int
    chance: random.Random
    killed: int = 0
    ended: int = 0
    """Processes that found nothing left to do."""
    early: int = 0
    """Letters that had left before the batch was confirmed as a whole."""
    seconds: float = field(default=0.0)

    def hits(self) -> Counter[str]:
        """Return how often each named point was hit."""
        return Counter(lines(self.folder / "points"))

    def left_of(self, points: Mapping[str, object]) -> list[str]:
        """Return the points that have not had their share, the least hit first."""
        hits = self.hits()
        left = [point for point in points if hits[point] < self.each]
        return sorted(left, key=lambda point: hits[point])

    def done(self) -> bool:
        """Whether there were kills enough, or nothing is left to be killed."""
        return self.killed >= self.kills or self.ended >= 2


async def one_process(loop: BatchLoop, point: str | None) -> None:
    """Start a process, let it live a moment, and see it die or end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "benchmarks.batch_sender",
        loop.url,
        str(loop.folder),
        *([point] if point else []),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdout is not None
    await process.stdout.readline()
    try:
        async with asyncio.timeout(5.0 if point else loop.chance.uniform(0.0, 1.0)):
            await process.wait()
    except TimeoutError:
        process.kill()
    _, said = await process.communicate()
    if process.returncode == -9:
        loop.killed += 1
    elif process.returncode == 0:
        loop.ended += 1
    else:
        raise RuntimeError(f"a sender ended by itself: {said.decode()}")


async def fill(loop: BatchLoop) -> None:
    """Kill what confirms the batch at each point before it may leave."""
    while left := loop.left_of(FILLING):
        await one_process(loop, left[0])
    loop.early = len(loop.sandbox.sends)


async def send(loop: BatchLoop) -> None:
    """Start one process after the other until there were kills enough."""
    while not loop.done():
        if loop.chance.random() < 0.5:
            kind = loop.chance.choice(FAULTS)
            seconds = loop.chance.uniform(0, 0.3)
            loop.sandbox.add_fault(Fault("POST /send", kind, seconds=seconds, retry_after=1))
        points = loop.left_of(SENDING)
        point = loop.chance.choice(points) if points and loop.chance.random() < 0.7 else None
        await one_process(loop, point)


async def settle(loop: BatchLoop) -> tuple[BatchRow, ...]:
    """End the batch undisturbed, look for lost answers, and return its rows."""
    async with open_session(account(loop.url), options(loop.folder), period=PERIOD) as session:
        batches = batches_of(session)
        while True:
            try:
                batch = await batches.confirm(request_in(loop.folder))
            except BatchHeld as held:
                batch = str(held.values["id"])
                await batches.resume(batch)
            status, error = await batches.deliver(batch)
            if error is None and not status.waiting:
                break
        await session.outbox.reconcile()
        async with asyncio.timeout(120.0):
            # Not until all of the batch is final: what is unknown may stay so.
            while unread := [row.code for row in await batches.rows(batch) if is_unread(row)]:
                for code in unread:
                    await session.tracking.refresh(str(code))
        return await batches.rows(batch)


def is_unread(row: BatchRow) -> bool:
    """Whether a letter has left and its receipts are still to be read."""
    return row.code is not None and row.state in LEFT and not State(row.state).is_final


@dataclass(frozen=True)
class BatchFigures:
    """What became of the rows."""

    rows: int
    kills: int
    states: Mapping[str, int]
    early: int
    doubled: tuple[str, ...]
    lost: tuple[str, ...]
    """Rows that are not there, or that neither left, nor were refused, nor are unknown."""
    falsely_sent: tuple[str, ...]
    """Rows with a code under which no such letter came to the service."""
    falsely_refused: tuple[str, ...]
    unexplained: tuple[str, ...]
    """Rows that are unknown or refused without a reason."""
    seconds: float

    @property
    def kept(self) -> bool:
        """Whether the promise was kept."""
        return not (
            self.early or self.doubled or self.lost or self.falsely_sent or self.falsely_refused
            or self.unexplained
        )  # fmt: skip


def judge(loop: BatchLoop, rows: tuple[BatchRow, ...]) -> BatchFigures:
    """Compare the service's own record with what the batch says of each row."""
    sent = Counter(one for sending in loop.sandbox.sends for one in sending.recipients)
    codes = {one.code: one.recipients[0] for one in loop.sandbox.sends}
    wanted = {f"r{number}@pec.example" for number in range(loop.rows)}
    settled = LEFT | NOT_SENT | {State.UNKNOWN.value}
    named = Counter(one.recipient for one in rows if one.state in settled)
    return BatchFigures(
        rows=len(rows),
        kills=loop.killed,
        states=Counter(one.state for one in rows),
        early=loop.early,
        doubled=tuple(one for one, count in sent.items() if count > 1),
        lost=tuple(one for one in wanted if named[one] != 1),
        falsely_sent=tuple(
            one.recipient
            for one in rows
            if one.state in LEFT and codes.get(one.code or "") != one.recipient
        ),
        falsely_refused=tuple(
            one.recipient for one in rows if one.state in NOT_SENT and sent[one.recipient]
        ),
        unexplained=tuple(
            one.recipient
            for one in rows
            if one.state in NOT_SENT | {State.UNKNOWN.value} and not str(one.reason or "")
        ),
        seconds=loop.seconds,
    )


def report(loop: BatchLoop, figures: BatchFigures) -> None:
    """Print the figures."""
    hits = loop.hits()
    print(f"kills {figures.kills}, of these at named points {hits.total()}")
    for point in (*FILLING, *SENDING):
        print(f"    {point:22} {hits[point]}")
    states = ", ".join(f"{state} {count}" for state, count in sorted(figures.states.items()))
    print(f"rows {figures.rows} of {loop.rows}: {states}")
    print(
        f"left before the batch was confirmed {figures.early} · doubled {len(figures.doubled)}"
        f" · lost {len(figures.lost)} · falsely sent {len(figures.falsely_sent)}"
        f" · falsely refused {len(figures.falsely_refused)}"
        f" · without a reason {len(figures.unexplained)}"
    )
    print(f"{figures.seconds:.1f} s, at the pace alone {loop.rows * PERIOD:.1f} s")


async def crash(loop: BatchLoop) -> BatchFigures:
    """Run the whole loop; return what it comes to."""
    await fill(loop)
    begun = time.monotonic()
    await asyncio.gather(send(loop), send(loop))
    rows = await settle(loop)
    loop.seconds = time.monotonic() - begun
    return judge(loop, rows)


def run_loop(
    folder: Path, rows: int, kills: int, each: int, seed: int
) -> tuple[BatchLoop, BatchFigures]:
    """Run a loop of so many rows and kills on a sandbox of its own."""
    write_table(folder, rows)
    sandbox = Sandbox(
        SandboxConfig(credentials=CREDENTIALS, messages=30, receipt_delay=0.0, send_period=0.0)
    )
    with SandboxServer(sandbox) as server:
        chance = random.Random(seed)
        loop = BatchLoop(sandbox, server.base_url, folder, rows, kills, each, chance)
        return loop, asyncio.run(crash(loop))


def main() -> None:
    """Run the loop; exit 1 when the promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--each", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        loop, figures = run_loop(
            Path(folder), arguments.rows, arguments.kills, arguments.each, arguments.seed
        )
        report(loop, figures)
        sys.exit(0 if figures.kept else 1)


if __name__ == "__main__":
    main()
