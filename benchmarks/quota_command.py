"""`pectui quota` against the sandbox on a socket, beside the two imports that any client needs."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Result, main, median_ms, take_turns
from benchmarks.server import sandbox_environment

if TYPE_CHECKING:
    from collections.abc import Mapping

LIMIT = 1.3
QUOTA = (sys.executable, "-m", "pectui", "quota")
IMPORTS = (sys.executable, "-c", "import httpx, pydantic_settings")


def run(command: tuple[str, ...], env: Mapping[str, str]) -> float:
    """Run a command to its end; return the seconds it took."""
    started = time.perf_counter()
    subprocess.run(command, env=dict(env), stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def measure(runs: int) -> list[Result]:
    """Measure both commands in turn."""
    with tempfile.TemporaryDirectory() as home, sandbox_environment(Path(home)) as env:
        times = take_turns(
            runs, {"quota": lambda: run(QUOTA, env), "imports": lambda: run(IMPORTS, env)}
        )
    ours, theirs = median_ms(times["quota"]), median_ms(times["imports"])
    figures = f"pectui quota {ours:.0f} ms, the imports {theirs:.0f} ms (medians of {runs})"
    return [Result("quota command", figures, ours / theirs, LIMIT, " ×")]


if __name__ == "__main__":
    main(measure, runs=15)
