"""Workbooks: what a person sees in their cells, and what only the spreadsheet knows of them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from datetime import time as hour
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from pectui.catalogue import Language
from pectui.errors import TableUnreadable
from pectui.tables import TableOptions, open_table
from tests.tables.table_files import MAIN, read, row_xml, sheet_xml, workbook_file

HEADER = row_xml(1, {"A": "pec", "B": "nome"})


def made(folder: Path, cells: Sequence[tuple[object, str]]) -> Path:
    """A workbook a library wrote: one row of values with their formats."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for column, (value, number_format) in enumerate(cells, start=1):
        sheet.cell(1, column, f"c{column}")
        cell = sheet.cell(2, column, value)
        cell.number_format = number_format
    path = folder / "made.xlsx"
    book.save(path)
    return path


def shown(folder: Path, value: object, number_format: str, language: Language) -> str:
    table = read(
        made(folder, [("x", "@"), (value, number_format)]), TableOptions(language=language)
    )
    assert table.told == []
    return table.rows[0].cells[1]


ACCOUNTING = '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-'
LONG_DAY = "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy"
MARCH = date(2026, 3, 31)
AFTERNOON = datetime.fromisoformat("2026-03-31T14:30")


@pytest.mark.parametrize(
    ("value", "number_format", "italian", "english"),
    [
        (3, "General", "3", "3"),
        (0.1 + 0.2, "General", "0,3", "0.3"),
        (1234.5, "General", "1234,5", "1234.5"),
        (-0.00001, "General", "-0,00001", "-0.00001"),
        (12345678901, "General", "12345678901", "12345678901"),
        (1234, "000000", "001234", "001234"),
        (184, "00000", "00184", "00184"),
        (1234567, "000\\-0000", "123-4567", "123-4567"),
        (1234.5, '#,##0.00\\ "€"', "1.234,50 €", "1,234.50 €"),
        (0.1 + 0.2, '#,##0.00 "€"', "0,30 €", "0.30 €"),
        (1.005, "0.00", "1,01", "1.01"),
        (2.5, "0", "3", "3"),
        (-1234567.891, "#,##0.00", "-1.234.567,89", "-1,234,567.89"),
        (999999.5, "#,##0", "1.000.000", "1,000,000"),
        (1234567, "#,##0,", "1.235", "1,235"),
        (1234.5, ACCOUNTING, "1.234,50 €", "1,234.50 €"),
        (-3, ACCOUNTING, "-3,00 €", "-3.00 €"),
        (0, ACCOUNTING, "- €", "- €"),
        (-5, "#,##0.00\\ [$€-410];[Red]\\-#,##0.00\\ [$€-410]", "-5,00 €", "-5.00 €"),
        (5, "[$€-2]\\ #,##0.00", "€ 5,00", "€ 5.00"),
        (7, '"Nr. "0', "Nr. 7", "Nr. 7"),
        (3, 'General" pz"', "3 pz", "3 pz"),
        (999, "[>=1000]#,##0;0.0", "999,0", "999.0"),
        (-0.001, "0.00", "0,00", "0.00"),
        (0.075, "0.0%", "7,5%", "7.5%"),
        (1, "0%", "100%", "100%"),
        (0.285, "0%", "29%", "29%"),
        (12.5, "@", "12,5", "12.5"),
        ("001234", "@", "001234", "001234"),
        ("001234", "000", "001234", "001234"),
        ("Rossi", '@" S.r.l."', "Rossi S.r.l.", "Rossi S.r.l."),
        ("1/2", "General", "1/2", "1/2"),
        (True, "General", "VERO", "TRUE"),
        (False, "General", "FALSO", "FALSE"),
        (MARCH, "dd/mm/yyyy", "31/03/2026", "31/03/2026"),
        (MARCH, "mm-dd-yy", "31/03/2026", "31/03/2026"),
        (MARCH, "d\\ mmmm\\ yyyy", "31 marzo 2026", "31 March 2026"),
        (MARCH, "[$-410]d\\ mmmm\\ yyyy;@", "31 marzo 2026", "31 March 2026"),
        (MARCH, LONG_DAY, "martedì 31 marzo 2026", "Tuesday, 31 March 2026"),
        (MARCH, "d-mmm-yy", "31-mar-26", "31-Mar-26"),
        (MARCH, "ddd d/m", "mar 31/3", "Tue 31/3"),
        (AFTERNOON, "dd/mm/yyyy hh:mm", "31/03/2026 14:30", "31/03/2026 14:30"),
        (AFTERNOON, 'd/m "alle" h:mm AM/PM', "31/3 alle 2:30 PM", "31/3 alle 2:30 PM"),
        (AFTERNOON, "yyyy\\-mm\\-dd\\Thh:mm", "2026-03-31T14:30", "2026-03-31T14:30"),
        (hour(9, 5), "h:mm", "9:05", "9:05"),
        (hour(9, 5, 7), "mm:ss", "05:07", "05:07"),
        (timedelta(hours=36, minutes=2), "[h]:mm", "36:02", "36:02"),
        (date(1900, 1, 1), "dd/mm/yyyy", "01/01/1900", "01/01/1900"),
        (7, ";;;", "", ""),
    ],
)  # fmt: skip
def test_a_cell_is_shown_by_its_number_format_in_the_language_of_the_letter(
    tmp_path: Path, value: object, number_format: str, italian: str, english: str
) -> None:
    assert shown(tmp_path, value, number_format, "it") == italian
    assert shown(tmp_path, value, number_format, "en") == english


