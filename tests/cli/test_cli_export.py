"""`pectui export` writes what a search finds, whole or not at all, and says what it is not."""

from __future__ import annotations

import email
import email.policy
import json
import mailbox
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from pectui.catalogue import t
from pectui.sandbox import Fault, Sandbox, SandboxConfig
from pectui.sandbox.mailbox import Mail
from pectui.tables import TableOptions, open_table
from pectui.text import is_clean
from tests.cli.conftest import Done

Cli = Callable[..., Done]

HOSTILE = {
    "a header in the subject": "Bando\r\nBcc: spia@evil.example\r\n\r\nFrom spia Thu Jan  1",
    "From at the start": "From nobody Thu Jan  1 00:00:00 1970",
    "an encoded word": "=?utf-8?q?Ciao=0ABcc=3A_x=40evil.example?=",
    "a formula": "=HYPERLINK(1)",
    "control characters": "rosso \x1b[31m\x9b2J\u202etxt.exe",
    "other alphabets": "Città è così 日本 🚒",
    "very long": "lungo " * 300,
    "nothing": "",
    "half a pair": "metà \ud800",
}
SENDERS = [
    '"Rossi, Mario" <mario@pec.example>',
    "x@pec.example\r\nBcc: spia@evil.example",
    "<script>@\x00 ; a, b <c@d> (e) \\",
    "",
]
BODY = "Prima riga\nFrom qui in poi\n.\n>From là\n\x1b]0;titolo\x07 riga lunga " + "a" * 2_000


@pytest.fixture
def config() -> SandboxConfig:
    return SandboxConfig(messages=6, send_period=0.0, receipt_delay=0.0)


def add(sandbox: Sandbox, subject: str, text: str = BODY, sender: str = SENDERS[0]) -> None:
    moment = datetime.now(UTC)
    sandbox.mailbox.add(Mail(sender, "studio.verdi@pec.example", moment, subject, text, 1))


@pytest.fixture
def hostile(sandbox: Sandbox) -> int:
    """Fill the mailbox with what must not act; return how many messages that are."""
    for subject in HOSTILE.values():
        add(sandbox, subject)
    for sender in SENDERS:
        add(sandbox, "Ciao", sender=sender)
    add(sandbox, "Pagina", "<html><body><p>From un ufficio</p><script>x</script></body></html>")
    return len(sandbox.mailbox.mails)


def export(cli: Cli, name: Path, *words: str) -> Done:
    assert cli("sync").code == 0
    done = cli("export", *words, "-o", str(name))
    assert done.code == 0, done.err
    assert name.stat().st_mode & 0o777 == 0o600
    assert list(name.parent.glob(".pectui-*")) == []
    return done


def parsed(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_json_holds_what_a_search_prints_with_the_texts(
    cli: Cli, hostile: int, tmp_path: Path
) -> None:
    export(cli, tmp_path / "tutto.json")
    export(cli, tmp_path / "tutto.jsonl")
    found = json.loads((tmp_path / "tutto.json").read_text())
    lines = [json.loads(line) for line in (tmp_path / "tutto.jsonl").read_text().splitlines()]
    printed = cli("search", "--json").json["messages"]
    assert (found["query"], found["total"]) == ("", hostile)
    assert found["messages"] == lines
    extra = {"body", "html", "charset", "missing"}
    bare = [{key: one[key] for key in one.keys() - extra} for one in lines]
    assert bare == printed
    assert all(one["body"] is not None and one["missing"] is None for one in lines)
    assert all(
        one["body"] == cli("show", str(one["id"]), "--json").json["body"] for one in lines[:3]
    )


def test_an_mbox_is_read_by_others_with_each_message_once(
    cli: Cli, hostile: int, tmp_path: Path
) -> None:
    place = tmp_path / "tutto.mbox"
    export(cli, place)
    box = mailbox.mbox(place, create=False)
    assert len(box) == hostile
    printed = cli("search", "--json").json["messages"]
    for raw, row in zip(box, printed, strict=True):
        message = parsed(bytes(raw))
        assert message["X-Pectui-Copy"], "it says that it is no original"
        assert message["Bcc"] is None
        assert len(message.get_all("Subject", [])) <= 1
        assert not message.defects
        if row["subject"] == HOSTILE["other alphabets"]:
            assert message["Subject"] == row["subject"]
        text = message.get_body(("plain",))
        assert text is not None
        words = text.get_content()
        assert t("exporting.no-original") in words
        if row["subject"] == "Ciao":
            assert "\nFrom qui in poi\n.\n>From là\n" in words
            assert "a" * 2_000 in words
    box.close()


def test_an_eml_is_one_message_and_no_line_of_it_is_a_header_of_somebody_else(
    cli: Cli, hostile: int, tmp_path: Path
) -> None:
    place = tmp_path / "una.eml"
    export(cli, place, "Pagina")
    raw = place.read_bytes()
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.splitlines())) < 200
    message = parsed(raw)
    assert message["From"].addresses[0].addr_spec == "mario@pec.example"
    page = message.get_body(("html",))
    assert page is not None
    assert "From un ufficio" in page.get_content()
    assert t("exporting.no-original") in page.get_content()


def test_a_table_is_read_as_a_person_sees_it(cli: Cli, hostile: int, tmp_path: Path) -> None:
    place = tmp_path / "tutto.csv"
    export(cli, place)
    with open_table(place, TableOptions()) as table:
        rows = [list(row.cells) for row in table.rows()]
    assert len(rows) == hostile
    subjects = [row[4] for row in rows]
    assert HOSTILE["other alphabets"] in subjects
    assert f"'{HOSTILE['a formula']}" in subjects, "no cell is active"
    assert all(is_clean(cell) for row in rows for cell in row)


