"""CSV: encoding, delimiter, the numbers of rows and lines, and cells as they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from pectui.errors import TableUnreadable
from pectui.tables import TableOptions, column_keys, open_table
from tests.tables.table_files import read, text_file

EXCEL = "pec;nome;importo\r\nnicolo@pec.example;Nicolò D'Amico;1.234,50 €\r\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (EXCEL.encode("cp1252"), "cp1252"),
        (EXCEL.encode(), "utf-8"),
        (EXCEL.encode("utf-8-sig"), "utf-8"),
        (EXCEL.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + EXCEL.encode("utf-16-be"), "utf-16"),
    ],
)
def test_the_encoding_is_decided_and_the_mark_is_no_part_of_the_header(
    tmp_path: Path, content: bytes, encoding: str
) -> None:
    table = read(text_file(tmp_path, content))
    assert (table.encoding, table.delimiter) == (encoding, ";")
    assert [column.name for column in table.columns] == ["pec", "nome", "importo"]
    assert table.cells == [("nicolo@pec.example", "Nicolò D'Amico", "1.234,50 €")]
    assert table.told == []


def test_quotation_marks_and_euro_of_cp1252_are_read(tmp_path: Path) -> None:
    text = "pec;nome\r\na@pec.example;Società “Perché no” S.r.l. 99 €\r\n"
    assert read(text_file(tmp_path, text, "cp1252")).cells[0][1] == (
        "Società “Perché no” S.r.l. 99 €"
    )


@pytest.mark.parametrize("rows_between", [0, 20_000])
def test_a_broken_row_among_utf8_is_a_problem_of_that_row(
    tmp_path: Path, rows_between: int
) -> None:
    content = b"pec;nome\n" + "a@pec.example;Nicolò\n".encode()
    content += b"b@pec.example;Anna\n" * rows_between + b"c@pec.example;Citt\xe0\n"
    table = read(text_file(tmp_path, content))
    assert table.encoding == "utf-8"
    row = 3 + rows_between
    assert table.told == [("problem", row, "nome", "cell.lost")]
    assert table.rows[-1].cells == ("c@pec.example", "Citt�")


def test_a_byte_that_is_nothing_in_cp1252_is_a_problem_of_that_row(tmp_path: Path) -> None:
    table = read(text_file(tmp_path, b"pec;nome\na@pec.example;Citt\xe0\nb@pec.example;\x81\n"))
    assert table.encoding == "cp1252"
    assert table.told == [("problem", 3, "nome", "cell.lost")]


@pytest.mark.parametrize(
    "word", ["SocietÃ\xa0", "SocietÃ ", "PerchÃ©", "lâ€™atto", "1.234,50 â‚¬", "nÂ°"]
)
def test_a_text_decoded_wrongly_before_is_a_warning(tmp_path: Path, word: str) -> None:
    table = read(text_file(tmp_path, f"pec;nome\na@pec.example;{word}\n"))
    assert table.told == [("warning", 2, "nome", "cell.mojibake")]
    assert table.rows[0].cells[1] == word


@pytest.mark.parametrize("word", ["Città", "MAÇÃES", "L’Âge", "Crêpe", "São Tomé"])
def test_accents_are_no_sign_of_it(tmp_path: Path, word: str) -> None:
    assert read(text_file(tmp_path, f"pec;nome\na@pec.example;{word}\n")).told == []


@pytest.mark.parametrize(
    ("content", "delimiter", "cells"),
    [
        ("a;b\n1,5;2\n", ";", ("1,5", "2")),
        ("a,b\n1;5,2\n", ",", ("1;5", "2")),
        ("a\tb\n1\t2\n", "\t", ("1", "2")),
        ("a|b\n1|2\n", "|", ("1", "2")),
        ('"a,b,c";d\n"1,5";2\n', ";", ("1,5", "2")),
        ("importo, IVA, totale;b\n1;2\n2;3\n", ";", ("1", "2")),
        ("sep=;\r\na,b;c\r\n1;2\r\n", ";", ("1", "2")),
        ("sep=|\na|b\n1|2\n", "|", ("1", "2")),
        ("SEP=,\na,b\n1,2\n", ",", ("1", "2")),
        ("pec\na@pec.example\n", None, ("a@pec.example",)),
        ("pec\nRossi, Anna; Bianchi\n", None, ("Rossi, Anna; Bianchi",)),
        ('pec\n"Via Roma, 1"\n', None, ("Via Roma, 1",)),
        ("a;b", ";", None),
    ],
)
def test_the_delimiter_is_decided_by_header_and_records(
    tmp_path: Path, content: str, delimiter: str | None, cells: tuple[str, ...] | None
) -> None:
    table = read(text_file(tmp_path, content))
    assert table.delimiter == delimiter
    assert table.cells[:1] == ([cells] if cells else [])
    assert table.told == []


def test_nothing_is_made_a_number(tmp_path: Path) -> None:
    table = read(text_file(tmp_path, 'pec;cap;cf\na;001234;01234567890\nb;"0000";00184\n'))
    assert table.cells == [("a", "001234", "01234567890"), ("b", "0000", "00184")]


def test_rows_are_counted_as_records_and_lines_as_the_file_has_them(tmp_path: Path) -> None:
    content = (
        'pec;nome;via\r\na;"Rossi; ""il Geometra""";"Via Roma 1\r\n20100 Milano"\r\n'
        'b;"x\ry";z\r\n\r\nc;d;"1\n2\n3"\r\ne;f;g\r\n'
    )
    table = read(text_file(tmp_path, content))
    assert [(row.row, row.line) for row in table.rows] == [(2, 2), (3, 4), (5, 7), (6, 10)]
    assert table.cells[0] == ("a", 'Rossi; "il Geometra"', "Via Roma 1\n20100 Milano")
    assert table.cells[1] == ("b", "x\ny", "z")
    assert table.told == [("hint", None, "", "rows.empty")]
    assert table.findings[0].rows == (4,)


