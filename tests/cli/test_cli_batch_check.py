"""What `pectui batch check` and `preview` say of a table before anything leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from pectui.tables import open_table
from tests.cli.batch_table import BODY, TABLE, Desk, problem_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pectui.sandbox import Sandbox
    from tests.cli.conftest import Done

pytestmark = pytest.mark.usefixtures("sandbox")


@pytest.fixture
def desk(tmp_path: Path, cli: Callable[..., Done]) -> Desk:
    desk = Desk(tmp_path, cli)
    desk.write(TABLE)
    return desk


def test_every_row_ready_is_exit_0_and_nothing_leaves(desk: Desk, sandbox: Sandbox) -> None:
    done = desk.batch("check")
    assert done.code == 0
    found = done.json
    assert (found["rows"], found["ready"], found["recipient_column"]) == (3, 3, "pec")
    assert (found["encoding"], found["delimiter"]) == ("utf-8", ";")
    assert (found["problems"], found["warnings"], found["to_post"]) == ([], [], [])
    assert not sandbox.sends


@pytest.mark.parametrize(
    ("cell", "becomes"),
    [
        ("rossi@pec.example", "rossi@pec.example"),
        (" rossi@pec.example\u00a0", "rossi@pec.example"),
        ("Rossi Mario <rossi@pec.example>", "rossi@pec.example"),
        ("mailto:rossi@pec.example", "rossi@pec.example"),
        ("MAILTO:Rossi@PEC.Example", "Rossi@pec.example"),
        ("rossi@pec.example.", None),
        ('"rossi@pec.example, bianchi@pec.example"', None),
        ('"rossi@pec.example; bianchi@pec.example"', None),
        ("rossi@pec,example", None),
        ("r\u043essi@pec.example", None),
        ("rossi@p\u0435c.example", None),
        ("rossi", None),
        ("", "post"),
        ("-", "post"),
        ("N.D.", "post"),
        ("nessuna", "post"),
    ],
)
def test_a_cell_is_an_address_a_problem_or_a_letter_to_post(
    desk: Desk, cell: str, becomes: str | None
) -> None:
    desk.write(f"pec;nome\r\n{cell};Rossi\r\n")
    letter = {"subject": "Sollecito {{ nome }}", "body": "Gentile {{ nome }}"}
    done = desk.batch("check", **letter)
    found = done.json
    if becomes is None:
        assert (done.code, found["ready"], problem_rows(found)) == (2, 0, [2])
        assert found["problems"][0]["field"] == "pec"
    elif becomes == "post":
        assert (done.code, found["ready"], found["to_post"]) == (0, 0, [2])
    else:
        assert (done.code, found["ready"]) == (0, 1)
        assert desk.preview(2, **letter)["to"] == becomes


def test_an_address_of_ordinary_mail_is_a_warning(desk: Desk) -> None:
    desk.write("pec;nome\nmario@gmail.com;Mario\n")
    found = desk.check(subject="Sollecito", body="{{ nome }}")
    assert found["ready"] == 1
    assert [one["row"] for one in found["warnings"] if "gmail" in one["reason"]] == [2]


def test_an_address_twice_is_a_problem_unless_allowed(desk: Desk) -> None:
    desk.write(TABLE + "ROSSI@pec.example;Altro;1\r\n")
    assert problem_rows(desk.check()) == [5]
    assert desk.check("--allow-duplicates")["ready"] == 4


def test_without_a_column_of_addresses_the_columns_are_named(desk: Desk) -> None:
    desk.write("PEC destinatario;nome\nrossi@pec.example;Rossi\n")
    done = desk.batch("check", body="{{ nome }}")
    assert done.code == 2
    assert "PEC destinatario" in done.error["detail"]
    found = desk.check("--to", "PEC destinatario", subject="x", body="{{ nome }}")
    assert (found["ready"], found["recipient_column"]) == (1, "PEC destinatario")


def test_a_row_of_another_length_makes_no_letter(desk: Desk) -> None:
    desk.write("pec;nome;importo\nrossi@pec.example;Rossi;1;2\nbianchi@pec.example;B\n")
    done = desk.batch("check")
    assert done.code == 2
    assert sorted(problem_rows(done.json)) == [2, 3]
    assert done.json["ready"] == 0


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("{{ importp }}", "importo"),
        ("{{ ''.__class__.__mro__ }}", ""),
        ('{% include "/etc/passwd" %}', ""),
        ("{{ nome", ""),
    ],
)
def test_a_template_that_cannot_be_filled_is_one_error(desk: Desk, body: str, says: str) -> None:
    done = desk.batch("check", body=body)
    assert done.code == 2
    assert says in done.error["detail"]


def test_an_empty_field_is_a_problem_of_its_row_unless_it_may_be_empty(desk: Desk) -> None:
    desk.write("pec;nome;importo\nrossi@pec.example;Rossi;\nbianchi@pec.example;B;2\n")
    found = desk.check()
    assert [(one["row"], one["field"]) for one in found["problems"]] == [(2, "importo")]
    assert found["ready"] == 1
    assert desk.check("--may-be-empty", "importo")["ready"] == 2


def test_a_line_break_in_a_subject_is_a_problem_of_its_row(desk: Desk) -> None:
    desk.write('pec;nome;importo\nrossi@pec.example;"Ros\nsi";1\nbianchi@pec.example;B;2\n')
    found = desk.check()
    assert problem_rows(found) == [2]
    assert desk.check(subject="Sollecito")["ready"] == 2


def test_fields_are_escaped_in_html_and_not_in_plain_text(desk: Desk) -> None:
    desk.write("pec;nome;importo\na@pec.example;Rossi & Figli <S.r.l.>;1\n")
    plain = desk.preview(2)
    assert plain["body"].startswith("Gentile Rossi & Figli <S.r.l.>")
    assert "Rossi &amp; Figli &lt;S.r.l.&gt;" in plain["body_html"]
    html = desk.preview(2, "--html", body="<p>{{ nome }}</p>")
    assert html["body_html"] == "<p>Rossi &amp; Figli &lt;S.r.l.&gt;</p>"
    assert html["subject"].startswith("Sollecito Rossi & Figli <S.r.l.> [rif. ")


# ── files ────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def files(desk: Desk) -> Path:
    folder = desk.folder / "atti"
    folder.mkdir()
    for name in ("uno.pdf", "due.pdf"):
        (folder / name).write_bytes(b"%PDF " + name.encode())
    (folder / "vuoto.pdf").touch()
    desk.write("comune", "comune.txt")
    (desk.folder.parent / "fuori.pdf").write_bytes(b"%PDF")
    return folder


def table_of_files(desk: Desk, *cells: str) -> None:
    rows = (f"r{at}@pec.example;N{at};1;{cell}\n" for at, cell in enumerate(cells, 2))
    desk.write("pec;nome;importo;file\n" + "".join(rows))


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("atti/uno.pdf", ["uno.pdf"]),
        ("atti\\uno.pdf", ["uno.pdf"]),
        ("atti/uno.pdf | atti/due.pdf", ["uno.pdf", "due.pdf"]),
        ("atti/uno.pdf|atti/uno.pdf", None),
        ("atti/tre.pdf", None),
        ("atti/*.pdf", None),
        ("atti/vuoto.pdf", None),
        ("atti", None),
        ("../fuori.pdf", None),
        ("/etc/passwd", None),
        ("atti/\0.pdf", None),
        ("", None),
    ],
)
def test_files_of_a_row_lie_beside_the_table(
    desk: Desk, cell: str, names: list[str] | None
) -> None:
    table_of_files(desk, cell)
    common = str(desk.folder / "comune.txt")
    found = desk.preview(2, "-a", common, "{{ file }}")
    if names is None:
        assert found["problems"]
    else:
        assert [one["name"] for one in found["attachments"]] == ["comune.txt", *names]
        assert not found["problems"]


@pytest.mark.usefixtures("files")
def test_a_file_that_may_lack_and_one_in_a_named_folder(desk: Desk) -> None:
    table_of_files(desk, "")
    found = desk.preview(2, "-a", "{{ file }}", "--may-be-empty", "file")
    assert (found["attachments"], found["problems"]) == ([], [])
    table_of_files(desk, "fuori.pdf")
    outside = ("--attachments-from", str(desk.folder.parent))
    assert desk.preview(2, "-a", "{{ file }}", *outside)["attachments"]


@pytest.mark.usefixtures("files")
def test_one_file_of_a_row_for_two_addressees_is_the_classic_leak(desk: Desk) -> None:
    table_of_files(desk, "atti/uno.pdf", "atti/due.pdf", "atti/uno.pdf")
    found = desk.check("-a", "{{ file }}")
    assert found["ready"] == 3
    assert [one["rows"] for one in found["warnings"] if "uno.pdf" in one["reason"]] == [[2, 4]]


def test_a_common_file_that_is_not_there_is_one_error(desk: Desk) -> None:
    done = desk.batch("check", "-a", "manca.pdf")
    assert (done.code, done.error["kind"]) == (2, "file-unreadable")


# ── what will leave ──────────────────────────────────────────────────────────────────────────────


def test_the_preview_is_what_leaves_to_the_letter(desk: Desk, sandbox: Sandbox) -> None:
    desk.write("comune", "comune.txt")
    files = ("-a", str(desk.folder / "comune.txt"))
    seen: Any = [desk.preview(row, *files) for row in (2, 3, 4)]
    assert desk.send(*files).code == 0
    left = {sent.recipients[0]: sent for sent in sandbox.sends}
    for one in seen:
        sent = left[one["to"].partition("@")[0]] if one["to"] not in left else left[one["to"]]
        assert (sent.subject, sent.body) == (one["subject"], one["body_html"])
        assert [file.name for file in sent.attachments] == ["comune.txt"]
    batch = seen[0]["batch"]
    assert [one["subject"] for one in seen] == [
        f"Sollecito {name} [rif. {batch}-{row}]"
        for row, name in ((2, "Rossi"), (3, "Bianchi"), (4, "Verdi"))
    ]


def test_all_letters_are_written_to_a_new_folder_and_none_leaves(
    desk: Desk, sandbox: Sandbox
) -> None:
    folder = desk.folder / "prova"
    assert desk.batch("preview", "--write", str(folder)).json == {"written": 3}
    assert len(list(folder.iterdir())) == 3
    assert any("Sollecito Rossi" in one.read_text() for one in folder.glob("*/subject.txt"))
    assert desk.batch("preview", "--write", str(folder)).code == 2, "nothing is overwritten"
    assert not sandbox.sends


def test_a_test_letter_goes_to_oneself_and_is_no_part_of_the_batch(
    desk: Desk, sandbox: Sandbox
) -> None:
    seen = desk.preview(3)
    assert desk.batch("test", "--row", "3").code == 0
    assert desk.batch("test", "--row", "3").code == 0, "as often as one likes"
    assert [sent.subject for sent in sandbox.sends] == [seen["subject"]] * 2
    assert desk.status() == []
    assert desk.send().code == 0
    assert len(sandbox.sends) == 5


def test_what_is_found_is_written_as_a_table(desk: Desk) -> None:
    desk.write(TABLE + "x;Y;1\n-;Z;2\n")
    report = desk.folder / "esito.csv"
    assert desk.batch("check", "-o", str(report)).code == 2
    lines = report.read_text("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("5;5;pec;")
    assert lines[2].startswith("6;")


@pytest.mark.parametrize("text", ["", "\ufeff", "pec;nome;importo\n"])
def test_a_table_without_rows_sends_nothing(desk: Desk, sandbox: Sandbox, text: str) -> None:
    desk.write(text)
    assert desk.send().code == 2
    assert not sandbox.sends


def test_the_body_is_needed_and_so_is_the_table(desk: Desk, cli: Callable[..., Done]) -> None:
    assert cli("batch", "check", "-s", "x", "-b", BODY, "--json").code == 2
    assert cli("batch", "check", str(desk.table), "-b", BODY, "--json").code == 2
    assert cli("batch", "report", "XXXX", "--json").code == 2
    assert cli("batch", "status", "XXXX", "--json").error["kind"] == "batch-missing"


def test_cells_of_several_addresses_become_letters_of_their_own_where_a_person_says_so(
    desk: Desk, tmp_path: Path, sandbox: Sandbox
) -> None:
    desk.write(
        "pec;nome;tel\r\n"
        '"rossi@pec.example; Bianchi <bianchi@pec.example>";Rossi;+39 02 1\r\n'
        "verdi@pec.example;Verdi;=1+1\r\n"
        "n.d.;Neri;\r\n"
    )
    letter = {"subject": "Avviso {{ nome }}", "body": "Tel. {{ tel }}"}
    (problem,) = desk.check("--may-be-empty", "tel", **letter)["problems"]
    assert "pectui batch split" in problem["reason"]
    new = tmp_path / "divisi.xlsx"
    done = desk.cli("batch", "split", str(desk.table), "-o", str(new), "--json")
    assert (done.code, done.json["rows"], done.json["written"]) == (0, 3, 4)
    check = desk.batch("check", table=str(new), **letter).json
    assert (check["ready"], check["problems"], check["to_post"]) == (3, [], [5])
    seen = [desk.batch("preview", "--row", n, table=str(new), **letter).json for n in "234"]
    assert [one["to"].partition("@")[0] for one in seen] == ["rossi", "bianchi", "verdi"]
    assert [one["body"].strip() for one in seen] == ["Tel. +39 02 1", "Tel. +39 02 1", "Tel. =1+1"]
    again = desk.cli("batch", "split", str(desk.table), "-o", str(new), "--json")
    assert (again.code, again.json["error"]["kind"]) == (2, "file-unwritable")
    assert not sandbox.sends


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("pec;nome\r\na@pec.example;b;c\r\n", "divisi.xlsx", "argument-invalid"),
        ("nome\r\nRossi\r\n", "divisi.xlsx", "column-missing"),
        (TABLE, "divisi.csv", "file-unwritable"),
        (TABLE, "", "argument-invalid"),
    ],
    ids=["ragged", "no recipients", "no workbook", "nowhere"],
)
def test_a_table_that_cannot_be_split_rightly_is_not_written(
    desk: Desk, tmp_path: Path, text: str, name: str, kind: str
) -> None:
    desk.write(text)
    where = ("-o", str(tmp_path / name)) if name else ()
    done = desk.cli("batch", "split", str(desk.table), *where, "--json")
    assert (done.code, done.json["error"]["kind"]) == (2, kind)
    assert not (tmp_path / "divisi.xlsx").exists()


def test_a_letter_with_an_empty_field_is_shown_whole_with_what_is_wrong(desk: Desk) -> None:
    desk.write("pec;nome;importo\r\nrossi@pec.example;Rossi;\r\n")
    letter = desk.preview(2)
    assert letter["subject"].startswith("Sollecito Rossi")
    assert [one["field"] for one in letter["problems"]] == ["importo"]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("a@pec.example / b@pec.example", ["a@pec.example", "b@pec.example"]),
        ("a@pec.example - b@pec.example", ["a@pec.example", "b@pec.example"]),
        ("a@pec.example e b@pec.example", ["a@pec.example", "b@pec.example"]),
        ("nessuna pec", ["nessuna pec"]),
        ("non disponibile", ["non disponibile"]),
        ("-", ["-"]),
        ("Mario Rossi", ["Mario Rossi"]),
        ("a@pec.example, b@", ["a@pec.example", "b@"]),
        ("a@x.example; b.x.example; c@x.example", ["a@x.example; b.x.example; c@x.example"]),
        ("a@x.example; h(at)x.example; c@x.example", ["a@x.example; h(at)x.example; c@x.example"]),
        ("Rossi a@x.example Verdi b@x.example", ["Rossi a@x.example Verdi b@x.example"]),
    ],
)
def test_only_addresses_get_a_row_of_their_own(
    desk: Desk, tmp_path: Path, cell: str, written: list[str]
) -> None:
    desk.write(f'pec;nome\r\n"{cell}";Rossi\r\n')
    new = tmp_path / "divisi.xlsx"
    assert desk.cli("batch", "split", str(desk.table), "-o", str(new), "--json").code == 0
    with open_table(new) as table:
        assert [row.cells[0] for row in table.rows()] == written


def test_what_cannot_be_written_whole_or_is_no_table_is_not_split(
    desk: Desk, tmp_path: Path
) -> None:
    new = tmp_path / "divisi.xlsx"
    desk.write(f"pec;nome\r\na@pec.example;{'x' * 32_768}\r\n")
    done = desk.cli("batch", "split", str(desk.table), "-o", str(new), "--json")
    assert (done.code, done.json["error"]["kind"]) == (2, "argument-invalid")
    desk.write(TABLE)
    rows = ("batch", "split", str(desk.table), "--failed-of", "ABCD", "-o", str(new), "--json")
    assert desk.cli(*rows).code == 2
    (tmp_path / "altrove.xlsx").symlink_to("nowhere.xlsx")
    link = str(tmp_path / "altrove.xlsx")
    assert desk.cli("batch", "split", str(desk.table), "-o", link, "--json").code == 2
    assert (tmp_path / "altrove.xlsx").is_symlink()
    assert not new.exists()


def test_hidden_rows_of_a_split_table_are_told(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("pec", "nome"), ("a@pec.example", "A"), ("b@pec.example", "B")):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "clienti.xlsx")
    source, new = str(tmp_path / "clienti.xlsx"), str(tmp_path / "divisi.xlsx")
    done = desk.cli("batch", "split", source, "-o", new, "--json").json
    (warning,) = done["warnings"]
    assert (done["rows"], "idden" in warning["reason"]) == (2, True)


def test_a_row_that_is_not_ready_because_of_another_is_previewed_so(desk: Desk) -> None:
    desk.write(TABLE + "rossi@pec.example;Rossi;1,00\r\n")
    done = desk.batch("preview", "--row", "5")
    assert (done.code, [one["row"] for one in done.json["problems"]]) == (2, [5])
    assert done.json["subject"].startswith("Sollecito Rossi")
    assert desk.batch("preview", "--row", "2").code == 0
