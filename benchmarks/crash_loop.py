"""Two processes sending for one mailbox, killed again and again: nothing doubled, nothing lost.

    python -m benchmarks.crash_loop [--kills 400] [--each 20] [--seed N]

The service fails at random too: connections dropped before and after the work, 5xx, half answers.
Each named point of the send path (`crash_sender.POINTS`) is hit `--each` times at least, the other
kills come at random moments. Half of the letters have one subject and many recipients, the others
a subject of their own. Afterwards one undisturbed run empties the queue and looks for lost
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
from benchmarks.killing import lines
from pectui.models import State
from pectui.sandbox import Fault, Sandbox, SandboxConfig, SandboxServer
from pectui.services.session import open_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import Sending

FAULTS = ("drop-before", "drop-after", "500", "502-html-after", "truncated", "slow", "slow-after")
ROOT = Path(__file__).parents[1]
LEAST_FOUND = 0.95
"""The least share of unknowns that had left which are found by their receipts."""
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
        cwd=ROOT,
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


async def settle(loop: Loop) -> tuple[tuple[Sending, ...], frozenset[str]]:
    """Empty the queue undisturbed, look for lost answers, and return all sendings.

    With them the ids of those that were unknown at any time.
    """
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
        doubted = await session.books.data.database.read(
            lambda connection: frozenset(
                row[0] for row in connection.execute("SELECT id FROM sendings WHERE doubted")
            )
        )
        return await session.tracking.sendings(), doubted


@dataclass(frozen=True)
class Figures:
    """What became of the letters, each known by its subject and its recipient."""

    kills: int
    confirmed: int
    sent: int
    doubled: tuple[str, ...]
    lost: tuple[str, ...]
    falsely_sent: tuple[str, ...]
    unknown_left: int
    """Sendings that were unknown at any time, and whose letter the service had taken."""
    found: int
    """Those of them whose code was found by their receipts."""
    unknown_stayed: int
    """Sendings that were unknown at any time, and whose letter never came to the service."""
    gap: float

    @property
    def share(self) -> float:
        """The share of the unknowns that had left which were found; 1 where there were none."""
        return self.found / self.unknown_left if self.unknown_left else 1.0

    @property
    def kept(self) -> bool:
        """Whether the promise was kept."""
        broken = self.doubled or self.lost or self.falsely_sent
        return not broken and self.share >= LEAST_FOUND


def key(subject: str, recipients: Sequence[str]) -> str:
    """Return what a letter is known by here."""
    return f"{subject} → {', '.join(recipients)}"


def judge(loop: Loop, sendings: Sequence[Sending], doubted: frozenset[str]) -> Figures:
    """Compare the service's own record with what was promised and what is shown."""
    sent = Counter(key(one.subject, one.recipients) for one in loop.sandbox.sends)
    codes = {one.code: key(one.subject, one.recipients) for one in loop.sandbox.sends}
    here = {key(one.subject, one.recipients): one for one in sendings}
    confirmed = lines(loop.folder / "confirmed")
    unknown = [name for name, one in here.items() if one.id in doubted]
    left = [name for name in unknown if sent[name]]
    starts = sorted(one.at for one in loop.sandbox.sends)
    return Figures(
        kills=loop.killed,
        confirmed=len(confirmed),
        sent=sent.total(),
        doubled=tuple(name for name, count in sent.items() if count > 1),
        lost=tuple(name for name in confirmed if name not in here),
        falsely_sent=tuple(
            name for name, one in here.items() if one.code and codes.get(one.code) != name
        ),
        unknown_left=len(left),
        found=sum(codes.get(here[name].code or "") == name for name in left),
        unknown_stayed=len(unknown) - len(left),
        gap=min((later - sooner for sooner, later in pairwise(starts)), default=0.0),
    )


def report(loop: Loop, figures: Figures) -> None:
    """Print the figures."""
    hits = loop.hits()
    print(f"kills {figures.kills}, of these at named points {hits.total()}")
    for point in POINTS:
        print(f"    {point:22} {hits[point]}")
    print(f"letters confirmed {figures.confirmed}, sent {figures.sent}")
    broken = (figures.doubled, figures.lost, figures.falsely_sent)
    doubled, lost, falsely = map(len, broken)
    print(f"doubled {doubled} · lost {lost} · falsely sent {falsely}")
    print(
        f"unknown outcomes whose letter had left: {figures.unknown_left}, of these found by their"
        f" receipts {figures.found}: {figures.share:.1%} (at least {LEAST_FOUND:.0%} is asked for)"
    )
    print(f"unknown outcomes whose letter never came to the service: {figures.unknown_stayed}")
    print(f"smallest gap at the service {figures.gap:.3f} s, asked for {PERIOD} s")


async def crash(loop: Loop) -> Figures:
    """Run the whole loop; return what it comes to."""
    await asyncio.gather(many_processes(loop), many_processes(loop))
    return judge(loop, *await settle(loop))


def run_loop(folder: Path, kills: int, each: int, seed: int) -> tuple[Loop, Figures]:
    """Run a loop of so many kills on a sandbox of its own."""
    sandbox = Sandbox(
        SandboxConfig(credentials=CREDENTIALS, messages=30, receipt_delay=0.0, send_period=0.0)
    )
    with SandboxServer(sandbox) as server:
        loop = Loop(sandbox, server.base_url, folder, kills, each, random.Random(seed))
        return loop, asyncio.run(crash(loop))


def main() -> None:
    """Run the crash loop; exit 1 when the promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=400)
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        loop, figures = run_loop(Path(folder), arguments.kills, arguments.each, arguments.seed)
        report(loop, figures)
        sys.exit(0 if figures.kept else 1)


if __name__ == "__main__":
    main()
