"""Confirming a batch: all of it or nothing, once, whatever else goes on meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from pectui.errors import (
    BatchChanged,
    BatchHeld,
    BatchNotReady,
    FileChanged,
    PectuiError,
    StoreUnusable,
)
from pectui.models import Letter
from pectui.services.batches.filling import Filling
from pectui.services.batches.frozen import FrozenFiles
from tests.services.batches.batch_desk import NAMES, open_batch_desk, recipients

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from pectui.services.batches.request import BatchRequest
    from tests.services.batches.batch_desk import BatchDesk
    from tests.services.fake_service import FakeService

ALL = [f"{one}@pec.example" for one in NAMES]


def with_file(office: BatchDesk, text: str = "atto") -> Path:
    file = office.folder / "atto.txt"
    file.write_text(text)
    return file


async def test_two_that_confirm_at_once_give_each_row_one_letter(
    tmp_path: Path, service: FakeService, office: BatchDesk
) -> None:
    request = office.request()
    async with open_batch_desk(tmp_path, service) as other:
        found = await asyncio.gather(
            *(one.batches.confirm(request) for one in (office, other, office, other))
        )
        assert len(set(found)) == 1
        await asyncio.gather(*(one.batches.deliver(found[0]) for one in (office, other)))
    assert Counter(recipients(service)) == Counter(ALL)


@pytest.mark.parametrize("when", ["before", "after"])
async def test_files_of_a_batch_stay_where_its_opening_was_committed(
    office: BatchDesk, service: FakeService, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """Cancelled, or told of a failing sync, while the last transaction is written."""
    request = office.request(files=(str(with_file(office)),))
    run: Callable[..., Any] = office.desk.books.data.run
    opened: Callable[..., Any] = Filling._open

    async def failing(work: Callable[..., Any]) -> Any:
        seen = []

        def told(tables: Any) -> Any:
            result = work(tables)
            seen.append(opening)
            return result

        opening: list[bool] = []
        marks.append(opening)
        result = await run(told)
        if opening:
            raise StoreUnusable(path="", reason="the last sync failed")
        return result

    marks: list[list[bool]] = []

    def noted(self: Filling, tables: Any, batch: Any) -> None:
        opened(self, tables, batch)
        if when == "before":
            raise StoreUnusable(path="", reason="not committed")
        marks[-1].append(True)

    monkeypatch.setattr(Filling, "_open", noted)
    monkeypatch.setattr(office.desk.books.data, "run", failing)
    if when == "before":
        with pytest.raises(StoreUnusable):
            await office.batches.confirm(request)
        assert await office.batches.statuses() == ()
        assert await office.queued() == 0
        return
    batch = await office.batches.confirm(request)
    monkeypatch.undo()
    status, error = await office.batches.deliver(batch)
    assert (status.states, error) == ({"sent": 3}, None)
    assert {one.attachments[0].size for one in service.left} == {4}


@pytest.mark.parametrize(
    ("what", "error"),
    [
        ("changed", (FileChanged, BatchChanged)),
        ("gone", PectuiError),
        ("table", (BatchChanged, BatchNotReady)),
    ],
)
@pytest.mark.parametrize("when", ["after the check", "while it is filled", "while it is copied"])
async def test_what_changes_after_it_was_checked_stops_all(
    office: BatchDesk,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    error: Any,
    when: str,
) -> None:
    file = with_file(office)
    own = office.folder / "proprio.txt"
    own.write_text("mio")
    request = office.request(files=("atto.txt", "{{ nome }}.txt"), may_be_empty=())
    for name in NAMES:
        (office.folder / f"{name}.txt").write_text(name)

    def change() -> None:
        for one in (file, office.folder / "verdi.txt"):
            if what == "changed":
                one.write_text("altro testo")
            elif what == "gone":
                one.unlink(missing_ok=True)
        if what == "table":
            office.request("altro", *NAMES[1:], files=request.files)

    checked = await office.batches.check(request)
    if when == "after the check":
        change()
    elif when == "while it is filled":
        monkeypatch.setattr(Filling, "_begin", _after(change, Filling._begin))
    else:
        monkeypatch.setattr(FrozenFiles, "freeze", _after(change, FrozenFiles.freeze))
        if what == "table":
            pytest.skip("it was read before the first file is copied")
    with pytest.raises(error):
        await office.batches.confirm(request, checked=checked)
    assert await office.queued() == 0
    assert await office.batches.statuses() == ()
    assert not [*(office.desk.data / "attachments").glob("batch-*")]


async def test_what_was_never_confirmed_stands_against_no_letter(
    office: BatchDesk, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that was killed while it filled: the table, mended, is another batch."""
    monkeypatch.setattr(Filling, "_open", _die)
    monkeypatch.setattr(Filling, "_undo", _nothing)
    with pytest.raises(_KilledError):
        await office.batches.confirm(office.request(files=(str(with_file(office)),)))
    monkeypatch.undo()
    assert await office.queued() == 3
    mended = office.request(*NAMES, "neri", files=(str(with_file(office)),))
    assert (await office.batches.check(mended)).ready == 4
    alone = Letter(("rossi@pec.example",), "Sollecito rossi", "Gentile rossi.")
    _, review = await office.desk.outbox.review(alone)
    assert not review.warnings
    batch = await office.batches.confirm(mended)
    await office.batches.deliver(batch)
    assert len(recipients(service)) == 4
    assert len([*(office.desk.data / "attachments").glob("batch-*")]) == 1


