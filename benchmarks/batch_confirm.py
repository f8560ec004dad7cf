"""A batch of 10,000 rows confirmed, with a file of 5 MB that goes to all: time, disk and memory.

In a process of its own all letters are frozen on disk as `pectui batch send` does it, synced. How
long the same machine takes to write as many rows of the letters' text with plain SQLite, in the
same pieces, is told beside it. The file must be stored once.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
import tempfile
import time
from dataclasses import astuple, dataclass
from pathlib import Path

from benchmarks.batch_check import BODY, SUBJECT, make
from benchmarks.crash_sender import account, options
from benchmarks.measure import Figures, Result, figures_of, main, peak_mb, tell_figures

FEW, MANY = 100, 10_000
PIECE = 200
"""Rows in one transaction."""
FILE_BYTES = 5_000_000
TIME_LIMIT = 60.0
DISK_LIMIT = 6.0
"""KB of a letter, without the file."""
MEMORY_LIMIT = 150.0


@dataclass(frozen=True)
class Confirming(Figures):
    """What confirming took, and what it left on the disk."""

    files: float
    """Bytes of the frozen files."""
    others: float
    """Bytes of everything else that was written."""


def size_of(folder: Path) -> int:
    """Return the bytes of all files under a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


async def confirmed(table: Path, home: Path) -> Confirming:
    """Check and confirm a batch; return what confirming took."""
    from pectui.sandbox import Sandbox, SandboxConfig
    from pectui.services.batches.batches import batches_of
    from pectui.services.batches.request import BatchRequest
    from pectui.services.session import open_session

    common = table.parent / "comunicazione.pdf"
    common.write_bytes(os.urandom(FILE_BYTES))
    request = BatchRequest(str(table), SUBJECT, BODY, files=(str(common),))
    sandbox = Sandbox(SandboxConfig(messages=0))
    place = options(home)
    async with open_session(account("http://127.0.0.1"), place, asgi=sandbox.app) as session:
        batches = batches_of(session)
        check = await batches.check(request)
        wall, cpu = time.perf_counter(), time.process_time()
        batch = await batches.confirm(request, checked=check)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        status = await batches.status(batch)
    assert status.waiting == int(table.stem), status
    files = size_of(place.directories.data / "attachments")
    return Confirming(wall, cpu, peak_mb(), files, size_of(place.directories.data) - files)


def written(folder: Path, rows: int) -> float:
    """Write as many letters with SQLite alone, each piece synced; return the seconds."""
    begun = time.perf_counter()
    connection = sqlite3.connect(folder / "alone.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE letters (id INTEGER PRIMARY KEY, subject, body, html)")
    for first in range(0, rows, PIECE):
        connection.execute("BEGIN IMMEDIATE")
        piece = [(SUBJECT, BODY, BODY)] * min(PIECE, rows - first)
        connection.executemany("INSERT INTO letters (subject, body, html) VALUES (?,?,?)", piece)
        connection.execute("COMMIT")
    connection.close()
    return time.perf_counter() - begun


def _run(folder: Path, rows: int) -> Confirming:
    make(folder, rows)
    with tempfile.TemporaryDirectory(dir=folder) as home:
        table = folder / f"{rows}.csv"
        return Confirming(*figures_of("benchmarks.batch_confirm", table, home))


def measure(_: int, rows: int = MANY) -> list[Result]:
    """Measure once: a minute is longer than the moods of a machine."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, many = _run(folder, FEW), _run(folder, rows)
        alone = written(folder, rows)
    each = (many.others - few.others) / (rows - FEW) / 1024
    return [
        Result(
            f"time to confirm {rows:,} rows",
            f"{many.wall:.1f} s, of these {many.cpu:.1f} s of the processor; their text alone,"
            f" written by SQLite, {alone:.1f} s",
            many.wall,
            TIME_LIMIT,
            " s",
        ),
        Result(
            "copies of the file that goes to all",
            f"{many.files:,.0f} bytes for a file of {FILE_BYTES:,}",
            many.files / FILE_BYTES,
            1.0,
        ),
        Result(
            "disk for each letter, without files",
            f"{many.others / 1e6:.1f} MB in all, {few.others / 1e6:.1f} MB for {FEW}",
            each,
            DISK_LIMIT,
            " KB",
        ),
        Result(
            f"memory to confirm {rows:,} rows",
            f"peak {many.peak_mb:.0f} MB, {few.peak_mb:.0f} MB for {FEW}",
            many.peak_mb,
            MEMORY_LIMIT,
            " MB",
        ),
    ]


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1].endswith(".csv"):
        tell_figures(*astuple(asyncio.run(confirmed(Path(sys.argv[1]), Path(sys.argv[2])))))
    else:
        main(measure, runs=1)
