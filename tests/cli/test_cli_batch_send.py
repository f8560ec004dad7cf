"""What `pectui batch` promises once confirmed: each row one letter, never a second one."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from pectui.cli.batch import exit_code
from pectui.models import BatchPhase
from pectui.sandbox import Fault, Sandbox, SandboxConfig
from pectui.services.batches.status import BatchStatus
from tests.cli.batch_table import TABLE, Desk, problem_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Done


@pytest.fixture
def config() -> SandboxConfig:
    return SandboxConfig(messages=5, send_period=0.0, receipt_delay=0.0)


@pytest.fixture
def desk(tmp_path: Path, cli: Callable[..., Done], sandbox: Sandbox) -> Desk:
    assert not sandbox.sends
    desk = Desk(tmp_path, cli)
    desk.write(TABLE)
    return desk


def refusals(count: int, kind: str = "406", after: int = 0) -> Fault:
    return Fault("POST /send", kind, times=count, after=after)


def whom(sandbox: Sandbox) -> Counter[str]:
    return Counter(one for sent in sandbox.sends for one in sent.recipients)


def many(count: int) -> str:
    rows = (f"r{at}@pec.example;N{at};1\n" for at in range(count))
    return "pec;nome;importo\n" + "".join(rows)


def test_each_row_gets_one_letter_with_a_code_of_its_own(desk: Desk, sandbox: Sandbox) -> None:
    done = desk.send()
    assert done.code == 0
    assert (done.json["rows"], done.json["states"]) == (3, {"sent": 3})
    assert len({sent.code for sent in sandbox.sends}) == 3
    table = desk.status(done.json["batch"])[0]["table"]
    assert {one["code"] for one in table} == {sent.code for sent in sandbox.sends}


def test_the_same_table_and_template_are_the_same_batch(desk: Desk, sandbox: Sandbox) -> None:
    first, second = desk.send(), desk.send()
    assert (second.code, second.json["batch"]) == (0, first.json["batch"])
    desk.table.rename(desk.folder / "altro nome.csv")
    assert desk.send(table=str(desk.folder / "altro nome.csv")).json["batch"] == first.json["batch"]
    assert len(sandbox.sends) == 3
    desk.write(TABLE)
    again = desk.send("--again")
    assert again.json["batch"] != first.json["batch"]
    assert len(sandbox.sends) == 6


def test_after_one_cell_was_mended_what_has_left_is_a_problem(desk: Desk, sandbox: Sandbox) -> None:
    assert desk.send().code == 0
    desk.write(TABLE.replace("20,50", "20,51"))
    assert problem_rows(desk.check()) == [2, 4]
    assert desk.send().code == 2
    assert len(sandbox.sends) == 3
    done = desk.send("--only-ready")
    assert done.json["states"] == {"sent": 1, "not-ready": 2}
    assert whom(sandbox) == {"rossi": 1, "bianchi": 2, "verdi": 1} or len(sandbox.sends) == 4
    assert desk.send("--allow-duplicates").json["batch"] == done.json["batch"]


def test_what_was_sent_alone_is_a_problem_of_its_row(desk: Desk, cli: Callable[..., Done]) -> None:
    body = desk.preview(2)["body"]
    letter = ("-t", "ROSSI@pec.example", "-s", "Sollecito Rossi", "-b", body)
    assert cli("send", *letter).code == 0
    assert problem_rows(desk.check()) == [2]


def test_what_did_not_arrive_may_be_written_again(desk: Desk, sandbox: Sandbox) -> None:
    desk.write("pec;nome;importo\nmancata@pec.example;M;1\nrossi@pec.example;R;2\n")
    first = desk.send("--wait", "5").json
    assert first["states"] == {"failed": 1, "delivered": 1}
    found = desk.check("--allow-duplicates")
    assert [one["row"] for one in found["warnings"] if "failed" in one["reason"]] == [2]
    assert any("delivered" in one for one in found["facts"])
    desk.write("pec;nome;importo\nmancata@pec.example;M;1\nbianchi@pec.example;B;2\n")
    assert desk.check()["ready"] == 2
    again = desk.batch("send", "--yes", "--failed-of", first["batch"])
    assert again.json["rows"] == 1
    assert again.json["follows"] == first["batch"]
    assert len(sandbox.sends) == 3


def test_a_row_that_is_not_ready_stops_all_unless_left_out(desk: Desk, sandbox: Sandbox) -> None:
    desk.write(TABLE + "nessun indirizzo;X;1\n-;Y;2\n")
    done = desk.send()
    assert (done.code, done.json["error"]["kind"]) == (2, "batch-not-ready")
    assert {name: one for name, one in done.json.items() if name != "error"} == desk.check()
    assert not sandbox.sends
    assert desk.status() == []
    done = desk.send("--only-ready")
    assert (done.code, done.json["rows"]) == (0, 5)
    assert done.json["states"] == {"sent": 3, "not-ready": 1, "to-post": 1}


def test_without_a_yes_nothing_leaves(desk: Desk, sandbox: Sandbox) -> None:
    assert desk.batch("send").code == 2
    assert not sandbox.sends


# ── what goes wrong ──────────────────────────────────────────────────────────────────────────────


def test_a_lost_answer_is_unknown_and_exit_8_and_no_row_leaves_twice(
    desk: Desk, sandbox: Sandbox
) -> None:
    sandbox.add_fault(Fault("POST /send", "drop-after"))
    done = desk.send()
    assert (done.code, done.json["states"]) == (8, {"unknown": 1, "sent": 2})
    assert desk.send().code == 8
    assert len(sandbox.sends) == 3
    desk.cli("sent")  # looks for lost answers
    assert desk.send().json["states"].get("unknown") is None
    assert max(whom(sandbox).values()) == 1


def test_a_refused_row_is_exit_8_beside_others_and_5_alone(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.add_fault(refusals(1))
    done = desk.send()
    assert (done.code, done.json["states"]) == (8, {"refused": 1, "sent": 2})
    desk.write("pec;nome;importo\naltro@pec.example;A;1\n")
    sandbox.add_fault(refusals(1))
    assert desk.send().code == 5


def test_ten_refused_in_a_row_pause_the_batch_and_say_what_to_do(
    desk: Desk, sandbox: Sandbox
) -> None:
    desk.write(many(40))
    sandbox.add_fault(refusals(30, after=1))
    done = desk.send()
    assert done.code == 8
    states = done.json["states"]
    # What was on its way already when the tenth came back cannot be held any more.
    assert states["sent"] == 1
    assert 10 <= states["refused"] < 20
    assert states["queued"] > 20
    assert "ten letters" in done.json["held"]
    assert desk.send().code == 2, "what is held goes on by resume only"
    assert len(sandbox.sends) == 1


def test_where_the_account_is_refused_no_letter_is_lost(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.add_fault(refusals(1, "401", after=1))
    done = desk.send()
    assert done.code == 8
    assert "refused" not in done.json["states"]
    assert done.json["states"]["queued"] >= 1
    assert done.json["held"]
    resumed = desk.cli("batch", "resume", done.json["batch"], "--json")
    assert (resumed.code, resumed.json["states"]) == (0, {"sent": 3})
    assert max(whom(sandbox).values()) == 1


def test_a_batch_is_paused_stopped_and_taken_up_again(desk: Desk, sandbox: Sandbox) -> None:
    later = desk.send("--at", "tomorrow 9:00").json
    batch = later["batch"]
    assert later["states"] == {"queued": 3}
    assert desk.cli("batch", "pause", batch, "--json").json["states"] == {"queued": 3}
    assert desk.cli("batch", "stop", batch.lower(), "--json").json["states"] == {"draft": 3}
    assert desk.cli("batch", "pause", batch, "--json").json["states"] == {"draft": 3}
    resumed = desk.cli("batch", "resume", batch, "--json").json
    assert resumed["states"] == {"queued": 3}, "it keeps the time it was given"
    assert not sandbox.sends


@pytest.mark.parametrize("hold", ["pause", "stop"])
def test_a_batch_that_has_ended_cannot_be_held(desk: Desk, hold: str) -> None:
    sent = desk.send("--wait", "60")
    assert sent.json["states"] == {"delivered": 3}
    batch = sent.json["batch"]
    done = desk.cli("batch", hold, batch)
    assert (done.code, "nothing waits" in done.err) == (0, True)
    assert desk.status(batch)[0]["held"] is None
    assert desk.send().code == 0


def test_what_was_confirmed_is_what_leaves(desk: Desk, sandbox: Sandbox) -> None:
    desk.write("prima", "allegato.txt")
    files = ("-a", str(desk.folder / "allegato.txt"))
    seen = [desk.preview(row, *files) for row in (2, 3, 4)]
    sandbox.add_fault(refusals(1, "401"))
    held = desk.send(*files).json
    desk.write("dopo, e altro", "allegato.txt")
    desk.write(TABLE.replace("Rossi", "Altro"))
    assert desk.cli("batch", "resume", held["batch"], "--json").json["states"] == {"sent": 3}
    assert {sent.subject for sent in sandbox.sends} == {one["subject"] for one in seen}
    assert {sent.attachments[0].size for sent in sandbox.sends} == {5}


def test_a_file_of_all_letters_is_frozen_once(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PECTUI_DATA_DIR", str(tmp_path / "data"))
    desk.write(b"%PDF" + bytes(50_000), "allegato.pdf")
    desk.send("-a", str(desk.folder / "allegato.pdf"), "--at", "tomorrow 9:00")
    assert len(list((tmp_path / "data" / "attachments").rglob("*.pdf"))) == 1


# ── afterwards ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_report_is_the_table_joined_with_its_outcome(desk: Desk, ending: str) -> None:
    desk.write("pec;nome;importo\nrossi@pec.example;=1+1;10,00\n-;Verdi;3\n")
    batch = desk.send("--wait", "5", "--deliver-by", "tomorrow 9:00").json["batch"]
    report = desk.folder / f"esito.{ending}"
    assert desk.cli("batch", "report", batch, "-o", str(report)).code == 0
    again = desk.cli("batch", "check", str(report), "-s", "x", "-b", "y", "--json").json
    assert list(again["fields"].values())[:3] == ["pec", "nome", "importo"]
    if ending == "csv":
        text = report.read_text("utf-8-sig").splitlines()
        rows: list[Any] = list(csv.DictReader(text, delimiter=";"))
        assert [row["importo"] for row in rows] == ["10,00", "3"]
        assert rows[0]["State"] == "Delivered"
        assert rows[0]["Code"]
        assert rows[0]["nome"] == "'=1+1"
        assert rows[1]["State"] == "To post"


def test_next_letter_to_the_silent_is_a_batch_linked_to_the_first(
    desk: Desk, sandbox: Sandbox
) -> None:
    first = desk.send("--wait", "5").json["batch"]
    assert "pectui sync" in desk.batch("send", "--yes", "--silent-of", first).out
    assert desk.cli("sync").code == 0
    done = desk.batch(
        "send", "--yes", "--silent-of", first, "--days", "1", subject="Secondo sollecito"
    )
    assert done.code == 2, "nobody has been silent for a day yet"
    assert len(sandbox.sends) == 3


# ── given again ──────────────────────────────────────────────────────────────────────────────────


def files_of_rows(desk: Desk, *names: str) -> None:
    for name in names:
        desk.write(f"per {name}", f"{name}.txt")


PATTERN = ("-a", "{{ nome }}.txt")


def test_rows_that_are_ready_only_now_are_asked_for_again(desk: Desk, sandbox: Sandbox) -> None:
    files_of_rows(desk, "Rossi")
    first = desk.send("--only-ready", *PATTERN)
    assert first.json["states"] == {"sent": 1, "not-ready": 2}
    files_of_rows(desk, "Bianchi", "Verdi")
    assert desk.batch("send", *PATTERN).code == 2, "nobody has agreed to these"
    assert len(sandbox.sends) == 1
    assert desk.send(*PATTERN).json["states"] == {"sent": 3}
    assert desk.batch("send", *PATTERN).code == 0, "nothing new: nothing to agree to"
    assert max(whom(sandbox).values()) == 1


def test_a_later_time_for_a_known_batch_holds_for_what_has_not_left(
    desk: Desk, sandbox: Sandbox
) -> None:
    first = desk.send("--at", "tomorrow 9:00")
    assert desk.cli("batch", "resume", first.json["batch"], "--json").json["states"] == {
        "queued": 3
    }
    again = desk.send("--at", "tomorrow 18:00")
    assert again.json["batch"] == first.json["batch"]
    assert "18:00" in desk.cli("batch", "status").err
    assert not sandbox.sends


def test_once_more_that_waits_for_its_receipts_is_not_sent_once_more_again(
    desk: Desk, sandbox: Sandbox
) -> None:
    desk.send()
    first = desk.send("--again")
    assert first.json["states"] == {"sent": 3}
    again = desk.send("--again")
    assert again.json["batch"] == first.json["batch"]
    assert len(sandbox.sends) == 6


def test_letters_that_wait_for_their_hour_or_the_plan_say_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = desk.send("--at", "tomorrow 9:00").json["batch"]
    monkeypatch.setattr("pectui.services.batches.status.within_hours", lambda *_: False)
    desk.send("--at", "tomorrow 10:00", "--hours", "08:00-20:00")
    (status,) = desk.status()
    assert (status["batch"], "08:00-20:00" in status["held"]) == (batch, True)


def test_what_a_stopped_batch_had_sent_is_told_when_it_is_given_again(
    desk: Desk, sandbox: Sandbox
) -> None:
    sandbox.add_fault(refusals(1, "401", after=1))
    held = desk.send()
    assert held.code == 8
    again = desk.send()
    assert (again.code, again.json["error"]["kind"]) == (2, "batch-held"), "nothing more is queued"
    assert again.json["states"] == held.json["states"]
    desk.cli("batch", "stop", held.json["batch"], "--json")
    assert desk.send().json["states"].keys() == {"sent", "draft"}
    assert max(whom(sandbox).values()) == 1


def test_what_may_have_left_of_a_held_batch_is_8_when_it_is_given_again(
    desk: Desk, sandbox: Sandbox
) -> None:
    sandbox.add_fault(Fault("POST /send", "drop-after"))
    batch = desk.send().json["batch"]
    assert desk.cli("batch", "stop", batch, "--json").code == 0
    again = desk.send()
    assert (again.code, again.json["states"]) == (8, {"unknown": 1, "sent": 2})


STOPPED = "Stopped"


@pytest.mark.parametrize(
    ("states", "held", "code"),
    [
        ({"sent": 3}, "", 0),
        ({"sent": 2, "to-post": 1, "not-ready": 1}, "", 0),
        ({"sent": 1, "draft": 2}, "", 0),  # left out, because equal letters left elsewhere
        ({"sent": 1, "draft": 2}, STOPPED, 8),
        ({"draft": 3}, STOPPED, 2),
        ({"sent": 1, "queued": 2}, STOPPED, 8),
        ({"queued": 3}, STOPPED, 2),
        ({"sending": 1, "queued": 2}, "", 8),
        ({"unknown": 1, "sent": 2}, "", 8),
        ({"refused": 3}, "", 5),
        ({"refused": 1, "sent": 2}, "", 8),
    ],
)
def test_the_exit_code_says_whether_something_left_or_may_have(
    states: dict[str, int], held: str, code: int
) -> None:
    status = BatchStatus(
        id="AB12",
        number=1,
        name="clienti.csv",
        phase=BatchPhase.OPEN,
        rows=3,
        states=states,
        confirmed_at=datetime(2026, 11, 29, tzinfo=UTC),
        held=held,
    )
    assert exit_code(status) == code


def test_once_more_that_was_stopped_is_not_sent_twice_more(desk: Desk, sandbox: Sandbox) -> None:
    desk.send("--wait", "5")
    again = desk.send("--again", "--at", "tomorrow 9:00").json["batch"]
    desk.cli("batch", "stop", again, "--json")
    repeated = desk.send("--again")
    assert (repeated.code, repeated.json["batch"]) == (2, again)
    assert len(sandbox.sends) == 3


def test_once_more_of_what_has_not_left_yet_goes_on_with_it(desk: Desk, sandbox: Sandbox) -> None:
    """The very first time it may have been killed, as any other time."""
    sandbox.add_fault(refusals(1, "401", after=1))
    first = desk.send("--again")
    assert first.json["states"].keys() == {"sent", "queued"}
    repeated = desk.send("--again")
    assert repeated.json["batch"] == first.json["batch"]
    assert max(whom(sandbox).values()) == 1


@pytest.mark.parametrize(
    "wrong", [("--hours", "08:00-08:00"), ("--at", "tomorrow 9:00"), ("--deliver-by", "tomorrow")]
)
def test_times_that_would_not_be_kept_are_refused(desk: Desk, wrong: tuple[str, ...]) -> None:
    batch = desk.send("--at", "tomorrow 9:00").json["batch"]
    assert desk.cli("batch", "resume", batch, *wrong, "--json").code == 2


def test_what_was_confirmed_before_is_said_to_be_nothing_new(desk: Desk, sandbox: Sandbox) -> None:
    first = desk.send()
    again = desk.send_in_words()
    assert again.code == 0
    assert f"Confirmed before as {first.json['batch']}: nothing new leaves" in again.err
    assert len(sandbox.sends) == 3


def test_writing_again_to_nobody_says_so(desk: Desk, sandbox: Sandbox) -> None:
    first = desk.send()
    done = desk.cli("batch", "send", "--failed-of", first.json["batch"], "--yes", "--json")
    assert (done.code, done.error["kind"]) == (2, "batch-empty")
    assert len(sandbox.sends) == 3


def test_who_waits_for_receipts_is_told_how_many_came(desk: Desk) -> None:
    done = desk.send_in_words("--wait", "20")
    assert done.code == 0
    assert "3 of 3 have their last receipt" in done.err


HEADER, *ROWS = TABLE.splitlines(keepends=True)
MOVED = {
    "a blank line": ("".join((HEADER, "\r\n", *ROWS)), ()),
    "a title": ("".join(("Clienti;;\r\n", HEADER, *ROWS)), ("--header-row", "2")),
}


@pytest.mark.parametrize("moved", sorted(MOVED))
@pytest.mark.parametrize("asked", [(), ("--allow-duplicates",), ("--only-ready",)])
def test_rows_that_moved_get_no_second_letter_and_lose_none(
    desk: Desk, sandbox: Sandbox, moved: str, asked: tuple[str, ...]
) -> None:
    assert desk.send(*asked).code == 0
    table, header = MOVED[moved]
    desk.write(table)
    done = desk.send(*asked, *header)
    assert done.code == 2
    assert max(whom(sandbox).values()) == 1
    assert len(sandbox.sends) == 3


def test_once_more_of_rows_that_moved_goes_on_with_nothing(desk: Desk, sandbox: Sandbox) -> None:
    desk.send()
    desk.send("--again")
    desk.write(MOVED["a blank line"][0])
    done = desk.send("--again")
    assert (done.code, done.error["kind"]) == (2, "batch-changed")
    assert set(whom(sandbox).values()) == {2}


def test_a_row_left_out_before_is_no_other_one_after_rows_moved(
    desk: Desk, sandbox: Sandbox
) -> None:
    files = ("-a", "{{ nome }}.txt", "--only-ready")
    for name in ("Bianchi", "Verdi"):
        desk.write("x", f"{name}.txt")
    assert desk.send(*files).code == 0
    desk.write("x", "Rossi.txt")
    desk.write(MOVED["a blank line"][0])
    assert desk.send(*files).code == 2
    desk.write(TABLE)
    assert desk.send(*files).code == 0
    assert whom(sandbox)["rossi@pec.example"] == 1
    assert set(whom(sandbox).values()) == {1}


@pytest.mark.parametrize(
    "given",
    [("--html",), ("-a", "x.pdf"), ("--to", "pec"), ("--sheet", "a"), ("--header-row", "2"),
     ("--may-be-empty", "nome"), ("--docx", "m.docx"), ("--silent-of", "ABCD"), ("altra.csv",)],
)  # fmt: skip
def test_what_a_following_batch_has_from_the_first_is_not_taken_in_silence(
    desk: Desk, sandbox: Sandbox, given: tuple[str, ...]
) -> None:
    first = desk.send()
    done = desk.cli("batch", "send", *given, "--failed-of", first.json["batch"], "--yes", "--json")
    assert (done.code, done.error["kind"]) == (2, "argument-invalid")
    assert len(sandbox.sends) == 3


def test_nothing_is_written_over_the_table(desk: Desk) -> None:
    before = desk.table.read_bytes()
    assert desk.batch("check", "-o", str(desk.table)).code == 2
    batch = desk.send().json["batch"]
    assert desk.cli("batch", "report", batch, "-o", str(desk.table), "--json").code == 2
    assert desk.table.read_bytes() == before


def test_a_name_that_is_too_long_is_said(desk: Desk) -> None:
    batch, name = desk.send().json["batch"], str(desk.folder / ("a" * 300 + ".csv"))
    for done in (
        desk.batch("check", "-o", name),
        desk.cli("batch", "report", batch, "-o", name, "--json"),
    ):
        assert (done.code, done.error["kind"]) == (2, "file-unwritable")
        assert "too long" in done.error["detail"]


def test_only_what_would_leave_is_written_to_a_folder(desk: Desk) -> None:
    desk.write(TABLE + "ROSSI@pec.example;Ancora;1,00\r\n")
    done = desk.batch("preview", "--write", str(desk.folder / "prova"))
    assert (done.code, done.json["written"]) == (0, 3)


def test_a_row_to_post_is_no_letter_to_oneself(desk: Desk, sandbox: Sandbox) -> None:
    desk.write(TABLE + ";Nessuno;1,00\r\n")
    done = desk.batch("test", "--row", "5")
    assert (done.code, done.error["kind"]) == (2, "batch-not-ready")
    assert not sandbox.sends


def test_whether_it_was_in_time_is_open_until_it_was_or_was_not(desk: Desk) -> None:
    desk.write(TABLE + ";Nessuno;1,00\r\n")
    batch = desk.send("--deliver-by", "tomorrow 9:00").json["batch"]
    path = desk.folder / "esito.csv"
    assert desk.cli("batch", "report", batch, "-o", str(path)).code == 0
    with path.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert {one["In time"] for one in rows} == {""}


@pytest.mark.parametrize("part", [("--row", "3"), ("--write", "prova"), ("-o", "esito.csv")])
def test_sending_takes_no_part_for_the_whole(
    desk: Desk, sandbox: Sandbox, part: tuple[str, ...]
) -> None:
    done = desk.send(*part)
    assert (done.code, done.error["kind"]) == (2, "argument-invalid")
    assert not sandbox.sends


def test_no_file_of_the_batch_is_written_over(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("a;b", "elenco.csv")
    common, before = desk.folder / "elenco.csv", desk.table.read_bytes()
    assert desk.batch("check", "-a", str(common), "-o", str(common)).code == 2
    assert common.read_text("utf-8") == "a;b"
    monkeypatch.chdir(desk.folder)
    batch = desk.send(table="clienti.csv").json["batch"]
    checked = desk.cli("batch", "check", "--failed-of", batch, "-o", "clienti.csv", "--json")
    assert checked.code == 2
    (desk.folder / "altrove").mkdir()
    monkeypatch.chdir(desk.folder / "altrove")
    assert desk.cli("batch", "report", batch, "-o", "../clienti.csv", "--json").code == 2
    assert desk.table.read_bytes() == before


def test_the_same_table_by_another_name_is_no_other(
    desk: Desk, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox.add_fault(refusals(1))
    batch = desk.send().json["batch"]
    (desk.folder / "altrove").mkdir()
    monkeypatch.chdir(desk.folder / "altrove")
    done = desk.cli("batch", "send", "../clienti.csv", "--failed-of", batch, "--yes", "--json")
    assert done.code == 0
    assert set(whom(sandbox).values()) == {1}


def test_what_stays_taken_back_is_said_when_a_batch_is_resumed(desk: Desk) -> None:
    first = desk.send("--at", "tomorrow 9:00").json["batch"]
    desk.cli("batch", "stop", first)
    desk.write(TABLE.replace("Verdi", "Verde"))
    desk.send()
    resumed = desk.cli("batch", "resume", first)
    assert "2 letters stay taken back" in resumed.err
