"""From a cursor key written to the pseudo-terminal to the first byte of the frame it makes.

In view, the cursor moves within what is shown; scrolling, every key moves the whole list. Queued,
200 keys are written at once, as a held key or a slow line brings them, and the time until the last
of them is drawn is told for each. The mailbox has 100,000 messages held on this machine; beside it
a DataTable of 25 rows, for comparison.
"""

from __future__ import annotations

import itertools
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Result, main
from benchmarks.server import sandbox_environment
from benchmarks.start_to_first_row import BARE, PECTUI, first_row
from benchmarks.terminal import Terminal, environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

IN_VIEW_LIMIT = 4.0
SCROLLING_LIMIT = 10.0
QUEUED_LIMIT = 1.0
QUEUED = 200
DOWN, UP = b"\x1b[B", b"\x1b[A"
HOME, END = b"\x1b[H", b"\x1b[F"
_LINES = 12
"""Rows of the terminal: few, so that most of a page of 25 messages lies outside it."""
_QUIET = 0.06
_QUEUED_QUIET = 0.2


def repaint(terminal: Terminal, key: bytes) -> float:
    """Press `key`; return the milliseconds until the first byte of the answer."""
    terminal.settle(_QUIET)
    started = time.perf_counter()
    terminal.send(key)
    data = terminal.read(2.0)
    taken = time.perf_counter() - started
    if not data:
        raise AssertionError(f"{key!r} changed nothing")
    return taken * 1000


def p50(terminal: Terminal, keys: Iterable[bytes], runs: int) -> float:
    """Return the median over `runs` keys."""
    return statistics.median(
        repaint(terminal, key) for key in itertools.islice(itertools.cycle(keys), runs)
    )


def queued(terminal: Terminal, runs: int) -> float:
    """Return the median milliseconds of each of many keys written at once.

    The last frame's end is the last byte before it is quiet; the quiet does not count.
    """
    times = []
    for run in range(runs):
        terminal.settle(_QUIET)
        started = last = time.perf_counter()
        terminal.send((UP if run % 2 else DOWN) * QUEUED)
        while terminal.read(_QUEUED_QUIET):
            last = time.perf_counter()
        times.append((last - started) * 1000 / QUEUED)
    return statistics.median(times)


def figures_of(
    command: tuple[str, ...], env: Mapping[str, str], wanted: bytes, runs: int
) -> list[float]:
    """Return the medians in view, scrolling and queued, in ms."""
    with Terminal(command, env=env, lines=_LINES, draw=False) as terminal:
        terminal.wait_for_bytes(wanted)
        terminal.wait_for_raw_keys()
        terminal.settle(0.5)
        in_view = p50(terminal, (DOWN, UP), runs)
        # From the far end, the first keys would still move within the view.
        scrolling: list[float] = []
        while len(scrolling) < runs:
            for far, key in ((END, UP), (HOME, DOWN)):
                terminal.send(far)
                terminal.settle(_QUIET)
                terminal.send(key * _LINES)
                scrolling += [repaint(terminal, key) for _ in range(8)]
        terminal.send(HOME)
        return [in_view, statistics.median(scrolling), queued(terminal, max(4, runs // 10))]


def measure(runs: int, messages: int) -> list[Result]:
    """Measure the message list, and the DataTable for comparison."""
    with (
        tempfile.TemporaryDirectory() as home,
        sandbox_environment(Path(home), messages=messages, held=True) as env,
    ):
        ours = figures_of(PECTUI, env, first_row(env), runs)
        theirs = figures_of(BARE, environment(Path(home)), b"Oggetto del messaggio", runs)
    places = ("in view", "scrolling", f"each of {QUEUED} queued")
    limits = (IN_VIEW_LIMIT, SCROLLING_LIMIT, QUEUED_LIMIT)
    return [
        Result(
            f"cursor key to repaint, {place}",
            f"p50 of {runs} keys: pectui {mine:.1f} ms, DataTable {table:.1f} ms",
            mine,
            limit,
            " ms",
        )
        for place, mine, table, limit in zip(places, ours, theirs, limits, strict=True)
    ]


if __name__ == "__main__":
    main(measure, runs=100, messages=100_000)
