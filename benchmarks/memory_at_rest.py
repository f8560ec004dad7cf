"""Resident memory of pectui in a pseudo-terminal, a page on the screen and nothing going on."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Result, cpu_ticks, main, resident_mb
from benchmarks.server import sandbox_environment
from benchmarks.start_to_first_row import BARE, PECTUI, first_row
from benchmarks.terminal import Terminal, environment

if TYPE_CHECKING:
    from collections.abc import Mapping

LIMIT = 45.0
STILL = 2.0
"""Seconds without a byte written and hardly a tick of work: that is rest."""
_TICKS = 5


def at_rest(command: tuple[str, ...], env: Mapping[str, str], wanted: bytes) -> float:
    """Start a program, wait until it rests; return its resident MB."""
    with Terminal(command, env=env, draw=False) as terminal:
        terminal.wait_for_bytes(wanted)
        before = -_TICKS
        while (now := cpu_ticks(terminal.pid)) - before > _TICKS:
            before = now
            terminal.settle(STILL)
        return resident_mb(terminal.pid)


def measure(runs: int) -> list[Result]:
    """Measure pectui, and the bare app for comparison."""
    ours: list[float] = []
    theirs: list[float] = []
    with tempfile.TemporaryDirectory() as home, sandbox_environment(Path(home)) as env:
        wanted = first_row(env)
        for _ in range(runs):
            ours.append(at_rest(PECTUI, env, wanted))
            theirs.append(at_rest(BARE, environment(Path(home)), b"Oggetto del messaggio"))
    mine, bare = statistics.median(ours), statistics.median(theirs)
    figures = f"pectui {mine:.1f} MB, bare Textual app {bare:.1f} MB (medians of {runs})"
    return [Result("memory at rest", figures, mine, LIMIT, " MB")]


if __name__ == "__main__":
    main(measure, runs=3)
