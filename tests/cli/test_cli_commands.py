"""Each command against the sandbox on a real socket: what it prints, and its exit code."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from pectui.api.client import Client
from pectui.errors import ConnectionLost
from pectui.models import Message
from pectui.pec.kinds import strip_prefix
from pectui.sandbox import CREDENTIALS, Fault, Sandbox, SandboxConfig, SandboxServer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MESSAGE_KEYS = {"id", "kind", "sender", "on_behalf_of", "recipient", "date", "subject", "code"}


def refuse_to_connect(patch: pytest.MonkeyPatch) -> None:
    patch.setenv("PECTUI_BASE_URL", "http://127.0.0.1:1")


# ── quota ────────────────────────────────────────────────────────────────────


def test_quota_is_one_line(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    done = cli("quota")
    assert done.code == 0
    assert done.err == ""
    assert done.out.count("\n") == 1
    assert done.out.startswith("INBOX  ▕█")
    assert " % · " in done.out
    assert done.out.rstrip().endswith(" of 1,024 MB · too early to say when full")
    assert "\x1b" not in done.out


def test_quota_as_json(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    done = cli("quota", "--json")
    known = {"mailbox", "percent", "used_mb", "limit_mb", "usage", "limit", "unit", "forecast"}
    assert set(done.json) == known
    assert done.json["forecast"] == {"trend": "early", "days": None, "full_at": None}
    assert done.json["mailbox"] == "INBOX"
    assert done.json["limit_mb"] == 1024.0
    assert done.json["unit"] == "KB"
    assert done.json["percent"] == round(100 * done.json["usage"] / done.json["limit"], 1)


# ── inbox ────────────────────────────────────────────────────────────────────


def test_inbox_lists_a_page(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    done = cli("inbox")
    lines = done.out.splitlines()
    assert done.code == 0
    assert lines[0].split()[:2] == ["No.", "Kind"]
    assert len(lines) == 26
    assert lines[1].split()[0] == "60"
    assert "on behalf of " in done.out
    assert done.err.strip() == "Page 1 of 3 · 60 messages"


def test_inbox_as_json(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    page = cli("--json", "inbox", "-p", "3").json
    assert (page["page"], page["pages"], page["total"], page["query"]) == (3, 3, 60, None)
    assert [message["id"] for message in page["messages"]] == list(range(10, 0, -1))
    assert all(set(message) == MESSAGE_KEYS for message in page["messages"])
    dates = [message["date"] for message in page["messages"]]
    assert all(date[-6:] in {"+01:00", "+02:00"} for date in dates)


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("first_page", [0, 1])
def test_every_message_is_reached_newest_first(
    order: Any, first_page: int, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.cli.conftest import use_service

    sandbox = Sandbox(SandboxConfig(messages=81, order=order, first_page=first_page))
    with SandboxServer(sandbox) as server:
        use_service(monkeypatch, server.base_url)
        pages = [cli("inbox", "--json", "-p", str(number)).json for number in (1, 2, 3, 4)]
    ids = [message["id"] for page in pages for message in page["messages"]]
    assert ids == list(range(81, 0, -1))


def test_searching_an_empty_copy_says_what_fills_it(
    sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    done = cli("search", "fattura")
    assert (done.code, done.out) == (0, "")
    assert done.err == "The copy is empty: “pectui sync” fills it\n"
    assert cli("sync").code == 0
    assert cli("search", "nessunacosasimile").err == "Nothing found\n"


def test_inbox_searches(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    found = cli("inbox", "-q", "accettazione", "--json").json
    assert found["query"] == "accettazione"
    assert 0 < found["total"] < 60
    assert cli("inbox", "-q", "zzzzqqqq").err.strip() == "Nothing found"


def test_a_page_past_the_end_is_empty(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    done = cli("inbox", "-p", "9")
    assert (done.code, done.out) == (0, "")
    assert "no page 9" in done.err


def test_a_terminal_gets_lines_that_fit(
    sandbox: Sandbox, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pectui.cli.output.is_terminal", lambda stream: True)
    for columns in (40, 50, 60, 80, 132):
        monkeypatch.setenv("COLUMNS", str(columns))
        lines = cli("inbox").out.splitlines()
        assert max(map(len, lines)) <= columns
        assert max(map(len, lines)) > columns - 12


@pytest.mark.parametrize("columns", [40, 50, 64, 80, 100])
def test_a_narrow_list_keeps_the_subjects_own_words(
    columns: int, sandbox: Sandbox, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    subjects = {row["id"]: row["subject"] for row in cli("inbox", "--json").json["messages"]}
    monkeypatch.setattr("pectui.cli.output.is_terminal", lambda stream: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = cli("inbox").out.splitlines()
    assert max(map(len, lines)) <= columns
    printed = " ".join(" ".join(lines).split())
    for subject in subjects.values():
        own = " ".join(strip_prefix(subject).split())
        assert (own if columns < 60 else own[:12]) in printed


def test_on_a_pipe_nothing_is_cut(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    subjects = [row["subject"] for row in cli("inbox", "--json").json["messages"]]
    printed = cli("inbox").out
    assert all(subject in printed for subject in subjects)


def test_the_sendings_fit_a_narrow_terminal(
    sandbox: Sandbox, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("send", "-t", "a@pec.example", "-s", "Relazione finale di progetto", "-b", "testo")
    [code] = [sent.code for sent in sandbox.sends]
    monkeypatch.setattr("pectui.cli.output.is_terminal", lambda stream: True)
    for columns in (40, 60, 80, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        lines = cli("sent").out.splitlines()
        assert max(map(len, lines)) <= columns
        printed = " ".join(" ".join(lines).split())
        assert code in printed
        assert "Relazion" in printed


def test_errors_and_doctor_are_broken_to_the_terminals_width(
    sandbox: Sandbox, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pectui.cli.output.is_terminal", lambda stream: True)
    monkeypatch.setenv("COLUMNS", "44")
    told = cli("show", "999").err
    found = cli("doctor")
    for line in (*told.splitlines(), *found.out.splitlines(), *found.err.splitlines()):
        assert len(line) <= 44


# ── show ─────────────────────────────────────────────────────────────────────


def test_show_has_headers_and_text(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    done = cli("show", "60")
    head, _, text = done.out.partition("\n\n")
    assert done.code == 0
    assert [line.partition(":")[0] for line in head.splitlines()][:5] == [
        "From",
        "To",
        "Date",
        "Kind",
        "Subject",
    ]
    assert text.strip()


def test_show_as_json(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    message = cli("show", "60", "--json").json
    assert set(message) == MESSAGE_KEYS | {"body", "html", "charset", "hidden", "given_up"}
    assert message["charset"] == "utf-8"
    raw = cli("show", "60", "--json", "--raw").json
    assert raw["raw"]
    assert "raw" not in message
    assert cli("show", "60", "--raw").out.rstrip().endswith(raw["raw"].rstrip())


def test_html_is_shown_as_text(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    for number in range(60, 0, -1):
        message = cli("show", str(number), "--json").json
        if message["html"]:
            assert "<p" not in message["body"]
            return
    pytest.fail("no message in HTML")


# ── send and sent ────────────────────────────────────────────────────────────


def test_send_makes_one_post_per_recipient(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    done = cli(
        "send", "-t", "a@pec.example", "b@pec.example", "-s", "Prova", "-b", "ciao", "--json"
    )
    assert done.code == 0
    sendings = done.json["sendings"]
    assert [one["recipients"] for one in sendings] == [["a@pec.example"], ["b@pec.example"]]
    assert {one["state"] for one in sendings} == {"sent"}
    assert all(one["code"].isdigit() and one["reason"] is None for one in sendings)
    assert len(sandbox.sends) == 2


def test_send_together_makes_one_post(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    done = cli("send", "-t", "a@pec.example,b@pec.example", "-s", "P", "-b", "c", "--together")
    assert done.code == 0
    assert len(sandbox.sends) == 1
    assert done.out.split()[1:3] == ["a@pec.example,", "b@pec.example"]


def test_an_address_like_one_written_to_before_is_pointed_out(
    sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    letter = ("-s", "P", "-b", "ciao")
    assert "rossi@pec.example" not in cli("send", "-t", "rossi@pec.example", *letter).err
    assert "rossi@pec.example" in cli("send", "-t", "rossi@pec.examp1e", *letter).err


@pytest.mark.parametrize("source", ["stdin", "file", "dash"])
def test_the_text_comes_from_where_it_is(
    source: str, sandbox: Sandbox, cli: Callable[..., Any], tmp_path: Path
) -> None:
    text = "Perché è così\nseconda riga"
    file = tmp_path / "testo.txt"
    file.write_text("\ufeff" + text, encoding="utf-8")
    more = {"stdin": [], "file": ["-f", str(file)], "dash": ["-f", "-"]}[source]
    done = cli("send", "-t", "a@pec.example", "-s", "Prova", *more, stdin=text)
    assert done.code == 0, done.err
    [sent] = sandbox.sends
    assert "Perché è così" in sent.body
    assert "seconda riga" in sent.body


def test_html_leaves_as_it_is(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    cli("send", "-t", "a@pec.example", "-s", "P", "-b", "<b>sì</b>", "--html")
    cli("send", "-t", "a@pec.example", "-s", "Q", "-b", "<b>no</b>")
    first, second = sandbox.sends
    assert first.body == "<b>sì</b>"
    assert "&lt;b&gt;no" in second.body


def test_attachments_leave(sandbox: Sandbox, cli: Callable[..., Any], tmp_path: Path) -> None:
    files = [tmp_path / "a.txt", tmp_path / "b c.pdf"]
    for file in files:
        file.write_bytes(file.name.encode() * 100)
    done = cli("send", "-t", "a@pec.example", "-s", "P", "-b", "c", "-a", *map(str, files))
    assert done.code == 0
    [sent] = sandbox.sends
    assert [attachment.name for attachment in sent.attachments] == ["a.txt", "b c.pdf"]


def test_a_terminal_is_told_to_type(
    sandbox: Sandbox, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pectui.cli.output.is_terminal", lambda stream: True)
    done = cli("send", "-t", "a@pec.example", "-s", "P", stdin="ciao")
    assert "Ctrl+D" in done.err
    assert done.code == 0


def test_sent_lists_and_asks(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    assert cli("sent", "--json").json == {"sendings": []}
    assert "Nothing was sent" in cli("sent").err
    sent = cli("send", "-t", "a@pec.example", "-s", "Prova", "-b", "ciao", "--json").json
    code = sent["sendings"][0]["code"]
    [listed] = cli("sent", "--json").json["sendings"]
    assert (listed["code"], listed["subject"], listed["state"]) == (code, "Prova", "sent")
    assert code in cli("sent").out
    [final] = cli("sent", code, "--wait", "30", "--json").json["sendings"]
    assert final["state"] == "delivered"
    assert final["recipients"][0]["address"] == "a@pec.example"
    assert [receipt["kind"] for receipt in final["receipts"]] == ["acceptance", "delivery"]
    assert "Delivered" in cli("sent", code).out


def test_waiting_ends_when_the_time_is_over(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.cli.conftest import use_service

    slow = Sandbox(SandboxConfig(messages=5, send_period=0.0, receipt_delay=3600.0))
    with SandboxServer(slow) as server:
        use_service(monkeypatch, server.base_url)
        sent = cli("send", "-t", "a@pec.example", "-s", "P", "-b", "c", "--json").json
        code = sent["sendings"][0]["code"]
        done = cli("sent", code, "--wait", "0.1", "--json")
    assert done.code == 0
    assert done.json["sendings"][0]["state"] == "sent"


def test_a_sending_made_elsewhere_is_waited_for(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from tests.cli.conftest import use_service

    monkeypatch.setattr("pectui.cli.sent.FIRST_PAUSE", 0.05)
    service = Sandbox(SandboxConfig(messages=5, send_period=0.0, receipt_delay=1.0))
    with SandboxServer(service) as server:
        use_service(monkeypatch, server.base_url)
        sent = cli("send", "-t", "a@pec.example", "-s", "P", "-b", "c", "--json").json
        code = sent["sendings"][0]["code"]
        monkeypatch.setenv("PECTUI_DATA_DIR", str(tmp_path / "elsewhere"))
        assert cli("sent", code, "--json").code == 5
        done = cli("sent", code, "--wait", "20", "--json")
    assert done.code == 0
    assert done.json["sendings"][0]["state"] == "delivered"


# ── delete ───────────────────────────────────────────────────────────────────


def test_delete_needs_an_assent(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    done = cli("delete", "5", "--json")
    assert done.code == 2
    assert done.error["exit_code"] == 2
    assert not any(request.method == "DELETE" for request in sandbox.requests)


def test_delete_says_what_went(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    cli("inbox")
    done = cli("delete", "50", "55", "--yes", "--json")
    assert done.code == 0
    assert done.json == {"deleted": [55, 50], "refused": []}
    assert cli("inbox", "--json").json["total"] == 58


def test_delete_refuses_a_number_that_moved(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    cli("inbox")
    assert cli("delete", "50", "--yes").code == 0
    done = cli("delete", "55", "--yes", "--json")
    assert done.code == 5
    assert done.json["deleted"] == []
    assert done.json["refused"][0]["id"] == 55
    assert done.json["refused"][0]["reason"]


def test_delete_of_what_is_not_there(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    done = cli("delete", "999", "--yes")
    assert done.code == 5
    assert "999 not deleted" in done.err


@pytest.mark.parametrize(("answer", "gone"), [("y\n", [60]), ("sì\n", [60]), ("\n", []), ("", [])])
def test_delete_asks_on_a_terminal(
    answer: str,
    gone: list[int],
    sandbox: Sandbox,
    cli: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cli("inbox")
    monkeypatch.setattr("pectui.cli.output.is_terminal", lambda stream: True)
    done = cli("delete", "60", "--json", stdin=answer)
    assert done.code == 0
    assert done.json["deleted"] == gone
    assert "60  " in done.err
    assert "Delete?" in done.err


def test_delete_of_what_was_never_listed_deletes_nothing(
    sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    done = cli("delete", "60", "--yes", "--json")
    assert done.code == 5
    assert [one["id"] for one in done.json["refused"]] == [60]
    assert not any(request.method == "DELETE" for request in sandbox.requests)
    cli("show", "60")
    assert cli("delete", "60", "--yes").code == 0


def test_partly_deleted_is_8(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    cli("inbox")
    done = cli("delete", "60", "999", "--yes", "--json")
    assert done.code == 8
    assert done.json["deleted"] == [60]
    assert [one["id"] for one in done.json["refused"]] == [999]
    assert "unknown" not in done.json


@pytest.mark.parametrize(("kind", "code", "left"), [("drop-after", 0, 59), ("drop-before", 7, 60)])
def test_a_lost_answer_is_looked_after_once(
    kind: str, code: int, left: int, sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    cli("inbox")
    sandbox.add_fault(Fault("DELETE /inbox/{id}", kind))
    assert cli("delete", "50", "--yes").code == code
    assert sum(request.method == "DELETE" for request in sandbox.requests) == 1
    again = cli("delete", "50", "--yes")
    assert again.code == 5, "the number may be used up"
    assert cli("inbox", "--json").json["total"] == left


def test_an_unknown_deletion_is_8_and_the_next_process_deletes_nothing(
    sandbox: Sandbox, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def deletions() -> int:
        return sum(request.method == "DELETE" for request in sandbox.requests)

    read = Client.message

    async def message(client: Client, message_id: int) -> Message:
        if deletions():
            raise ConnectionLost(host="pec.example")
        return await read(client, message_id)

    monkeypatch.setattr(Client, "message", message)
    cli("inbox")
    sandbox.add_fault(Fault("DELETE /inbox/{id}", "drop-after"))
    done = cli("delete", "50", "51", "--yes", "--json")
    assert done.code == 8
    assert [one["id"] for one in done.json["unknown"]] == [51]
    assert [one["id"] for one in done.json["refused"]] == [50]
    assert done.json["deleted"] == []
    for number in ("50", "51"):
        assert cli("delete", number, "--yes").code == 5
    assert deletions() == 1


# ── doctor ───────────────────────────────────────────────────────────────────


def test_doctor_finds_a_working_account(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    done = cli("doctor", "--json")
    assert done.code == 0
    statuses = {check["name"]: check["status"] for check in done.json["checks"]}
    assert "failed" not in statuses.values()
    assert {"name", "title", "status", "detail", "hint"} == set(done.json["checks"][0])


def test_doctor_says_how_many_calls_it_made(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    assert "2 reading calls" in cli("doctor").err
    assert cli("doctor", "--json").json["calls"] == 2


def test_doctor_names_what_fails(
    sandbox: Sandbox, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PECTUI_TOKEN", "wrong")
    done = cli("doctor")
    assert done.code == 4
    assert "failed" in done.out
    assert "begin with the first" in done.err


# ── what goes wrong ──────────────────────────────────────────────────────────


@pytest.mark.parametrize("command", [["inbox"], ["show", "5"], ["quota"]])
@pytest.mark.parametrize(
    ("kind", "code"), [("401", 4), ("402", 4), ("403", 4), ("400", 5), ("500", 6), ("garbage", 6)]
)
def test_the_services_refusals_have_their_exit_codes(
    command: list[str], kind: str, code: int, sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    sandbox.add_fault(Fault("*", kind, times=None))
    done = cli(*command, "--json")
    assert done.code == code
    assert done.error["exit_code"] == code
    assert done.error["hint"]
    assert done.err == ""
    plain = cli(*command)
    assert plain.code == code
    assert plain.out == ""
    assert plain.err.startswith("pectui: ")


@pytest.mark.parametrize(
    ("kind", "code", "state"),
    [
        ("401", 4, "refused"),
        ("402", 4, "refused"),
        ("406", 5, "refused"),
        ("success-false", 5, "refused"),
        ("500", 8, "unknown"),
        ("502-html", 8, "unknown"),
        ("drop-after", 8, "unknown"),
        ("truncated", 8, "unknown"),
        ("no-code", 8, "unknown"),
    ],
)
def test_send_tells_what_became_of_the_letter(
    kind: str, code: int, state: str, sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    sandbox.add_fault(Fault("POST /send", kind))
    done = cli("send", "-t", "a@pec.example", "-s", "P", "-b", "c", "--json")
    assert done.code == code, done
    [sending] = done.json["sendings"]
    assert sending["state"] == state
    assert sending["reason"]
    posts = [request for request in sandbox.requests if request.method == "POST"]
    assert len(posts) == 1


def test_a_service_that_asks_for_patience_gets_it(
    sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    sandbox.add_fault(Fault("POST /send", "429", after=1, retry_after=0))
    done = cli(
        "send", "-t", "a@pec.example", "b@pec.example", "-s", "Prova", "-b", "Testo", "--json"
    )
    assert done.code == 0, done.err
    assert [one["state"] for one in done.json["sendings"]] == ["sent", "sent"]
    assert len(sandbox.sends) == 2


def test_a_partial_sending_is_8(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    sandbox.add_fault(Fault("POST /send", "sent-partial"))
    done = cli("send", "-t", "a@pec.example", "b@pec.example", "-s", "P", "-b", "c", "--together")
    assert done.code == 8
    assert "1 of 2" in done.err


def test_one_letter_gone_and_one_refused_is_8(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    sandbox.add_fault(Fault("POST /send", "406", after=1))
    done = cli("send", "-t", "a@pec.example", "b@pec.example", "-s", "P", "-b", "c", "--json")
    assert done.code == 8
    assert [one["state"] for one in done.json["sendings"]] == ["sent", "refused"]


def test_an_unreachable_service_is_7_and_leaves_nothing_queued(
    sandbox: Sandbox, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        refuse_to_connect(patch)
        done = cli("send", "-t", "a@pec.example", "-s", "P", "-b", "c", "--json")
        assert done.code == 7
        assert done.json["sendings"][0]["state"] == "draft"
        assert cli("quota").code == 7
        assert cli("inbox", "--json").error["exit_code"] == 7
    assert cli("send", "-t", "b@pec.example", "-s", "Q", "-b", "c").code == 0
    assert [sent.recipients for sent in sandbox.sends] == [("b@pec.example",)]


def test_settings_that_are_missing_are_3(cli: Callable[..., Any]) -> None:
    for command in (["inbox"], ["quota"], ["send", "-t", "a@pec.example", "-s", "x", "-b", "y"]):
        done = cli(*command, "--json")
        assert done.code == 3
        assert done.error["kind"] == "settings-missing"


@pytest.mark.parametrize("raw", [b"Perch\xe9", b"\xff\xfe"])
def test_a_text_that_is_not_utf8_is_not_guessed(
    raw: bytes, sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    done = cli("send", "-t", "a@pec.example", "-s", "x", "--json", stdin=raw)
    assert done.code == 2
    assert done.error["kind"] == "file-unreadable"
    assert not sandbox.sends


def test_secrets_are_in_no_output(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    for command in (["inbox"], ["quota"], ["doctor"], ["show", "999"], ["sent"]):
        done = cli(*command)
        for secret in (CREDENTIALS.password, CREDENTIALS.token):
            assert secret not in done.out + done.err


# ── a time to leave at ───────────────────────────────────────────────────────

_LETTER = ("send", "-t", "a@pec.example", "-b", "ciao", "-s")


def test_a_letter_with_a_time_waits_and_says_so(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    done = cli(*_LETTER, "Dopo", "--at", "tomorrow 9:00")
    assert done.code == 0
    assert "a@pec.example  Queued" in done.out
    assert "at or after" in done.err
    assert "next pectui send" in done.err
    [waiting] = cli(*_LETTER, "Anche dopo", "--at", "tomorrow 9:00", "--json").json["sendings"]
    assert (waiting["state"], waiting["code"]) == ("queued", None)
    assert waiting["leaves_at"][10:19] == "T09:00:00"
    assert not sandbox.sends
    assert cli(*_LETTER, "Subito").code == 0
    assert [sent.subject.split()[0] for sent in sandbox.sends] == ["Subito"], (
        "their time is to come"
    )


@pytest.mark.parametrize(("time", "says"), [("soon", "cannot be read"), ("1/1/2020 9:00", "past")])
def test_a_time_that_is_none_is_wrong_usage(
    time: str, says: str, sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    done = cli(*_LETTER, "P", "--at", time)
    assert done.code == 2
    assert says in done.err
    assert "26/11 09:00" in done.err, "the hint"
    assert not sandbox.sends


def test_what_is_due_leaves_with_the_next_letter(
    sandbox: Sandbox, cli: Callable[..., Any], tmp_path: Path
) -> None:
    cli(*_LETTER, "Dopo", "--at", "tomorrow 9:00")
    [kept] = tmp_path.rglob("pectui.db")
    with contextlib.closing(sqlite3.connect(kept)) as database, database:
        database.execute("UPDATE sendings SET leave_at = 1000000000")
    assert cli(*_LETTER, "Subito").code == 0
    assert [sent.subject.split()[0] for sent in sandbox.sends] == ["Dopo", "Subito"]


# ── what waits, and what another machine sent ────────────────────────────────


def test_sent_says_what_needs_a_look_and_why(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    done = cli("send", "-t", "mancata@pec.example", "-s", "P", "-b", "c", "--json")
    code = done.json["sendings"][0]["code"]
    assert "waits 0 min for acceptance" in cli("sent").out
    [waiting] = cli("sent", "--json").json["sendings"]
    assert waiting["waits_for"] == "acceptance"
    assert waiting["waits_since"] is not None
    assert waiting["needs_look"] is False
    account = cli("sent", code, "--wait", "30").out
    assert "Failed" in account
    assert "pec.example - " in account, "the reason, in the receipt's words"
    assert "! Failed" in cli("sent").out
    [failed] = cli("sent", "--json").json["sendings"]
    assert (failed["waits_for"], failed["needs_look"]) == (None, True)


def test_a_new_machine_finds_what_another_sent(
    sandbox: Sandbox, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sent = cli("send", "-t", "a@pec.example", "-s", "Prova", "-b", "c", "--json").json
    code = sent["sendings"][0]["code"]
    monkeypatch.setenv("PECTUI_DATA_DIR", str(tmp_path / "new"))
    assert cli("sent", "--json").json == {"sendings": []}
    done = cli("sent", "--rebuild", "--json")
    assert done.code == 0
    found = {one["code"]: one for one in done.json["sendings"]}
    assert len(found) > 3
    assert found[code]["subject"] == "Prova"
    assert found[code]["state"] == "delivered"
    assert [one["address"] for one in found[code]["recipients"]] == ["a@pec.example"]
    assert all(one["recipients"] for one in found.values())
    again = cli("sent", "--rebuild", "--json")
    assert "0 sendings found" in again.err
    assert {one["code"] for one in again.json["sendings"]} == found.keys()


def test_rebuilding_takes_no_code(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    assert cli("sent", "2026031010000042", "--rebuild").code == 2
