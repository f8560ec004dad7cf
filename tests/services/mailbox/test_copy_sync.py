"""The mailbox on this machine becomes and stays like the service's, whatever happens there."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pectui.errors import ConnectionRefused, MessageChanged, NotFound, Unauthorized
from pectui.models import Marks
from pectui.pec.envelopes import likeness
from pectui.services.mailbox.contents import Change
from pectui.services.mailbox.sync import Doing
from tests.services.fake_service import FakeService, Stored
from tests.services.mailbox.copy_desk import LocalDesk, on_the_service, open_local_desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


async def test_the_first_look_brings_the_newest_page_only(folder: Path) -> None:
    service = FakeService(200)
    async with open_local_desk(folder, service) as desk:
        assert await desk.sync.look() == ()
        rows = desk.rows()
    assert [row.envelope.subject[-3:] for row in rows[:2]] == ["200", "199"]
    assert len(rows) == 25


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("total", ["right", "missing", "zero"])
@pytest.mark.parametrize("count", [0, 1, 24, 25, 26, 231])
async def test_everything_comes_whatever_the_service_counts(
    folder: Path,
    order: Literal["newest", "oldest"],
    total: Literal["right", "missing", "zero"],
    count: int,
) -> None:
    service = FakeService(count, order=order, total=total, twins=7)
    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
        assert desk.here() == on_the_service(service)
        assert not desk.gone()


@pytest.mark.parametrize("count", [20, 25, 26, 110])
async def test_nothing_new_costs_a_new_process_one_request(folder: Path, count: int) -> None:
    service = FakeService(count)
    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
    service.calls.clear()
    for _ in range(2):
        async with open_local_desk(folder, service) as desk:
            await desk.bring_up_to_date()
    assert len(service.calls) == 2


@pytest.mark.parametrize("change", ["arrive", "remove", "turn round", "nothing"])
@pytest.mark.parametrize("order", ["newest", "oldest"])
async def test_a_new_process_takes_no_direction_of_the_pages_on_trust(
    folder: Path, order: Literal["newest", "oldest"], change: str
) -> None:
    service = FakeService(110, order=order)
    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
    if change == "arrive":
        service.arrive()
    elif change == "remove":
        service.remove(50)
    elif change == "turn round":
        service.order = "oldest" if order == "newest" else "newest"
        service.arrive()
        service.remove(7)
    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
        assert desk.here() == on_the_service(service)
        assert [row.envelope.subject for row in desk.rows() if row.here] == [
            stored.envelope(1).subject for stored in reversed(service.messages)
        ]


async def test_filling_asks_little_more_than_once_for_each_page(folder: Path) -> None:
    service = FakeService(2000)
    async with open_local_desk(folder, service) as desk:
        await desk.sync.look()
        await desk.sync.fill()
        assert desk.sync.progress.complete
    assert len(service.calls) <= 2000 / 25 + 4


async def test_a_quiet_look_costs_one_request(folder: Path) -> None:
    service = FakeService(300)
    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
        service.calls.clear()
        await desk.sync.look()
    assert len(service.calls) == 1


@pytest.mark.parametrize("count", [0, 1, 24])
async def test_a_list_of_one_page_is_compared_and_read_by_one_answer_each(
    folder: Path, count: int
) -> None:
    service = FakeService(count)
    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
        assert len(service.calls) == 2
        assert desk.here() == on_the_service(service)


@pytest.mark.parametrize("count", [26, 300])
async def test_what_a_person_asks_for_costs_little_where_little_is_new(
    folder: Path, count: int
) -> None:
    service = FakeService(count)
    costs = []
    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
        for change in (lambda: None, service.arrive, lambda: service.remove(count // 2)):
            change()
            service.calls.clear()
            await desk.bring_up_to_date()
            costs.append(len(service.calls))
            assert desk.here() == on_the_service(service)
    assert costs[0] == 1
    assert costs[1] <= 2
    assert costs[2] <= 8


@pytest.mark.parametrize(("count", "most"), [(1, 1), (3, 1), (24, 1), (25, 3), (30, 3)])
async def test_one_more_of_a_page_of_equals_is_seen_for_few_requests(
    folder: Path, count: int, most: int
) -> None:
    service = FakeService(messages=[Stored(key, 1) for key in range(count)], count=0)
    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
        service.calls.clear()
        assert await desk.sync.look() == ()
        assert len(service.calls) <= most
        service.messages.append(Stored(count + 1, 1))
        assert len(await desk.sync.look()) == 1
        service.messages.pop(0)
        service.messages.append(Stored(count + 2, 1))
        await desk.bring_up_to_date()
        assert desk.here() == on_the_service(service)


async def test_what_a_search_found_and_went_at_once_leaves_the_list_that_is_shown(
    folder: Path,
) -> None:
    service = FakeService(80)
    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
        brief = service.arrive()
        await desk.local.take_found([brief.envelope(None)])
        service.remove(brief.key)
        told: list[Change] = []
        desk.local.on_change.append(told.append)
        await desk.bring_up_to_date()
        assert desk.here() == on_the_service(service)
        assert told, "who shows the list is told to read it anew"


async def test_new_mail_is_told_of_once(folder: Path) -> None:
    service = FakeService(80)
    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
        told: list[Change] = []
        desk.local.on_change.append(told.append)
        for _ in range(60):
            service.arrive()
        new = await desk.sync.look()
        assert len(new) == 60
        told_of = [number for change in told for number in change.new]
        assert sorted(told_of, reverse=True) == list(new)
        for change in told:
            assert list(change.new) == sorted(change.new, reverse=True), "newest first"
            dates = [row.date_text for row in change.listed]
            assert dates == sorted(dates, reverse=True)
        assert await desk.sync.look() == ()
        assert desk.here() == on_the_service(service)


@pytest.mark.parametrize("page", [1, 2, 3])
async def test_new_mail_is_told_of_also_while_everything_is_read_again(
    folder: Path, page: int
) -> None:
    service = FakeService(160)
    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
        told: list[Change] = []
        desk.local.on_change.append(told.append)
        del service.messages[50:110]
        calls: list[str] = []

        def arrive(call: str) -> None:
            # The first call is that of the look, which then reads everything.
            calls.append(call)
            if len(calls) == 1 + page:
                service.on_call = None
                service.arrive()

        service.on_call = arrive
        await desk.bring_up_to_date()
        new = [await desk.local.rows(change.new) for change in told if change.new]
        assert [row.envelope.subject[-3:] for rows in new for row in rows] == ["161"]
        assert desk.here() == on_the_service(service)
        assert sum(desk.gone().values()) == 60


@pytest.mark.parametrize("count", [0, 12])
async def test_the_first_mail_of_an_empty_mailbox_is_told_of(folder: Path, count: int) -> None:
    service = FakeService(count)
    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
        service.messages.clear()
        await desk.bring_up_to_date()
        told: list[Change] = []
        desk.local.on_change.append(told.append)
        service.arrive()
        new = await desk.sync.look()
        assert len(new) == 1
        assert [change.new for change in told if change.new] == [new]


async def test_an_equal_message_that_arrives_is_another_one(folder: Path) -> None:
    service = FakeService(80)
    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
        service.arrive(twin_of_last=True)
        assert len(await desk.sync.look()) == 1
        assert desk.here() == on_the_service(service)
        bodies = {(await desk.local.read(row)).body.text for row in desk.rows()[:3]}
    assert len(bodies) == 3


async def test_an_interrupted_look_leaves_no_gap(folder: Path) -> None:
    service = FakeService(100)
    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
    for _ in range(100):
        service.arrive()

    def break_off(call: str) -> None:
        if call == "inbox 3":
            raise ConnectionRefused(host="pec.example")

    service.on_call = break_off
    async with open_local_desk(folder, service) as desk:
        with pytest.raises(ConnectionRefused):
            await desk.sync.look()
    service.on_call = None
    async with open_local_desk(folder, service) as desk:
        assert len(await desk.sync.look()) == 100
        assert desk.here() == on_the_service(service)


async def test_filling_goes_on_where_it_was_broken_off(folder: Path) -> None:
    service = FakeService(1000)
    async with open_local_desk(folder, service) as desk:
        await desk.sync.look()

        def pause(call: str) -> None:
            if call == "inbox 20":
                desk.sync.pause()

        service.on_call = pause
        await desk.sync.fill()
        assert not desk.sync.progress.complete
    service.on_call = None
    service.calls.clear()
    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
        assert desk.here() == on_the_service(service)
    assert len(service.calls) < 40, "the pages held are not asked for again"


@pytest.mark.parametrize("ids", ["sequence", "stable"])
async def test_what_vanishes_is_found_without_reading_everything(
    folder: Path, ids: Literal["sequence", "stable"]
) -> None:
    async with open_local_desk(folder / "whole", FakeService(1000, ids=ids)) as desk:
        await desk.bring_up_to_date()
    for keys in ((990,), (1,), (500,), (10, 400, 401, 402, 991), (1000,)):
        service = FakeService(1000, ids=ids)
        before = on_the_service(service)
        copy = shutil.copytree(folder / "whole", folder / str(keys))
        async with open_local_desk(copy, service) as desk:
            await desk.bring_up_to_date()
            for key in keys:
                service.remove(key)
            service.calls.clear()
            await desk.sync.look()
            assert desk.here() == on_the_service(service), keys
            assert desk.gone() == before - on_the_service(service), keys
        assert len(service.calls) <= 8 + 9 * len(keys), keys


@pytest.mark.parametrize("ids", ["sequence", "stable"])
@pytest.mark.parametrize("is_far", [True, False])
async def test_a_message_out_of_order_is_not_taken_for_the_one_that_vanished(
    folder: Path, ids: Literal["sequence", "stable"], *, is_far: bool
) -> None:
    service = FakeService(400, ids=ids)
    # Dated after all others though it lies far below, or just below, the newest.
    place = 100 if is_far else 365
    service.messages[place] = replace(service.messages[place], twin=100_000)
    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
        before = on_the_service(service)
        service.remove(50)
        await desk.bring_up_to_date()
        assert desk.here() == on_the_service(service)
        assert desk.gone() == before - on_the_service(service)


async def test_what_vanished_is_held_for_good(folder: Path) -> None:
    service = FakeService(60)
    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
        row = desk.rows()[5]
        text = (await desk.local.read(row)).body.text
        service.remove(55)
        await desk.sync.look()
        (gone,) = [one for one in desk.rows() if not one.here]
        assert gone.identity == row.identity
        assert (await desk.local.read(gone)).body.text == text
    async with open_local_desk(folder, service, cache="another") as desk:
        await desk.bring_up_to_date()
        (gone,) = [one for one in desk.rows() if not one.here]
        assert (await desk.local.read(gone)).body.text == text


@pytest.mark.parametrize("vanishes", [20, 21])
@pytest.mark.parametrize("read", [(20,), (21,), ()])
async def test_of_two_that_look_alike_the_other_is_read_again(
    folder: Path, vanishes: int, read: tuple[int, ...]
) -> None:
    service = FakeService(40, twins=21)
    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
        twins = [row for row in desk.rows() if row.envelope.subject.endswith(" 20")]
        said = {(await desk.local.read(twins[21 - key])).body.text for key in read}
        service.remove(vanishes)
        await desk.bring_up_to_date()
        gone, left = sorted(
            (row for row in desk.rows() if row.envelope.subject.endswith(" 20")),
            key=lambda row: row.here,
        )
        assert (await desk.local.read(left)).body.text == f"testo {41 - vanishes}"
        if said:
            assert {(await desk.local.read(gone)).body.text} == said


@pytest.mark.parametrize("vanishes", [37, 38])
async def test_what_vanished_does_not_come_back_in_the_place_of_its_equal(
    folder: Path, vanishes: int
) -> None:
    service = FakeService(40, twins=38)

    def two(desk: LocalDesk) -> dict[str, bool]:
        rows = [row for row in desk.rows() if row.envelope.subject.endswith(" 37")]
        return {row.identity: row.here for row in rows}

    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
        service.remove(vanishes)
        await desk.bring_up_to_date()
        before = two(desk)
        assert sorted(before.values()) == [False, True]
        for key in (1, 2, 3):
            service.remove(key)
            await desk.bring_up_to_date()
            assert two(desk) == before


async def test_marks_survive_the_loss_of_the_cache(folder: Path) -> None:
    service = FakeService(60, twins=5)

    def mark(marks: Marks) -> Marks:
        return replace(marks, unread=True, flagged=True, note="chiamare", tags=("urgente",))

    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
        await desk.local.mark(desk.rows()[:4], mark)
        marked = [row.identity for row in desk.rows() if row.flagged]
    async with open_local_desk(folder, service, cache="another") as desk:
        await desk.bring_up_to_date()
        rows = [row for row in desk.rows() if row.flagged]
        assert [row.identity for row in rows] == marked
        assert all(row.unread and row.note == "chiamare" for row in rows)
        assert all(row.tags == ("urgente",) for row in rows)


async def test_a_refused_account_is_not_asked_again_by_itself(folder: Path) -> None:
    service = FakeService(60)

    def refuse(call: str) -> None:
        raise Unauthorized

    service.on_call = refuse
    async with open_local_desk(folder, service) as desk:
        refused = asyncio.Event()
        desk.sync.on_progress.append(
            lambda progress: refused.set() if progress.doing is Doing.REFUSED else None
        )
        desk.sync.look_seconds = 0.001
        loop = asyncio.create_task(desk.sync.run())
        await asyncio.wait_for(refused.wait(), 5)
        for _ in range(20):
            await asyncio.sleep(0)
        assert len(service.calls) == 1
        service.on_call = None
        looked = asyncio.Event()
        desk.sync.on_progress.append(lambda progress: looked.set() if progress.complete else None)
        desk.sync.wake()
        await asyncio.wait_for(looked.wait(), 5)
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)


async def test_without_a_pause_between_looks_only_a_person_makes_it_look(folder: Path) -> None:
    service = FakeService(10)
    async with open_local_desk(folder, service) as desk:
        rested = asyncio.Event()
        desk.sync.on_progress.append(
            lambda progress: rested.set() if progress.doing is Doing.WAITING else None
        )
        desk.sync.look_seconds = 0.0
        loop = asyncio.create_task(desk.sync.run())
        await asyncio.wait_for(rested.wait(), 5)
        calls = len(service.calls)
        for _ in range(50):
            await asyncio.sleep(0)
        assert len(service.calls) == calls
        rested.clear()
        desk.sync.wake()
        await asyncio.wait_for(rested.wait(), 5)
        assert len(service.calls) > calls
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)


_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("arrive"), st.integers(1, 30)),
        st.tuples(st.just("twin"), st.integers(1, 3)),
        st.tuples(st.just("remove"), st.integers(0, 10_000)),
        st.tuples(st.just("remove-many"), st.integers(1, 60)),
        st.tuples(st.just("look"), st.just(0)),
        st.tuples(st.just("fill"), st.integers(1, 12)),
        st.tuples(st.just("read"), st.integers(0, 10_000)),
        st.tuples(st.just("restart"), st.just(0)),
    ),
    max_size=14,
)


async def _take_steps(folder: Path, service: FakeService, steps: list[tuple[str, int]]) -> None:
    steps = [*steps, ("restart", 0)]
    ever = {*service.messages}
    while steps:
        async with open_local_desk(folder, service) as desk:
            while steps:
                name, amount = steps.pop(0)
                if name == "restart":
                    break
                await _take_step(desk, service, name, amount)
                ever |= {*service.messages}
    lost = {stored.twin for stored in ever - {*service.messages}}
    async with open_local_desk(folder, service) as desk:
        await desk.bring_up_to_date()
        assert desk.here() == on_the_service(service)
        bodies = [(await desk.local.read(row)).body.text for row in desk.rows() if row.here]
        # Of two equals nobody can tell that one went while the other came.
        there = {stored.body for stored in service.messages}
        assert {stored.body for stored in service.messages if stored.twin not in lost} <= {*bodies}
        assert len(bodies) == len(service.messages)
        assert {*bodies} <= there | {stored.body for stored in ever if stored.twin in lost}


async def _take_step(desk: LocalDesk, service: FakeService, name: str, amount: int) -> None:
    if name == "arrive":
        for _ in range(amount):
            service.arrive()
    elif name == "twin":
        for _ in range(amount):
            service.arrive(twin_of_last=True)
    elif name == "remove" and service.messages:
        service.messages.pop(amount % len(service.messages))
    elif name == "remove-many":
        del service.messages[-amount:]
    elif name == "look":
        await desk.sync.look()
    elif name == "fill":
        calls = len(service.calls)
        desk.sync.resume()

        def pause(_: str) -> None:
            if len(service.calls) - calls > amount:
                desk.sync.pause()

        service.on_call = pause
        await desk.sync.fill()
        service.on_call = None
        desk.sync.resume()
    elif name == "read":
        await _read_one(desk, service, amount)


async def _read_one(desk: LocalDesk, service: FakeService, amount: int) -> None:
    rows = [row for row in desk.rows() if row.here]
    if not rows:
        return
    row = rows[amount % len(rows)]
    look = likeness(row.envelope)
    there = [one.body for one in service.messages if likeness(one.envelope(1)) == look]
    try:
        text = (await desk.local.read(row)).body.text
    except (MessageChanged, NotFound):
        held = [one for one in rows if likeness(one.envelope) == look]
        assert len(there) != len(held), "what lies on the service as it is known is found"
    else:
        assert row.has_body or text in there


@settings(max_examples=30)
@example(
    steps=[("look", 0), ("fill", 4), ("remove-many", 30)],
    count=130,
    ids="sequence",
    order="newest",
    twins=0,
).via("as many have vanished as were not listed yet")
@example(
    steps=[
        ("arrive", 19),
        ("remove-many", 22),
        ("look", 0),
        ("arrive", 22),
        ("remove", 302),
        ("arrive", 27),
        ("look", 0),
        ("remove-many", 26),
        ("arrive", 2),
        ("remove", 0),
        ("fill", 1),
    ],
    count=130,
    ids="sequence",
    order="newest",
    twins=3,
).via("a whole page has vanished before the one that filling comes to")
@given(
    steps=_STEPS,
    count=st.integers(0, 80),
    ids=st.sampled_from(["sequence", "stable"]),
    order=st.sampled_from(["newest", "oldest"]),
    twins=st.sampled_from([0, 3, 10]),
)
def test_whatever_happens_in_the_end_both_are_the_same(
    steps: list[tuple[str, int]],
    count: int,
    ids: Literal["sequence", "stable"],
    order: Literal["newest", "oldest"],
    twins: int,
) -> None:
    service = FakeService(count, ids=ids, order=order, twins=twins)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_take_steps(Path(folder), service, steps))