def test_a_sep_line_is_a_line_and_no_row(tmp_path: Path) -> None:
    table = read(text_file(tmp_path, "sep=;\r\npec;nome\r\na@pec.example;Anna\r\n"))
    assert [(row.row, row.line) for row in table.rows] == [(2, 3)]


def test_ragged_rows_and_headers_are_told_where_they_are(tmp_path: Path) -> None:
    content = "PEC destinatario;Nome ;Nome;\r\na;Rossi;Mario;x;troppo\r\nb;Bianchi\r\nc;d;e;;;\r\n"
    table = read(text_file(tmp_path, content))
    assert [column.key for column in table.columns] == [
        "pec_destinatario",
        "nome",
        "nome_2",
        "column_4",
    ]
    assert table.told == [
        ("problem", 1, "Nome", "header.doubled"),
        ("problem", 1, "", "header.nameless"),
        ("problem", 2, "", "row.long"),
        ("problem", 3, "", "row.short"),
    ]
    assert table.rows[0].findings[0].words.startswith("5 cells for 4 columns; ")
    assert table.rows[1].findings[0].words.startswith("2 cells for 4 columns; ")
    assert {len(row.cells) for row in table.rows} == {4}


def test_a_nameless_column_without_content_is_nobodys_trouble(tmp_path: Path) -> None:
    assert read(text_file(tmp_path, "pec;nome;\na;b;\nc;d; \n")).told == []


def test_titles_may_stand_below_others(tmp_path: Path) -> None:
    content = "Elenco 2026;;\n;;\npec;nome;città\na;b;c\n"
    table = read(text_file(tmp_path, content), TableOptions(header_row=3))
    assert [column.key for column in table.columns] == ["pec", "nome", "città"]
    assert [(row.row, row.line, row.cells) for row in table.rows] == [(4, 4, ("a", "b", "c"))]
    assert table.told == []


