"""10,000 signed originals taken in from an mbox, beside Python's own reading of the same file.

Each contestant is a fresh process. The program reads, verifies, writes and binds each original; the
other one cuts the mbox and parses each message, as `mailbox` and `email` of the standard library
do, and checks nothing. Memory is the process's high-water mark. How late the loop that would draw
the screen hears a key is told, too: the mailbox is used meanwhile.
"""

from __future__ import annotations

import asyncio
import email
import mailbox
import sys
import tempfile
import time
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Figures, Result, figures_of, main, tell_figures, took

if TYPE_CHECKING:
    from collections.abc import Coroutine

FEW, MANY = 100, 10_000
MEMORY_LIMIT = 8.0
TIME_LIMIT = 6.0
LATE_LIMIT = 100.0
_TICK = 0.005
_LINES = 700
"""Lines of the letter that every second original gives back."""


@dataclass(frozen=True)
class Taking(Figures):
    """What one process took, and how long keys waited meanwhile."""

    late: float
    """Seconds after which a key would have been heard: of 100 keys 99 sooner."""
    latest: float


def make(folder: Path, count: int) -> None:
    """Write an mbox of `count` originals, and the certificate of their authority."""
    from tests.proof.making_originals import ACCEPTANCE, DELIVERY, authority, mbox

    letter = b"From: a@b.example\r\nSubject: x\r\n\r\n" + b"riga della lettera\r\n" * _LINES
    (folder / "ca.pem").write_bytes(authority().pem)
    with (folder / f"{count}.mbox").open("wb") as file:
        for number in range(count):
            code = f"20260310110405{number // 2:05d}"
            made = replace(ACCEPTANCE, code=code)
            if number % 2:
                made = replace(DELIVERY, code=code, letter=letter)
            file.write(mbox([made.raw()]))


async def taken_in(folder: Path, path: Path, data: Path) -> int:
    """Take all of them in; return how many prove."""
    from pectui.services.proof.originals import open_originals
    from pectui.store.owner import Owner

    place = open_originals(data, Owner("a@b", "a"), str(folder / "ca.pem"))
    async with place as originals:
        return sum([taken.judgement.is_proof async for taken in originals.take_in([path])])


async def with_ticks(work: Coroutine[None, None, int]) -> tuple[int, list[float]]:
    """Return what `work` does, and how late the loop was for each key meanwhile, sorted."""
    late: list[float] = []
    task = asyncio.ensure_future(work)
    while not task.done():
        begun = time.perf_counter()
        await asyncio.sleep(_TICK)
        late.append(time.perf_counter() - begun - _TICK)
    return await task, sorted(late)


def parsed(path: Path) -> int:
    """Parse all of them; return how many parts they have."""
    box = mailbox.mbox(path, factory=None, create=False)
    try:
        return sum(
            len(list(email.message_from_bytes(box.get_bytes(key)).walk())) for key in box.iterkeys()
        )
    finally:
        box.close()


def contest(name: str, folder: Path, count: int) -> None:
    """Be one contestant and print the figures."""
    path = folder / f"{count}.mbox"
    data = folder / f"{name} {count}"

    def work() -> tuple[int, list[float]]:
        if name == "ours":
            return asyncio.run(with_ticks(taken_in(folder, path, data)))
        return parsed(path), [0.0]

    (done, late), figures = took(work)
    assert done >= count, done
    tell_figures(*astuple(figures), late[len(late) * 99 // 100], late[-1])


def _run(name: str, folder: Path, count: int) -> Taking:
    return Taking(*figures_of("benchmarks.import_originals", name, folder, count))


def measure(_: int) -> list[Result]:
    """Measure once each: minutes are longer than the moods of a machine."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in (FEW, MANY):
            make(folder, count)
        few, ours = _run("ours", folder, FEW), _run("ours", folder, MANY)
        theirs = _run("theirs", folder, MANY)
    return [
        Result(
            "memory for 10,000 originals",
            f"peak {ours.peak_mb:.0f} MB, {few.peak_mb:.0f} MB for {FEW}, parsed only "
            f"{theirs.peak_mb:.0f} MB",
            ours.peak_mb - few.peak_mb,
            MEMORY_LIMIT,
            " MB",
        ),
        Result(
            "time for 10,000 originals",
            f"{ours.cpu:.1f} s of the processor ({ours.wall:.1f} s with the disk), parsed only "
            f"{theirs.cpu:.1f} s",
            ours.cpu / theirs.cpu,
            TIME_LIMIT,
            " ×",
        ),
        Result(
            "keys while 10,000 originals are taken in",
            f"of 100 keys 99 heard within {ours.late * 1000:.0f} ms, all within "
            f"{ours.latest * 1000:.0f} ms",
            ours.late * 1000,
            LATE_LIMIT,
            " ms",
        ),
    ]


if __name__ == "__main__":
    if len(sys.argv) > 3:
        contest(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main(measure, runs=1)
