"""Requests are counted by the day in Rome, by every process together, and never in the way."""

from __future__ import annotations

import multiprocessing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pectui.store.owner import Owner
from pectui.store.requests import FOLDER, MOST_UNWRITTEN, RequestCounts

OWNER = Owner("studio@pec.example@ws.example", "studio")
OTHER = Owner("altro@pec.example@ws.example", "altro")


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 3, 10, 22, 59, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


def counted(counts: RequestCounts, many: int) -> RequestCounts:
    for _ in range(many):
        counts.add()
    return counts


def test_what_one_counts_the_next_one_knows(tmp_path: Path, clock: Clock) -> None:
    first = counted(RequestCounts(tmp_path, OWNER, clock), 3)
    assert first.today() == 3
    first.flush()
    assert first.today() == 3, "written or not, it counts once"
    second = counted(RequestCounts(tmp_path, OWNER, clock), 2)
    assert second.today() == 5
    second.flush()
    assert first.today() == 5, "several processes add up"
    assert RequestCounts(tmp_path, OTHER, clock).today() == 0, "each mailbox has its own"


def test_the_day_turns_at_midnight_in_rome(tmp_path: Path, clock: Clock) -> None:
    counts = counted(RequestCounts(tmp_path, OWNER, clock), 7)
    clock.at += timedelta(minutes=2)
    assert counts.today() == 0
    counted(counts, 1)
    assert counts.today() == 1
    clock.at -= timedelta(minutes=2)
    assert RequestCounts(tmp_path, OWNER, clock).today() == 7


def test_counting_writes_seldom(tmp_path: Path, clock: Clock) -> None:
    counts = counted(RequestCounts(tmp_path, OWNER, clock), MOST_UNWRITTEN - 1)
    assert not (tmp_path / FOLDER).exists()
    counted(counts, 1)
    (file,) = (tmp_path / FOLDER).iterdir()
    counted(counts, 10 * MOST_UNWRITTEN)
    assert len(file.read_text().splitlines()) == 11
    assert OWNER.key not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600


def _count(folder: Path, many: int) -> None:
    counts = RequestCounts(folder, OWNER, Clock())
    counted(counts, many).flush()


def test_processes_side_by_side_lose_nothing(tmp_path: Path, clock: Clock) -> None:
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=_count, args=(tmp_path, 505)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert RequestCounts(tmp_path, OWNER, clock).today() == 3 * 505


def test_a_damaged_file_or_none_that_can_be_written_keeps_nobody_from_asking(
    tmp_path: Path, clock: Clock
) -> None:
    counted(RequestCounts(tmp_path, OWNER, clock), 4).flush()
    (file,) = (tmp_path / FOLDER).iterdir()
    with file.open("ab") as stream:
        stream.write(b"\xff\xfe nonsense\n\n1 2 3\n" + file.read_bytes().split()[0] + b" -9\n")
    assert RequestCounts(tmp_path, OWNER, clock).today() == 4
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    counts = counted(RequestCounts(blocked, OWNER, clock), 3 * MOST_UNWRITTEN)
    assert counts.today() == 3 * MOST_UNWRITTEN
    counts.flush()


def test_nothing_is_written_where_nothing_is_kept(clock: Clock) -> None:
    counts = counted(RequestCounts(None, OWNER, clock), 3 * MOST_UNWRITTEN + 1)
    assert counts.today() == 3 * MOST_UNWRITTEN + 1


def test_old_days_go(tmp_path: Path, clock: Clock) -> None:
    for _ in range(20):
        counted(RequestCounts(tmp_path, OWNER, clock), 1).flush()
        clock.at += timedelta(days=1)
    assert len(list((tmp_path / FOLDER).iterdir())) <= 9
