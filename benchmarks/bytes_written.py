"""What pectui writes to its terminal while nothing changes, and while a mailbox is first listed.

Over a slow line every byte is time, and a screen that is drawn for nothing keeps a laptop awake. A
look that finds nothing should be silent; a first synchronisation should cost by what is to be seen,
not by the pages it reads.
"""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Result, main
from benchmarks.server import sandbox_environment
from benchmarks.start_to_first_row import PECTUI, first_row
from benchmarks.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Mapping

LOOK_LIMIT = 256.0
"""Bytes of a look that finds nothing."""
SYNC_LIMIT = 100.0
"""KB of a first synchronisation beyond the first screen of it."""
LOOK_SECONDS = 15
"""The shortest the settings allow."""
F5 = b"\x1b[15~"
_QUIET = 2.0


def look(env: Mapping[str, str], looks: int) -> float:
    """Return the bytes written in the time of each of several looks that find nothing."""
    env = {**env, "PECTUI_LOOK_SECONDS": str(LOOK_SECONDS)}
    with Terminal(PECTUI, env=env, draw=False) as terminal:
        terminal.wait_for_bytes(first_row(env))
        terminal.settle(_QUIET)
        before = len(terminal.raw)
        end = time.monotonic() + looks * LOOK_SECONDS
        while (left := end - time.monotonic()) > 0:
            terminal.read(left)
        return (len(terminal.raw) - before) / looks


def first_sync(env: Mapping[str, str], messages: int) -> tuple[float, float]:
    """Return the KB written from the first rows to the end of the listing, and its seconds."""
    everything = re.compile(rf"\b{messages:,}\b|\b{messages}\b")
    with Terminal(PECTUI, env=env) as terminal:
        terminal.wait_for(lambda text: "%" in text.partition("\n\n")[0])
        before, started = len(terminal.raw), time.monotonic()
        terminal.wait_for(
            lambda text: bool(everything.search(text)) and "%" not in text.splitlines()[2],
            timeout=600.0,
        )
        taken = time.monotonic() - started
        return (len(terminal.raw) - before) / 1024, taken


def measure(runs: int, messages: int) -> list[Result]:
    """Measure both on a mailbox of so many messages; `runs` are looks."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        with sandbox_environment(home, messages=messages) as env:
            written, seconds = first_sync(env, messages)
            silent = look(env, runs)
    return [
        Result(
            "bytes written by a look that finds nothing",
            f"mean of {runs} looks",
            silent,
            LOOK_LIMIT,
            " bytes",
        ),
        Result(
            f"bytes written while {messages:,} messages are first listed",
            f"{written:.1f} KB in {seconds:.0f} s",
            written,
            SYNC_LIMIT,
            " KB",
        ),
    ]


if __name__ == "__main__":
    main(measure, runs=2, messages=3_000)