def test_text_is_fit_for_a_terminal(cli: Cli, hostile: int, tmp_path: Path) -> None:
    export(cli, tmp_path / "tutto.txt")
    text = (tmp_path / "tutto.txt").read_text()
    assert is_clean(text)
    assert text.count(t("reader.saved-note")) == hostile


def test_stdout_takes_every_format_and_nothing_besides(
    cli: Cli, hostile: int, tmp_path: Path
) -> None:
    for name in ("txt", "json", "jsonl", "csv", "mbox"):
        export(cli, tmp_path / f"a.{name}")
        done = cli("export", "-o", "-", "--format", name)
        assert done.code == 0
        assert done.out.encode() == (tmp_path / f"a.{name}").read_bytes()


def test_nothing_is_replaced_unasked(cli: Cli, sandbox: Sandbox, tmp_path: Path) -> None:
    place = tmp_path / "a.json"
    place.write_text("mine")
    refused = cli("export", "-o", str(place), "--json")
    assert (refused.code, refused.error["kind"]) == (2, "file-unwritable")
    assert place.read_text() == "mine"
    link = tmp_path / "b.json"
    link.symlink_to(tmp_path / "nowhere")
    assert cli("export", "-o", str(link)).code == 2
    assert cli("sync").code == 0
    done = cli("export", "--force", "-o", str(place), "--json")
    assert done.json == {"exported": 6, "file": str(place), "missing": 0}
    assert json.loads(place.read_text())["total"] == 6


@pytest.mark.parametrize(
    "argv",
    [
        ("-o", "a.xyz"),
        ("-o", "-"),
        ("-o", "-", "--format", "json", "--json"),
        ("-o", "a.txt", "--format", "pdf"),
        ("-o", "no/such/folder/a.txt"),
        ("-o", "."),
        ("-o", "a.eml"),
        ("fattura", "-o", "archivio", "--since-last"),
        (),
    ],
    ids=" ".join,
)
def test_what_does_not_fit_is_wrong_usage(
    argv: tuple[str, ...],
    cli: Cli,
    sandbox: Sandbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    cli("sync")
    before = sorted(path for path in tmp_path.iterdir())
    assert cli("export", *argv).code == 2
    assert sorted(path for path in tmp_path.iterdir()) == before


def test_a_word_may_begin_with_a_minus(cli: Cli, sandbox: Sandbox, tmp_path: Path) -> None:
    add(sandbox, "Bando bozza")
    add(sandbox, "Bando definitivo")
    place = tmp_path / "a.json"
    export(cli, place, "bando", "-bozza")
    subjects = [one["subject"] for one in json.loads(place.read_text())["messages"]]
    assert subjects == ["Bando definitivo"]


@pytest.mark.parametrize("keep", ["all", "headers"])
def test_without_the_service_what_is_not_here_is_said_to_be_missing(
    keep: str, cli: Cli, sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PECTUI_KEEP", keep)
    add(sandbox, "Letta")
    assert cli("sync").code == 0
    export(cli, tmp_path / "prima.json", "Letta")
    monkeypatch.delenv("PECTUI_PASSWORD")
    done = cli("export", "-o", str(tmp_path / "a.json"))
    assert done.code == 0
    assert "could not be had" in done.err
    done = cli("export", "-o", str(tmp_path / "b.jsonl"), "--json")
    assert done.json["missing"] == done.json["exported"] - (keep == "all")
    missing = {one["subject"]: one["missing"] for one in messages(tmp_path / "a.json")}
    assert (missing.pop("Letta") is None) == (keep == "all")
    assert all(missing.values())
    for name in ("txt", "csv", "mbox", "jsonl"):
        assert cli("export", "-o", str(tmp_path / f"a.{name}")).code == 0
        assert "could not be read" in (tmp_path / f"a.{name}").read_text().replace("=\n", "")


def messages(place: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(place.read_text())["messages"]
    return found


def test_one_that_the_service_lost_is_missing_and_the_others_are_read(
    cli: Cli, sandbox: Sandbox, tmp_path: Path
) -> None:
    assert cli("sync").code == 0
    sandbox.mailbox.remove(sandbox.mailbox.mails[2])
    assert cli("export", "-o", str(tmp_path / "a.json")).code == 0
    assert sum(one["missing"] is not None for one in messages(tmp_path / "a.json")) == 1


def test_a_disk_that_is_full_leaves_no_half_file(
    cli: Cli, sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    assert cli("sync").code == 0
    assert cli("export", "-o", str(tmp_path / "b.json")).code == 0
    kept = (tmp_path / "b.json").read_bytes()
    monkeypatch.setattr("pectui.system.whole_files.os.fsync", full)
    for force, name in ((), "a.json"), (("--force",), "b.json"):
        done = cli("export", *force, "-o", str(tmp_path / name), "--json")
        assert (done.code, done.error["kind"]) == (2, "file-unwritable")
        assert "disk is full" in done.error["detail"]
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["b.json"]
    assert (tmp_path / "b.json").read_bytes() == kept


def test_a_service_that_stops_answering_is_asked_no_more(
    cli: Cli, sandbox: Sandbox, tmp_path: Path
) -> None:
    assert cli("sync").code == 0
    sandbox.add_fault(Fault("GET /inbox/{id}", "401", times=100))
    assert cli("export", "-o", str(tmp_path / "a.json")).code == 0
    assert all(one["missing"] for one in messages(tmp_path / "a.json"))
    assert sum(one.path.startswith("/inbox/") for one in sandbox.requests) == 1
