"""What small mistakes in deleting held messages would break, and no other test says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pectui.errors import ConnectionRefused, MessageChanged, NotFound
from pectui.models import Body, Message
from pectui.services.mailbox.deletion import delete_held
from tests.services.fake_service import FakeService
from tests.services.mailbox.copy_desk import open_local_desk

if TYPE_CHECKING:
    from pathlib import Path


async def test_what_is_known_to_be_gone_is_forgotten_without_asking(tmp_path: Path) -> None:
    service = FakeService(30)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        service.remove(25)
        await desk.sync.look()
        (gone,) = [row for row in desk.rows() if not row.here]
        service.calls.clear()
        deletion = await delete_held(desk.local, desk.remote, [gone])
    assert (deletion.deleted, deletion.refused) == ((gone,), ())
    assert service.calls == []


async def test_out_of_reach_the_rest_is_not_asked_for_and_has_the_same_reason(
    tmp_path: Path,
) -> None:
    service = FakeService(600)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        rows = desk.rows()
        service.remove(600)
        failed: list[str] = []

        def fail(call: str) -> None:
            if call == "inbox 20":
                failed.append(call)
                raise ConnectionRefused(host="pec.example")

        service.on_call = fail
        chosen = [rows[0], rows[490], rows[491], rows[492]]
        deletion = await delete_held(desk.local, desk.remote, chosen)
    assert deletion.deleted == ()
    assert [row.number for row, _ in deletion.refused] == [row.number for row in chosen]
    why = [type(error) for _, error in deletion.refused]
    assert why == [NotFound, *[ConnectionRefused] * 3]
    assert failed == ["inbox 20"]
    assert service.deleted == []


@pytest.mark.parametrize(
    ("said", "deleted"),
    [("testo 5", True), ("un altro testo", False), ("un altro \N{REPLACEMENT CHARACTER}", True)],
)
async def test_what_it_is_known_to_say_must_stand_there_unless_it_was_damaged(
    tmp_path: Path, said: str, deleted: bool
) -> None:
    service = FakeService(10)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        (row,) = [one for one in desk.rows() if one.envelope.subject.endswith(" 5")]
        await desk.local.keep_body(row, Message(row.envelope, Body(said, said)))
        deletion = await delete_held(desk.local, desk.remote, [row])
    assert service.deleted == ([5] if deleted else [])
    assert [type(error) for _, error in deletion.refused] == [MessageChanged] * (not deleted)


async def test_a_message_is_looked_up_on_its_page_at_once(tmp_path: Path) -> None:
    service = FakeService(200)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        row = desk.rows()[110]
        service.calls.clear()
        deletion = await delete_held(desk.local, desk.remote, [row])
    assert len(deletion.deleted) == 1
    before, after = ["inbox", "inbox", "message", "delete"], ["inbox", "inbox"]
    assert [call.split()[0] for call in service.calls] == before + after


async def test_equals_on_pages_that_were_read_are_not_looked_for_again(tmp_path: Path) -> None:
    service = FakeService(60, twins=20)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        both = [one for one in desk.rows() if one.envelope.subject.endswith(" 19")]
        assert len(both) == 2
        service.calls.clear()
        deletion = await delete_held(desk.local, desk.remote, both)
    assert service.deleted == [20, 19]
    assert deletion.refused == ()
    assert [call.split()[0] for call in service.calls].count("message") == 2
