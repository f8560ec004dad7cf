"""Letters made as DOCX become PDF by LibreOffice, or none of them does."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from pectui.errors import OfficeFailed
from pectui.services.batches import office
from pectui.services.batches.dry_run import write_letters
from pectui.services.batches.request import BatchRequest
from tests.merge.word_files import docx, packed, parts_of, relations

if TYPE_CHECKING:
    from pathlib import Path


def letter(name: str) -> bytes:
    parts = parts_of(docx(f"<w:p><w:r><w:t>{name}</w:t></w:r></w:p>"))
    main = relations(("officeDocument", "word/document.xml", ""))
    return packed({**parts, "_rels/.rels": main})


LETTERS = [letter("Rossi"), letter("Bianchi")]


@pytest.fixture
def bin_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which alone LibreOffice is looked for first."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return folder


def write_office(folder: Path, script: str) -> None:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)


@pytest.mark.timeout(240)
@pytest.mark.skipif(not any(map(shutil.which, office.PROGRAMS)), reason="LibreOffice is missing")
def test_each_letter_becomes_a_pdf_of_its_own() -> None:
    made = office.to_pdf(LETTERS)
    assert [one[:5] for one in made] == [b"%PDF-"] * 2
    assert made[0] != made[1]


def test_a_program_that_hangs_is_given_up_and_leaves_nothing_running(
    bin_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "SECONDS_TO_START", 0.5)
    monkeypatch.setattr(office, "SECONDS_EACH", 0.0)
    pipe = bin_folder / "alive"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    # The starter waits for the program proper, as LibreOffice's own does; both hold the pipe.
    write_office(bin_folder, f"exec 9>'{pipe}'\nsleep 600 &\nwait")
    try:
        with pytest.raises(OfficeFailed):
            office.to_pdf(LETTERS)
        os.set_blocking(reader, True)
        assert os.read(reader, 1) == b"", "the last that held it has ended"
    finally:
        os.close(reader)


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("echo 'no room' >&2\nexit 3", "no room"),
        ("exit 4", "4"),
        ("echo 'could not be loaded' >&2", "loaded"),
    ],
)
def test_a_program_that_fails_or_makes_nothing_is_told(
    bin_folder: Path, script: str, says: str
) -> None:
    write_office(bin_folder, script)
    with pytest.raises(OfficeFailed) as raised:
        office.to_pdf(LETTERS)
    assert says in raised.value.detail


async def test_letters_written_to_a_folder_are_converted_in_one_go(
    bin_folder: Path, tmp_path: Path
) -> None:
    starts = tmp_path / "starts"
    write_office(
        bin_folder,
        f"echo once >> '{starts}'\n"
        'for one; do case "$one" in *.docx) printf %%PDF- > "${one%.docx}.pdf";; esac; done',
    )
    table, form = tmp_path / "t.csv", tmp_path / "modulo.docx"
    table.write_text("pec;nome\n" + "".join(f"r{n}@pec.example;N{n}\n" for n in range(5)), "utf-8")
    form.write_bytes(letter("Rossi"))
    request = BatchRequest(str(table), "Oggetto", "Testo", form=str(form), as_pdf=True)
    assert await write_letters(request, None, "ABCD", tmp_path / "prova", frozenset()) == 5
    assert len(list((tmp_path / "prova").rglob("*.pdf"))) == 5
    assert starts.read_text("utf-8").split() == ["once"]
