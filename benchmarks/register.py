"""The register of 100,000 messages as CSV and as XLSX, beside openpyxl writing the same rows.

Each contestant is a fresh process: the program reads the copy of the mailbox, orders what it finds
and writes; the other one is handed the finished rows from a CSV and only writes them, in the way of
openpyxl that keeps no sheet in memory. What the program wrote is then opened by openpyxl, and every
cell compared with the mail it is of. Memory is a process's high-water mark.
"""

from __future__ import annotations

import asyncio
import csv
import sys
import tempfile
from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from openpyxl import Workbook, load_workbook

from benchmarks import mail
from benchmarks.measure import Figures, Result, figures_of, main, tell_figures, took
from benchmarks.search import mailbox
from pectui.catalogue import t
from pectui.store.mailbox.copy import file_of
from pectui.store.mailbox.schema import MIGRATIONS, TIE_BITS
from pectui.store.owner import Owner
from pectui.system.paths import Directories

FEW, MANY = 1_000, 100_000
MEMORY_LIMIT = 16.0
TIME_LIMIT = 1.0
OWNER = Owner("a@b", "a")
ROME = ZoneInfo("Europe/Rome")
_COMPARED = (0, 3, 4, 5)
"""Date, counterpart, subject, code."""


def directories(folder: Path, count: int) -> Directories:
    """Return where the mailbox of so many messages is held."""
    return Directories(*(folder / str(count) / name for name in ("data", "cache", "state")))


def make(folder: Path, count: int) -> None:
    """Hold a mailbox of so many messages, which was opened before."""
    place = file_of(directories(folder, count).cache, OWNER)
    place.parent.mkdir(parents=True)
    connection = mailbox(folder, count)
    connection.execute(f"PRAGMA user_version={len(MIGRATIONS)}")
    connection.close()
    (folder / f"{count}.db").rename(place)
    _run("csv", folder, count)
    (folder / f"{count}.csv").unlink()


async def written(folder: Path, count: int, suffix: str) -> int:
    """Write the register; return its rows."""
    from pectui.services.mailbox.opening import open_copy
    from pectui.services.proof.register import Wanted, write_register

    async with open_copy(directories(folder, count), OWNER) as copy:
        return await write_register(copy, Wanted(), folder / f"{count}.{suffix}")


def written_by_openpyxl(folder: Path, count: int) -> int:
    """Write the rows of the CSV as a workbook; return how many they are."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    rows = 0
    with (folder / f"{count}.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file, delimiter=";"):
            sheet.append(row)
            rows += 1
    book.save(folder / f"{count}-openpyxl.xlsx")
    return rows - 1


def wrong_cells(folder: Path, count: int) -> int:
    """Open the workbook by openpyxl; return how many rows do not hold what their mail does."""
    book = load_workbook(folder / f"{count}.xlsx", read_only=True)
    rows = book["PEC"].iter_rows(min_row=2, values_only=True)
    wrong = sum(
        # A row ends with its last cell that holds something.
        _cells(one) != tuple((*row, None, None)[place] for place in _COMPARED)
        for one, row in zip(mail.letters(count), rows, strict=True)
    )
    book.close()
    return wrong


def _cells(one: mail.Mail) -> tuple[str, str, str, str | None]:
    moment = datetime.fromtimestamp(one.number >> TIE_BITS, ROME)
    return moment.isoformat(), one.sender, one.subject, one.code


def contest(name: str, folder: Path, count: int) -> None:
    """Be one contestant and print the figures."""

    def work() -> int:
        if name == "openpyxl":
            return written_by_openpyxl(folder, count)
        return asyncio.run(written(folder, count, name))

    rows, figures = took(work)
    assert rows == count, rows
    tell_figures(*astuple(figures))


def _run(name: str, folder: Path, count: int) -> Figures:
    return Figures(*figures_of("benchmarks.register", name, folder, count))


def measure(_: int) -> list[Result]:
    """Measure once each: seconds are longer than the moods of a machine."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in (FEW, MANY):
            make(folder, count)
        ours = {suffix: _run(suffix, folder, MANY) for suffix in ("csv", "xlsx")}
        few = {suffix: _run(suffix, folder, FEW) for suffix in ("csv", "xlsx")}
        theirs = _run("openpyxl", folder, MANY)
        wrong = wrong_cells(folder, MANY)
        size = (folder / f"{MANY}.xlsx").stat().st_size / 1_000_000
    results = [_time(suffix, one, theirs) for suffix, one in ours.items()]
    results += [_memory(suffix, one, few[suffix], theirs) for suffix, one in ours.items()]
    figures = f"{MANY:,} rows, {size:.1f} MB, {t('register.date')} to {t('register.code')}"
    return [*results, Result("register opened by openpyxl, rows that differ", figures, wrong, 0)]


def _time(suffix: str, ours: Figures, theirs: Figures) -> Result:
    return Result(
        f"time for a register of 100,000 messages, {suffix.upper()}",
        f"{ours.cpu:.1f} s of the processor ({ours.wall:.1f} s), openpyxl alone {theirs.cpu:.1f} s",
        ours.cpu / theirs.cpu,
        TIME_LIMIT,
        " ×",
    )


def _memory(suffix: str, ours: Figures, few: Figures, theirs: Figures) -> Result:
    return Result(
        f"memory for a register of 100,000 messages, {suffix.upper()}",
        f"peak {ours.peak_mb:.0f} MB, {few.peak_mb:.0f} MB for {FEW:,}, openpyxl alone "
        f"{theirs.peak_mb:.0f} MB",
        ours.peak_mb - few.peak_mb,
        MEMORY_LIMIT,
        " MB",
    )


if __name__ == "__main__":
    if len(sys.argv) > 3:
        contest(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main(measure, runs=1)
