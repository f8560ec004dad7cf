"""Files nobody should be given: a clear error that says what to do, bounded memory, no waiting."""

from __future__ import annotations

import os
import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pectui.catalogue import LANGUAGES, use_language
from pectui.errors import FileUnreadable, PectuiError, TableChanged, TableUnreadable
from pectui.tables import open_table
from tests.tables.table_files import (
    MAIN,
    read,
    row_xml,
    sheet_xml,
    text_file,
    workbook_file,
)

HEADER = row_xml(1, {"A": "pec", "B": "nome"})
GOOD = sheet_xml([HEADER, row_xml(2, {"A": "a"})])
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c SYSTEM "file:///etc/passwd">]>'
)


def error_of(path: Path) -> PectuiError:
    with pytest.raises(PectuiError) as raised:
        read(path)
    return raised.value


def archive(folder: Path, **parts: str) -> Path:
    path = folder / "table.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "."), content)
    return path


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as .xlsx"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "without one",
        ),
        (b"<html><table><tr><td>pec", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "web page or XML"),
        (b"%PDF-1.7", "save the table as .xlsx"),
        (b"PK\x05\x06" + bytes(18), "save the table as .xlsx"),
        (b"PK\x03\x04 and nothing", "damaged"),
        ("pec;nome\na;b\n".encode("utf-16-le"), "save the table as .xlsx"),
        (bytes(5_000), "save the table as .xlsx"),
        (b"x" * 3_000_000, "never ends"),
    ],
)
def test_what_is_no_table_says_what_to_save(tmp_path: Path, content: bytes, words: str) -> None:
    error = error_of(text_file(tmp_path, content))
    assert isinstance(error, TableUnreadable)
    assert error.exit_code == 2
    assert words in error.detail


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content__xml": ""},
            ".ods",
        ),
        ({"word/document__xml": "<x/>"}, "no sheet of cells"),
    ],
)
def test_other_archives_say_what_to_save(tmp_path: Path, parts: dict[str, str], words: str) -> None:
    assert words in error_of(archive(tmp_path, **parts)).detail


def test_folders_pipes_and_missing_files_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "missing.csv"):
        assert isinstance(error_of(path), FileUnreadable)


@pytest.mark.parametrize(
    "sheet",
    [
        BOMB + GOOD,
        GOOD[:200],
        "",
        GOOD.replace("<row", "<broken"),
        sheet_xml([HEADER, '<row r="2"><c r="A2" t="s"><v>7</v></c></row>']),
        sheet_xml([HEADER, '<row r="2"><c r="A2" t="s"><v>x</v></c></row>']),
        sheet_xml([HEADER, '<row r="2"><c r="A2" s="99"><v>7</v></c></row>']),
        sheet_xml([HEADER, '<row r="2"><c r="ZZZZ2"><v>7</v></c></row>']),
        sheet_xml([HEADER, '<row r="2"><c r="XFE2"><v>7</v></c></row>']),
        sheet_xml([HEADER, '<row r="2"><c r="2"><v>7</v></c></row>']),
        sheet_xml([HEADER, '<row r="2"><c r="A2"><v>x</v></c></row>']),
        sheet_xml([HEADER, row_xml(3, {"A": "a"}), row_xml(2, {"A": "b"})]),
        sheet_xml([HEADER, row_xml(3, {"A": "a"}), row_xml(3, {"A": "b"})]),
        sheet_xml([HEADER, row_xml(99_999_999, {"A": "a"})]),
        sheet_xml([HEADER, f'<row r="2"><c r="A2" x="{"y" * 3_000_000}"><v>7</v></c></row>']),
    ],
)
def test_a_damaged_sheet_is_told(tmp_path: Path, sheet: str) -> None:
    error = error_of(workbook_file(tmp_path, {"A": sheet}))
    assert isinstance(error, TableUnreadable)
    assert "damaged" in error.detail or "row 1 is empty" in error.detail


@pytest.mark.parametrize(
    "part",
    [
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/strings.xml",
    ],
)
def test_no_part_may_declare_entities(tmp_path: Path, part: str) -> None:
    whole = workbook_file(tmp_path, {"A": GOOD})
    with zipfile.ZipFile(whole) as made:
        content = BOMB + made.read(part).decode()
    error = error_of(workbook_file(tmp_path, {"A": GOOD}, parts={part: content}))
    assert isinstance(error, TableUnreadable)


