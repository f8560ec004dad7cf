"""A whole mailbox read into an empty one on this machine: requests, time and memory.

    python -m benchmarks.full_sync [--messages 20000] [--seeds 20] [--check]

The sandbox is on a real loopback socket in another process. What counts of the time is what the
processor spends on a page beyond httpx, for the rest is waiting. With a mailbox that holds still,
beside httpx asking for the same pages and reading their JSON; then, for each seed, with one where
mail arrives and vanishes before every fourth request until half the pages are through (with fewer
messages but for the first seed). While it goes on and in the end, the copy is counted against the
sandbox's own mailbox, by what messages are known by: what it holds more often than was ever there
at once, what is missing in the end, and what it falsely calls only here.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.crash_sender import CREDENTIALS, account, options
from benchmarks.measure import Result
from benchmarks.moving import Moving
from pectui.sandbox import SandboxConfig, SandboxServer
from pectui.sandbox.configuration import PAGE_ROWS
from pectui.services.sending.lock import owner_of
from pectui.store.mailbox.copy import file_of

REQUESTS_LIMIT = 1.02
OWN_LIMIT = 5.0
PEAK_LIMIT = 80.0
EVERY = 4
"""Requests from one change of the moving mailbox to the next."""


SMALL = 3_000
"""Messages of the moving mailbox for all seeds but the first."""


@dataclass(frozen=True)
class Run:
    """What one reading of a whole mailbox took."""

    requests: int
    seconds: float
    processor: float
    peak: float
    doubled: int = 0
    missing: int = 0
    false: int = 0


def _counted(url: str, folder: Path, here: str) -> Counter[str]:
    path = file_of(options(folder).directories.cache, owner_of(account(url)))
    if not path.exists():
        return Counter()
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=30)
    try:
        rows = connection.execute(
            f"SELECT fingerprint, count(*) FROM messages WHERE {here} GROUP BY 1"
        )
        return Counter(dict(rows.fetchall()))
    except sqlite3.OperationalError:  # its tables are being made
        return Counter()
    finally:
        connection.close()


def held_at(url: str, folder: Path) -> Counter[str]:
    """Return the fingerprints of what is held as lying on the service, with their counts."""
    return _counted(url, folder, "here")


def gone_at(url: str, folder: Path) -> Counter[str]:
    """Return the fingerprints of what is held as only here, with their counts."""
    return _counted(url, folder, "NOT here")


def read_all(sandbox: Moving, what: str) -> Run:
    """Have a process of its own read everything of `sandbox`."""
    with SandboxServer(sandbox) as server, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = (sys.executable, "-m", "benchmarks.sync_worker", server.base_url, name, what)
        worker = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        doubled = false = 0
        while worker.poll() is None:
            time.sleep(0.2)
            if sandbox.every:
                held, gone = held_at(server.base_url, folder), gone_at(server.base_url, folder)
                doubled = max(doubled, (held - sandbox.most()).total())
                false = max(false, (gone - sandbox.lost()).total())
        assert worker.stdout is not None
        figures = json.loads(worker.stdout.read())
        if worker.returncode:
            raise subprocess.CalledProcessError(worker.returncode, command)
        missing = 0
        if what == "sync":
            held, there = held_at(server.base_url, folder), sandbox.multiset()
            doubled = max(doubled, (held - there).total())
            missing = (there - held).total()
            false = max(false, (gone_at(server.base_url, folder) - sandbox.lost()).total())
        return Run(sandbox.asked, doubled=doubled, missing=missing, false=false, **figures)


def moving(messages: int, seed: int) -> tuple[Moving, Run]:
    """Read a mailbox that moves until half its pages are through."""
    changes = -(-messages // PAGE_ROWS) // (2 * EVERY)
    config = SandboxConfig(messages=messages, credentials=CREDENTIALS)
    sandbox = Moving(config, every=EVERY, changes=changes, seed=seed)
    return sandbox, read_all(sandbox, "sync")


def measure(messages: int, seeds: int) -> list[Result]:
    """Read a still mailbox of that size and a moving one for each seed."""
    pages = -(-messages // PAGE_ROWS)
    config = SandboxConfig(credentials=CREDENTIALS, messages=messages)
    bare = read_all(Moving(config), "bare")
    still = read_all(Moving(config), "sync")
    sandbox, first = moving(messages, 1)
    runs = [still, first, *(moving(min(messages, SMALL), seed)[1] for seed in range(2, seeds + 1))]
    own = (still.processor - bare.processor) / pages * 1000
    doubled, missing, false = (
        sum(getattr(run, name) for run in runs) for name in ("doubled", "missing", "false")
    )
    return [
        Result(
            "full sync, requests",
            f"{still.requests} for {pages} pages; {first.requests} while {sandbox.arrived} came"
            f" and {sandbox.vanished} went",
            still.requests / pages,
            REQUESTS_LIMIT,
            " ×",
        ),
        Result(
            "full sync, time",
            f"{messages:,} messages in {still.seconds:.1f} s ({first.seconds:.1f} s while moving),"
            f" the bare pages {bare.seconds:.1f} s; processor {still.processor:.1f} s and"
            f" {bare.processor:.1f} s; for each page, we take",
            own,
            OWN_LIMIT,
            " ms",
        ),
        Result(
            "full sync, peak memory",
            f"{still.peak:.1f} MB ({first.peak:.1f} while moving), the bare pages {bare.peak:.1f}",
            max(still.peak, first.peak),
            PEAK_LIMIT,
            " MB",
        ),
        Result(
            "full sync, wrong",
            f"{seeds} seeds, while it goes on and in the end: doubled {doubled}, missing {missing},"
            f" falsely only here {false}",
            doubled + missing + false,
            0,
        ),
    ]


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--check", action="store_true", help="exit 1 where a limit is exceeded")
    arguments = parser.parse_args()
    results = measure(arguments.messages, arguments.seeds)
    for result in results:
        print(result, flush=True)
    if arguments.check and not all(result.holds for result in results):
        sys.exit(1)


if __name__ == "__main__":
    main()
