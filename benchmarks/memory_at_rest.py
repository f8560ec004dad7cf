"""Resident memory of pectui in a pseudo-terminal, 100,000 messages held and nothing going on.

A bare Textual app stands beside it, and what pectui takes more is told apart: memory of its own
(objects, code, caches) and pages of the libraries it loads. So does the same bare app after it has
used httpx, pydantic-settings and SQLite once: no program built on these can take less.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.measure import Result, cpu_ticks, libraries_mb, main, resident_mb
from benchmarks.server import sandbox_environment
from benchmarks.start_to_first_row import BARE, PECTUI, first_row
from benchmarks.terminal import Terminal, environment

if TYPE_CHECKING:
    from collections.abc import Mapping

LIMIT = 50.0
BUILT_LIMIT = 1.0
"""Times the bare app that has used the same libraries."""
STILL = 2.0
"""Seconds without a byte written and hardly a tick of work: that is rest."""
_TICKS = 5
_BARE_ROW = b"Oggetto del messaggio"
_NAMED = 3
"""Libraries named in the breakdown, those first in which pectui takes most more."""


class Memory(NamedTuple):
    """What a program holds at rest, in MB."""

    resident: float
    libraries: dict[str, float]
    """Pages of each file that it holds as they are in the file; what it wrote to is its own."""


def at_rest(command: tuple[str, ...], env: Mapping[str, str], wanted: bytes) -> Memory:
    """Start a program, wait until it has written `wanted` and rests; return its memory."""
    with Terminal(command, env=env, draw=False) as terminal:
        terminal.wait_for_bytes(wanted)
        before = -_TICKS
        while (now := cpu_ticks(terminal.pid)) - before > _TICKS:
            before = now
            terminal.settle(STILL)
        return Memory(resident_mb(terminal.pid), libraries_mb(terminal.pid))


def compare(runs: int, home: Path, env: Mapping[str, str]) -> list[Result]:
    """Measure pectui on the account and the mailbox of `env`, and the bare apps, in turn."""
    wanted = first_row(env)
    # What a process holds can be looked into only where it says so.
    env = {**env, "PECTUI_DEVELOPMENT": "1"}
    ours: list[Memory] = []
    theirs: list[Memory] = []
    built: list[Memory] = []
    for _ in range(runs):
        ours.append(at_rest(PECTUI, env, wanted))
        theirs.append(at_rest(BARE, environment(home), _BARE_ROW))
        built.append(at_rest((*BARE, "--libraries"), environment(home), _BARE_ROW))
    mine, bare, least = (
        statistics.median(one.resident for one in some) for some in (ours, theirs, built)
    )
    figures = (
        f"pectui {mine:.1f} MB = bare Textual app {bare:.1f} + "
        f"{_breakdown(mine - bare, ours[-1].libraries, theirs[-1].libraries)} (medians of {runs})"
    )
    beside = f"bare Textual app that has used httpx, pydantic-settings and SQLite {least:.1f} MB"
    return [
        Result("memory at rest", figures, mine, LIMIT, " MB"),
        Result("memory at rest, built on the same", beside, mine / least, BUILT_LIMIT),
    ]


def _breakdown(more: float, ours: Mapping[str, float], theirs: Mapping[str, float]) -> str:
    extra = {name: size - theirs.get(name, 0.0) for name, size in ours.items()}
    shared = sum(ours.values()) - sum(theirs.values())
    most = sorted(extra, key=extra.__getitem__, reverse=True)[:_NAMED]
    names = ", ".join(f"{name} {extra[name]:.1f}" for name in most)
    return f"own memory {more - shared:.1f} + libraries {shared:.1f} ({names})"


def measure(runs: int, messages: int) -> list[Result]:
    """Measure with a mailbox of so many messages that is held already."""
    with (
        tempfile.TemporaryDirectory() as name,
        sandbox_environment(Path(name), messages=messages, held=True) as env,
    ):
        return compare(runs, Path(name), env)


if __name__ == "__main__":
    main(measure, runs=3, messages=100_000)
