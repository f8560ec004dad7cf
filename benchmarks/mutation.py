"""How many small mistakes in the rules of state, matching and deletion the tests notice.

    python -m benchmarks.mutation [--sample 25 | --all] [--jobs 2] [--seed 1] [FILE...]

Every mutant (`mutants.py`) runs in a copy of the tree against the tests of its file alone. Caught
is what makes a test fail or run on; the others are printed, those that change no behaviour (marked
beside the code) with the reason. They count as not caught all the same.
"""

from __future__ import annotations

import argparse
import ast
import random
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from benchmarks.measure import Result
from benchmarks.mutants import mutants
from benchmarks.mutants_runner import run_tests

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.mutants import Mutant

ROOT = Path(__file__).parent.parent
LIMIT = 10.0
"""Per cent of the mutants that may go unnoticed."""
_COPY = (
    "services/mailbox/test_copy_scans.py",
    "services/mailbox/test_copy_of_what_went.py",
    "services/mailbox/test_copy_stories.py",
    "services/mailbox/test_copy_loop.py",
    "services/mailbox/test_copy_pauses.py",
    "services/mailbox/test_copy_from_before.py",
    "services/mailbox/test_copy_sync.py",
    "services/mailbox/test_copy_properties.py",
)
"""The tests of what keeps the copy of the mailbox equal to the service's list."""
TESTS = {
    "pectui/pec/codes.py": ("unit/test_pec_codes.py",),
    "pectui/pec/life.py": ("unit/test_pec_life.py", "unit/test_pec_reasons.py"),
    "pectui/pec/receipts.py": ("unit/test_pec_receipts.py", "unit/test_pec_reasons.py"),
    "pectui/pec/references.py": ("unit/test_pec_references.py",),
    "pectui/pec/leaving.py": ("unit/test_pec_leaving.py",),
    "pectui/pec/waiting.py": (
        "unit/test_pec_waiting.py",
        "services/receipts/test_sendings_elsewhere.py",
    ),
    "pectui/pec/listed.py": (
        "unit/test_pec_listed.py",
        "services/receipts/test_receipts_listed.py",
    ),
    "pectui/pec/kinds.py": ("unit/test_pec_kinds.py",),
    "pectui/services/remote/deletion.py": (
        "services/remote/test_deletion_rules.py",
        "services/remote/test_remote_deletion.py",
        "services/remote/test_shown_numbers.py",
    ),
    "pectui/services/sending/lost_answers.py": (
        "services/sending/test_lost_answers.py",
        "services/sending/test_lost_answers_looks.py",
    ),
    "pectui/services/sending/pace.py": (
        "services/sending/test_pace_seconds.py",
        "services/sending/test_pace.py",
    ),
    "pectui/services/sending/sender.py": (
        "services/sending/test_outbox_sending.py",
        "services/sending/test_outbox_queue.py",
        "services/sending/test_outbox_codes.py",
        "services/sending/test_attachment_copies.py",
    ),
    "pectui/services/receipts/elsewhere.py": (
        "services/receipts/test_sendings_elsewhere.py",
        "proof/test_originals_taken.py",
    ),
    "pectui/services/mailbox/sync.py": _COPY,
    "pectui/services/mailbox/scan.py": _COPY,
    "pectui/services/mailbox/staging.py": _COPY,
    "pectui/services/mailbox/comparison.py": _COPY,
    "pectui/services/mailbox/service_list.py": _COPY,
    "pectui/services/mailbox/intake.py": (*_COPY, "services/mailbox/test_copy_ends.py"),
    "pectui/services/mailbox/location.py": (
        "services/mailbox/test_copy_deletion.py",
        "services/mailbox/test_copy_meanwhile.py",
    ),
    "pectui/services/mailbox/deletion.py": ("services/mailbox/test_copy_deletion.py",),
    "pectui/store/mailbox/reconciliation.py": (
        "store/test_store_messages.py",
        "services/mailbox/test_copy_deletion.py",
        *_COPY,
    ),
    "pectui/store/mailbox/dropped.py": (
        "services/mailbox/test_copy_deletion.py",
        "services/mailbox/test_copy_from_before.py",
        "services/mailbox/test_copy_ends.py",
    ),
    "pectui/store/mailbox/stage.py": ("store/test_store_messages.py", *_COPY),
    "pectui/store/mailbox/bodies.py": (
        "store/test_store_messages.py",
        "services/mailbox/test_copy_search.py",
        *_COPY,
    ),
    "pectui/store/mailbox/heads.py": ("store/test_store_messages.py", *_COPY),
    "pectui/store/mailbox/messages.py": ("store/test_store_messages.py", *_COPY),
    "pectui/api/outcome.py": ("api/test_api_outcome.py",),
}
"""The rules, and the tests that hold them."""


class TestsFailError(Exception):
    """The tests do not pass on the code as it is."""


