"""Deleting from the mailbox on this machine: the message that is meant, or none."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Literal

import pytest

from pectui.errors import ConnectionRefused, NotFound
from pectui.services.mailbox.deletion import delete_held
from tests.services.fake_service import FakeService
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