@pytest.mark.parametrize(
    ("value", "number_format"),
    [(0.5, "# ?/?"), (46112, "##0.0E+0"), (-1.5, "dd/mm/yyyy"), (60, "dd/mm/yyyy"), (9e9, "hh:mm")],
)
def test_a_format_that_is_not_known_is_a_problem_in_words(
    tmp_path: Path, value: float, number_format: str
) -> None:
    # Written as a number: the library would make a date of it.
    cells = f'<row r="2"><c r="A2" s="0"><v>{value!r}</v></c></row>'
    path = workbook_file(tmp_path, {"A": sheet_xml([HEADER, cells])}, styles=[number_format])
    table = read(path)
    assert table.told == [("problem", 2, "pec", "cell.format")]
    assert number_format in table.rows[0].findings[0].words
    assert table.rows[0].cells == ("", "")


def test_a_shortened_number_is_a_warning(tmp_path: Path) -> None:
    cells = [(1234567, "0.00E+00"), (1.234e15, "General"), (202611290001, "General")]
    table = read(made(tmp_path, cells))
    assert table.rows[0].cells == ("1,23E+06", "1,234E+15", "202611290001")
    assert table.told == [
        ("warning", 2, "c3", "cell.long-number"),
        ("warning", 2, "c1", "cell.scientific"),
        ("warning", 2, "c2", "cell.scientific"),
    ]


def test_days_may_be_counted_from_1904(tmp_path: Path) -> None:
    cells = '<row r="2"><c r="A2" s="0"><v>44650</v></c></row>'
    path = workbook_file(
        tmp_path, {"A": sheet_xml([HEADER, cells])}, styles=["dd/mm/yyyy"], date1904=True
    )
    assert read(path).rows[0].cells[0] == "31/03/2026"


def test_strings_have_runs_and_escapes_and_no_readings(tmp_path: Path) -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><t>pec</t></si><si><r><t>Ros</t></r>'
        '<r><rPr><b/></rPr><t>si</t></r><rPh sb="0" eb="1"><t>reading</t></rPh></si>'
        "<si><t>a_x000D_\nb_x005F_x0041_</t></si></sst>"
    )
    rows = [
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
        '<row r="2"><c r="A2" t="s"><v>1</v></c></row>',
        '<row r="3"><c r="A3" t="s"><v>2</v></c></row>',
    ]
    table = read(workbook_file(tmp_path, {"A": sheet_xml(rows)}, strings=strings))
    assert table.cells == [("Rossi",), ("a\nb_x0041_",)]


