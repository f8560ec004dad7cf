"""What is asked of the service while a held mailbox is kept like it, and what is told, in order."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from pectui.services.mailbox import sync as syncing
from pectui.services.mailbox.sync import Doing, Progress
from tests.services.mailbox_fake import FakeService, Stored
from tests.services.watched_desk import Watched, mailbox, watching

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.models import Envelope


# ── looking and filling ──────────────────────────────────────────────────────


async def test_the_first_look_reads_one_page_and_announces_nothing(tmp_path: Path) -> None:
    async with watching(tmp_path, mailbox(), filled=False) as one:
        assert one.desk.sync.progress == Progress(Doing.LOOKING, 0, None, False, False, None)
        assert await one.desk.sync.look() == ()
        assert one.told == [(Doing.LOOKING, 0, None, False), (Doing.LOOKING, 5, 52, False)]
        assert one.asked() == ["1", "11"], "the second tells which end is the newest"
        assert not [change for change in one.changes if change.new]
        # What was found out about the pages is not asked for again.
        await one.desk.sync.look()
        assert one.asked() == ["1"]


@pytest.mark.parametrize(("count", "complete"), [(0, True), (1, True), (5, True), (6, False)])
async def test_a_mailbox_of_one_page_is_complete_at_once(
    tmp_path: Path, count: int, complete: bool
) -> None:
    async with watching(tmp_path, mailbox(count), filled=False) as one:
        await one.desk.sync.look()
        assert one.desk.sync.progress.complete is complete
        assert one.desk.sync.progress.total == count
        asked = len(one.asked())
        await one.desk.sync.fill()
        assert one.desk.sync.progress.complete
        assert (one.asked() == []) is complete
        assert asked == (1 if complete else 2)


async def test_filling_asks_for_each_page_once_and_tells_how_far_it_is(tmp_path: Path) -> None:
    async with watching(tmp_path, mailbox(), filled=False) as one:
        await one.desk.sync.look()
        one.asked()
        await one.desk.sync.fill()
        held = [*range(10, 51, 5), 52]
        assert one.told == [
            *((Doing.FILLING, count, 52, False) for count in held),
            (Doing.FILLING, 52, 52, True),
        ]
        # The page before the first is looked at once more: mail may have come since the look.
        assert one.asked() == ["1", "2", "1", *map(str, range(3, 12))]
        assert one.is_like_the_service()
        await one.desk.sync.fill()
        assert one.asked() == []


async def test_filling_needs_no_look_before_it(tmp_path: Path) -> None:
    async with watching(tmp_path, mailbox(23), filled=False) as one:
        await one.desk.sync.fill()
        assert one.asked() == ["1", "5", "2", "3", "4", "5"]
        assert one.is_like_the_service()
        await one.desk.sync.look()
        assert one.asked() == ["1"], "which end is the newest is known"


async def test_a_quiet_look_asks_for_one_page(tmp_path: Path) -> None:
    async with watching(tmp_path, mailbox(), filled=True) as one:
        assert await one.desk.sync.look() == ()
        assert one.told == [(Doing.LOOKING, 52, 52, True)] * 2
        assert one.asked() == ["1"]
        assert one.changes == []


@pytest.mark.parametrize(
    ("arrived", "asked"), [(1, ["1"]), (4, ["1"]), (5, ["1", "2"]), (7, ["1", "2"])]
)
async def test_a_look_reads_down_to_what_is_held(
    tmp_path: Path, arrived: int, asked: list[str]
) -> None:
    async with watching(tmp_path, mailbox(), filled=True) as one:
        for _ in range(arrived):
            one.service.arrive()
        new = await one.desk.sync.look()
        assert len(new) == arrived
        assert one.told[0] == (Doing.LOOKING, 52, 52, True)
        assert one.told[1:-1] == [(Doing.LOOKING, 57, 52 + arrived, True)] * (len(asked) - 1)
        assert [change.new for change in one.changes if change.new] == [new]
        assert one.asked() == asked
        assert one.is_like_the_service()
        assert one.desk.sync.progress.held == one.desk.sync.progress.total == 52 + arrived


async def test_mail_that_came_before_everything_is_here_is_announced_too(tmp_path: Path) -> None:
    async with watching(tmp_path, mailbox(), filled=False) as one:
        await one.desk.sync.look()
        one.service.arrive()
        assert len(await one.desk.sync.look()) == 1
        await one.desk.sync.fill()
        assert one.is_like_the_service()


async def test_mail_that_comes_while_filling_leaves_no_gap(tmp_path: Path) -> None:
    service = mailbox()
    async with watching(tmp_path, service, filled=False) as one:
        await one.desk.sync.look()

        def come(call: str) -> None:
            if call in {"inbox 4", "inbox 7"}:
                for _ in range(3):
                    service.arrive()

        service.on_call = come
        await one.desk.sync.fill()
        service.on_call = None
        one.asked()
        await one.desk.bring_up_to_date()
        assert one.is_like_the_service()
        assert one.missing_here() == set()


async def test_mail_that_is_deleted_while_filling_leaves_no_gap(tmp_path: Path) -> None:
    service = mailbox()
    async with watching(tmp_path, service, filled=False) as one:
        await one.desk.sync.look()

        def go(call: str) -> None:
            if call == "inbox 4":
                service.on_call = None
                for key in (50, 49, 40):
                    service.remove(key)

        service.on_call = go
        await one.desk.sync.fill()
        assert one.is_like_the_service()
        assert one.missing_here() == {"50", "49", "40"}


@pytest.mark.parametrize("end", ["paused", "asked for"])
async def test_filling_ends_for_a_person_and_goes_on_where_it_was(tmp_path: Path, end: str) -> None:
    service = mailbox()
    async with watching(tmp_path, service, filled=False) as one:
        sync = one.desk.sync
        await sync.look()
        one.asked()

        def stop(call: str) -> None:
            if call == "inbox 4":
                sync.pause() if end == "paused" else sync.wake()

        service.on_call = stop
        await sync.fill()
        service.on_call = None
        assert one.asked()[-1] == "4"
        assert not sync.progress.complete
        assert sync.progress.held == 20
        assert sync.progress.paused is (end == "paused")
        await sync.fill()
        assert one.asked() == ["1"], "nothing more than how the pages lie"
        sync.resume()
        assert sync.progress.paused is False
        sync._wanted.clear()
        await sync.fill()
        assert one.asked() == ["1", "5", "1", "4", *map(str, range(6, 12))]
        assert one.is_like_the_service()


async def half_filled(one: Watched) -> None:
    """Fill four pages of the list."""

    def stop(call: str) -> None:
        if call == "inbox 4":
            one.desk.sync.pause()

    await one.desk.sync.look()
    one.service.on_call = stop
    await one.desk.sync.fill()
    one.service.on_call = None
    one.desk.sync.resume()
    one.desk.sync._wanted.clear()
    one.asked()


@pytest.mark.parametrize("started_again", [False, True])
async def test_where_a_page_brings_nothing_it_looks_before_it_goes_on(
    tmp_path: Path, started_again: bool
) -> None:
    async with watching(tmp_path, mailbox(), filled=False) as one:
        await half_filled(one)
        sync = one.desk.sync
        if started_again:
            sync = syncing.Sync(one.desk.local, one.desk.remote, gentle=0.0)
        for _ in range(12):
            one.service.arrive()
        await sync.fill()
        assert one.asked() == ["1", "5", "1", "4"]
        assert sync._wanted.is_set()
        sync._wanted.clear()
        assert len(await sync.look()) == 12
        await sync.fill()
        assert one.is_like_the_service()
        assert sync.progress.complete


async def test_where_it_brings_nothing_again_everything_is_read(tmp_path: Path) -> None:
    async with watching(tmp_path, mailbox(), filled=False) as one:
        sync = one.desk.sync
        await half_filled(one)
        for _ in range(12):
            one.service.arrive()
        await sync.fill()
        sync._wanted.clear()
        one.asked()
        await sync.fill()
        assert not sync._wanted.is_set()
        assert one.asked()[-13:] == list(map(str, range(1, 14)))
        assert one.is_like_the_service()
        assert sync.progress.complete
        assert [change.new for change in one.changes if change.new] == [], "all was to be filled"


async def test_between_two_pages_it_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async with watching(tmp_path, mailbox(12), filled=False) as one:
        sync = one.desk.sync
        sync._gentle = 0.25
        await sync.look()
        monkeypatch.setattr(asyncio, "sleep", sleep)
        await sync.fill()
        assert waits == [0.25]
        waits.clear()
        del one.service.messages[:3]
        one.service.arrive()
        await sync._read_all()
        assert set(waits) == {0.25}


# ── what has vanished, what was missed ───────────────────────────────────────


@pytest.mark.parametrize(
    ("keys", "asked"),
    [
        ((20,), ["1", "11", "6", "8", "7"]),
        ((52,), ["1", "11", "2"]),
        ((1,), ["1", "11", "10"]),
        ((50,), ["1", "11", "2"]),
        ((48,), ["1", "11", "6", "3", "2"]),
        ((30, 29), ["1", "10", "5", "3", "4", "6"]),
        ((30, 22, 23), ["1", "10", "5", "3", "4", "7", "6", "8"]),
        ((21, 22, 50), ["1", "10", "5", "7", "6", "2", "8"]),
        ((51, 2), ["1", "10", "2", "9"]),
    ],
)
async def test_what_vanished_is_found_between_two_pages(
    tmp_path: Path, keys: tuple[int, ...], asked: list[str]
) -> None:
    async with watching(tmp_path, mailbox(), filled=True) as one:
        for key in keys:
            one.service.remove(key)
        await one.desk.sync.look()
        assert one.missing_here() == {str(key) for key in keys}
        assert one.is_like_the_service()
        # Then the pages beside each gap, lest what only lies out of order be taken for vanished.
        assert one.asked() == asked


async def test_of_an_emptied_mailbox_everything_has_vanished(tmp_path: Path) -> None:
    async with watching(tmp_path, mailbox(12), filled=True) as one:
        one.service.messages.clear()
        assert await one.desk.sync.look() == ()
        assert len(one.missing_here()) == 12
        assert one.desk.sync.progress.held == one.desk.sync.progress.total == 0
        one.service.arrive()
        assert len(await one.desk.sync.look()) == 1


async def test_a_gap_of_more_than_a_page_is_found_by_reading_everything(tmp_path: Path) -> None:
    for count, reads_all in ((25, False), (26, True), (41, True)):
        async with watching(tmp_path / str(count), FakeService(200), filled=True) as one:
            del one.service.messages[80 : 80 + count]
            await one.desk.sync.look()
            assert (Doing.FILLING in {doing for doing, *_ in one.told}) is reads_all
            assert len(one.missing_here()) == count
            assert one.is_like_the_service()
            assert one.desk.sync.progress.held == one.desk.sync.progress.total == 200 - count


async def test_everything_is_read_once_where_that_is_enough(tmp_path: Path) -> None:
    async with watching(tmp_path, mailbox(60), filled=True) as one:
        del one.service.messages[5:50]
        await one.desk.sync.look()
        assert one.told[2:] == [
            *((Doing.FILLING, 60, 15, True) for _ in range(3)),
            (Doing.FILLING, 15, 15, True),
        ]
        assert one.asked() == ["1", "1", "2", "3", "4"], "to the end, whatever the service counts"
        assert one.is_like_the_service()


async def test_what_was_missed_far_down_is_looked_for(tmp_path: Path) -> None:
    async with watching(tmp_path, mailbox(), filled=True) as one:
        one.service.messages.insert(10, Stored(999, 999))
        assert len(await one.desk.sync.look()) == 1
        assert one.asked() == list(map(str, ["1", *range(2, 10)]))
        assert one.is_like_the_service()


async def test_where_the_service_does_not_count_nothing_is_taken_to_be_gone(
    tmp_path: Path,
) -> None:
    service = FakeService(60, total="missing")
    async with watching(tmp_path, service, filled=True) as one:
        assert one.is_like_the_service()
        await one.desk.sync.look()
        assert one.missing_here() == set()
        assert one.desk.sync.progress.complete


async def test_a_message_gone_and_one_missed_are_both_found(tmp_path: Path) -> None:
    """The counts agree, so nothing is noticed until they do not."""
    async with watching(tmp_path, mailbox(), filled=True) as one:
        one.service.remove(30)
        one.service.remove(31)
        one.service.messages.insert(3, Stored(999, 999))
        await one.desk.bring_up_to_date()
        one.service.arrive()
        await one.desk.bring_up_to_date()
        assert one.is_like_the_service()
        assert one.missing_here() == {"30", "31"}


async def test_ids_are_no_addresses_once_something_vanished(tmp_path: Path) -> None:
    async with watching(tmp_path, mailbox(), filled=True) as one:
        before = one.desk.local.state("generation")
        await one.desk.sync.look()
        assert one.desk.local.state("generation") == before
        one.service.remove(30)
        await one.desk.sync.look()
        assert one.desk.local.state("generation") == before + 1
        del one.service.messages[1:45]
        await one.desk.sync.look()
        assert one.desk.local.state("generation") == before + 2


def rows(*ids: int | None) -> tuple[Envelope, ...]:
    return tuple(Stored(number, number).envelope(one) for number, one in enumerate(ids, 1))


@pytest.mark.parametrize(
    ("before", "after", "joins"),
    [
        ((9, 8, 7), (6, 5, 4), True),
        ((9, 8, 7), (7, 6, 5), True),
        ((9, 8, 7), (5, 4, 3), False),
        ((9, 8, 7), (4, 6, 5), True),
        ((), (6, 5, 4), False),
        ((9, 8, 7), (), False),
        ((None, None), (6, 5), False),
        ((9, 8), (None, None), False),
        ((9, None, 8), (None, 7, 6), True),
    ],
)
def test_two_pages_that_follow_on_have_nothing_between(
    before: tuple[int | None, ...], after: tuple[int | None, ...], joins: bool
) -> None:
    assert syncing._joins(rows(*before), rows(*after)) is joins
