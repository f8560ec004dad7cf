"""Pages of the mailbox: newest first, every row reached, whatever the service says of its pages."""

from __future__ import annotations

import asyncio
from itertools import product
from typing import Any, Literal, cast

import pytest

from pectui.errors import Unauthorized
from pectui.models import Envelope, InboxAnswer
from pectui.pec.envelopes import likeness
from pectui.services.remote.listing import is_newer
from pectui.services.remote.reading import Mailbox
from tests.services.fake_service import FakeService, key_of

ODDITIES: list[dict[str, Any]] = [
    dict(zip(("echo", "total", "hint", "beyond"), values, strict=True))
    for values in product(
        (True, False),
        ("right", "missing", "zero"),
        ("floored", "missing", "zero", "high"),
        ("empty", "repeat", "not-found"),
    )
]
WAYS = pytest.mark.parametrize(
    ("order", "base"), [("newest", 0), ("newest", 1), ("oldest", 0), ("oldest", 1)]
)


def keys(envelopes: tuple[Envelope, ...]) -> list[int]:
    return [key_of(envelope) for envelope in envelopes]


@WAYS
async def test_every_page_holds_its_share_newest_first(order: Any, base: int) -> None:
    for oddity in ODDITIES:
        mailbox = Mailbox(FakeService(count=81, order=order, base=base, **oddity))
        pages = [await mailbox.page(number) for number in range(1, 5)]
        assert [keys(page.envelopes) for page in pages] == [
            list(range(81, 56, -1)),
            list(range(56, 31, -1)),
            list(range(31, 6, -1)),
            list(range(6, 0, -1)),
        ], oddity
        assert {(page.pages, page.total) for page in pages} == {(4, 81)}, oddity
        assert (await mailbox.page(5)).envelopes == ()


@WAYS
async def test_walking_reaches_every_row_once(order: Any, base: int) -> None:
    for oddity in ODDITIES:
        service = FakeService(count=81, order=order, base=base, **oddity)
        walked = [key_of(row) async for row in Mailbox(service).walk()]
        assert walked == list(range(81, 0, -1)), oddity
        assert len(service.calls) < 20, oddity


