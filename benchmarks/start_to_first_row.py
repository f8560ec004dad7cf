"""From the start of the process to the first row's text on the screen, beside a bare Textual app.

pectui has seen the mailbox once before, and shows what it saw while it loads; what a very first
start takes, which asks a sandbox on a loopback socket first, is told beside it. The bare app has
its rows in its source. All run in the same pseudo-terminal, in turn.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Result, main, median_ms, take_turns
from benchmarks.server import sandbox_environment
from benchmarks.terminal import Terminal, environment, homes

if TYPE_CHECKING:
    from collections.abc import Mapping

LIMIT = 1.0
QUIT = b"\x11"
PECTUI = (sys.executable, "-m", "pectui")
BARE = (sys.executable, "-m", "benchmarks.bare_app")


def first_row(env: Mapping[str, str]) -> bytes:
    """Return the words that the newest message's row begins with."""
    done = subprocess.run(
        [*PECTUI, "inbox", "--json"], env=dict(env), capture_output=True, check=True
    )
    newest = json.loads(done.stdout)["messages"][0]
    return str(newest["on_behalf_of"] or newest["sender"])[:10].encode()


def start(command: tuple[str, ...], env: Mapping[str, str], wanted: bytes) -> float:
    """Start a program, then quit it; return the seconds until it had written `wanted`."""
    with Terminal(command, env=env, draw=False) as terminal:
        taken = terminal.wait_for_bytes(wanted)
        terminal.wait_for_raw_keys()
        terminal.settle(0.3)  # quit at rest, or the next start would find less than it should
        terminal.send(QUIT)
        terminal.wait_for_end()
        return taken


def start_at_first(env: Mapping[str, str], wanted: bytes) -> float:
    """Start pectui in a home that nobody ever used."""
    with tempfile.TemporaryDirectory() as folder:
        return start(PECTUI, {**env, **homes(Path(folder))}, wanted)


def measure(runs: int) -> list[Result]:
    """Measure the programs in turn."""
    with tempfile.TemporaryDirectory() as home, sandbox_environment(Path(home)) as env:
        wanted = first_row(env)
        bare = environment(Path(home))
        times = take_turns(
            runs,
            {
                "later": lambda: start(PECTUI, env, wanted),
                "first": lambda: start_at_first(env, wanted),
                "bare": lambda: start(BARE, bare, b"Oggetto del messaggio"),
            },
        )
    ours, first, theirs = (median_ms(times[name]) for name in ("later", "first", "bare"))
    figures = (
        f"pectui {ours:.0f} ms, its very first start {first:.0f} ms, "
        f"bare Textual app {theirs:.0f} ms (medians of {runs})"
    )
    return [Result("start to first row", figures, ours / theirs, LIMIT, " ×")]


if __name__ == "__main__":
    main(measure, runs=11)
