"""What the benchmarks share: taking turns, processes of their own, and one line of result each."""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")


@dataclass(frozen=True)
class Result:
    """One benchmark's figures: a name, the words of its line, and what may not be exceeded."""

    name: str
    figures: str
    value: float
    limit: float
    unit: str = ""

    @property
    def holds(self) -> bool:
        """Whether the limit is kept."""
        return self.value <= self.limit

    def __str__(self) -> str:
        verdict = "ok" if self.holds else "OVER THE LIMIT"
        return (
            f"{self.name}: {self.figures}; "
            f"{self.value:.2f}{self.unit} of at most {self.limit:g}{self.unit}: {verdict}"
        )


@dataclass(frozen=True)
class Figures:
    """What one process took."""

    wall: float
    cpu: float
    peak_mb: float


def took(work: Callable[[], T]) -> tuple[T, Figures]:
    """Return what `work` returns, and what it took of this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    done = work()
    return done, Figures(time.perf_counter() - wall, time.process_time() - cpu, peak_mb())


def tell_figures(*figures: float) -> None:
    """Print the figures of this process for who started it."""
    print(json.dumps(figures))


def figures_of(module: str, *arguments: object) -> list[float]:
    """Run a module as a process of its own; return the figures it tells."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    said = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    figures: list[float] = json.loads(said)
    return figures


def take_turns(runs: int, contestants: Mapping[str, Callable[[], float]]) -> dict[str, list[float]]:
    """Run each contestant `runs` times, in turn, after one unmeasured round for warm caches."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for run in range(runs + 1):
        for name, contestant in contestants.items():
            taken = contestant()
            if run:
                times[name].append(taken)
    return times


def median_ms(seconds: list[float]) -> float:
    """Return the median in milliseconds."""
    return statistics.median(seconds) * 1000


def resident_mb(pid: int) -> float:
    """Return the resident memory of a process in MB of 1024 × 1024 bytes."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
    assert found
    return int(found[1]) / 1024


def peak_mb() -> float:
    """Return the most memory this process ever had, in MB; what it was started from not counted."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    assert found
    return int(found[1]) / 1024


def libraries_mb(pid: int) -> dict[str, float]:
    """Return the MB of each mapped file, by its name, that a process holds unchanged in memory."""
    sizes: dict[str, float] = {}
    name = ""
    for line in Path(f"/proc/{pid}/smaps").read_text(encoding="utf-8").splitlines():
        key, *values = line.split()
        if not key.endswith(":"):
            path = values[4] if len(values) > 4 else ""
            name = path.rpartition("/")[2].partition(".")[0] if path.startswith("/") else ""
        elif name and key in {"Rss:", "Anonymous:"}:
            kilobytes = int(values[0]) if key == "Rss:" else -int(values[0])
            sizes[name] = sizes.get(name, 0.0) + kilobytes / 1024
    return sizes


def cpu_ticks(pid: int) -> int:
    """Return the processor time a process has used, in clock ticks."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def main(measure: Callable[..., list[Result]], runs: int, *, messages: int = 0) -> None:
    """Run one benchmark as a command: `--runs N`; `--check` fails where a limit is exceeded.

    Given `messages`, it works on a mailbox of so many held here; `--messages N` has it be others.
    """
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument(
        "--runs", type=int, default=runs, help="measured runs (default: %(default)s)"
    )
    parser.add_argument("--check", action="store_true", help="exit 1 where a limit is exceeded")
    if messages:
        parser.add_argument(
            "--messages", type=int, default=messages, help="held here (default: %(default)s)"
        )
    arguments = parser.parse_args()
    more = {"messages": arguments.messages} if messages else {}
    results = measure(arguments.runs, **more)
    for result in results:
        print(result, flush=True)
    if arguments.check and not all(result.holds for result in results):
        sys.exit(1)