@dataclass(frozen=True)
class Score:
    """What became of the mutants of one file."""

    file: str
    tried: int
    possible: int
    survivors: tuple[Mutant, ...]

    def __str__(self) -> str:
        caught = self.tried - len(self.survivors)
        share = 100 * caught / self.tried if self.tried else 100.0
        return (
            f"{self.file}: {caught} of {self.tried} caught ({share:.0f} %), {self.possible} exist"
        )


class Bench:
    """Copies of the tree in which mutants run, one for each job."""

    def __init__(self, folder: Path, jobs: int) -> None:
        self._free: SimpleQueue[Path] = SimpleQueue()
        self._jobs = jobs
        for number in range(jobs):
            tree = folder / str(number)
            for name in ("pectui", "tests", "benchmarks"):
                ignore = shutil.ignore_patterns("__pycache__", "*_cache", ".hypothesis")
                shutil.copytree(ROOT / name, tree / name, ignore=ignore)
            shutil.copy(ROOT / "pyproject.toml", tree)
            self._free.put(tree)

    def survivors(self, file: str, chosen: Sequence[Mutant]) -> Iterator[Mutant]:
        """Run the tests of `file` on each mutant; yield those that no test notices, in order."""
        started = time.monotonic()
        # Through the same door as the mutants, which lose their comments and their layout.
        sound = ast.unparse(ast.parse((ROOT / file).read_text("utf-8")))
        if self._notice(file, sound, seconds=300):
            raise TestsFailError(file)
        seconds = 5 + 3 * (time.monotonic() - started)
        with ThreadPoolExecutor(self._jobs) as pool:
            noticed = pool.map(lambda one: self._notice(file, one.source, seconds), chosen)
            yield from (one for one, caught in zip(chosen, noticed, strict=True) if not caught)

    def _notice(self, file: str, source: str, seconds: float) -> bool:
        """Whether a test of `file` fails, or runs on, with this source in its place."""
        tree = self._free.get()
        target = tree / file
        before = target.read_bytes()
        try:
            self._write(target, source.encode())
            return not self._passes(tree, TESTS[file], seconds)
        finally:
            self._write(target, before)
            self._free.put(tree)

    @staticmethod
    def _write(target: Path, source: bytes) -> None:
        target.write_bytes(source)
        # Compiled code is told from older one by size and second: too coarse for mutants.
        for compiled in (target.parent / "__pycache__").glob(f"{target.stem}.*.pyc"):
            compiled.unlink()

    @staticmethod
    def _passes(tree: Path, tests: Sequence[str], seconds: float) -> bool:
        files = [f"tests/{test}" for test in tests if (tree / "tests" / test).exists()]
        return run_tests(tree, files, seconds) == 0


def score(bench: Bench, file: str, sample: int | None, seed: int) -> Score:
    """Try the mutants of one file, or a sample that is the same each time; tell what survives."""
    possible = mutants((ROOT / file).read_text("utf-8"))
    chosen = possible
    if sample is not None and sample < len(possible):
        picked = sorted(random.Random(seed).sample(range(len(possible)), sample))
        chosen = [possible[index] for index in picked]
    survivors: list[Mutant] = []
    for mutant in bench.survivors(file, chosen):
        survivors.append(mutant)
        tell(file, mutant)
    return Score(file, len(chosen), len(possible), tuple(survivors))


def tell(file: str, mutant: Mutant) -> None:
    """Print a mutant that nothing noticed."""
    print(f"    {file}:{mutant.line}  {mutant.change}", flush=True)
    if mutant.same:
        print(f"        the same in behaviour: {mutant.same}", flush=True)


def result_of(scores: Sequence[Score]) -> Result:
    """Return the share of the mutants that went unnoticed, less those that change nothing."""
    tried = sum(one.tried for one in scores)
    left = [mutant for one in scores for mutant in one.survivors]
    same = sum(bool(mutant.same) for mutant in left)
    figures = f"{tried - len(left)} of {tried} caught, {same} of the others the same in behaviour"
    share = 100 * (len(left) - same) / max(1, tried - same)
    return Result("mutants unnoticed", figures, share, LIMIT, " %")


def main() -> None:
    """Run the mutants; with `--check`, exit 1 where too many go unnoticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", metavar="FILE", help="of these files only")
    parser.add_argument("--sample", type=int, default=25, help="mutants of each file")
    parser.add_argument("--all", action="store_true", help="every mutant")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", action="store_true", help="exit 1 where too many go unnoticed")
    arguments = parser.parse_args()
    sample = None if arguments.all else arguments.sample
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), arguments.jobs)
        scores: list[Score] = []
        for file in arguments.files or list(TESTS):
            scores.append(score(bench, file, sample, arguments.seed))
            print(scores[-1], flush=True)
    result = result_of(scores)
    print(result)
    sys.exit(1 if arguments.check and not result.holds else 0)


if __name__ == "__main__":
    main()
