"""The user's data keep a copy of what the service lost, for as long as it is lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.services.fake_service import FakeService, Stored
from tests.services.mailbox.copy_desk import LocalDesk, on_the_service, open_local_desk

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path


async def copies(desk: LocalDesk) -> set[str]:
    """Return the subjects of what the user's data keep."""
    kept = await desk.books.data.read(lambda tables: tables.lost.identities())
    return {row.envelope.subject for row in desk.rows() if row.identity in kept}


async def compare(desk: LocalDesk) -> None:
    await desk.sync.look()
    assert desk.sync.progress.reconciled


async def read_all(desk: LocalDesk) -> None:
    await desk.local.intake.doubt()
    desk.sync._tell()
    await desk.sync.fill()
    assert desk.sync.progress.reconciled


@pytest.mark.parametrize("prove", [compare, read_all])
async def test_it_is_kept_from_the_proof_that_it_went_to_the_one_that_it_is_back(
    tmp_path: Path, prove: Callable[[LocalDesk], Awaitable[None]]
) -> None:
    service = FakeService(60)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        gone = service.messages[40]
        service.remove(gone.key)
        await prove(desk)
        assert await copies(desk) == {gone.envelope(1).subject} == set(desk.gone())
        service.messages.append(gone)
        await prove(desk)
        assert await copies(desk) == set(desk.gone()) == set()
        assert desk.here() == on_the_service(service)


@pytest.mark.parametrize("prove", [compare, read_all])
async def test_what_was_flagged_and_went_before_any_proof_is_kept_too(
    tmp_path: Path, prove: Callable[[LocalDesk], Awaitable[None]]
) -> None:
    service = FakeService(60)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        brief = service.arrive()
        row = brief.envelope(None)
        (found,) = await desk.local.take_found([row])
        await desk.local.mark([found], lambda one: replace(one, flagged=True))
        service.remove(brief.key)
        await prove(desk)
        assert await copies(desk) == {row.subject} == set(desk.gone())


@pytest.mark.parametrize("prove", [compare, read_all])
async def test_an_equal_that_is_back_on_another_page_is_no_longer_kept(
    tmp_path: Path, prove: Callable[[LocalDesk], Awaitable[None]]
) -> None:
    # No single answer lists both of them.
    service = FakeService(60)
    async with open_local_desk(tmp_path, service) as desk:
        service.messages.append(Stored(61, 10))
        await desk.bring_up_to_date()
        gone = service.messages.pop()
        await prove(desk)
        assert await copies(desk) == {gone.envelope(1).subject}
        service.messages.append(gone)
        await prove(desk)
        assert await copies(desk) == set(desk.gone()) == set()
        assert desk.here() == on_the_service(service)


@pytest.mark.parametrize("prove", [compare, read_all])
async def test_a_flagged_equal_that_went_before_any_proof_is_kept_beside_the_other(
    tmp_path: Path, prove: Callable[[LocalDesk], Awaitable[None]]
) -> None:
    # One answer listed both, so there were two.
    service = FakeService(60)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        stays, went = service.messages[-1], service.arrive(twin_of_last=True)
        rows = [stays.envelope(None), went.envelope(None)]
        found = await desk.local.take_found(rows)
        await desk.local.mark(found, lambda one: replace(one, flagged=True, tags=("gara",)))
        service.remove(went.key)
        await prove(desk)
        assert desk.here() == on_the_service(service)
        assert desk.gone() == {stays.envelope(1).subject: 1}
        flagged = [row.here for row in desk.rows() if row.flagged and row.tags == ("gara",)]
        assert sorted(flagged) == [False, True]


def look_alikes() -> FakeService:
    service = FakeService(4)
    service.arrive(twin_of_last=True)
    return service


async def equals(desk: LocalDesk) -> list[tuple[bool, bool, str]]:
    """Return of each of the two equals whether it is here, flagged, and what it says."""
    rows = [row for row in desk.rows() if row.envelope.subject.endswith(" 4")]
    said = [(await desk.local.read(row)).body.text for row in rows]
    return sorted((row.here, row.flagged, text) for row, text in zip(rows, said, strict=True))


