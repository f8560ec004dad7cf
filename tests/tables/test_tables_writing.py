"""Writing tables: what is written is what is read, no cell is active, no half file is left."""

from __future__ import annotations

import csv
import io
import stat
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pectui.errors import FileUnwritable
from pectui.tables import write_table
from tests.tables.table_files import read, text_file

ACTIVE = ("=", "+", "-", "@", "\t", "\r")

_CELL = st.text(
    st.characters(exclude_categories=["Cc", "Cn", "Cs"], include_characters="\n\t"),
    max_size=20,
).filter(lambda text: not text.startswith(ACTIVE))
_TITLE = st.text(st.sampled_from("abcdefgàèì ,;|\"'.'"), min_size=1, max_size=8).filter(str.strip)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    header = draw(st.lists(_TITLE, min_size=1, max_size=5, unique_by=str.strip))
    width = len(header)
    rows = draw(st.lists(st.lists(_CELL, min_size=width, max_size=width), max_size=5))
    return header, rows


def visible(rows: list[list[str]]) -> list[tuple[str, ...]]:
    return [tuple(row) for row in rows if "".join(row).strip()]


quick = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@quick
@given(table=tables())
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_is_written_is_read(
    tmp_path: Path, suffix: str, table: tuple[list[str], list[list[str]]]
) -> None:
    header, rows = table
    path = tmp_path / f"out{suffix}"
    write_table(path, header, rows)
    found = read(path)
    assert [column.name for column in found.columns] == [
        " ".join(title.split()) for title in header
    ]
    assert found.cells == visible(rows)


@quick
@given(table=tables())
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_of_every_delimiter_and_encoding_is_read(
    tmp_path: Path, delimiter: str, encoding: str, table: tuple[list[str], list[list[str]]]
) -> None:
    header, rows = table
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([header, *rows])
    found = read(text_file(tmp_path, text.getvalue(), encoding))
    assert found.encoding == encoding.removesuffix("-sig")
    assert found.delimiter == (delimiter if len(header) > 1 else None)
    assert found.cells == visible(rows)


@given(text=st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), min_size=1))
@quick
def test_cp1252_is_read(tmp_path: Path, text: str) -> None:
    # A letter that is no UTF-8 on a line of its own, so that nothing else is left.
    cells = [[text, "à"], ["b", "è"]]
    content = io.StringIO(newline="")
    csv.writer(content, delimiter=";", quoting=csv.QUOTE_ALL).writerows([["pec", "à"], *cells])
    found = read(text_file(tmp_path, content.getvalue(), "cp1252"))
    assert (found.encoding, found.cells) == ("cp1252", [tuple(row) for row in cells])


def test_csv_is_what_an_italian_spreadsheet_opens(tmp_path: Path) -> None:
    path = tmp_path / "esito.csv"
    write_table(path, ["pec", "città"], [["a@pec.example", 'Forlì; "x"\nriga']])
    assert path.read_bytes() == (
        b"\xef\xbb\xbf" + '"pec";"città"\r\na@pec.example;"Forlì; ""x""\nriga"\r\n'.encode()
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("start", ACTIVE)
def test_no_cell_is_active(tmp_path: Path, start: str) -> None:
    cell = f"{start}1+1"
    write_table(tmp_path / "out.csv", [cell, "b"], [[cell, "x"]])
    rows = list(
        csv.reader(
            io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"), newline=""), delimiter=";"
        )
    )
    assert [row[0] for row in rows] == [f"'{cell}".replace("\r", "\n")] * 2

    write_table(tmp_path / "out.xlsx", [cell, "b"], [[cell, "x"]])
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert {one.data_type for row in sheet.iter_rows() for one in row} == {"s"}
    assert {one.number_format for row in sheet.iter_rows() for one in row} == {"@"}
    assert sheet["A2"].value == cell.replace("\r", "\n")


@pytest.mark.parametrize(
    "cell", ["001234", "1,5", "31/03/2026", "<&>\"'", " due  blank ", "a\nb\tc", "_x0041_", "😀"]
)
def test_another_program_reads_the_same_workbook(tmp_path: Path, cell: str) -> None:
    write_table(tmp_path / "out.xlsx", ["a"], [[cell], [""], [cell]])
    assert read(tmp_path / "out.xlsx").cells == [(cell,), (cell,)]
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    read_by_others = str(sheet["A2"].value).replace("_x005F_", "_")
    assert (read_by_others, sheet["A3"].value) == (cell, None)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_no_file_can_hold_does_not_stop_it(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out{suffix}"
    write_table(path, ["a", "b"], [["\udc80x", "\x00\x1b"], ["y" * 40_000, "\ufffe"]])
    assert len(read(path).rows) == 2


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_no_half_file_is_left(tmp_path: Path, suffix: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / f"out{suffix}"
    path.write_text("before")

    def failing() -> Iterator[list[str]]:
        yield ["1"]
        raise OSError(28, "No space left on device")

    with pytest.raises(FileUnwritable, match="disk is full"):
        write_table(path, ["a"], failing())
    assert path.read_text() == "before"
    assert list(folder.iterdir()) == [path]


@pytest.mark.parametrize("name", ["out.xls", "out", "missing/out.csv", "out.csv/out.csv"])
def test_where_nothing_can_be_written_is_said(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "out.csv").write_text("")
    with pytest.raises(FileUnwritable):
        write_table(folder / name, ["a"], [["1"]])
    assert list(folder.iterdir()) == [folder / "out.csv"]
