"""From the start of the process to the first row's text on the screen, beside a bare Textual app.

pectui reads its settings and asks a sandbox on a loopback socket for the page; nothing is cached.
The bare app has its rows in its source. Both run in the same pseudo-terminal, in turn.
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
from benchmarks.terminal import Terminal, environment

if TYPE_CHECKING:
    from collections.abc import Mapping

LIMIT = 1.0
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
    """Start a program; return the seconds until it has written `wanted`."""
    with tempfile.TemporaryDirectory() as home:
        places = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), home)
        with Terminal(command, env={**env, **places}, draw=False) as terminal:
            return terminal.wait_for_bytes(wanted)


def measure(runs: int) -> list[Result]:
    """Measure both programs in turn."""
    with tempfile.TemporaryDirectory() as home, sandbox_environment(Path(home)) as env:
        wanted = first_row(env)
        bare = environment(Path(home))
        times = take_turns(
            runs,
            {
                "pectui": lambda: start(PECTUI, env, wanted),
                "bare": lambda: start(BARE, bare, b"Oggetto del messaggio"),
            },
        )
    ours, theirs = median_ms(times["pectui"]), median_ms(times["bare"])
    figures = f"pectui {ours:.0f} ms, bare Textual app {theirs:.0f} ms (medians of {runs})"
    return [Result("start to first row", figures, ours / theirs, LIMIT, " ×")]


if __name__ == "__main__":
    main(measure, runs=11)