def test_an_archive_of_countless_parts_is_refused_before_they_are_listed(tmp_path: Path) -> None:
    parts = {f"xl/{at:0200d}": "" for at in range(10_000)}
    assert "damaged" in error_of(workbook_file(tmp_path, {"A": GOOD}, parts=parts)).detail


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_is_broken_in_a_workbook_is_an_error_with_words(
    tmp_path: Path, data: st.DataObject
) -> None:
    cells = '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="0"><v>46112.5</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A5:B9"/></mergeCells>'
    whole = workbook_file(
        tmp_path,
        {"A": sheet_xml([HEADER, cells], after=merged)},
        styles=["dd/mm/yyyy"],
        strings=f'<sst xmlns="{MAIN}"><si><t>x</t></si></sst>',
    )
    with zipfile.ZipFile(whole) as made:
        contents: dict[str, str | bytes] = {name: made.read(name) for name in made.namelist()}
    name = data.draw(st.sampled_from(sorted(contents)))
    content = bytes(contents[name])  # type: ignore[arg-type]  # they were read as bytes
    at = data.draw(st.integers(0, len(content)))
    cut = data.draw(st.integers(0, 8))
    put = data.draw(st.binary(max_size=4) | st.sampled_from([b"<", b'"', b"-1", b"9" * 400]))
    contents[name] = content[:at] + put + content[at + cut :]
    with suppress(PectuiError):
        read(workbook_file(tmp_path, {}, parts=contents))


def test_an_archive_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    sheet = sheet_xml([HEADER], after=" " * (80 << 20))
    tracemalloc.start()
    path = workbook_file(tmp_path, {"A": sheet})
    del sheet
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    error = error_of(path)
    used = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    assert "unpacks to 80 MB" in error.detail
    assert used < 5 << 20


def test_a_part_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    path = workbook_file(tmp_path, {"A": GOOD}, compression=zipfile.ZIP_STORED)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"</sheetData>", b"</sheetDatb>"))
    assert "damaged" in error_of(path).detail


def test_a_giant_cell_of_a_workbook_is_a_problem_of_its_row(tmp_path: Path) -> None:
    noise = os.urandom(1 << 20).hex() * 5
    rows = [HEADER, row_xml(2, {"A": noise}), row_xml(3, {"A": "b"})]
    strings = f'<sst xmlns="{MAIN}"><si><t>{noise}</t></si></sst>'
    rows.append('<row r="4"><c r="A4" t="s"><v>0</v></c></row>')
    table = read(workbook_file(tmp_path, {"A": sheet_xml(rows)}, strings=strings))
    assert table.cells == [("", ""), ("b", ""), ("", "")]
    assert table.told == [
        ("problem", 2, "pec", "cell.too-long"),
        ("problem", 4, "pec", "cell.too-long"),
    ]


def test_a_giant_cell_of_a_text_ends_the_table_where_it_stands(tmp_path: Path) -> None:
    content = f'pec;nome\na;b\nc;"{"x" * 20_000_000}"\ne;f\n'
    path = text_file(tmp_path, content)
    del content
    tracemalloc.start()
    table = read(path)
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [row.row for row in table.rows] == [2, 3]
    assert table.told == [("problem", 3, "", "row.never-closed")]
    assert used < 5 << 20


def test_more_strings_than_memory_should_hold_are_all_there(tmp_path: Path) -> None:
    texts = ["pec", *(f"{at}-{os.urandom(16_000).hex()[:-10]}" for at in range(600)), "last"]
    strings = f'<sst xmlns="{MAIN}">{"".join(f"<si><t>{one}</t></si>" for one in texts)}</sst>'
    rows = [
        f'<row r="{at + 1}"><c r="A{at + 1}" t="s"><v>{at}</v></c></row>'
        for at in range(len(texts))
    ]
    path = workbook_file(tmp_path, {"A": sheet_xml(rows)}, strings=strings)
    assert [cells[0] for cells in read(path).cells] == texts[1:]


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    paths = [
        text_file(tmp_path, "pec;nome\n" + "a@pec.example;Città\n" * 100_000),
        workbook_file(
            tmp_path,
            {"A": sheet_xml([HEADER, *(row_xml(at, {"A": f"a{at}"}) for at in range(2, 20_000))])},
        ),
    ]
    for path in paths:
        tracemalloc.start()
        with open_table(path) as table:
            assert sum(1 for _ in table.rows()) > 19_000
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert used < 10 << 20


@pytest.mark.parametrize("rows", [1, 30_000])
def test_a_file_written_into_while_it_is_read_is_told(tmp_path: Path, rows: int) -> None:
    path = text_file(tmp_path, "pec;nome\n" + "a@pec.example;b\n" * rows)
    with open_table(path) as table:
        reading = table.rows()
        next(reading)
        with path.open("a") as stream:
            stream.write("c@pec.example;d\n")
        with pytest.raises(TableChanged):
            list(reading)


def test_a_file_put_in_its_place_changes_nothing(tmp_path: Path) -> None:
    path = text_file(tmp_path, "pec;nome\na;b\n")
    other = tmp_path / "other"
    other.write_text("x;y\n1;2\n")
    with open_table(path) as table:
        other.replace(path)
        assert [row.cells for row in table.rows()] == [("a", "b")]


def test_everything_said_has_words_in_both_languages(tmp_path: Path) -> None:
    table = read(text_file(tmp_path, "a;a\n1;2;3\n\n4\nÃ©;1,2E+11\n"))
    for language in LANGUAGES:
        use_language(language)
        said = [*table.findings, *(one for row in table.rows for one in row.findings)]
        assert len(said) == 6
        assert all(finding.words for finding in said)
    use_language("en")
