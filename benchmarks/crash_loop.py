"""Two processes sending for one mailbox, killed again and again: nothing doubled, nothing lost.

    python -m benchmarks.crash_loop [--kills 400] [--each 20] [--seed N]

The service fails at random too: connections dropped before and after the work, 5xx, half answers.
Each named point of the send path (`crash_sender.POINTS`) is hit `--each` times at least, the other
kills come at random moments. Afterwards one undisturbed run empties the queue and looks for lost
answers, and the service's own record is compared with what was promised and what is shown.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.crash_sender import CREDENTIALS, PERIOD, POINTS, account, options
from benchmarks.killing import lines, note
from pectui.models import State
from pectui.sandbox import Fault, Sandbox, SandboxConfig, SandboxServer
from pectui.services.session import open_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import Sending

FAULTS = ("drop-before", "drop-after", "500", "502-html-after", "truncated", "slow", "slow-after")
UNDER_WAY = {State.QUEUED, State.SENDING}


@dataclass
class Loop:
    """The state of one crash loop."""

    sandbox: Sandbox
    url: str
    folder: Path
    kills: int
    each: int
    chance: random.Random
    killed: int = 0
    started: int = 0

    def hits(self) -> Counter[str]:
        """Return how often each named point was hit."""
        return Counter(lines(self.folder / "points"))

    def next_point(self) -> str | None:
        """Return the point still hit least, or None when each had its share."""
        hits = self.hits()
        left = [point for point in POINTS if hits[point] < self.each]
        return min(left, key=lambda point: hits[point]) if left else None

    def done(self) -> bool:
        """Whether there were kills enough."""
        return self.killed >= self.kills and self.next_point() is None


async def one_process(loop: Loop) -> None:
    """Start a process, let it live a moment, and see it die."""
    loop.started += 1
    point = loop.next_point() if loop.chance.random() < 0.7 else None
    arguments = [loop.url, str(loop.folder), f"Lettera {loop.started}", "2"]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "benchmarks.crash_sender",
        *arguments,
        *([point] if point else []),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    await process.stdout.readline()
    try:
        async with asyncio.timeout(3.0 if point else loop.chance.uniform(0.0, 0.5)):
            await process.wait()
    except TimeoutError:
        process.kill()
    _, said = await process.communicate()
    if process.returncode != -9:
        raise RuntimeError(f"a sender ended by itself: {said.decode()}")
    loop.killed += 1


async def many_processes(loop: Loop) -> None:
    """Start one process after the other until there were kills enough."""
    while not loop.done():
        if loop.chance.random() < 0.4:
            loop.sandbox.add_fault(
                Fault("POST /send", loop.chance.choice(FAULTS), seconds=loop.chance.uniform(0, 0.3))
            )
        await one_process(loop)


async def settle(loop: Loop) -> tuple[Sending, ...]:
    """Empty the queue undisturbed, look for lost answers, and return all sendings."""
    async with open_session(account(loop.url), options(loop.folder), period=PERIOD) as session:
        engine = asyncio.create_task(session.outbox.run())
        while True:
            await asyncio.sleep(0.2)
            await session.outbox.resume()
            pending = await session.outbox.pending()
            if not any(one.state in UNDER_WAY for one in pending):
                break
        engine.cancel()
        await asyncio.wait([engine])
        await session.outbox.reconcile()
        return await session.tracking.sendings()


def report(loop: Loop, sendings: Sequence[Sending]) -> bool:
    """Print the figures; return whether the promise was kept."""
    sent = Counter(one.subject for one in loop.sandbox.sends)
    codes = {one.code: one.subject for one in loop.sandbox.sends}
    here = {one.subject: one for one in sendings}
    confirmed = lines(loop.folder / "confirmed")
    doubled = [subject for subject, count in sent.items() if count > 1]
    lost = [subject for subject in confirmed if subject not in here]
    false = [one.subject for one in sendings if one.code and codes.get(one.code) != one.subject]
    unsure = [one for one in sendings if one.state is State.UNKNOWN]
    unfound = [one.subject for one in unsure if sent[one.subject]]
    found = set(lines(loop.folder / "unknown")) - {one.id for one in unsure}
    starts = sorted(one.at for one in loop.sandbox.sends)
    gaps = [later - sooner for sooner, later in pairwise(starts)]
    hits = loop.hits()
    print(f"kills {loop.killed}, of these at named points {hits.total()}")
    for point in POINTS:
        print(f"    {point:22} {hits[point]}")
    print(f"letters confirmed {len(confirmed)}, sent {sent.total()}")
    print(f"doubled {len(doubled)} · lost {len(lost)} · falsely sent {len(false)}")
    print(
        f"unknown outcomes: {len(found)} found by their receipts, {len(unsure)} left to the person"
        f" ({len(unfound)} of these had left)"
    )
    print(f"smallest gap at the service {min(gaps):.3f} s, asked for {PERIOD} s")
    return not (doubled or lost or false or unfound)


async def crash(loop: Loop) -> bool:
    """Run the whole loop; return whether the promise was kept."""
    watcher = asyncio.create_task(watch(loop))
    await asyncio.gather(many_processes(loop), many_processes(loop))
    watcher.cancel()
    return report(loop, await settle(loop))


async def watch(loop: Loop) -> None:
    """Note every sending that ever was unknown."""
    seen: set[str] = set()
    async with open_session(account(loop.url), options(loop.folder)) as session:
        while True:
            for one in await session.tracking.sendings():
                if one.state is State.UNKNOWN and one.id not in seen:
                    seen.add(one.id)
                    note(loop.folder / "unknown", one.id)
            await asyncio.sleep(0.5)


def main() -> None:
    """Run the crash loop; exit 1 when the promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=400)
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    sandbox = Sandbox(
        SandboxConfig(credentials=CREDENTIALS, messages=30, receipt_delay=0.0, send_period=0.0)
    )
    with tempfile.TemporaryDirectory() as folder, SandboxServer(sandbox) as server:
        chance = random.Random(arguments.seed)
        loop = Loop(sandbox, server.base_url, Path(folder), arguments.kills, arguments.each, chance)
        sys.exit(0 if asyncio.run(crash(loop)) else 1)


if __name__ == "__main__":
    main()
