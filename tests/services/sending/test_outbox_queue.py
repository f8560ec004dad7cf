"""Into the outbox: frozen on disk, or not at all."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from pectui.errors import FileChanged, FileUnreadable, LetterInvalid, StoreUnusable
from pectui.models import State
from pectui.store.data import UserData
from tests.services.fake_service import FakeService
from tests.services.outbox_desk import Desk, letter, open_desk


async def test_what_was_confirmed_leaves_whatever_happens_to_the_file(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "contratto.pdf"
    file.write_bytes(b"as confirmed")
    (queued,) = await desk.outbox.queue(letter(attachments=(str(file),)))
    file.write_bytes(b"changed later")

    await desk.outbox.deliver([queued.id])

    (sent,) = desk.service.left
    (attachment,) = sent.attachments
    assert attachment.name == "contratto.pdf"
    assert attachment.mime == "application/pdf"
    assert attachment.size == 12
    assert Path(attachment.path).read_bytes() == b"as confirmed"
    assert len(attachment.sha256) == 64


async def test_everything_on_disk_is_private(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("a")
    await desk.outbox.queue(letter(attachments=(str(file),)))

    for place in (desk.data, *desk.data.rglob("*")):
        mode = stat.S_IMODE(place.stat().st_mode)
        assert mode == (0o700 if place.is_dir() else 0o600), place


async def test_one_sending_per_recipient_or_one_for_all(desk: Desk) -> None:
    apart = await desk.outbox.queue(letter("A", "a@pec.example", "b@pec.example"))
    together = await desk.outbox.queue(letter("B", "a@pec.example", "b@pec.example", together=True))

    assert [one.recipients for one in apart] == [("a@pec.example",), ("b@pec.example",)]
    assert [one.recipients for one in together] == [("a@pec.example", "b@pec.example")]
    assert len({one.letter_id for one in apart}) == 1


async def test_many_sendings_ask_once_for_their_files(desk: Desk, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("b.txt", "a.txt")]
    for file in files:
        file.write_text(file.name)
    many = [f"r{number}@pec.example" for number in range(50)]
    await desk.outbox.queue(letter("A", *many, attachments=tuple(map(str, files))))
    await desk.outbox.queue(letter("B"))
    asked: list[str] = []
    await desk.database.run(lambda connection: connection.set_trace_callback(asked.append))
    pending = await desk.outbox.pending()
    assert len([one for one in asked if "FROM attachments" in one]) == 1
    names = [tuple(file.name for file in one.attachments) for one in pending]
    assert names == [("b.txt", "a.txt")] * 50 + [()]


async def test_the_draft_goes_when_the_letter_is_queued(desk: Desk) -> None:
    draft = await desk.drafts.save(desk.drafts.new_draft(subject="Diffida"))
    await desk.outbox.queue(letter(draft_id=draft.id))
    assert await desk.drafts.all() == ()


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"recipients": ()}, LetterInvalid),
        ({"recipients": ("nessuno",)}, LetterInvalid),
        ({"subject": "x" * 121}, LetterInvalid),
        ({"subject": "a\nb"}, LetterInvalid),
        ({"attachments": ("/nowhere/a.pdf",)}, FileUnreadable),
        ({"attachments": ("/",)}, FileUnreadable),
        ({"attachments": ("a\0b",)}, FileUnreadable),
    ],
)
async def test_a_letter_that_cannot_leave_leaves_no_trace(
    desk: Desk, fields: dict[str, object], error: type[Exception]
) -> None:
    from dataclasses import replace

    draft = await desk.drafts.save(desk.drafts.new_draft(subject="Diffida"))
    with pytest.raises(error):
        await desk.outbox.queue(replace(letter(draft_id=draft.id), **fields))  # type: ignore[arg-type]
    assert await desk.outbox.pending() == ()
    assert [one.id for one in await desk.drafts.all()] == [draft.id]
    assert not (desk.data / "attachments").exists()


async def test_a_full_disk_queues_nothing_and_keeps_the_draft(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import os

    file = tmp_path / "a.txt"
    file.write_text("a")
    draft = await desk.drafts.save(desk.drafts.new_draft(subject="Diffida"))

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreUnusable, match="disk is full"):
        await desk.outbox.queue(letter(draft_id=draft.id, attachments=(str(file),)))
    assert await desk.outbox.pending() == ()
    assert [one.id for one in await desk.drafts.all()] == [draft.id]
    assert list((desk.data / "attachments").iterdir()) == []


async def test_taken_back_it_is_a_draft_again(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("a")
    queued = await desk.outbox.queue(
        letter(
            "Oggetto",
            "a@pec.example",
            "b@pec.example",
            body="uno\ndue",
            attachments=(str(file),),
            draft_id="the-draft",
        ),
        delay=10,
    )

    assert [await desk.outbox.cancel(one.id) for one in queued] == [True, True]

    (draft,) = await desk.drafts.all()
    assert draft.id == "the-draft"
    assert draft.recipients == "a@pec.example, b@pec.example"
    assert (draft.subject, draft.body) == ("Oggetto", "uno\ndue")
    assert draft.attachments == (str(file),)
    assert await desk.outbox.pending() == ()
    assert await desk.tracking.sendings() == ()
    assert list((desk.data / "attachments").iterdir()) == []


async def test_the_copy_comes_back_where_the_file_is_gone(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("a")
    (queued,) = await desk.outbox.queue(letter(attachments=(str(file),)), delay=10)
    file.unlink()
    await desk.outbox.cancel(queued.id)

    (draft,) = await desk.drafts.all()
    (path,) = map(Path, draft.attachments)
    assert path.name == "a.txt"
    assert path.read_text() == "a"


async def test_only_what_is_queued_can_be_taken_back(desk: Desk) -> None:
    (queued,) = await desk.outbox.queue(letter())
    await desk.outbox.deliver([queued.id])
    assert await desk.outbox.cancel(queued.id) is False
    assert await desk.outbox.cancel("unknown id") is False
    assert await desk.drafts.all() == ()


async def test_it_waits_for_its_time_and_no_longer(desk: Desk) -> None:
    (queued,) = await desk.outbox.queue(letter(), delay=10)
    (other,) = await desk.outbox.queue(letter("Altro"))
    async with desk.running():
        await desk.reaches(other.id, State.SENT)
        desk.clock.move(9)
        assert await desk.state(queued.id) is State.QUEUED
        desk.clock.move(1)
        await desk.reaches(queued.id, State.SENT)


async def test_a_clock_set_back_does_not_hold_a_short_pause_for_hours(desk: Desk) -> None:
    (queued,) = await desk.outbox.queue(letter(), delay=10)
    desk.clock.move(-7200)
    async with desk.running():
        due = (await desk.outbox.pending())[0].due_at

        async def healed() -> bool:
            (one,) = await desk.outbox.pending()
            return one.due_at != due

        await desk.until(healed)
        desk.clock.move(10)
        await desk.reaches(queued.id, State.SENT)


async def test_a_time_of_the_day_stays_one_when_the_clock_is_set_back(desk: Desk) -> None:
    (later,) = await desk.outbox.queue(letter(), delay=3 * 3600)
    desk.clock.move(-600)
    (probe,) = await desk.outbox.queue(letter("Prova"))
    async with desk.running():
        await desk.reaches(probe.id, State.SENT)
    (waiting,) = await desk.outbox.pending()
    assert waiting.id == later.id
    assert waiting.due_at == later.due_at


async def test_sent_now_instead_of_later(desk: Desk) -> None:
    (later,) = await desk.outbox.queue(letter(), delay=3600)
    async with desk.running():
        assert await desk.outbox.send_now(later.id)
        await desk.reaches(later.id, State.SENT)


async def test_a_lone_surrogate_neither_crashes_nor_vanishes(desk: Desk) -> None:
    (queued,) = await desk.outbox.queue(letter(body="prima\ud800dopo"))
    await desk.outbox.deliver([queued.id])
    assert desk.service.left[0].body_html == "prima\ufffddopo"


async def test_the_queue_survives_the_process(tmp_path: Path, service: FakeService) -> None:
    async with open_desk(tmp_path / "data", service) as desk:
        (queued,) = await desk.outbox.queue(letter())
    assert service.left == []
    async with open_desk(tmp_path / "data", service) as desk:
        (later,) = await desk.outbox.queue(letter("Altro"))
        await desk.outbox.deliver([later.id])
        assert await desk.state(queued.id) is State.SENT
    assert [one.subject for one in service.left] == ["Diffida", "Altro"]


async def test_a_file_that_changed_since_its_review_does_not_leave(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "atto.pdf"
    file.write_bytes(b"%PDF-1 prima")
    draft = await desk.drafts.save(desk.drafts.new_draft(subject="Diffida"))
    ready, _ = await desk.outbox.review(letter(attachments=(str(file),), draft_id=draft.id))
    file.write_bytes(b"%PDF-1 dopo!")
    with pytest.raises(FileChanged, match=r"atto\.pdf"):
        await desk.outbox.queue(ready)
    assert await desk.outbox.pending() == ()
    assert await desk.drafts.get(draft.id) is not None
    assert list((desk.data / "attachments").iterdir()) == []
    ready, _ = await desk.outbox.review(ready)
    assert len(await desk.outbox.queue(ready)) == 1


async def test_a_sync_that_fails_after_the_commit_forgets_no_letter(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = UserData.run
    failed: list[tuple[str, ...]] = []

    async def fails_late(data: UserData, work: Any) -> Any:
        result = await run(data, work)
        if "_freeze" in work.__qualname__ and not failed:
            failed.append(result)
            raise StoreUnusable(path="pectui.db", reason="disk I/O error")
        return result

    monkeypatch.setattr(UserData, "run", fails_late)
    (queued,) = await desk.outbox.queue(letter())
    assert failed == [(queued.id,)]
    assert (await desk.outbox.deliver([queued.id]))[0].state is State.SENT


async def test_files_stay_where_nobody_can_tell_whether_their_letter_was_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run, is_lost = UserData.run, False
    file = tmp_path / "atto.pdf"
    file.write_bytes(b"%PDF-1")

    async def fails_late(data: UserData, work: Any) -> Any:
        nonlocal is_lost
        result = await run(data, work)
        if "_freeze" in work.__qualname__:
            is_lost = True
            raise StoreUnusable(path="pectui.db", reason="disk I/O error")
        return result

    async def fails(data: UserData, work: Any) -> Any:
        if is_lost:
            raise StoreUnusable(path="pectui.db", reason="disk I/O error")
        return await data.database.read(lambda one: work(data.tables(one)))

    with monkeypatch.context() as patch:
        patch.setattr(UserData, "run", fails_late)
        patch.setattr(UserData, "read", fails)
        with pytest.raises(StoreUnusable):
            await desk.outbox.queue(letter(attachments=(str(file),)))
    (queued,) = await desk.outbox.pending()
    assert all(Path(one.path).is_file() for one in queued.attachments)