def test_names_of_elements_may_have_a_prefix(tmp_path: Path) -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>'
        '<x:row r="1"><x:c r="A1" t="str"><x:v>pec</x:v></x:c></x:row>'
        '<x:row r="2"><x:c r="A2"><x:v>5</x:v></x:c></x:row></x:sheetData>'
        '<x:mergeCells count="1"><x:mergeCell ref="A2:B2"/></x:mergeCells></x:worksheet>'
    )
    table = read(workbook_file(tmp_path, {"A": sheet}))
    assert table.cells == [("5",)]
    assert table.told == [("problem", 2, "", "row.merged")]


def test_formulas_without_a_result_and_errors_are_problems_of_their_cell(tmp_path: Path) -> None:
    rows = [
        row_xml(1, {"A": "pec", "B": "totale", "C": "nota"}),
        (
            '<row r="2"><c r="A2" t="str"><f>A1</f><v>a@b.it</v></c><c r="B2"><f>1</f><v></v></c>'
            '<c r="C2" t="str"><f>""</f><v></v></c></row>'
        ),
        '<row r="3"><c r="A3"><f>A1</f></c><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>',
        '<row r="4"><c r="A4"><f>B4</f><v>5</v></c><c r="B4" t="e"><v>#REF!</v></c></row>',
    ]
    table = read(workbook_file(tmp_path, {"A": sheet_xml(rows)}))
    assert table.told == [
        ("problem", 2, "totale", "cell.formula"),
        ("problem", 3, "pec", "cell.formula"),
        ("problem", 3, "totale", "cell.error"),
        ("problem", 4, "totale", "cell.error"),
    ]
    assert table.cells[0] == ("a@b.it", "", "")
    assert table.cells[2] == ("5", "#REF!", "")


def test_a_workbook_no_spreadsheet_has_calculated(tmp_path: Path) -> None:
    table = read(made(tmp_path, [("a", "@"), ("=1/0", "General")]))
    assert table.told == [("problem", 2, "c2", "cell.formula")]


def test_merged_cells_are_a_problem_of_their_rows_and_of_the_header(tmp_path: Path) -> None:
    rows = [row_xml(at, {"A": f"a{at}", "B": f"b{at}"}) for at in range(1, 9)]
    merged = (
        '<mergeCells count="4"><mergeCell ref="A6:A7"/><mergeCell ref="A1:B1"/>'
        '<mergeCell ref="B2:B2"/><mergeCell ref="A2:B2"/><mergeCell ref="B4:B6"/></mergeCells>'
    )
    path = workbook_file(tmp_path, {"A": sheet_xml(rows, after=merged)})
    table = read(path, TableOptions(header_row=2))
    assert [one[:2] for one in table.told if one[3] == "row.merged"] == [
        ("problem", row) for row in (2, 4, 5, 6, 7)
    ]
    words = next(row.findings[0].words for row in table.rows if row.row == 6)
    assert "B4:B6, A6:A7" in words
    assert read(path).told[0] == ("problem", 1, "", "row.merged")


def test_hidden_rows_are_told_and_left_out_only_if_the_person_says_so(tmp_path: Path) -> None:
    rows = [HEADER, *(row_xml(at, {"A": f"a{at}"}, 'hidden="1"' * (at == 3)) for at in (2, 3, 4))]
    path = workbook_file(tmp_path, {"A": sheet_xml(rows)})
    table = read(path)
    assert [row.row for row in table.rows] == [2, 3, 4]
    assert table.told == [("warning", None, "", "rows.hidden")]
    assert table.findings[0].rows == (3,)
    table = read(path, TableOptions(with_hidden=False))
    assert [row.row for row in table.rows] == [2, 4]
    assert table.told == [("hint", None, "", "rows.hidden-left-out")]