@pytest.mark.parametrize("count", [0, 1, 24, 25, 26, 50, 51, 75, 100, 981])
@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("total", ["right", "missing"])
async def test_any_number_of_messages(
    count: int, order: Literal["newest", "oldest"], total: Literal["right", "missing"]
) -> None:
    service = FakeService(count=count, order=order, total=total)
    mailbox = Mailbox(service)
    first = await mailbox.page()
    assert len(first.envelopes) == min(count, 25)
    assert first.pages == max(1, -(-count // 25))
    assert first.total == count
    reached = [
        key_of(row)
        for number in range(1, first.pages + 1)
        for row in (await mailbox.page(number)).envelopes
    ]
    assert reached == list(range(count, 0, -1))
    assert [key_of(row) async for row in mailbox.walk()] == reached


@pytest.mark.parametrize("size", [3, 10, 20])
@pytest.mark.parametrize("order", ["newest", "oldest"])
async def test_smaller_pages(size: int, order: Literal["newest", "oldest"]) -> None:
    mailbox = Mailbox(FakeService(count=47, size=size, order=order))
    first = await mailbox.page()
    assert keys(first.envelopes) == list(range(47, 47 - size, -1))
    assert [key_of(row) async for row in mailbox.walk()] == list(range(47, 0, -1))


async def test_a_total_that_is_too_low_loses_no_row() -> None:
    service = FakeService(count=81, total="low")
    assert [key_of(row) async for row in Mailbox(service).walk()] == list(range(81, 0, -1))


async def test_the_direction_is_found_once_and_then_known() -> None:
    service = FakeService(count=981)
    mailbox = Mailbox(service)
    await mailbox.page()
    assert service.calls == ["inbox None", "inbox 40"]
    service.calls.clear()
    await mailbox.page(fresh=True)
    assert service.calls == ["inbox None"]
    service.calls.clear()
    await mailbox.page(2)
    await mailbox.page(2)
    assert service.calls == ["inbox 2"]


async def test_one_page_needs_one_request() -> None:
    service = FakeService(count=25)
    await Mailbox(service).page()
    assert service.calls == ["inbox None"]


@pytest.mark.parametrize("order", ["newest", "oldest"])
async def test_mail_that_arrives_while_walking_brings_nothing_twice(
    order: Literal["newest", "oldest"],
) -> None:
    service = FakeService(count=130, order=order)
    calls = 0

    def arrive(call: str) -> None:
        nonlocal calls
        calls += 1
        if calls > 2:
            service.arrive()
            service.arrive()

    service.on_call = arrive
    walked = [key_of(row) async for row in Mailbox(service).walk()]
    assert len(walked) == len(set(walked))
    assert set(walked) >= set(range(1, 131))


async def test_mail_that_arrives_between_two_pages_is_not_shown_twice() -> None:
    service = FakeService(count=130)
    mailbox = Mailbox(service)
    first = await mailbox.page(1)
    service.arrive()
    second = await mailbox.page(2)
    assert not {*keys(first.envelopes)} & {*keys(second.envelopes)}
    assert keys((await mailbox.page(1, fresh=True)).envelopes)[0] == 131


async def test_new_mail_shows_when_refreshed_whichever_way_pages_run() -> None:
    for order in ("newest", "oldest"):
        service = FakeService(count=50, order=cast("Any", order))
        mailbox = Mailbox(service)
        await mailbox.page()
        service.arrive()
        page = await mailbox.page(fresh=True)
        assert keys(page.envelopes) == list(range(51, 26, -1)), order
        assert page.total == 51


async def test_equal_rows_are_counted_and_not_merged() -> None:
    service = FakeService(count=60, twins=5)
    mailbox = Mailbox(service)
    walked = [row async for row in mailbox.walk()]
    assert len(walked) == 60
    assert len({likeness(row) for row in walked}) == 48
    shown = [row for number in (1, 2, 3) for row in (await mailbox.page(number)).envelopes]
    assert [row.id for row in shown] == [row.id for row in walked]


async def test_what_is_searched_has_pages_of_its_own() -> None:
    service = FakeService(count=60)
    mailbox = Mailbox(service)
    assert (await mailbox.page(1, "pratica")).query == "pratica"
    assert service.calls[0] == "inbox None pratica"
    service.calls.clear()
    await mailbox.page(1, "pratica")
    assert service.calls == []
    assert (await mailbox.page(1)).query == ""
    assert service.calls[0] == "inbox None"


async def test_a_page_in_memory_is_there_at_once_until_forgotten() -> None:
    mailbox = Mailbox(FakeService(count=60))
    page = await mailbox.page(1)
    assert await mailbox.page(1) is page
    mailbox.forget()
    assert await mailbox.page(1) is not page


async def test_a_page_on_its_way_does_not_outlive_forgetting() -> None:
    service = FakeService(count=100)
    mailbox = Mailbox(service)
    await mailbox.page(1)
    service.on_call = lambda call: mailbox.forget()
    second = await mailbox.page(2)
    first = await mailbox.page(1, fresh=True)
    service.on_call = None
    assert await mailbox.page(2) is not second
    assert await mailbox.page(1) is not first


async def test_what_was_known_stays_when_refreshing_fails() -> None:
    service = FakeService(count=30)
    mailbox = Mailbox(service)
    page = await mailbox.page()

    def refuse(call: str) -> None:
        raise Unauthorized

    service.on_call = refuse
    with pytest.raises(Unauthorized):
        await mailbox.page(fresh=True)
    service.calls.clear()
    assert await mailbox.page() is page
    assert service.calls == []


class Gate(FakeService):
    """Answers a page only when let."""

    def hold(self) -> None:
        self.open = asyncio.Event()

    async def inbox(self, *, page: int | None = None, query: str = "") -> InboxAnswer:
        answer = await super().inbox(page=page, query=query)
        if page == 2:
            await self.open.wait()
        return answer


async def test_one_request_serves_who_wants_the_same_page_twice() -> None:
    service = Gate(count=100)
    service.hold()
    mailbox = Mailbox(service)
    await mailbox.page(1)
    opened = [asyncio.create_task(mailbox.page(2)) for _ in range(2)]
    while "inbox 2" not in service.calls:
        await asyncio.sleep(0)
    service.open.set()
    assert [keys((await one).envelopes)[0] for one in opened] == [75, 75]
    assert service.calls.count("inbox 2") == 1


async def test_a_forged_date_does_not_turn_the_mailbox_round() -> None:
    service = FakeService(count=10)
    rows = (await service.inbox()).envelopes
    older, newer = list(rows[:5]), list(rows[5:])
    assert is_newer(newer, older) is True
    older[0] = type(older[0])(
        **{
            field: getattr(older[0], field)
            for field in older[0].__dataclass_fields__
            if field != "date"
        },
        date=newer[-1].date.replace(year=2099) if newer[-1].date else None,
    )
    assert is_newer(newer, older) is True
    assert is_newer((), older) is None
