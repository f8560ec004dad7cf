from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.catalogue import use_language
from pectui.errors import FileUnwritable
from pectui.models import Message
from pectui.pec.bodies import decode_body
from pectui.pec.envelopes import read_envelope
from pectui.services.exporting.files import single
from pectui.text import is_clean
from pectui.tui.reading_copies import (
    proposed_name,
    proposed_path,
    save_message,
    save_text,
)

if TYPE_CHECKING:
    from pathlib import Path


def message(body: object = "Testo della lettera", **headers: Any) -> Message:
    values: dict[str, Any] = {
        "sender": "mario@pec.example",
        "recipient": "studio@pec.example",
        "date": "Tue, 10 Mar 2026 22:30:00 +0000",
        "subject": "Atto n. 7/2026 2020082610003492",
    }
    return Message(read_envelope(**{**values, **headers}), decode_body(body))


async def reading_copy(message: Message) -> str:
    return (await single(message, "a.txt")).decode()


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ({}, "2026-03-10 23.30 Atto n. 7_2026.txt"),
        ({"date": "boh"}, "Atto n. 7_2026.txt"),
        ({"subject": "POSTA CERTIFICATA: Diffida", "date": ""}, "Diffida.txt"),
        ({"subject": "ACCETTAZIONE: Diffida", "date": ""}, "ACCETTAZIONE_ Diffida.txt"),
        ({"subject": ""}, "2026-03-10 23.30 Other.txt"),
        ({"subject": "../../etc/passwd"}, "2026-03-10 23.30 .._.._etc_passwd.txt"),
        ({"subject": "a\x00b\x1b[31m\u202ec", "date": ""}, "a␀b␛[31m_c.txt"),
        ({"subject": "CON", "date": ""}, "file_CON.txt"),
        ({"subject": "notes.pdf", "date": ""}, "notes.pdf.txt"),
    ],
)
def test_a_name_is_proposed_from_date_and_subject(headers: dict[str, Any], name: str) -> None:
    assert proposed_name(message(**headers)) == name


@given(st.text(), st.text())
def test_a_proposed_name_is_always_one_file(subject: str, date: str) -> None:
    name = proposed_name(message(subject=subject, date=date))
    assert name.endswith(".txt")
    assert len(name.encode()) <= 120
    assert not set(name) & set('/\\:*?"<>|\x00\n')
    assert not name.startswith(".")
    assert is_clean(name)


def test_the_proposed_place_is_the_folder_one_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert proposed_path(message()).parent == tmp_path


async def test_a_copy_holds_headers_body_and_what_it_is_not(tmp_path: Path) -> None:
    saved = await save_message(message("Riga uno\nRiga due\x1b[2J"), tmp_path / "a.txt")
    lines = saved.read_text("utf-8").split("\n")
    assert lines[:8] == [
        "Date: 10 Mar 2026 23:30:00 (CET)",
        "From: mario@pec.example",
        "To: studio@pec.example",
        "Subject: Atto n. 7/2026 2020082610003492",
        "Code: 2020082610003492",
        "",
        "Riga uno",
        "Riga due␛[2J",
    ]
    assert "not the signed original" in "\n".join(lines)
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


@pytest.mark.parametrize("suffix", ["json", "jsonl", "eml", "mbox", "csv", "EML"])
async def test_the_name_says_in_which_format(suffix: str, tmp_path: Path) -> None:
    saved = await save_message(message("From qui"), tmp_path / f"a.{suffix}")
    raw = saved.read_bytes()
    assert b"From qui" in raw.replace(b"=46", b"F")
    if suffix.lower() in {"eml", "mbox"}:
        assert b"X-Pectui-Copy: " in raw
    if suffix == "json":
        assert json.loads(raw)["messages"][0]["body"] == "From qui"


async def test_a_page_is_saved_as_its_words_with_real_targets() -> None:
    copy = await reading_copy(
        message("<p>Vedi <a href='https://a.example/x'>qui</a></p><script>x</script>")
    )
    assert "Vedi qui [1]\n\nLinks:\n[1] https://a.example/x\n" in copy
    assert "script" not in copy


async def test_a_copy_is_italian_where_the_program_is() -> None:
    use_language("it")
    assert "Non è l'originale firmato" in await reading_copy(message())


async def test_nothing_is_ever_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("mio")
    (tmp_path / "link-target").write_text("mio")
    (tmp_path / "b.txt").symlink_to(tmp_path / "link-target")
    names = [(await save_message(message(), tmp_path / "a.txt")).name for _ in range(3)]
    assert names == ["a-2.txt", "a-3.txt", "a-4.txt"]
    assert (await save_message(message(), tmp_path / "b.txt")).name == "b-2.txt"
    assert (tmp_path / "a.txt").read_text() == "mio"
    assert (tmp_path / "link-target").read_text() == "mio"


async def test_a_folder_gets_the_proposed_name(tmp_path: Path) -> None:
    saved = await save_message(message(), f" {tmp_path} ")
    assert saved == tmp_path / proposed_name(message())


async def test_the_home_folder_may_be_a_tilde() -> None:
    saved = await save_message(message(), "~/a.txt")
    assert str(saved) == f"{os.environ['HOME']}/a.txt"


async def test_a_text_of_any_kind_is_saved_the_same_way(tmp_path: Path) -> None:
    assert (await save_text("x", tmp_path, "n.txt")).read_text() == "x"


@pytest.mark.parametrize(
    "path", ["", "  ", "missing/a.txt", "file/a.txt", "a\0b", "~nosuchuser/a", "x" * 300]
)
async def test_a_place_that_cannot_be_written_is_an_error(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(FileUnwritable) as raised:
        await save_message(message(), path)
    assert raised.value.exit_code == 2
    assert raised.value.detail
    assert sorted(place.name for place in tmp_path.iterdir()) == ["file", "home"]


async def test_half_a_letter_never_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileUnwritable, match="disk is full"):
        await save_message(message(), tmp_path / "a.txt")
    assert not (tmp_path / "a.txt").exists()


async def test_five_megabytes_are_saved_whole(tmp_path: Path) -> None:
    body = "parola è " * 600_000
    saved = await save_message(message(body), tmp_path / "a.txt")
    assert saved.read_text("utf-8").count("parola è") == 600_000
