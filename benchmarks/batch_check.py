"""100,000 rows of a table checked as letters, beside the library's own reading of the same file.

Each contestant is a fresh process. The program reads every row and its address, fills subject and
body (three fields), looks for doubles, for letters that left lately, for files and sizes, and takes
the fingerprint; the other one only reads the values: `csv.reader`, and openpyxl in its read-only
mode. Memory is the process's high-water mark, all of it.
"""

from __future__ import annotations

import asyncio
import csv
import sys
import tempfile
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Figures, Result, figures_of, main, tell_figures, took

if TYPE_CHECKING:
    from collections.abc import Iterator

FEW, MANY = 100, 100_000
LIMITS = {"csv": 2.0, "xlsx": 3.0}
"""Times the library's reading alone."""
MEMORY_LIMIT = 150.0
HEADER = ("pec", "ragione sociale", "codice fiscale", "indirizzo", "comune", "pratica", "importo")
SUBJECT = "Sollecito della pratica {{ pratica }}"
BODY = (
    "Spett.le {{ ragione_sociale }},\n\n"
    "risulta non pagato l'importo di {{ importo }} euro. La invitiamo a provvedere entro 15 giorni"
    " dal ricevimento della presente.\n\nDistinti saluti\n"
)


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Yield rows as a firm's list of its debtors has them; no two are alike."""
    for at in range(count):
        yield (
            f"amministrazione.{at}@pec.societa{at % 977}.example",
            f"Società Lombarda Trasporti n. {at} S.r.l.",
            f"{12345670000 + at:011d}",
            f"Via Giuseppe Garibaldi, {at % 300 + 1}",
            "Cinisello Balsamo",
            f"2026/{at:06d}",
            f"{at % 9000 + 10},{at % 100:02d}",
        )


def make(folder: Path, count: int) -> None:
    """Write the same table as CSV and as XLSX."""
    from openpyxl import Workbook

    with (folder / f"{count}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        writer.writerows(rows(count))
    book = Workbook(write_only=True)
    sheet = book.create_sheet("PEC")
    sheet.append(HEADER)
    for row in rows(count):
        sheet.append(row)
    book.save(folder / f"{count}.xlsx")


async def checked(path: Path) -> int:
    """Check all rows as `pectui batch check` does; return how many are ready."""
    from benchmarks.crash_sender import account, options
    from pectui.sandbox import Sandbox, SandboxConfig
    from pectui.services.batches.batches import batches_of
    from pectui.services.batches.request import BatchRequest
    from pectui.services.session import open_session

    request = BatchRequest(str(path), SUBJECT, BODY)
    with tempfile.TemporaryDirectory() as home:
        sandbox = Sandbox(SandboxConfig(messages=0))
        place = account("http://127.0.0.1")
        async with open_session(place, options(Path(home)), asgi=sandbox.app) as session:
            check = await batches_of(session).check(request)
    assert not check.problems, check.problems[:3]
    return check.ready


def read_only(path: Path) -> int:
    """Read all values with the library; return how many rows there are below the header."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return sum(1 for _ in csv.reader(file, delimiter=";")) - 1
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True)) - 1


def contest(name: str, path: Path) -> None:
    """Be one contestant and print the figures."""
    done, figures = took(lambda: asyncio.run(checked(path)) if name == "ours" else read_only(path))
    assert done == int(path.stem), done
    tell_figures(*astuple(figures))


def _run(name: str, path: Path) -> Figures:
    return Figures(*figures_of("benchmarks.batch_check", name, path))


def measure(runs: int, count: int = MANY) -> list[Result]:
    """Measure both formats, the best of `runs` each."""
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in (FEW, count):
            make(folder, size)
        for kind, limit in LIMITS.items():
            path = folder / f"{count}.{kind}"
            few = _run("ours", folder / f"{FEW}.{kind}")
            ours = min((_run("ours", path) for _ in range(runs)), key=lambda one: one.cpu)
            theirs = min((_run("theirs", path) for _ in range(runs)), key=lambda one: one.cpu)
            results += [
                Result(
                    f"time to check {count:,} rows of {kind.upper()}",
                    f"{ours.cpu:.2f} s of the processor ({ours.wall:.2f} s), read only"
                    f" {theirs.cpu:.2f} s",
                    ours.cpu / theirs.cpu,
                    limit,
                    " ×",
                ),
                Result(
                    f"memory to check {count:,} rows of {kind.upper()}",
                    f"peak {ours.peak_mb:.0f} MB, {few.peak_mb:.0f} MB for {FEW}, read only"
                    f" {theirs.peak_mb:.0f} MB",
                    ours.peak_mb,
                    MEMORY_LIMIT,
                    " MB",
                ),
            ]
    return results


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] in {"ours", "theirs"}:
        contest(sys.argv[1], Path(sys.argv[2]))
    else:
        main(measure, runs=3)
