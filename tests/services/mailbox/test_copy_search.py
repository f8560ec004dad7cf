"""What HTML says is found by every search, though it is made readable for the first one only."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from pectui.models import MailView, Message, Reach
from pectui.pec.bodies import decode_body
from pectui.search import Filter, parse
from pectui.services.mailbox import contents, texts
from pectui.services.mailbox.contents import MOST_WAITING
from pectui.services.mailbox.correspondence import replies_to
from pectui.services.mailbox.finding import SearchEnded
from tests.services.fake_service import FakeService
from tests.services.mailbox.copy_desk import LocalDesk, open_local_desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@dataclass
class Letters(FakeService):
    """A service whose letters are pages of HTML."""

    async def message(self, message_id: int) -> Message:
        message = await super().message(message_id)
        number = message.body.text.rpartition(" ")[2]
        html = f"<style>nascosto</style><p>parola<b>numero</b> {number}x</p>"
        return Message(message.envelope, decode_body(html))


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[LocalDesk]:
    async with open_local_desk(tmp_path, Letters(count=80, twins=7)) as desk:
        await desk.bring_up_to_date()
        yield desk


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what was made readable."""
    made: list[str] = []
    searched = texts.searched

    async def spy(raw: str) -> str:
        made.append(raw)
        return await searched(raw)

    monkeypatch.setattr(contents, "searched", spy)
    return made


async def found(desk: LocalDesk, words: str) -> set[str]:
    """Return the subjects of what a search finds."""
    rows = await desk.local.find(Filter(parse(words), MailView.ALL), 100)
    return {row.envelope.subject for row in rows}


async def read(desk: LocalDesk, count: int) -> set[str]:
    rows = desk.rows()[:count]
    for row in rows:
        await desk.local.read(row)
    return {row.envelope.subject for row in rows}


async def test_reading_makes_no_html_readable_and_every_search_finds_it(
    desk: LocalDesk, made: list[str]
) -> None:
    subjects = await read(desk, 5)
    assert made == []
    assert await found(desk, "parolanumero") == subjects
    assert len(made) == 5
    assert await found(desk, "nascosto") == set()
    everything = {row.envelope.subject for row in desk.rows()}
    assert await found(desk, "-parolanumero") == everything - subjects
    assert len(made) == 5


async def test_letters_about_a_sending_are_found_beside_a_search_and_make_nothing_readable(
    desk: LocalDesk, made: list[str]
) -> None:
    subjects = await read(desk, 5)
    assert await replies_to(desk.local, "2026010108000010", 9, "") == ()
    assert made == []
    search, _ = await asyncio.gather(
        found(desk, "parolanumero"), replies_to(desk.local, "2026010108000010", 9, "")
    )
    assert search == subjects


async def test_what_is_read_once_there_was_a_search_is_found_by_the_next(
    desk: LocalDesk, made: list[str]
) -> None:
    assert await found(desk, "parolanumero") == set()
    subjects = await read(desk, 3)
    assert len(made) == 3
    assert await found(desk, "parolanumero") == subjects


async def test_no_more_than_so_many_pages_wait_for_a_search(
    desk: LocalDesk, made: list[str]
) -> None:
    await read(desk, MOST_WAITING)
    assert made == []
    await read(desk, MOST_WAITING + 1)
    assert len(made) == MOST_WAITING + 1


async def test_what_waits_is_found_by_the_next_start(tmp_path: Path) -> None:
    service = Letters(count=10)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        subjects = await read(desk, 4)
    async with open_local_desk(tmp_path, service) as desk:
        assert await found(desk, "parolanumero") == subjects


@pytest.mark.parametrize("cache", ["cache", "another"])
async def test_what_vanished_while_it_waited_is_found(tmp_path: Path, cache: str) -> None:
    service = Letters(count=10, ids="stable")
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        await read(desk, 10)
        service.remove(9)
        await desk.bring_up_to_date()
        assert sum(desk.gone().values()) == 1
    async with open_local_desk(tmp_path, service, cache=cache) as desk:
        assert await found(desk, "9x") == set(desk.gone())


async def test_two_searches_at_once_find_the_same(desk: LocalDesk) -> None:
    subjects = await read(desk, 40)
    one, other = await asyncio.gather(
        found(desk, "parolanumero"), found(desk, "parolanumero"), return_exceptions=True
    )
    assert other == subjects
    assert one == subjects or isinstance(one, SearchEnded)


async def test_a_search_that_waits_longer_does_not_end_a_later_one(
    desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    subjects = await read(desk, 4)
    make_readable, calls, go_on = desk.local.make_readable, 0, asyncio.Event()

    async def slow_at_first() -> None:
        nonlocal calls
        calls += 1
        if calls == 1:
            await go_on.wait()
        await make_readable()

    monkeypatch.setattr(desk.local._finder, "_prepare", slow_at_first)
    earlier = asyncio.create_task(found(desk, "parolanumero"))
    await asyncio.sleep(0)
    assert await found(desk, "parolanumero") == subjects
    go_on.set()
    with pytest.raises(SearchEnded):
        await earlier


async def test_a_text_that_comes_is_told_as_a_text_and_as_nothing_else(desk: LocalDesk) -> None:
    told: list[contents.Change] = []
    desk.local.on_change.append(told.append)
    await read(desk, 2)
    assert [one.reach for one in told] == [Reach.TEXTS] * 2
    await desk.local.mark(desk.rows()[:1], lambda marks: replace(marks, flagged=True))
    assert told[-1].reach is Reach.MARKS
    assert told[-1].marked.keys() == {desk.rows()[0].number}


async def test_a_text_nobody_knows_the_message_of_any_more_is_not_found(tmp_path: Path) -> None:
    service = Letters(30)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        (subject,) = await read(desk, 1)
        assert await found(desk, "parolanumero") == {subject}
        service.arrive(twin_of_last=True)
        await desk.bring_up_to_date()
        assert await found(desk, "parolanumero") == set(), "it may be that of either"
        await read(desk, 2)
        assert await found(desk, "parolanumero") == {subject}
