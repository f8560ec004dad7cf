"""Batches that are stopped and resumed, beside others: no row leaves twice, whenever it is."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from pectui.errors import BatchChanged
from pectui.models import Letter
from pectui.services.batches.filling import Filling
from pectui.services.batches.following import Whom
from tests.services.batches.batch_desk import NAMES, recipients
from tests.services.batches.test_batch_held import REFUSED

if TYPE_CHECKING:
    from tests.services.batches.batch_desk import BatchDesk
    from tests.services.fake_service import FakeService

MENDED = ("rossi", "bianchi", "neri")
DAY = 86400


def most(service: FakeService) -> int:
    """Return how many letters the one got who got most."""
    return max(Counter(recipients(service)).values())


def resume_meanwhile(office: BatchDesk, batch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Resume `batch` when the rows of another one are written down, and before it is opened."""
    fill = Filling._fill

    async def overtaken(self: Filling, *given: Any) -> None:
        await fill(self, *given)
        await office.batches.resume(batch)

    monkeypatch.setattr(Filling, "_fill", overtaken)


async def test_one_that_is_resumed_while_another_is_confirmed(
    office: BatchDesk, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await office.batches.confirm(office.request())
    await office.batches.stop(first)
    resume_meanwhile(office, first, monkeypatch)
    batches = [first]
    with suppress(BatchChanged):
        batches.append(await office.batches.confirm(office.request(*MENDED)))
    for batch in batches:
        await office.batches.deliver(batch)
    assert most(service) == 1


async def test_one_that_is_resumed_while_rows_are_added_to_another(
    office: BatchDesk, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"files": ("{{ nome }}.txt",)}
    for name in NAMES:
        (office.folder / f"{name}.txt").write_text(name)
    first = await office.batches.confirm(office.request("rossi", "bianchi", **files))
    await office.batches.stop(first)
    for name in ("rossi", "bianchi"):
        (office.folder / f"{name}.txt").rename(office.folder / f"{name}.away")
    request = office.request(**files)
    second = await office.batches.confirm(request, only_ready=True)
    for name in ("rossi", "bianchi"):
        (office.folder / f"{name}.away").rename(office.folder / f"{name}.txt")
    resume_meanwhile(office, first, monkeypatch)
    with suppress(BatchChanged):
        await office.batches.confirm(request)
    for batch in (first, second):
        await office.batches.deliver(batch)
    assert most(service) == 1


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_three_that_were_stopped_in_any_order(
    office: BatchDesk, service: FakeService, order: tuple[int, ...]
) -> None:
    batches = []
    for names in (NAMES, MENDED, ("rossi", "gialli")):
        batches.append(await office.batches.confirm(office.request(*names)))
        await office.batches.stop(batches[-1])
    for place in order:
        await office.batches.resume(batches[place])
        await office.batches.deliver(batches[place])
    assert most(service) == 1
    assert len(recipients(service)) == 5


@pytest.mark.parametrize("before", [False, True], ids=["resumed late", "kept back before"])
async def test_a_month_later_what_left_elsewhere_is_still_known(
    office: BatchDesk, service: FakeService, before: bool
) -> None:
    first = await office.batches.confirm(office.request())
    await office.batches.stop(first)
    second = await office.batches.confirm(office.request(*MENDED))
    await office.batches.deliver(second)
    if before:
        await office.batches.resume(first)
        await office.batches.deliver(first)
    service.clock.move(31 * DAY)
    await office.batches.stop(first)
    await office.batches.resume(first)
    await office.batches.deliver(first)
    assert most(service) == 1


async def test_rows_that_were_added_as_duplicates_are_not_kept_back(
    office: BatchDesk, service: FakeService
) -> None:
    alone = Letter(("rossi@pec.example",), "Sollecito rossi", "Gentile rossi.")
    await office.desk.outbox.queue(alone)

    async def has_left() -> bool:
        return len(service.left) == 1

    async with office.desk.running():
        await office.desk.until(has_left)
    request = office.request()
    batch = await office.batches.confirm(request, only_ready=True)
    assert await office.batches.confirm(replace(request, allow_duplicates=True)) == batch
    await office.batches.stop(batch)
    await office.batches.resume(batch)
    assert (await office.batches.deliver(batch))[0].states == {"sent": 3}


async def test_a_batch_is_followed_from_another_folder_with_the_files_of_the_first(
    office: BatchDesk, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    (office.folder / "atto.txt").write_text("giusto")
    service.plans.append(REFUSED)
    first = await office.batches.confirm(office.request(files=("atto.txt",)))
    await office.batches.deliver(first)
    service.plans.clear()
    elsewhere = office.folder / "altrove"
    elsewhere.mkdir()
    (elsewhere / "atto.txt").write_text("un altro file")
    monkeypatch.chdir(elsewhere)
    before = await office.batches.request_of(first)
    second = await office.batches.confirm(replace(before, follows=first, whom=Whom.FAILED))
    await office.batches.deliver(second)
    assert {one.attachments[0].size for one in service.left} == {len("giusto")}