@pytest.mark.parametrize("cell", ["1,23E+15", "1.23E+11", "-2E+20"])
def test_a_shortened_number_is_a_warning(tmp_path: Path, cell: str) -> None:
    table = read(text_file(tmp_path, f"pec;conto\na;{cell}\n"))
    assert table.told == [("warning", 2, "conto", "cell.scientific")]
    assert table.rows[0].cells[1] == cell


def test_a_quotation_mark_that_is_never_closed_says_where_it_opened(tmp_path: Path) -> None:
    content = 'pec;nome\na;b\nc;"d\n' + "e;f\n" * 50
    table = read(text_file(tmp_path, content))
    assert table.cells == [("a", "b"), ("", "")]
    assert table.told == [("problem", 3, "", "row.never-closed")]
    assert "line 3" in table.rows[1].findings[0].words


def test_a_quotation_mark_that_is_never_closed_in_the_header(tmp_path: Path) -> None:
    with (
        pytest.raises(TableUnreadable, match="begins at line 1 does not end"),
        open_table(text_file(tmp_path, 'pec;"nome\na;b\n')),
    ):
        pass


def test_a_quotation_mark_that_swallows_a_large_file_is_found_early(tmp_path: Path) -> None:
    content = 'pec;nome\n"x\ny";b\nc;"d\n' + "e@pec.example;f\n" * 200_000
    table = read(text_file(tmp_path, content))
    assert [(row.row, row.line) for row in table.rows] == [(2, 2), (3, 4)]
    assert table.told == [("problem", 3, "", "row.never-closed")]


def test_a_cell_that_swallowed_a_row_is_a_warning(tmp_path: Path) -> None:
    content = 'pec;nome;via\na;"b;c\nd;e;f\ng;h";i\nl;m;n\n'
    assert read(text_file(tmp_path, content)).told == [("warning", 2, "nome", "cell.swallows")]


def test_control_characters_are_a_problem_of_their_row(tmp_path: Path) -> None:
    table = read(text_file(tmp_path, "pec;nome\na;b\0\nc;d\x1b[2J\ne;f\n"))
    assert table.told == [
        ("problem", 2, "nome", "cell.control"),
        ("problem", 3, "nome", "cell.control"),
    ]
    assert not any("\0" in f.words or "\x1b" in f.words for r in table.rows for f in r.findings)


def test_only_a_header_is_a_table_without_rows(tmp_path: Path) -> None:
    table = read(text_file(tmp_path, "pec;nome\r\n"))
    assert (len(table.columns), table.rows, table.told) == (2, [], [])


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (["Ragione sociale", "città", "PEC"], ["ragione_sociale", "città", "pec"]),
        (["Importo (€)", "n. 1", "  a - b  "], ["importo", "n_1", "a_b"]),
        (["nome", "Nome", "nome_2", "NOME"], ["nome", "nome_2", "nome_2_2", "nome_3"]),
        (["", "€", "2026"], ["column_1", "column_2", "column_2026"]),
    ],
)
def test_a_column_has_a_key_of_its_own(names: list[str], keys: list[str]) -> None:
    assert list(column_keys(names)) == keys


def test_rows_can_be_read_again_and_findings_are_said_once(tmp_path: Path) -> None:
    with open_table(text_file(tmp_path, "a;a\n1;2\n\n3;4\n")) as table:
        first = (list(table.rows()), list(table.findings))
        assert (list(table.rows()), table.findings) == first


@pytest.mark.parametrize(
    ("content", "row"), [("\n\n", 1), (" ; \na;b\n", 1), ("a;b\n", 7), ("sep=;\n", 1)]
)
def test_no_header_where_one_should_be(tmp_path: Path, content: str, row: int) -> None:
    with (
        pytest.raises(TableUnreadable, match="--header-row"),
        open_table(text_file(tmp_path, content), TableOptions(header_row=row)),
    ):
        pass
