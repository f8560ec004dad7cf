"""`pectui batch` under attack: odd files, odd cells, odd answers, and what its exit code says."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pectui.sandbox import Fault, Sandbox, SandboxConfig
from pectui.services.clock import system_now
from pectui.services.session import open_session
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


# ── what the exit code says ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("status", ["401", "402", "403"])
def test_an_account_that_is_refused_at_the_first_letter_is_exit_4(
    desk: Desk, sandbox: Sandbox, status: str
) -> None:
    sandbox.add_fault(Fault("POST /send", status, times=None))
    done = desk.send()
    assert (done.code, done.json["states"]) == (4, {"queued": 3})
    assert done.json["held"]
    assert desk.send().json["error"]["kind"] == "batch-held"
    sandbox.clear_faults()
    resumed = desk.cli("batch", "resume", done.json["batch"], "--json")
    assert (resumed.code, resumed.json["states"]) == (0, {"sent": 3})


def test_what_is_not_ready_is_told_with_its_rows_in_one_document(desk: Desk) -> None:
    desk.write(TABLE + "nessun indirizzo;X;1\n-;Y;2\n")
    done = desk.send()
    assert (done.code, done.error["kind"]) == (2, "batch-not-ready")
    assert problem_rows(done.json) == [5]
    assert done.json["to_post"] == [6]


def test_waiting_for_receipts_that_cannot_be_read_is_no_failure(
    desk: Desk, sandbox: Sandbox
) -> None:
    for call in ("GET /send/{code}", "GET /inbox"):
        sandbox.add_fault(Fault(call, "500", times=None))
    done = desk.send("--wait", "1")
    assert done.code == 0
    assert sum(done.json["states"].values()) == 3


def test_once_more_is_once_more_and_goes_on_where_it_was_killed(
    desk: Desk, sandbox: Sandbox
) -> None:
    assert desk.send().code == 0
    later = desk.send("--again", "--at", "tomorrow 9:00").json
    assert later["states"] == {"queued": 3}
    assert desk.send("--again").json["batch"] == later["batch"]
    assert len(sandbox.sends) == 3


# ── files that are none ──────────────────────────────────────────────────────────────────────────


@pytest.fixture
def odd(tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "odd"
    folder.mkdir()
    os.mkfifo(folder / "fifo")
    (folder / "round").symlink_to("round")
    (folder / "dangling").symlink_to("nowhere")
    (folder / "empty.csv").touch()
    long = "n" * 300
    named = ("fifo", "round", "dangling", "missing", "empty.csv", long)
    found = {name: str(folder / name) for name in named}
    return found | {"folder": str(folder), "nul": "a\0b", "device": "/dev/zero", "nothing": ""}


ODD = ["fifo", "round", "dangling", "missing", "folder", "nul", "device", "n" * 300]


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("door", ["table", "-a", "--docx", "--attachments-from", "-f"])
def test_a_path_to_no_file_is_an_error_of_its_own_at_every_door(
    desk: Desk, odd: dict[str, str], name: str, door: str, sandbox: Sandbox
) -> None:
    path = odd[name]
    if door == "-f" and name in {"fifo", "device"}:
        pytest.skip("a shell gives the output of a command as a pipe")
    if door == "table":
        done = desk.batch("check", table=path)
    elif door == "-f":
        done = desk.cli("batch", "check", str(desk.table), "-s", "x", "-f", path, "--json")
    elif door == "--attachments-from":
        if name == "folder":
            pytest.skip("it is one")
        done = desk.batch("check", door, path, "-a", "{{ nome }}.pdf")
    else:
        done = desk.batch("check", door, path)
    assert done.code == 2
    assert "Traceback" not in done.err
    document = done.json
    assert document.get("error") or document["problems"]
    assert not sandbox.sends


@pytest.mark.parametrize("name", ["fifo", "round", "dangling", "missing", "folder"])
def test_a_cell_that_names_no_file_is_a_problem_of_its_row(
    desk: Desk, odd: dict[str, str], name: str
) -> None:
    assert odd
    cell = "odd" if name == "folder" else f"odd/{name}"
    desk.write(f"pec;nome;importo;file\nrossi@pec.example;R;1;{cell}\n")
    assert problem_rows(desk.check("-a", "{{ file }}")) == [2]


def test_a_link_out_of_the_folder_is_no_way_out(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "via.pdf").symlink_to("/etc/passwd")
    desk.write("pec;nome;importo;file\nrossi@pec.example;R;1;via.pdf\n")
    assert problem_rows(desk.check("-a", "{{ file }}")) == [2]


# ── cells that act ───────────────────────────────────────────────────────────────────────────────

HOSTILE = "\x1b]0;x\x07\x1b[2J\u202egpj.exe\u2066\x9b31m\x00"


@pytest.mark.parametrize("column", ["pec", "nome", "importo", "file", "header"])
def test_no_cell_acts_on_the_terminal_at_any_door(desk: Desk, tmp_path: Path, column: str) -> None:
    cells = {"pec": "rossi@pec.example", "nome": "Rossi", "importo": "1", "file": "atto.pdf"}
    (tmp_path / "atto.pdf").write_bytes(b"%PDF")
    header = list(cells)
    if column == "header":
        header.append(HOSTILE)
        cells["header"] = "x"
    else:
        cells[column] += HOSTILE
    desk.write(";".join(header) + "\n" + ";".join(cells.values()) + "\n")
    letter = ("-s", "Sollecito {{ nome }}", "-b", "Deve {{ importo }}", "-a", "{{ file }}")
    said = []
    for action in (
        ("check",), ("preview", "--row", "2"), ("send", "--yes", "--only-ready"),
    ):  # fmt: skip
        for more in ((), ("--json",)):
            done = desk.cli("batch", action[0], str(desk.table), *letter, *action[1:], *more)
            said += [done.out, done.err]
    said += [desk.cli("batch", "status").out]
    for one in desk.status():
        said.append(desk.cli("batch", "status", one["batch"]).out)
    assert all("Traceback" not in one for one in said)
    text = "".join(said)
    assert not set(text) & set("\x1b\x07\x9b\u202e\u2066\x00")


def test_a_cell_of_ten_megabytes_is_a_problem_of_its_row(desk: Desk) -> None:
    desk.write(f"pec;nome;importo\nrossi@pec.example;R;{'x' * 10_000_000}\na@pec.example;B;2\n")
    found = desk.check()
    assert (found["ready"], problem_rows(found)) == (0, [2])
    assert len(str(found)) < 100_000


@pytest.mark.parametrize("name", ["{{ nome }}", "{% include 'x' %}", "nome | upcase", "for", "]"])
def test_a_column_named_like_a_template_is_a_name(desk: Desk, name: str) -> None:
    desk.write(f'pec;"{name}"\nrossi@pec.example;Rossi\n')
    found = desk.check(subject="Sollecito", body="Testo")
    assert (found["rows"], found["ready"]) == (1, 1)


# ── who has answered ─────────────────────────────────────────────────────────────────────────────


def test_who_has_answered_gets_no_next_letter(
    desk: Desk, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk.send("--wait", "5").json["batch"]
    sandbox.deliver_mail(sender="BIANCHI@pec.example", subject="Re: Sollecito", body="Pagato.")
    later = timedelta(days=3)
    opened: Any = open_session
    defaults = opened.__wrapped__.__kwdefaults__
    monkeypatch.setitem(defaults, "now", lambda: system_now() + later)
    ask = ("--silent-of", first, "--days", "1")
    unknown = desk.batch("check", *ask, subject="Secondo sollecito")
    assert (unknown.code, "sync" in unknown.error["detail"]) == (2, True)
    assert desk.cli("sync").code == 0
    found = desk.check(*ask, subject="Secondo sollecito")
    assert (found["rows"], found["ready"], found["warnings"]) == (2, 2, [])
