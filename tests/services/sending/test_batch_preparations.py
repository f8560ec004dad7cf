"""Batches in preparation: kept as they are, each mailbox its own, pasted tables private."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pectui.services.batches.filling import Times
from pectui.services.batches.preparations import STEPS, Preparations
from pectui.services.batches.request import BatchRequest
from pectui.services.sending.books import Books
from pectui.store.data import UserData
from pectui.store.owner import Owner

REQUEST = BatchRequest(
    "/t/é.csv",
    "Oggetto {{ nome }}",
    "Testo\n\ud800",
    files=("a.pdf", "{{ codice }}.pdf"),
    may_be_empty=("nome",),
    header_row=3,
    follows="AB12",
    whom="silent",
    silent_days=7,
)


def books(folder: Path, owner: str = "me") -> Books:
    moment = datetime(2026, 11, 29, tzinfo=UTC)
    return Books(UserData.open(folder, Owner(owner, owner), lambda: moment))


async def test_what_was_prepared_comes_back_as_it_was(tmp_path: Path) -> None:
    desk = books(tmp_path)
    preparations = Preparations(desk)
    request = replace(REQUEST, body="Testo")
    one = replace(
        preparations.new(request),
        times=Times(1.5, "08:00-20:00", 2.5),
        only_ready=True,
        step=STEPS[3],
        row=14,
    )
    await preparations.save(one)
    await desk.data.aclose()
    desk = books(tmp_path)
    (kept,) = await Preparations(desk).all()
    assert replace(kept, updated_at=None) == one
    assert kept == await Preparations(desk).get(one.id)
    await desk.data.aclose()


async def test_half_characters_do_not_keep_it_from_being_saved(tmp_path: Path) -> None:
    desk = books(tmp_path)
    preparations = Preparations(desk)
    await preparations.save(preparations.new(REQUEST))
    (kept,) = await preparations.all()
    assert kept.request.subject == REQUEST.subject
    await desk.data.aclose()


async def test_each_mailbox_has_its_own(tmp_path: Path) -> None:
    desk = books(tmp_path)
    preparations = Preparations(desk)
    one = preparations.new(BatchRequest("a.csv", "s", "b"))
    await preparations.save(one)
    await desk.data.aclose()
    other = books(tmp_path, "other")
    assert await Preparations(other).all() == ()
    await Preparations(other).delete(one)
    await other.data.aclose()
    desk = books(tmp_path)
    assert len(await Preparations(desk).all()) == 1
    await desk.data.aclose()


async def test_a_pasted_table_is_private_and_goes_with_its_preparation(tmp_path: Path) -> None:
    desk = books(tmp_path)
    preparations = Preparations(desk)
    one = await preparations.from_pasted("pec\na@pec.example\n", BatchRequest("", "s", "b"))
    path = Path(one.request.table)
    assert path.read_text() == "pec\na@pec.example\n"
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    await preparations.save(one)
    await preparations.delete(one)
    assert not path.exists()
    assert await preparations.all() == ()
    await desk.data.aclose()


async def test_the_persons_own_table_stays(tmp_path: Path) -> None:
    desk = books(tmp_path)
    table = tmp_path / "mine.csv"
    table.write_text("pec\n")
    preparations = Preparations(desk)
    one = preparations.new(BatchRequest(str(table), "s", "b"))
    await preparations.save(one)
    await preparations.delete(one)
    assert table.exists()
    await desk.data.aclose()


@pytest.mark.parametrize("step", STEPS)
async def test_every_step_is_one_to_be_taken_up_at(tmp_path: Path, step: str) -> None:
    desk = books(tmp_path)
    preparations = Preparations(desk)
    await preparations.save(replace(preparations.new(BatchRequest("a", "s", "b")), step=step))
    (kept,) = await preparations.all()
    assert kept.step == step
    await desk.data.aclose()
