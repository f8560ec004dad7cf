"""What pectui writes to its terminal while nothing changes, while it lists, and for a key.

Over a slow line every byte is time, and a screen that is drawn for nothing keeps a laptop awake. A
look that finds nothing should be silent; a first synchronisation should cost by what is to be seen,
not by the pages it reads; a key by the rows it changes, beside a DataTable of 25 rows.
"""

from __future__ import annotations

import itertools
import re
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Result, main
from benchmarks.server import sandbox_environment
from benchmarks.start_to_first_row import BARE, PECTUI, first_row
from benchmarks.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Mapping

LOOK_LIMIT = 256.0
"""Bytes of a look that finds nothing."""
SYNC_LIMIT = 100.0
"""KB of a first synchronisation beyond the first screen of it."""
LOOK_SECONDS = 15
"""The shortest the settings allow."""
KEY_LIMIT = 1.5
"""Bytes of a cursor key, times those of a DataTable with fewer columns."""
STILL_LIMIT = 0.0
"""Bytes a second while a letter is open and nothing is typed, with `quiet`."""
DOWN, UP = b"\x1b[B", b"\x1b[A"
_QUIET = 2.0
_KEY_QUIET = 0.15
_KEYS = 10
_STILL_SECONDS = 5.0


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


def of_keys(terminal: Terminal, *keys: bytes) -> float:
    """Return the median of the bytes that each of several keys costs, `keys` in turn."""
    costs = []
    for key in itertools.islice(itertools.cycle(keys), _KEYS):
        terminal.settle(_KEY_QUIET)
        before = len(terminal.raw)
        terminal.send(key)
        terminal.wait_until(lambda before=before: len(terminal.raw) > before)  # type: ignore[misc]
        terminal.settle(_KEY_QUIET)
        costs.append(len(terminal.raw) - before)
    return statistics.median(costs)


def moving(terminal: Terminal) -> tuple[float, float]:
    """Return the bytes of a key that moves the cursor in view, and of one that scrolls."""
    terminal.settle(_QUIET)
    in_view = of_keys(terminal, DOWN, UP)
    for _ in range(12):
        terminal.send(DOWN)
        terminal.settle(_KEY_QUIET)
    return in_view, of_keys(terminal, DOWN)


def keys(env: Mapping[str, str]) -> list[Result]:
    """Measure keys in the list of the inbox, beside those in a DataTable as low."""
    with Terminal(PECTUI, env=env, lines=12) as terminal:
        terminal.wait_for_bytes(first_row(env))
        ours = moving(terminal)
    with Terminal(BARE, env=env, lines=12) as terminal:
        terminal.wait_for("Oggetto")
        bare = moving(terminal)
    names = ("a key that moves the cursor in view", "a key that scrolls the list")
    return [
        Result(
            f"bytes written for {name}",
            f"p50 {one:.0f} bytes; DataTable {other:.0f}",
            one / other,
            KEY_LIMIT,
            " × DataTable",
        )
        for name, one, other in zip(names, ours, bare, strict=True)
    ]


def still(env: Mapping[str, str]) -> float:
    """Return the bytes a second while a letter is open and nothing is typed, with `quiet`."""
    with Terminal(PECTUI, env={**env, "PECTUI_QUIET": "true"}) as terminal:
        terminal.wait_for_bytes(first_row(env))
        terminal.settle(_QUIET)
        terminal.send("c")
        terminal.wait_until(lambda: b"F9" in terminal.raw)
        terminal.settle(_QUIET)
        before = len(terminal.raw)
        end = time.monotonic() + _STILL_SECONDS
        while (left := end - time.monotonic()) > 0:
            terminal.read(left)
        return (len(terminal.raw) - before) / _STILL_SECONDS


def measure(runs: int, messages: int) -> list[Result]:
    """Measure both on a mailbox of so many messages; `runs` are looks."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        with sandbox_environment(home, messages=messages) as env:
            written, seconds = first_sync(env, messages)
            silent = look(env, runs)
            pressed = keys(env)
            writing = still(env)
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
        *pressed,
        Result(
            "bytes written while a letter is open and nothing is typed, quiet",
            f"{_STILL_SECONDS:.0f} s",
            writing,
            STILL_LIMIT,
            " bytes a second",
        ),
    ]


if __name__ == "__main__":
    main(measure, runs=2, messages=3_000)
