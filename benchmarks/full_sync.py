"""A whole mailbox read into an empty one on this machine: requests, time and memory.

    python -m benchmarks.full_sync [--messages 20000] [--check]

The sandbox is on a real loopback socket in another process. What counts of the time is what the
processor spends on a page beyond httpx, for the rest is waiting. Twice: with a mailbox that holds
still, beside httpx asking for the same pages and reading their JSON; and with one where mail
arrives and vanishes before every fourth request until half the pages are through. What is held in
the end is counted against the sandbox's own mailbox, by what messages are known by.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.crash_sender import CREDENTIALS, account, options
from benchmarks.measure import Result
from benchmarks.moving import Moving
from pectui.sandbox import SandboxConfig, SandboxServer
from pectui.sandbox.mailbox import PAGE_ROWS
from pectui.services.mailbox.contents import file_of
from pectui.services.sending.lock import owner_of

REQUESTS_LIMIT = 1.01
OWN_LIMIT = 5.0
PEAK_LIMIT = 80.0
EVERY = 4
"""Requests from one change of the moving mailbox to the next."""


@dataclass(frozen=True)
class Run:
    """What one reading of a whole mailbox took."""

    requests: int
    seconds: float
    processor: float
    peak: float
    doubled: int = 0
    missing: int = 0


def held_at(url: str, folder: Path) -> Counter[str]:
    """Return the fingerprints of what is held as lying on the service, with their counts."""
    path = file_of(options(folder).directories.cache, owner_of(account(url)))
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        rows = connection.execute(
            "SELECT fingerprint, count(*) FROM messages WHERE here GROUP BY 1"
        )
        return Counter(dict(rows.fetchall()))
    finally:
        connection.close()


def read_all(sandbox: Moving, what: str) -> Run:
    """Have a process of its own read everything of `sandbox`."""
    with SandboxServer(sandbox) as server, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = (sys.executable, "-m", "benchmarks.sync_worker", server.base_url, name, what)
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        figures = json.loads(done.stdout)
        doubled = missing = 0
        if what == "sync":
            held, there = held_at(server.base_url, folder), sandbox.multiset()
            doubled, missing = (held - there).total(), (there - held).total()
        return Run(sandbox.asked, doubled=doubled, missing=missing, **figures)


def measure(messages: int) -> list[Result]:
    """Read a still mailbox and a moving one of that size."""
    pages = -(-messages // PAGE_ROWS)
    config = SandboxConfig(credentials=CREDENTIALS, messages=messages)
    bare = read_all(Moving(config), "bare")
    still = read_all(Moving(config), "sync")
    sandbox = Moving(config, every=EVERY, changes=pages // (2 * EVERY))
    moving = read_all(sandbox, "sync")
    own = (still.processor - bare.processor) / pages * 1000
    wrong = sum(run.doubled + run.missing for run in (still, moving))
    return [
        Result(
            "full sync, requests",
            f"{still.requests} for {pages} pages; {moving.requests} while {sandbox.arrived} came"
            f" and {sandbox.vanished} went",
            still.requests / pages,
            REQUESTS_LIMIT,
            " ×",
        ),
        Result(
            "full sync, time",
            f"{messages:,} messages in {still.seconds:.1f} s ({moving.seconds:.1f} s while moving),"
            f" the bare pages {bare.seconds:.1f} s; processor {still.processor:.1f} s and"
            f" {bare.processor:.1f} s; for each page, we take",
            own,
            OWN_LIMIT,
            " ms",
        ),
        Result(
            "full sync, peak memory",
            f"{still.peak:.1f} MB ({moving.peak:.1f} while moving), the bare pages {bare.peak:.1f}",
            max(still.peak, moving.peak),
            PEAK_LIMIT,
            " MB",
        ),
        Result(
            "full sync, wrong",
            f"doubled {still.doubled} and {moving.doubled}, missing {still.missing} and"
            f" {moving.missing}",
            wrong,
            0,
        ),
    ]


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--check", action="store_true", help="exit 1 where a limit is exceeded")
    arguments = parser.parse_args()
    results = measure(arguments.messages)
    for result in results:
        print(result, flush=True)
    if arguments.check and not all(result.holds for result in results):
        sys.exit(1)


if __name__ == "__main__":
    main()
