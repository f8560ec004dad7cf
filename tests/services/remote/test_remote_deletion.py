"""Deleting the message that was meant, whatever happens to the ids."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import pytest

from pectui.errors import (
    ConnectionLost,
    MessageChanged,
    MessageIdInvalid,
    NotFound,
    Unauthorized,
)
from pectui.models import Envelope, Message
from pectui.pec.envelopes import read_envelope
from pectui.services.remote.deletion import DeletionPlan
from pectui.services.remote.listing import Page
from pectui.services.remote.reading import Mailbox
from tests.services.fake_service import FakeService, key_of, without_id

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

IDS: tuple[Literal["sequence", "stable"], ...] = ("sequence", "stable")


async def rows_of(mailbox: Mailbox, *keys: int) -> list[Envelope]:
    page = await mailbox.page()
    return [row for row in page.envelopes if key_of(row) in keys]


@pytest.mark.parametrize("ids", IDS)
async def test_several_go_from_the_highest_id_down(ids: Literal["sequence", "stable"]) -> None:
    service = FakeService(count=60, ids=ids)
    mailbox = Mailbox(service)
    await mailbox.page()
    told: list[tuple[int, int]] = []
    chosen = await rows_of(mailbox, 40, 52, 45)
    result = await mailbox.delete(chosen[::-1], lambda done, of: told.append((done, of)))
    assert service.deleted == [52, 45, 40]
    assert [key_of(row) for row in result.deleted] == [52, 45, 40]
    assert result.refused == ()
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("ids", IDS)
async def test_another_message_under_the_id_is_refused(ids: Literal["sequence", "stable"]) -> None:
    service = FakeService(count=60, ids=ids)
    mailbox = Mailbox(service)
    await mailbox.page()
    chosen = await rows_of(mailbox, 50, 55)
    service.remove(52)
    result = await mailbox.delete(chosen)
    assert service.deleted == ([50] if ids == "sequence" else [55, 50])
    if ids == "sequence":
        [(row, error)] = result.refused
        assert key_of(row) == 55
        assert isinstance(error, MessageChanged)


async def test_afterwards_every_id_is_forgotten() -> None:
    for lost in (False, True):
        service = FakeService(count=60)
        mailbox = Mailbox(service)
        await mailbox.page()
        chosen = await rows_of(mailbox, 50)
        if lost:
            service.remove(1)
        await mailbox.delete(chosen)
        service.calls.clear()
        await mailbox.page()
        assert service.calls


async def test_what_is_gone_already_is_said_to_be() -> None:
    service = FakeService(count=60, ids="stable")
    mailbox = Mailbox(service)
    await mailbox.page()
    chosen = await rows_of(mailbox, 50)
    service.remove(50)
    [(_, error)] = (await mailbox.delete(chosen)).refused
    assert isinstance(error, NotFound)


async def test_a_row_without_an_id_cannot_be_read_or_deleted() -> None:
    service = FakeService(count=5)
    mailbox = Mailbox(service)
    page = await mailbox.page()
    row = without_id(page.envelopes[0], "../send/1")
    service.calls.clear()
    with pytest.raises(MessageIdInvalid):
        await mailbox.read(row)
    [(_, error)] = (await mailbox.delete([row])).refused
    assert isinstance(error, MessageIdInvalid)
    assert service.calls == []


async def test_one_number_given_to_two_rows_deletes_once() -> None:
    service = FakeService(count=5)
    mailbox = Mailbox(service)
    page = await mailbox.page()
    result = await mailbox.delete([page.envelopes[0], page.envelopes[0]])
    assert service.deleted == [5]
    assert len(result.refused) == 1


@pytest.mark.parametrize("error", [Unauthorized(), ConnectionLost(host="pec.example")])
async def test_once_the_service_cannot_be_asked_the_rest_is_not_tried(error: Exception) -> None:
    service = FakeService(count=20)
    mailbox = Mailbox(service)
    page = await mailbox.page()
    service.calls.clear()

    def fail(call: str) -> None:
        if len(service.calls) == 3:
            raise error

    service.on_call = fail
    result = await mailbox.delete(page.envelopes[5:10])
    assert service.deleted == [15]
    assert len(service.calls) == 3
    assert [refusal for _, refusal in result.refused] == [error] * 4


# ── rows that look alike: message 58 looks just like 57 ──────────────────────


async def look_alikes(service: FakeService) -> tuple[Mailbox, Envelope, Envelope]:
    """Return a mailbox listed, and the rows of messages 57 and 58."""
    mailbox = Mailbox(service)
    page = await mailbox.page()
    upper, lower = (row for row in page.envelopes if key_of(row) == 57)
    assert upper.id is not None
    assert lower.id is not None
    assert upper.id > lower.id
    return mailbox, lower, upper


def twin_service(ids: Literal["sequence", "stable"] = "sequence") -> FakeService:
    service = FakeService(count=57, ids=ids)
    service.arrive(twin_of_last=True)
    service.arrive()
    service.arrive()
    return service


@pytest.mark.parametrize("ids", IDS)
async def test_one_of_two_equals_goes_when_nothing_moved(
    ids: Literal["sequence", "stable"],
) -> None:
    for which, key in ((0, 57), (1, 58)):
        service = twin_service(ids)
        mailbox, lower, upper = await look_alikes(service)
        assert (await mailbox.delete([(lower, upper)[which]])).refused == ()
        assert service.deleted == [key]


async def test_one_of_two_equals_is_refused_when_ids_moved() -> None:
    # Number 57 now leads to message 58, which looks like the 57 that was listed.
    service = twin_service()
    mailbox, lower, _ = await look_alikes(service)
    service.remove(3)
    [(_, error)] = (await mailbox.delete([lower])).refused
    assert isinstance(error, MessageChanged)
    assert service.deleted == []


async def test_one_of_two_equals_is_refused_when_the_other_is_gone() -> None:
    service = twin_service()
    mailbox, lower, _ = await look_alikes(service)
    service.remove(57)
    assert len((await mailbox.delete([lower])).refused) == 1
    assert service.deleted == []


async def test_an_equal_that_was_read_is_told_by_its_text() -> None:
    service = twin_service()
    mailbox, lower, upper = await look_alikes(service)
    await mailbox.read(lower)
    await mailbox.read(upper)
    service.remove(3)
    result = await mailbox.delete([lower])
    assert service.deleted == []
    assert isinstance(result.refused[0][1], MessageChanged)


async def test_an_equal_that_was_read_needs_no_second_look_at_the_list() -> None:
    service = twin_service()
    mailbox, lower, _ = await look_alikes(service)
    await mailbox.read(lower)
    service.calls.clear()
    await mailbox.delete([lower])
    assert service.deleted == [57]
    before = service.calls[: service.calls.index("delete 57")]
    assert not any(call.startswith("inbox") for call in before)


async def test_both_equals_go_together() -> None:
    service = twin_service()
    mailbox, lower, upper = await look_alikes(service)
    assert (await mailbox.delete([lower, upper])).refused == ()
    assert service.deleted == [58, 57]


async def test_an_equal_on_the_next_page_counts_too() -> None:
    # Messages 35 and 36 look alike, and the page ends between them.
    service = FakeService(count=35)
    service.arrive(twin_of_last=True)
    while len(service.messages) < 60:
        service.arrive()
    mailbox = Mailbox(service)
    page = await mailbox.page()
    edge = page.envelopes[-1]
    assert edge.id == 36
    service.remove(3)
    service.arrive()
    assert len((await mailbox.delete([edge])).refused) == 1
    assert service.deleted == []


async def test_where_the_list_cannot_be_looked_at_afterwards_the_answers_stand() -> None:
    service = FakeService(count=60)
    mailbox = Mailbox(service)
    await mailbox.page()
    chosen = await rows_of(mailbox, 50, 45)

    def fail(call: str) -> None:
        if call.startswith("inbox") and service.deleted:
            raise ConnectionLost

    service.on_call = fail
    result = await mailbox.delete(chosen)
    assert [key_of(row) for row in result.deleted] == [50, 45] == service.deleted
    assert (result.refused, result.unknown) == ((), ())


async def test_reading_compares_with_the_list() -> None:
    service = FakeService(count=60)
    mailbox = Mailbox(service)
    page = await mailbox.page()
    row = page.envelopes[0]
    message: Message = await mailbox.read(row)
    assert message.body.text == "testo 60"
    service.remove(59)
    service.arrive()
    with pytest.raises(MessageChanged):
        await mailbox.read(row)
    assert (await mailbox.read_id(60)).body.text == "testo 61"


# ── 3,000 deletes with another client at work ────────────────────────────────


def chooser(chance: random.Random) -> Callable[[Sequence[Envelope]], list[Envelope]]:
    def choose(rows: Sequence[Envelope]) -> list[Envelope]:
        return chance.sample(rows, min(len(rows), chance.randint(1, 12)))

    return choose


@pytest.mark.parametrize(
    ("ids", "order", "seed"),
    [("sequence", "newest", 1), ("sequence", "oldest", 2), ("stable", "newest", 3)],
)
async def test_no_wrong_message_goes_in_thousands_of_deletes(
    ids: Any, order: Any, seed: int
) -> None:
    """Another client deletes between any two calls, but not between a reading and its delete."""
    chance = random.Random(seed)
    service = FakeService(count=1_600, ids=ids, order=order, twins=4)
    mailbox = Mailbox(service)
    choose = chooser(chance)
    meddled = 0

    def meddle(call: str) -> None:
        nonlocal meddled
        if not call.startswith("delete") and chance.random() < 0.12 and service.messages:
            # Near what is on the screen, where it can do harm. The newest stay: to delete one
            # and have its look-alike arrive under its number leaves no trace in any list.
            service.messages.remove(chance.choice(service.messages[-80:-3]))
            service.arrive(twin_of_last=chance.random() < 0.2)
            meddled += 1

    wanted: set[int] = set()
    tried = 0
    while tried < 1_000:
        service.on_call = None
        mailbox.forget()
        page = await mailbox.page(chance.randint(1, 3))
        # The list shows what stood there when it was read; that is what is meant.
        rows = choose(page.envelopes)
        meant = {service.at(row.id).key for row in rows if row.id is not None}
        wanted |= meant
        service.on_call = meddle
        before = len(service.deleted)
        await mailbox.delete(rows)
        assert set(service.deleted[before:]) <= meant
        tried += len(rows)
    assert set(service.deleted) <= wanted
    assert meddled > 60
    assert len(service.deleted) > 180


def test_rows_of_one_moment_are_look_alikes_however_the_date_is_written() -> None:
    rome, utc = (
        read_envelope(id=number, sender="a@pec.example", recipient="b", date=date, subject="Uguale")
        for number, date in ((1, "2026-03-01 09:00:00 +0100"), (2, "2026-03-01 08:00:00 +0000"))
    )
    plan = DeletionPlan([rome], [Page(1, 1, 2, (rome, utc))])
    assert plan.look_alikes(rome) == {1, 2}
    assert plan.is_ambiguous(rome)


@dataclass
class Raced(FakeService):
    """A service whose oldest message goes elsewhere just before one is deleted: ids move by one."""

    raced: int = 0

    async def delete_message(self, message_id: int) -> None:
        if self.at(message_id).key == self.raced:
            self.messages.pop(0)
        await FakeService.delete_message(self, message_id)


@pytest.mark.parametrize("place", [1, 24, 25, 26, 49, 50, 60, 74, 99])
@pytest.mark.parametrize("above", [0, 1, 24, 25, 26, 49, 50, 60])
async def test_what_is_listed_still_is_not_called_deleted_however_far_it_moved_up(
    above: int, place: int
) -> None:
    service = Raced(count=120)
    mailbox = Mailbox(service)
    pages = [await mailbox.page(number) for number in range(1, 6)]
    rows = [row for page in pages for row in page.envelopes]
    meant = rows[place]
    service.raced = key_of(meant)
    newer = rows[: min(above, place - 1)]
    service.calls.clear()
    result = await mailbox.delete([*newer, meant], pages=pages)
    assert [key_of(row) for row in result.deleted] == [key_of(row) for row in newer]
    assert ([key_of(row) for row, _ in result.unknown], result.refused) == ([key_of(meant)], ())
    calls = [call.split()[0] for call in service.calls]
    # Each page a row was on, and up to where the topmost of it may stand now.
    places = (*range(len(newer)), place)
    topmost = {one // 25: one for one in reversed(places)}
    may_be = {n for page, top in topmost.items() for n in range((top - len(places)) // 25, page)}
    may_be = {number for number in may_be if number >= 0} | topmost.keys()
    assert calls[::-1].index("delete") <= 1 + len(may_be)


async def listed_with_equals(place: int) -> tuple[FakeService, Mailbox, list[Page]]:
    """Return a mailbox of six pages, all listed, where the row at a place has an equal below it."""
    service = FakeService(count=125 - place)
    service.arrive(twin_of_last=True)
    while len(service.messages) < 126:
        service.arrive()
    mailbox = Mailbox(service)
    return service, mailbox, [await mailbox.page(number) for number in range(1, 7)]


@pytest.mark.parametrize("is_read", [False, True])
@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("place", [73, 74, 75])
@pytest.mark.parametrize("above", [0, 1, 24, 25, 26, 49, 50, 60, 73])
async def test_one_of_two_equals_goes_without_a_doubt_wherever_a_page_ends_between_them(
    above: int, place: int, which: int, *, is_read: bool
) -> None:
    service, mailbox, pages = await listed_with_equals(place)
    rows = [row for page in pages for row in page.envelopes]
    meant = rows[place + which]
    if is_read:
        await mailbox.read(meant)
    result = await mailbox.delete([*rows[:above], meant], pages=pages)
    assert (result.refused, result.unknown) == ((), ())
    assert service.deleted == [*range(126, 126 - above, -1), 126 - place - which]


@pytest.mark.parametrize("fails", [0, 1])
async def test_of_two_equals_that_were_to_go_together_the_one_listed_still_is_not_called_deleted(
    fails: int,
) -> None:
    service, mailbox, pages = await listed_with_equals(74)
    rows = [row for page in pages for row in page.envelopes]
    stays = service.messages[-1 - 74 - fails]
    delete = service.delete_message

    async def delete_message(message_id: int) -> None:
        if service.at(message_id) != stays:
            await delete(message_id)

    service.delete_message = delete_message  # type: ignore[method-assign]
    result = await mailbox.delete(rows[74:76], pages=pages)
    assert len(service.deleted) == 1
    assert result.deleted == (), "which of them is there cannot be told"
    assert len(result.unknown) == 2


async def test_for_an_equal_that_stays_three_pages_are_looked_at_before() -> None:
    service, mailbox, pages = await listed_with_equals(80)
    service.calls.clear()
    await mailbox.delete([pages[3].envelopes[5]], pages=pages)
    before = service.calls[: service.calls.index(f"delete {service.deleted[0]}")]
    asked = {call for call in before if call.startswith("inbox")} - {"inbox None"}
    assert asked == {"inbox 3", "inbox 4", "inbox 5"}


async def test_an_equal_that_stays_is_one_also_where_two_searches_list_it() -> None:
    service, mailbox, _ = await listed_with_equals(30)
    listed = [await mailbox.page(number) for number in (1, 2, 3)]
    sought = await mailbox.page(3, "pratica")
    meant, other = listed[1].envelopes[5], sought.envelopes[0]
    await mailbox.read(meant)
    result = await mailbox.delete([meant, other], pages=[*listed[:2], sought])
    assert (result.refused, result.unknown) == ((), ())
    assert service.deleted == [96, 76]
