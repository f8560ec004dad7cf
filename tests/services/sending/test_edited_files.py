"""What an ended program left in an editor's file comes into the drafts, and replaces nothing."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from pectui.errors import FileUnreadable
from pectui.services.sending.editing import FOLDER, EditedFile, Editing, decoded
from tests.services.outbox_desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.models import Draft


def editing(desk: Desk, owner: str = "") -> Editing:
    return Editing(desk.drafts, desk.data, owner or desk.books.owner.key)


async def left_behind(desk: Desk, text: str, *, body: str = "Prima") -> tuple[Draft, EditedFile]:
    """Begin to edit a draft, save `text` in the editor, and be killed."""
    draft = await desk.drafts.save(desk.drafts.new_draft(subject="Diffida", body=body))
    file = await editing(desk).begin(draft.id, body)
    file.path.write_text(text)
    file.release()
    return draft, file


async def test_what_was_saved_is_recovered_once_and_said(desk: Desk) -> None:
    draft, file = await left_behind(desk, "Dopo\n")
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.folder.stat().st_mode) == 0o700
    (words,) = await editing(desk).recover()
    assert "Diffida" in words
    kept = await desk.drafts.get(draft.id)
    assert kept is not None
    assert kept.body == "Dopo"
    assert await editing(desk).recover() == ()


async def test_what_was_taken_just_before_the_end_is_said_as_well(desk: Desk) -> None:
    draft = await desk.drafts.save(desk.drafts.new_draft(subject="Diffida", body="Prima"))
    file = await editing(desk).begin(draft.id, "Prima")
    file.path.write_text("Dopo")
    assert file.change() == "Dopo"
    await desk.drafts.save(desk.drafts.new_draft(subject="Altra"))
    file.took("Dopo", told=False)
    file.release()
    (words,) = await editing(desk).recover()
    assert "Recovered" in words
    assert await editing(desk).recover() == ()


async def test_a_file_that_an_editor_took_away_is_told_as_one(desk: Desk) -> None:
    draft = await desk.drafts.save(desk.drafts.new_draft(subject="Diffida", body="Prima"))
    file = await editing(desk).begin(draft.id, "Prima")
    assert await file.saved() is None
    file.path.unlink()
    with pytest.raises(FileUnreadable, match="does not exist"):
        await file.saved()


async def test_a_draft_that_went_on_meanwhile_is_not_replaced(desk: Desk) -> None:
    from dataclasses import replace

    draft, _ = await left_behind(desk, "Dall'editor")
    await desk.drafts.save(replace(draft, body="Da qui"))
    (words,) = await editing(desk).recover()
    assert "a draft of its own" in words
    assert {one.body for one in await desk.drafts.all()} == {"Da qui", "Dall'editor"}


async def test_a_draft_that_is_gone_comes_back_only_with_news(desk: Desk) -> None:
    changed, _ = await left_behind(desk, "Novità")
    unchanged, file = await left_behind(desk, "Prima")
    for draft in (changed, unchanged):
        await desk.drafts.delete(draft.id)
    assert len(await editing(desk).recover()) == 1
    assert [one.body for one in await desk.drafts.all()] == ["Novità"]
    assert not file.folder.exists()


async def test_a_file_in_use_or_of_another_mailbox_is_left_alone(desk: Desk) -> None:
    draft = await desk.drafts.save(desk.drafts.new_draft(body="Prima"))
    held = await editing(desk).begin(draft.id, "Prima")
    held.path.write_text("In corso")
    foreign = await editing(desk, "altro").begin(draft.id, "Prima")
    foreign.path.write_text("Di un altro")
    foreign.release()
    assert await editing(desk).recover() == ()
    assert await editing(desk).left_open(draft.id) is None
    assert foreign.path.read_text() == "Di un altro"
    held.remove()


@pytest.mark.parametrize("note", [None, "", "[]", '{"owner": 1}'])
async def test_a_folder_that_is_no_edited_file_breaks_nothing(desk: Desk, note: str | None) -> None:
    await left_behind(desk, "Dopo")
    folder: Path = desk.data / FOLDER / "draft-aaaa"
    folder.mkdir()
    if note is not None:
        (folder / "note.json").write_text(note)
    assert len(await editing(desk).recover()) == 1
    assert folder.exists(), "it may be in the making"
    os.utime(folder, (0, 0))
    await editing(desk).recover()
    assert not folder.exists()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("perché".encode(), "perché"),
        ("\ufeffperché".encode(), "perché"),
        ("perché €".encode("cp1252"), "perché €"),
        (b"\x81", "\x81"),
    ],
)
def test_whatever_charset_an_editor_writes_is_read(content: bytes, text: str) -> None:
    assert decoded(content) == text