async def test_what_was_never_confirmed_is_removed_at_the_next_start(
    tmp_path: Path, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_batch_desk(tmp_path, service) as office:
        monkeypatch.setattr(Filling, "_open", _die)
        monkeypatch.setattr(Filling, "_undo", _nothing)
        with pytest.raises(_KilledError):
            await office.batches.confirm(office.request(files=(str(with_file(office)),)))
        monkeypatch.undo()
    async with open_batch_desk(tmp_path, service) as office, office.desk.running():

        async def gone() -> bool:
            folders = [*(tmp_path / "data" / "attachments").glob("batch-*")]
            return not folders and not await office.queued()

        await office.desk.until(gone)
    assert not service.left


async def test_a_filling_under_way_is_left_alone_by_who_begins_to_send(
    tmp_path: Path, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill: Callable[..., Any] = Filling._fill
    async with (
        open_batch_desk(tmp_path, service) as office,
        open_batch_desk(tmp_path, service) as other,
    ):

        async def slow(*given: Any) -> None:
            await fill(*given)
            async with other.desk.running():
                await other.desk.until(_is_true(lambda: other.desk.lock.held))
                await asyncio.sleep(0.05)

        monkeypatch.setattr(Filling, "_fill", slow)
        batch = await office.batches.confirm(office.request())
        status, _ = await other.batches.deliver(batch)
        assert status.states == {"sent": 3}


async def test_a_letter_sent_alone_while_a_batch_is_filled_stops_the_batch(
    office: BatchDesk, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill: Callable[..., Any] = Filling._fill
    alone = Letter(("ROSSI@pec.example",), "Sollecito rossi", "Gentile rossi.")

    async def overtaken(*given: Any) -> None:
        await fill(*given)
        await office.desk.outbox.queue(alone, unless_open=True)

    monkeypatch.setattr(Filling, "_fill", overtaken)
    with pytest.raises(BatchChanged):
        await office.batches.confirm(office.request())
    async with office.desk.running():
        await office.desk.until(_is_true(lambda: len(service.left) == 1))


async def test_rows_that_have_their_letter_need_their_files_no_more(
    office: BatchDesk, service: FakeService
) -> None:
    for name in NAMES:
        (office.folder / f"{name}.txt").write_text(name)
    request = office.request(files=("{{ nome }}.txt",))
    batch = await office.batches.confirm(request)
    (office.folder / "rossi.txt").unlink()
    assert (await office.batches.check(request)).is_ready
    assert await office.batches.confirm(request) == batch
    status, _ = await office.batches.deliver(batch)
    assert status.states == {"sent": 3}


class _KilledError(BaseException):
    """The process ended here."""


def _die(*_: object) -> None:
    raise _KilledError


async def _nothing(*_: object) -> bool:
    return True


def _after(first: Callable[[], None], then: Callable[..., Any]) -> Callable[..., Any]:
    def both(*given: Any) -> Any:
        first()
        return then(*given)

    return both


def _is_true(holds: Callable[[], bool]) -> Callable[[], Any]:
    async def asked() -> bool:
        return holds()

    return asked


FIVE = ("rossi", "bianchi", "verdi", "neri", "gialli")


async def partly_sent(office: BatchDesk) -> tuple[BatchRequest, str]:
    """Return a batch of which one row was ready and has left; all are ready now."""
    request = office.request(*FIVE, files=("{{ nome }}.txt",))
    (office.folder / "rossi.txt").write_text("uno")
    batch = await office.batches.confirm(request, only_ready=True)
    await office.batches.deliver(batch)
    for name in FIVE[1:]:
        (office.folder / f"{name}.txt").write_text(name)
    return request, batch


def meanwhile(
    office: BatchDesk, patch: pytest.MonkeyPatch, work: Callable[[], Awaitable[object]]
) -> None:
    """Have `work` done once everything is frozen, and before it is let go."""
    filling = office.desk.books.data.database.filling

    @contextlib.asynccontextmanager
    async def held() -> AsyncIterator[None]:
        async with filling():
            yield
        await work()

    patch.setattr(office.desk.books.data.database, "filling", held)


async def test_what_is_added_to_a_batch_that_is_stopped_meanwhile_is_not_queued(
    office: BatchDesk, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    request, batch = await partly_sent(office)
    with monkeypatch.context() as patch:
        meanwhile(office, patch, lambda: office.batches.stop(batch))
        with pytest.raises(BatchHeld):
            await office.batches.confirm(request)
    assert (await office.batches.status(batch)).states == {"sent": 1, "not-ready": 4}
    folder = office.desk.data / "attachments"
    assert len([one for one in folder.rglob("*.txt") if one.is_file()]) == 1, "no copies are left"
    assert len(service.left) == 1


async def test_a_letter_confirmed_while_an_equal_one_is_added_leaves_once(
    office: BatchDesk, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    request, batch = await partly_sent(office)
    letter = Letter(
        ("neri@pec.example",),
        "Sollecito neri",
        "Gentile neri.",
        attachments=(str(office.folder / "neri.txt"),),
    )
    with monkeypatch.context() as patch:
        meanwhile(office, patch, lambda: office.desk.outbox.queue(letter))
        with pytest.raises(BatchChanged):
            await office.batches.confirm(request)
    assert (await office.batches.status(batch)).states == {"sent": 1, "not-ready": 4}


async def test_no_more_leaves_than_was_agreed_to(office: BatchDesk) -> None:
    request, _ = await partly_sent(office)
    (office.folder / "gialli.txt").unlink()
    checked = await office.batches.check(request)
    (office.folder / "gialli.txt").write_text("eccolo")
    with pytest.raises(BatchChanged):
        await office.batches.confirm(request, only_ready=True, checked=checked)


async def test_what_is_added_to_a_batch_is_queued_as_a_whole_or_not_at_all(
    office: BatchDesk, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch that leaves already would send each piece at once, whatever becomes of the rest."""
    monkeypatch.setattr("pectui.services.batches.filling.AT_A_TIME", 2)
    request, batch = await partly_sent(office)
    check = await office.batches.check(request)

    def fail(_: object) -> None:
        raise StoreUnusable(path="x", reason="database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("pectui.services.batches.filling.FrozenFiles.finish", fail)
        with pytest.raises(StoreUnusable):
            await office.batches.confirm(request, checked=check)
    assert (await office.batches.status(batch)).states == {"sent": 1, "not-ready": 4}
    again = await office.batches.confirm(request)
    assert again == batch
    assert (await office.batches.deliver(batch))[0].states == {"sent": 5}
    assert sorted(recipients(service)) == sorted(f"{one}@pec.example" for one in FIVE)
