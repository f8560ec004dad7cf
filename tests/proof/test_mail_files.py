"""Messages come out of files, folders, zips and mboxes; what leads out or is too much does not."""

from __future__ import annotations

import io
import os
import time
import tracemalloc
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from pectui.errors import FileUnreadable
from pectui.services.proof import mail_files
from pectui.services.proof.mail_files import MailFile, check_paths
from tests.proof.conftest import Shelf
from tests.proof.making_originals import ACCEPTANCE, DELIVERY, mbox

EML = b"From: a@b.example\nContent-Type: multipart/signed; boundary=b\n\nciao\n"


def zipped(entries: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in entries.items():
            archive.writestr(name, raw)
    return target.getvalue()


def found(path: Path) -> list[MailFile]:
    return list(mail_files.mail_files([path]))


def told(path: Path) -> list[tuple[str, str | None]]:
    """Return what was found, by its name within the folder, with the problem it has."""
    return [
        (
            one.name.removeprefix(f"{path.parent}/"),
            one.problem.key.removeprefix("originals.problem.") if one.problem else None,
        )
        for one in found(path)
    ]


def put(folder: Path, name: str, raw: bytes) -> Path:
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(raw)
    return place


def test_one_file_is_one_message_whatever_its_name(tmp_path: Path) -> None:
    assert told(put(tmp_path, "a.eml", EML)) == [("a.eml", None)]
    assert told(put(tmp_path, "ricevuta.txt", EML)) == [("ricevuta.txt", None)]
    assert found(tmp_path / "a.eml")[0].raw == EML


def test_a_folder_is_all_its_mail_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    put(folder, "b.eml", EML)
    put(folder, "a.EML", EML)
    put(folder, "notes.txt", b"no mail")
    put(folder, ".hidden.eml", EML)
    put(folder, "below/c.eml", EML)
    put(folder, "below/d.zip", zipped({"e.eml": EML}))
    names = ["in/a.EML", "in/b.eml", "in/below/c.eml", "in/below/d.zip/e.eml"]
    assert told(folder) == [(name, None) for name in names]
    (tmp_path / "empty").mkdir()
    assert told(tmp_path / "empty") == [("empty", "empty-folder")]


def test_a_loop_of_folders_ends(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    put(folder, "a.eml", EML)
    (folder / "again").symlink_to(folder)
    assert len(found(folder)) == 1


ENTRIES = {
    "../../evil.eml": "leads-out",
    "/etc/evil.eml": "leads-out",
    "..\\..\\evil.eml": "leads-out",
    "C:\\evil.eml": "leads-out",
    "a/b/../c.eml": "leads-out",
    "inner.zip": "zip-in-zip",
    "words.eml": "not-mail",
    "good/one.eml": None,
}


def test_an_archive_is_read_where_it_is(tmp_path: Path) -> None:
    raws = {name: b"no mail" if name == "words.eml" else EML for name in ENTRIES}
    path = put(
        tmp_path / "in", "z.zip", zipped(raws | {"notes.txt": b"x", "__MACOSX/._a.eml": b"x"})
    )
    assert [reason for _, reason in told(path)] == list(ENTRIES.values())
    assert sorted(one.name for one in tmp_path.rglob("*") if one.is_file()) == ["z.zip"]


def test_what_unpacks_to_far_more_is_a_bomb(tmp_path: Path) -> None:
    path = put(tmp_path, "bomb.zip", zipped({"a.eml": EML + bytes(50_000_000), "b.eml": EML}))
    tracemalloc.start()
    assert told(path) == [("bomb.zip/a.eml", "zip-bomb"), ("bomb.zip/b.eml", None)]
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_an_entry_that_lies_about_its_size_is_not_read_beyond_it(tmp_path: Path) -> None:
    raw = bytearray(zipped({"a.eml": EML + bytes(30_000_000)}))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = raw.index(signature) + at
        raw[place : place + 4] = (100).to_bytes(4, "little")
    path = put(tmp_path, "liar.zip", bytes(raw))
    tracemalloc.start()
    assert [reason for _, reason in told(path)] == ["zip-broken"]
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    "raw",
    [b"PK\x03\x04", b"PK\x03\x04" + bytes(500), zipped({"a.eml": EML})[:-10]],
    ids=["begun", "zeros", "cut off"],
)
def test_a_broken_archive_is_told(raw: bytes, tmp_path: Path) -> None:
    assert told(put(tmp_path, "z.zip", raw)) == [("z.zip", "zip-broken")]


def test_an_encrypted_entry_is_told(tmp_path: Path) -> None:
    raw = bytearray(zipped({"a.eml": EML}))
    raw[raw.index(b"PK\x03\x04") + 6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert told(put(tmp_path, "z.zip", bytes(raw))) == [("z.zip/a.eml", "encrypted")]


def test_an_archive_without_mail_is_told(tmp_path: Path) -> None:
    assert told(put(tmp_path, "z.zip", zipped({"a.txt": b"x"}))) == [("z.zip", "empty-folder")]


def test_an_mbox_is_cut_where_messages_begin(tmp_path: Path) -> None:
    second = b"From: c@d.example\nSubject: due\n\nprima\n\nFrom qui in poi niente.\nfine\n"
    path = put(tmp_path, "in.mbox", mbox([EML, second, EML]))
    raws = [one.raw for one in found(path)]
    assert [one.name for one in found(path)] == [f"{path}#{number}" for number in (1, 2, 3)]
    assert raws[0] == EML + b"\n"
    assert b">From qui in poi" in raws[1]


def test_a_line_of_text_begins_no_message(tmp_path: Path) -> None:
    """Not every program quotes such lines; what follows is no header, so it is none."""
    raw = b"From x\n" + EML + b"\nFrom Roma con amore\nsaluti a tutti\n"
    assert len(found(put(tmp_path, "in.mbox", raw))) == 1


async def test_originals_from_an_mbox_verify_also_with_quoted_lines(shelf: Shelf) -> None:
    from dataclasses import replace

    from tests.proof.making_originals import multipart

    letter = b"From: a@b.example\r\n" + multipart(
        [b"Content-Type: text/plain\r\n\r\nuno\r\n\r\nFrom Roma\r\n>From Milano"], "letter"
    )
    raws = [DELIVERY.raw(), replace(ACCEPTANCE, letter=letter).raw()]
    taken = await shelf.take_from(shelf.originals, shelf.file("in.mbox", mbox(raws)))
    assert [one.judgement.is_proof for one in taken] == [True, True]
    again = await shelf.take(*raws)
    assert [one.is_new for one in again] == [False, False], "the same, as files of their own"


def test_a_large_file_that_is_no_mail_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "large.eml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    begun = time.perf_counter()
    tracemalloc.start()
    assert told(path) == [("large.eml", "not-mail")]
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()
    path.write_bytes(b"From: a@b.example\nSubject: ciao\n\n")
    with path.open("r+b") as file:
        file.truncate(100_000_000)
    assert told(path) == [("large.eml", "not-signed")]
    assert time.perf_counter() - begun < 2


def test_a_message_larger_than_any_letter_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.eml"
    path.write_bytes(EML)
    with path.open("r+b") as file:
        file.truncate(mail_files.MOST_MESSAGE + 1)
    assert told(path) == [("large.eml", "too-large")]


def test_a_message_of_an_mbox_larger_than_any_letter_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_files, "MOST_MESSAGE", 1000)
    large = EML + b"riga\n" * 1000
    path = put(tmp_path, "in.mbox", mbox([EML, large, EML]))
    assert [reason for _, reason in told(path)] == [None, "too-large", None]


def test_what_is_no_file_is_neither_read_nor_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    put(folder, "a.eml", EML)
    os.mkfifo(folder / "pipe.eml")
    assert told(folder) == [("in/a.eml", None), ("in/pipe.eml", "not-a-file")]
    with pytest.raises(FileUnreadable):
        check_paths([folder / "pipe.eml"])
    with pytest.raises(FileUnreadable):
        check_paths([folder / "nowhere"])


def test_a_name_from_outside_is_fit_to_be_shown(tmp_path: Path) -> None:
    path = put(tmp_path, "z.zip", zipped({"x/\x1b[31m\u202egpj.eml": EML}))
    ((name, _),) = told(path)
    assert "\x1b" not in name
    assert "\u202e" not in name
