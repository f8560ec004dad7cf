"""What else goes on between two requests: reading, deleting, another program on the same file."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from pectui.errors import MessageChanged, NotFound
from pectui.models import Marks
from pectui.search import Filter, parse
from pectui.services.mailbox.deletion import delete_held
from pectui.services.mailbox.finding import SearchEnded
from pectui.services.mailbox.prefetch import Prefetch
from tests.services.fake_service import FakeService
from tests.services.mailbox.copy_desk import on_the_service, open_local_desk

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from pectui.models import HeldMessage, InboxAnswer, Message


@dataclass
class BusyService(FakeService):
    """A service on which something happens while it answers a call."""

    meanwhile: Callable[[str], Awaitable[None]] | None = None
    """Awaited after the answer to a call is made, before it is given."""
    _goes_on: bool = True

    async def inbox(self, *, page: int | None = None, query: str = "") -> InboxAnswer:
        answer = await FakeService.inbox(self, page=page, query=query)
        await self._passes(f"inbox {page}")
        return answer

    async def message(self, message_id: int) -> Message:
        answer = await FakeService.message(self, message_id)
        await self._passes(f"message {message_id}")
        return answer

    async def _passes(self, call: str) -> None:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            await meanwhile(call)
            self.meanwhile = meanwhile if self._goes_on else None


def once(call: str, do: Callable[[], Awaitable[object]]) -> Callable[[str], Awaitable[None]]:
    """Do something the first time `call` is made."""
    done = False

    async def passes(made: str) -> None:
        nonlocal done
        if made == call and not done:
            done = True
            await do()

    return passes


async def test_no_row_doubles_where_a_message_is_deleted_while_the_mailbox_fills(
    tmp_path: Path,
) -> None:
    service = BusyService(400)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.sync.look()

        async def delete() -> None:
            await delete_held(desk.local, desk.remote, [desk.rows()[3]])
            await desk.local.locate(desk.rows()[100])

        service.meanwhile = once("inbox 6", delete)
        await desk.bring_up_to_date()
        assert desk.here() == on_the_service(service)
        assert not desk.gone(), "nothing that is there is taken to have vanished"


async def test_no_row_doubles_where_a_search_finds_rows_between_two_pages(
    tmp_path: Path,
) -> None:
    service = BusyService(200)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.sync.look()

        async def search() -> None:
            await desk.local.locate(desk.rows()[-1])
            for row in (await desk.remote.page(4)).envelopes:
                await desk.local.take_found([row])

        service.meanwhile = once("inbox 4", search)
        await desk.bring_up_to_date()
        assert desk.here() == on_the_service(service)
        assert not desk.gone()


async def test_two_programs_on_one_mailbox_hold_each_message_once(tmp_path: Path) -> None:
    service = BusyService(300, twins=7)
    async with (
        open_local_desk(tmp_path, service) as one,
        open_local_desk(tmp_path, service) as other,
    ):
        await one.sync.look()
        await asyncio.gather(one.sync.fill(), other.sync.fill(), other.sync.look())

        async def delete() -> None:
            await delete_held(other.local, other.remote, [other.rows()[3]])

        service.meanwhile = once("inbox 3", delete)
        await asyncio.gather(one.bring_up_to_date(), other.bring_up_to_date())
        await one.bring_up_to_date()
        assert one.here() == on_the_service(service)
        assert not one.gone()


async def test_what_was_said_of_a_message_meanwhile_stays_said(tmp_path: Path) -> None:
    service = FakeService(30)
    async with (
        open_local_desk(tmp_path, service) as one,
        open_local_desk(tmp_path, service) as other,
    ):
        await one.bring_up_to_date()
        row = one.rows()[0]
        await other.local.mark([row], lambda marks: replace(marks, note="chiamare", flagged=True))
        await one.local.mark([row], lambda marks: replace(marks, unread=False))
        now = one.rows()[0]
        assert (now.note, now.flagged, now.unread) == ("chiamare", True, False)


async def test_marks_of_many_equals_come_back_with_the_cache(tmp_path: Path) -> None:
    service = FakeService(20)
    for _ in range(14):
        service.arrive(twin_of_last=True)

    def mark(marks: Marks) -> Marks:
        return replace(marks, note="vista")

    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        await desk.local.mark(desk.rows()[:15], mark)
    async with open_local_desk(tmp_path, service, cache="another") as desk:
        await desk.bring_up_to_date()
        assert [bool(row.note) for row in desk.rows()] == [True] * 15 + [False] * 19


async def test_a_text_read_while_an_equal_message_turns_up_is_kept_for_its_own_only(
    tmp_path: Path,
) -> None:
    service = BusyService(60, ids="stable")
    service.messages[34] = replace(service.messages[34], twin=service.messages[35].twin)
    async with open_local_desk(tmp_path, service) as desk:
        # Held so far is the newer of two equal messages: the older lies on the next page.
        await desk.sync.look()
        row = next(row for row in desk.rows() if row.envelope.id == 36)
        service.meanwhile = once("message 36", desk.sync.fill)
        await desk.local.read(row)
        await desk.bring_up_to_date()
        twins = [one for one in desk.rows() if one.envelope.subject.endswith(" 36")]
        assert sorted([(await desk.local.read(one)).body.text for one in twins]) == [
            "testo 35",
            "testo 36",
        ]


@pytest.mark.parametrize("vanishes", [3, 20])
async def test_the_text_of_one_of_two_equals_is_not_taken_for_the_other_when_ids_move(
    tmp_path: Path, vanishes: int
) -> None:
    service = BusyService(60, twins=21)

    async def meanwhile(call: str) -> None:
        # Between the look at the list and the reading, the ids move by one.
        if call.startswith("inbox") and len(service.calls) > calls:
            service.remove(vanishes)
            service._goes_on = False

    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        twins = [one for one in desk.rows() if one.envelope.subject.endswith(" 20")]
        calls = len(service.calls)
        service.meanwhile = meanwhile
        for one in twins[::-1]:
            try:
                await desk.local.read(one)
            except (MessageChanged, NotFound):
                continue
        service.meanwhile = None
        await desk.bring_up_to_date()
        here = [one for one in desk.rows() if one.here and one.envelope.subject.endswith(" 20")]
        said = sorted([(await desk.local.read(one)).body.text for one in here])
        there = sorted(one.body for one in service.messages if one.twin == 20)
        assert said == there


async def test_a_search_that_overtakes_another_is_not_ended_with_it(tmp_path: Path) -> None:
    async with open_local_desk(tmp_path, FakeService(30)) as desk:
        await desk.bring_up_to_date()
        begun, go_on = threading.Event(), threading.Event()

        def wait(_: object) -> str:
            begun.set()
            go_on.wait(5)
            return ""

        await desk.local.find(Filter(), 5)
        reader = desk.local._finder._reader
        assert reader is not None
        reader._connection.create_function("folded", 1, wait)
        slow = asyncio.create_task(desk.local.find(Filter(parse("from:mittente")), 5))
        await asyncio.to_thread(begun.wait, 5)
        slow.cancel()
        await asyncio.sleep(0)
        quick = asyncio.create_task(desk.local.find(Filter(), 5))
        for _ in range(20):
            await asyncio.sleep(0.001)
        go_on.set()
        assert len(await quick) == 5
        with pytest.raises((asyncio.CancelledError, SearchEnded)):
            await slow


async def test_new_mail_is_looked_for_while_everything_is_read_again(tmp_path: Path) -> None:
    service = FakeService(2000)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        del service.messages[200:900]
        desk.sync.look_seconds = 0.000001
        pages: list[str] = []
        told: list[int] = []
        desk.local.on_change.append(lambda change: told.extend([len(pages)] * len(change.new)))

        def arrive(call: str) -> None:
            pages.append(call)
            if len(pages) == 30:
                service.arrive()

        await desk.sync.look()
        service.on_call = arrive
        await desk.sync.fill()
        service.on_call = None
        assert told
        assert told[0] <= 35, "long before the last page"
        await desk.bring_up_to_date()
        assert desk.here() == on_the_service(service)


async def test_everything_vanishing_at_once_is_borne(tmp_path: Path) -> None:
    service = FakeService(500)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        desk.local._copy.reader._connection.setlimit(9, 200)  # SQLITE_LIMIT_VARIABLE_NUMBER
        service.messages.clear()
        await desk.bring_up_to_date()
        assert not desk.here()
        assert sum(desk.gone().values()) == 500


async def test_a_text_read_ahead_is_asked_for_once_however_often_the_list_is_shown_anew(
    tmp_path: Path,
) -> None:
    service = BusyService(30)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        rows = desk.rows()[:3]
        kept: list[str] = []

        async def keep(_: HeldMessage, message: Message) -> None:
            kept.append(message.body.text)

        ahead = Prefetch(desk.local, keep, pause=0.0)

        async def show_anew(_call: str) -> None:
            for _ in range(3):
                ahead.near(rows)
                await asyncio.sleep(0)

        service.meanwhile = show_anew
        service.calls.clear()
        ahead.near(rows)
        async with asyncio.timeout(5):
            while len(kept) < 3:
                ahead.near(rows)
                await asyncio.sleep(0)
        await ahead.aclose()
        assert service.calls == ["message 30", "message 29", "message 28"]
        assert kept == ["testo 30", "testo 29", "testo 28"]