@pytest.mark.parametrize("flagged", [0, 1])
async def test_without_the_cache_an_equal_that_stayed_keeps_its_flag_and_says_its_own(
    tmp_path: Path, flagged: int
) -> None:
    service = look_alikes()
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        rows = [row for row in desk.rows() if row.envelope.subject.endswith(" 4")]
        rows.sort(key=lambda row: row.identity)
        for row in rows:
            await desk.local.read(row)
        await desk.local.mark(rows[flagged:][:1], lambda one: replace(one, flagged=True))
        service.remove(4)
        await desk.bring_up_to_date()
    shutil.rmtree(tmp_path / "cache")
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        assert (True, "testo 5") in [(here, text) for here, _, text in await equals(desk)]
        assert any(is_flagged for _, is_flagged, _ in await equals(desk))
    async with open_local_desk(tmp_path, service) as desk:
        kept = [text for here, _, text in await equals(desk) if not here]
        assert kept == ["testo 4"], "the only copy of what the service lost"
        assert desk.here() == on_the_service(service)


async def test_what_comes_after_an_equal_had_gone_says_its_own(tmp_path: Path) -> None:
    service = FakeService(4)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        await equals(desk)
        service.remove(4)
        await desk.bring_up_to_date()
        service.messages.append(Stored(99, 4))
        await desk.bring_up_to_date()
        assert (True, False, "testo 99") in await equals(desk)
    async with open_local_desk(tmp_path, service) as desk:
        assert (False, False, "testo 4") in await equals(desk), "what was kept is another message"
        assert desk.here() == on_the_service(service)


@pytest.mark.parametrize("cache", [True, False])
@pytest.mark.parametrize("come", [1, 2, 3])
@pytest.mark.parametrize("went", [1, 2, 3])
async def test_of_several_equals_that_went_none_is_lost_to_those_that_come(
    tmp_path: Path, went: int, come: int, *, cache: bool
) -> None:
    service = FakeService(3, messages=[Stored(key, 50) for key in range(50, 50 + went)])
    kept = {stored.body for stored in service.messages if stored.twin == 50}
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        for row in desk.rows():
            await desk.local.read(row)
        for key in range(50, 50 + went):
            service.remove(key)
        await desk.bring_up_to_date()
    if not cache:
        shutil.rmtree(tmp_path / "cache")
    service.messages += [Stored(key, 50) for key in range(90, 90 + come)]
    for _ in range(3):
        async with open_local_desk(tmp_path, service) as desk:
            await desk.bring_up_to_date()
            rows = [row for row in desk.rows() if row.envelope.subject.endswith(" 50")]
            said = [(row.here, (await desk.local.read(row)).body.text) for row in rows if row.here]
            assert sorted(said) == [(True, f"testo {key}") for key in range(90, 90 + come)]
            texts = await desk.books.data.read(
                lambda tables: [raw for *_, raw in tables.lost.of(tables.lost.identities())]
            )
            assert sorted(texts) == sorted(kept)
    async with open_local_desk(tmp_path, service) as desk:
        gone = [row for row in desk.rows() if not row.here]
        assert sorted([(await desk.local.read(row)).body.text for row in gone]) == sorted(kept)


@pytest.mark.parametrize("cache", [True, False])
async def test_equals_that_come_back_in_another_order_are_kept_no_longer(
    tmp_path: Path, *, cache: bool
) -> None:
    service = FakeService(3, messages=[Stored(key, 50) for key in (50, 51)])
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        for row in desk.rows():
            await desk.local.read(row)
        went = [stored for stored in service.messages if stored.twin == 50]
        for stored in went:
            service.remove(stored.key)
        await desk.bring_up_to_date()
        assert desk.gone() == {stored.envelope(1).subject: 2 for stored in went}
    if not cache:
        shutil.rmtree(tmp_path / "cache")
    service.messages += went[::-1]
    for _ in range(2):
        async with open_local_desk(tmp_path, service) as desk:
            await desk.bring_up_to_date()
            for row in desk.rows():
                await desk.local.read(row)
    async with open_local_desk(tmp_path, service) as desk:
        assert not desk.gone()
        assert await copies(desk) == set()
        assert desk.here() == on_the_service(service)
