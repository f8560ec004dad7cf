"""Deleting from the mailbox on this machine: the message that is meant, or none."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import pytest

from pectui.errors import ConnectionRefused, MessageChanged, NotFound
from pectui.models import Body, Message
from pectui.services.mailbox.deletion import delete_held
from tests.services.fake_service import FakeService, Stored
from tests.services.mailbox.copy_desk import LocalDesk, on_the_service, open_local_desk

if TYPE_CHECKING:
    from pathlib import Path


async def _filled(desk: LocalDesk) -> LocalDesk:
    await desk.bring_up_to_date()
    return desk


@pytest.mark.parametrize("ids", ["sequence", "stable"])
async def test_messages_go_here_and_there(
    tmp_path: Path, ids: Literal["sequence", "stable"]
) -> None:
    service = FakeService(120, ids=ids)
    async with open_local_desk(tmp_path, service) as desk:
        rows = (await _filled(desk)).rows()
        chosen = [rows[2], rows[50], rows[119]]
        deletion = await delete_held(desk.local, desk.remote, chosen)
        assert {row.number for row in deletion.deleted} == {row.number for row in chosen}
        assert not deletion.refused
        assert desk.here() == on_the_service(service)
        assert not desk.gone()
    assert service.deleted == [118, 70, 1]


async def test_a_message_is_found_though_every_id_has_moved(tmp_path: Path) -> None:
    service = FakeService(120)
    async with open_local_desk(tmp_path, service) as desk:
        rows = (await _filled(desk)).rows()
        for key in (3, 30, 60):
            service.remove(key)
        deletion = await delete_held(desk.local, desk.remote, [rows[0], rows[80]])
        assert len(deletion.deleted) == 2
    assert service.deleted == [120, 40]


async def test_what_is_gone_there_is_forgotten_here(tmp_path: Path) -> None:
    service = FakeService(60)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        await desk.local.read(desk.rows()[5])
        service.remove(55)
        await desk.sync.look()
        (gone,) = [row for row in desk.rows() if not row.here]
        deletion = await delete_held(desk.local, desk.remote, [gone])
        assert deletion.deleted == (gone,)
        assert len(desk.rows()) == 59
    async with open_local_desk(tmp_path, service, cache="another") as desk:
        await desk.bring_up_to_date()
        assert len(desk.rows()) == 59, "nor does its copy come back"


async def test_without_the_service_nothing_is_deleted(tmp_path: Path) -> None:
    service = FakeService(60)
    async with open_local_desk(tmp_path, service) as desk:
        rows = (await _filled(desk)).rows()

        def fail(call: str) -> None:
            raise ConnectionRefused(host="pec.example")

        service.on_call = fail
        deletion = await delete_held(desk.local, desk.remote, rows[:3])
        assert not deletion.deleted
        assert [type(error) for _, error in deletion.refused] == [ConnectionRefused] * 3
        assert len(desk.rows()) == 60
    assert service.deleted == []


async def test_a_message_another_client_deleted_is_refused(tmp_path: Path) -> None:
    service = FakeService(60)
    async with open_local_desk(tmp_path, service) as desk:
        rows = (await _filled(desk)).rows()
        service.remove(60)
        deletion = await delete_held(desk.local, desk.remote, rows[:2])
        assert [row.number for row in deletion.deleted] == [rows[1].number]
        assert [type(error) for _, error in deletion.refused] == [NotFound]
    assert service.deleted == [59]


@pytest.mark.parametrize("seed", range(12))
async def test_nothing_else_is_deleted_while_another_client_works(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    service = FakeService(90, ids=chance.choice(["sequence", "stable"]), twins=4)
    async with open_local_desk(tmp_path, service) as desk:
        rows = (await _filled(desk)).rows()
        chosen = chance.sample(rows, 12)
        texts = {(await desk.local.read(row)).body.text: row for row in chosen}

        def work(call: str) -> None:
            if call.startswith("delete"):
                return  # the moment between a reading and its delete is nobody's to close
            if chance.random() < 0.15 and service.messages:
                service.messages.pop(chance.randrange(len(service.messages)))
            if chance.random() < 0.1:
                service.arrive(twin_of_last=chance.random() < 0.5)

        service.on_call = work
        deletion = await delete_held(desk.local, desk.remote, chosen)
        service.on_call = None
        meant = {int(text.rpartition(" ")[2]) for text in texts}
        assert set(service.deleted) <= meant
        assert len(service.deleted) == len(deletion.deleted)


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


@pytest.mark.parametrize("count", [1, 2, 60])
async def test_after_deleting_the_next_look_finds_nothing_to_compare(
    tmp_path: Path, count: int
) -> None:
    service = FakeService(count)
    async with open_local_desk(tmp_path, service) as desk:
        rows = (await _filled(desk)).rows()
        for chosen in (rows[:1], rows[1:]):
            await delete_held(desk.local, desk.remote, chosen)
            service.calls.clear()
            await desk.sync.look()
            assert len(service.calls) == 1
            progress = desk.sync.progress
            assert (progress.held, progress.total) == (len(service.messages),) * 2
            assert progress.reconciled
        assert desk.rows() == []


async def test_messages_of_a_list_nobody_counts_go_too(tmp_path: Path) -> None:
    service = FakeService(60, total="missing", hint="missing")
    async with open_local_desk(tmp_path, service) as desk:
        await desk.sync.bring_up_to_date()
        rows = desk.rows()
        deletion = await delete_held(desk.local, desk.remote, [rows[2], rows[40]])
        assert (len(deletion.deleted), deletion.refused, deletion.unknown) == (2, (), ())
        assert desk.here() == on_the_service(service)
    assert service.deleted == [58, 20]


async def test_one_of_equals_that_became_more_is_refused_by_its_number(tmp_path: Path) -> None:
    service = FakeService(60)
    async with open_local_desk(tmp_path, service) as desk:
        row = (await _filled(desk)).rows()[0]
        service.arrive(twin_of_last=True)
        deletion = await delete_held(desk.local, desk.remote, [row])
    [(_, error)] = deletion.refused
    assert isinstance(error, MessageChanged)
    assert str(row.envelope.id) == "60"
    assert "60" in error.detail
    assert service.deleted == []


async def test_what_a_person_adds_to_a_later_equal_of_what_was_deleted_stays(
    tmp_path: Path,
) -> None:
    service = FakeService(8)
    async with open_local_desk(tmp_path, service) as desk:
        row = (await _filled(desk)).rows()[1]
        await delete_held(desk.local, desk.remote, [row])
        service.messages.append(Stored(99, 7))
        await desk.bring_up_to_date()
        (equal,) = [one for one in desk.rows() if one.envelope.subject.endswith(" 7")]
        await desk.local.mark([equal], lambda marks: replace(marks, flagged=True))
        service.remove(3)
        await desk.bring_up_to_date()
    async with open_local_desk(tmp_path, service, cache="another") as desk:
        await desk.bring_up_to_date()
        (flagged,) = [one for one in desk.rows() if one.flagged]
        assert flagged.envelope.subject == equal.envelope.subject