def test_several_sheets_are_named_and_one_is_chosen(tmp_path: Path) -> None:
    sheets = {
        name: sheet_xml([HEADER, row_xml(2, {"A": name})]) for name in ("Note", "Elenco", "Altro")
    }
    path = workbook_file(tmp_path, sheets, states={"Note": "hidden"})
    table = read(path)
    assert (table.sheet, table.sheets) == ("Elenco", ("Note", "Elenco", "Altro"))
    assert table.told == [("warning", None, "", "sheets")]
    assert "Elenco, Altro" in table.findings[0].words
    for name in ("Note", "elenco"):
        table = read(path, TableOptions(sheet=name))
        assert (table.rows[0].cells[0], table.told) == (name.capitalize(), [])
    with (
        pytest.raises(TableUnreadable, match="Note, Elenco, Altro"),
        open_table(path, TableOptions(sheet="Foglio1")),
    ):
        pass


def test_rows_keep_the_numbers_of_the_sheet_and_empty_ones_are_told_once(tmp_path: Path) -> None:
    rows = [
        HEADER,
        row_xml(2, {"A": "a"}),
        '<row r="3"/>',
        row_xml(5, {"A": " "}),
        row_xml(6, {"B": "b"}),
        row_xml(9, {"A": "c"}),
    ]
    table = read(workbook_file(tmp_path, {"A": sheet_xml(rows)}))
    assert [(row.row, row.line, row.cells) for row in table.rows] == [
        (2, None, ("a", "")),
        (6, None, ("", "b")),
        (9, None, ("c", "")),
    ]
    assert table.told == [("hint", None, "", "rows.empty")]
    assert table.findings[0].rows == (3, 4, 5, 7, 8)


def test_a_million_formatted_empty_rows_cost_seconds_at_most(tmp_path: Path) -> None:
    empty = (f'<row r="{at}"><c r="A{at}" s="0"/></row>' for at in range(3, 1_048_577))
    path = workbook_file(tmp_path, {"A": sheet_xml([HEADER, row_xml(2, {"A": "a"}), *empty])})
    started = time.process_time()
    table = read(path)
    assert time.process_time() - started < 3
    assert [row.row for row in table.rows] == [2]
    assert table.told == []


def test_a_cell_beyond_the_header_is_a_problem_of_its_row(tmp_path: Path) -> None:
    rows = [HEADER, row_xml(2, {"A": "a", "D": "x"}), row_xml(3, {"A": "a", "D": " "})]
    table = read(workbook_file(tmp_path, {"A": sheet_xml(rows)}))
    assert table.told == [("problem", 2, "", "row.long")]
    assert table.cells == [("a", ""), ("a", "")]


def test_what_a_library_writes_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["pec", "città"])
    sheet.append(["a@pec.example", "Forlì\ne dintorni"])
    sheet["A2"].font = Font(bold=True)
    sheet.merge_cells("A3:B3")
    sheet["A3"] = "x"
    book.create_sheet("Vuoto")
    path = tmp_path / "made.xlsx"
    book.save(path)
    table = read(path)
    assert (table.encoding, table.delimiter) == ("xlsx", None)
    assert table.cells == [("a@pec.example", "Forlì\ne dintorni"), ("x", "")]
    assert [one[3] for one in table.told] == ["sheets", "row.merged"]


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    path = workbook_file(tmp_path, {"A": sheet_xml([HEADER, row_xml(2, {"A": "a"})])})
    renamed = path.rename(tmp_path / "table.csv")
    assert read(renamed).cells == [("a", "")]


def test_macros_and_links_outside_are_never_looked_at(tmp_path: Path) -> None:
    path = workbook_file(
        tmp_path,
        {"A": sheet_xml([HEADER, '<row r="2"><c r="A2"><f>[1]B!A1</f><v>7</v></c></row>'])},
        parts={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0", "xl/externalLinks/externalLink1.xml": "<"},
    )
    assert read(path.rename(tmp_path / "table.xlsm")).cells == [("7", "")]
