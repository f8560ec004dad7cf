"""`pectui dossier` and `pectui register`, from outside: files, JSON and exit codes."""

from __future__ import annotations

import asyncio
import csv
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from pectui.search import parse
from pectui.services.mailbox.opening import open_copy
from pectui.services.sending.lock import owner_at
from pectui.settings.loader import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.sandbox import Sandbox
    from tests.cli.conftest import Done

TO = "comune@pec.example"
FULL = "mancata.piena@pec.example"


def send(cli: Callable[..., Done], *addresses: str, subject: str = "Istanza") -> list[str]:
    done = cli("send", "-t", *addresses, "-s", subject, "-b", "Gentili", "--json")
    codes = [str(one["code"]) for one in done.json["sendings"]]
    for code in codes:
        assert cli("sent", code, "--wait", "20").code == 0
    return codes


def table(path: Path) -> list[list[str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";"))


def named(rows: list[list[str]]) -> list[dict[str, str]]:
    header, *rest = rows
    return [dict(zip(header, row, strict=True)) for row in rest]


def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away the secrets: what follows may not ask the service."""
    monkeypatch.delenv("PECTUI_PASSWORD")
    monkeypatch.delenv("PECTUI_TOKEN")


def tag(words: str, *tags: str, note: str = "") -> None:
    """Tag what a search finds, as the program does."""

    async def work() -> None:
        settings = read_settings()
        values = settings.values
        owner = owner_at(values.username or "", values.base_url, settings.account_name)
        async with open_copy(settings.options.directories, owner) as copy:
            rows = list(await copy.search(parse(words)))
            assert rows
            await copy.mailbox.mark(rows, lambda marks: replace(marks, tags=tags, note=note))

    asyncio.run(work())


def test_a_dossier_is_written_without_the_service(
    cli: Callable[..., Done], sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (code,) = send(cli, TO)
    offline(monkeypatch)
    before = len(sandbox.requests)
    done = cli("dossier", code, "-o", str(tmp_path / "new"), "--json")
    assert done.code == 0
    assert done.json == {
        "path": str(tmp_path / "new"),
        "dossiers": [{"code": code, "folder": "", "originals": "0/2", "missing": 0}],
    }
    assert json.loads((tmp_path / "new/indice.json").read_text())["originals"] == "0/2"
    check = ["sha256sum", "-c", "--quiet", "manifest-sha256.txt"]
    assert subprocess.run(check, cwd=tmp_path / "new", check=False).returncode == 0
    assert len(sandbox.requests) == before
    again = cli("dossier", code, "-o", str(tmp_path / "new"), "--json")
    assert (again.code, again.error["kind"]) == (2, "file-unwritable")


def test_a_dossier_holds_no_secret(
    cli: Callable[..., Done], sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = [os.environ[name].encode() for name in ("PECTUI_PASSWORD", "PECTUI_TOKEN")]
    (code,) = send(cli, TO)
    cli("dossier", code, "-o", str(tmp_path / "new"))
    for file in (one for one in (tmp_path / "new").rglob("*") if one.is_file()):
        content = file.read_bytes()
        assert not any(secret in content for secret in secrets)
        assert str(tmp_path).encode() not in content


@pytest.mark.parametrize(
    ("argv", "code", "kind"),
    [
        (("-o", "x"), 2, "argument-invalid"),
        (("2026031010000042", "--batch", "7F3K", "-o", "x"), 2, "argument-invalid"),
        (("2026031010000042",), 2, "argument-invalid"),
        (("12", "-o", "x"), 2, "code-invalid"),
        (("2026031010000042", "-o", "x"), 5, "not-found"),
        (("--batch", "7F3K", "-o", "x"), 2, "batch-missing"),
    ],
)
def test_what_cannot_be_a_dossier_is_an_error(
    cli: Callable[..., Done],
    sandbox: Sandbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    argv: tuple[str, ...],
    code: int,
    kind: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    done = cli("dossier", *argv, "--json")
    assert (done.code, done.error["kind"]) == (code, kind)
    assert not (tmp_path / "x").exists()


def test_a_batch_has_a_folder_for_each_letter_and_one_register(
    cli: Callable[..., Done], sandbox: Sandbox, tmp_path: Path
) -> None:
    rows = tmp_path / "soci.csv"
    rows.write_text(f"pec;nome\n{TO};Anna\n{FULL};Bruno\n")
    body = tmp_path / "testo.txt"
    body.write_text("Gentile {{ nome }},\n")
    sent = cli(
        "batch", "send", str(rows), "-s", "Avviso a {{ nome }}", "-f", str(body), "--yes", "--json",
        "--deliver-by", "tomorrow 23:00",
    )  # fmt: skip
    assert sent.code == 0, sent.out
    (batch,) = cli("batch", "status", "--json").json["batches"]
    done = cli("dossier", "--batch", batch["batch"].lower(), "-o", str(tmp_path / "new"), "--json")
    assert done.code == 0, done.out
    folders = [one["folder"] for one in done.json["dossiers"]]
    names = {one.name for one in (tmp_path / "new").iterdir()}
    assert names == {*folders, "registro.csv", "manifest-sha256.txt"}
    assert len(folders) == 2
    register = named(table(tmp_path / "new/registro.csv"))
    assert [row["counterpart"] for row in register] == [TO, FULL]
    told = []
    for one in done.json["dossiers"]:
        (sending,) = cli("sent", one["code"], "--wait", "20", "--json").json["sendings"]
        assert sending["deliver_by"][11:19] == "23:00:00"
        told.append(sending["recipients"][0]["in_time"])
    assert told == [True, None]
    for folder in (tmp_path / "new", *(tmp_path / "new" / one for one in folders)):
        check = ["sha256sum", "-c", "--quiet", "manifest-sha256.txt"]
        assert subprocess.run(check, cwd=folder, check=False).returncode == 0


def test_the_register_has_a_row_for_each_recipient_and_each_message(
    cli: Callable[..., Done], sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = send(cli, TO, FULL, subject="=1+1 ciao")
    cli("sync")
    offline(monkeypatch)
    before = len(sandbox.requests)
    csv_file, workbook = tmp_path / "r.csv", tmp_path / "r.xlsx"
    done = cli("register", "-o", str(csv_file), "--json")
    assert done.code == 0
    rows = named(table(csv_file))
    assert done.json == {"register": str(csv_file), "rows": len(rows)}
    assert csv_file.read_bytes().startswith(b"\xef\xbb\xbf")
    mine = [row for row in rows if row["code"] in codes]
    assert [row["counterpart"] for row in mine] == [TO, FULL]
    assert [row["state"] for row in mine] == ["Delivered", "Failed"]
    assert all(row["subject"].startswith("'=1+1") for row in mine)
    assert [row["signed originals"] for row in mine] == ["0/2", "0/2"]
    assert mine[0]["delivered at"] <= mine[0]["effective for the addressee at"]
    assert all(row["accepted at"] for row in mine)
    assert not mine[1]["delivered at"]
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    assert cli("register", "-o", str(workbook)).code == 0
    sheet = load_workbook(workbook).active
    found = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    unguarded = [[cell.removeprefix("'") for cell in row] for row in table(csv_file)]
    assert found == unguarded
    assert len(sandbox.requests) == before
    # No letter is missing: each is there once, whoever wrote it.
    listed = cli("search", "--json").json["messages"]
    letters = sorted(one["subject"] for one in listed if one["kind"] in {"certified", "anomaly"})
    received = [row for row in found[1:] if row[1] == "received" and row[4] in letters]
    assert sorted(row[4] for row in received) == letters


def test_a_period_and_a_direction_narrow_the_register(
    cli: Callable[..., Done], sandbox: Sandbox, tmp_path: Path
) -> None:
    send(cli, TO)
    cli("sync")

    def rows(*argv: str) -> list[dict[str, str]]:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.csv"
        assert cli("register", *argv, "-o", str(path)).code == 0
        return named(table(path))

    everything = rows()
    day = everything[len(everything) // 2]["date"][:10]
    expected = [row for row in everything if row["date"][:10] == day]
    assert rows("--from", day, "--to", day) == expected
    assert rows("--from", day) == [row for row in everything if row["date"][:10] >= day]
    assert rows("--to", day) == [row for row in everything if row["date"][:10] <= day]
    month = [row for row in everything if row["date"][:7] == day[:7]]
    assert rows("--from", day[:7], "--to", day[:7]) == month
    year = [row for row in everything if row["date"][:4] == day[:4]]
    assert rows("--from", day[:4], "--to", day[:4]) == year
    assert rows("--sent") == [row for row in everything if row["direction"] == "sent"]
    assert rows("--received") == [row for row in everything if row["direction"] == "received"]
    assert rows("--from", "2031-01-01") == []


def test_a_tag_finds_letters_and_the_sendings_of_tagged_receipts(
    cli: Callable[..., Done], sandbox: Sandbox, tmp_path: Path
) -> None:
    code, _ = send(cli, TO, "altro@pec.example", subject="Diffida")
    sandbox.deliver_mail(sender="ufficio@pec.example", subject="Verbale unico", body="testo")
    cli("sync")
    tag(f"code:{code}", "rossi", note="pratica 7")
    tag("verbale unico", "rossi", "altro")
    cli("register", "--tag", "rossi", "-o", str(tmp_path / "r.csv"))
    rows = named(table(tmp_path / "r.csv"))
    assert [(row["direction"], row["tags"]) for row in rows if row["code"] == code] == [
        ("sent", "rossi")
    ]
    assert {row["note"] for row in rows if row["code"] == code} == {"pratica 7"}
    assert [row["subject"] for row in rows if row["direction"] == "received"] == [
        "POSTA CERTIFICATA: Verbale unico"
    ]
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("argv", "kind"),
    [
        (("--sent", "--received", "-o", "r.csv"), "argument-invalid"),
        (("--from", "31/02/2026", "-o", "r.csv"), "argument-invalid"),
        (("--to", "9999-12-31", "-o", "r.csv"), "argument-invalid"),
        (("--from", "0001", "-o", "r.csv"), "argument-invalid"),
        (("-o", "r.ods"), "file-unwritable"),
        (("-o", "no/where.csv"), "file-unwritable"),
        (("-o", "there.csv"), "file-unwritable"),
        ((), "argument-invalid"),
    ],
)
def test_a_register_that_cannot_be_written_is_an_error(
    cli: Callable[..., Done],
    sandbox: Sandbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    argv: tuple[str, ...],
    kind: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.csv").write_text("mine")
    done = cli("register", *argv, "--json")
    assert (done.code, done.error["kind"]) == (2, kind)
    assert [one.name for one in tmp_path.iterdir() if one.suffix in {".csv", ".ods"}] == [
        "there.csv"
    ]
    assert (tmp_path / "there.csv").read_text() == "mine"


def test_neither_command_loads_the_screen_or_the_network() -> None:
    code = (
        "import sys; from pectui.cli import dossier, register;"
        "from pectui.services.proof.dossier import writing;"
        "from pectui.services.proof import register as rows;"
        "sys.exit(bool({'textual', 'httpx', 'rich'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_sending_says_when_it_counts(cli: Callable[..., Done], sandbox: Sandbox) -> None:
    code, full = send(cli, TO, FULL)
    (sending,) = cli("sent", code, "--json").json["sendings"]
    recipient: dict[str, Any] = sending["recipients"][0]
    assert recipient["accepted_at"] <= recipient["delivered_at"] <= recipient["effective_at"]
    words = cli("sent", code).out
    assert "effective for the addressee" in words
    assert "a lawyer decides" in words
    assert "mailbox is full" not in words
    assert "mailbox is full" in cli("sent", full).out
    (sending,) = cli("sent", full, "--json").json["sendings"]
    assert sending["recipients"][0]["delivered_at"] is None
