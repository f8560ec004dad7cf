"""`pectui doctor --self-test` against services that differ, over HTTP: what it finds out."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from pectui.sandbox import CREDENTIALS, Fault, Sandbox, SandboxConfig, SandboxServer
from tests.cli.conftest import use_service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ALL = ("doctor", "--self-test", "--yes", "--allow-sending", "--allow-deleting", "--wait", "5")
READING = ("doctor", "--self-test", "--yes")
SUBJECT = "pectui self-test girandola turchese"


@contextmanager
def service(patch: pytest.MonkeyPatch, **switches: Any) -> Iterator[Sandbox]:
    settled = {"messages": 60, "send_period": 0.0, "receipt_delay": 0.0} | switches
    sandbox = Sandbox(SandboxConfig(**settled))
    with SandboxServer(sandbox) as server:
        use_service(patch, server.base_url)
        yield sandbox


def values(test: dict[str, Any]) -> dict[str, str]:
    return {one["name"]: one["value"] for one in test["findings"]}


DOCUMENTED = {
    "page-base": "one",
    "direction": "newest",
    "page-rows": "rows",
    "page-count": "one-less",
    "id-form": "number",
    "ids": "positions",
    "bodies": "encoded",
    "charset": "named",
    "text": "whole",
    "quota-unit": "KB",
    "search-where": "texts",
    "search-words": "apart",
    "search-parts": "parts",
    "attachment": "data-uri",
    "code": "ends",
    "receipts": "came",
    "receipt-fields": "known",
}


@pytest.mark.parametrize(
    ("switches", "differing"),
    [
        ({}, {}),
        ({"first_page": 0}, {"page-base": "zero"}),
        ({"first_page": 0, "page_count": "ceiling"}, {"page-base": "zero", "page-count": "all"}),
        ({"order": "oldest"}, {"direction": "oldest"}),
        ({"order": "oldest", "first_page": 0}, {"direction": "oldest", "page-base": "zero"}),
        (
            {"ids": "stable", "receipt_keys": "date", "bodies": "latin1", "quota_unit": "MB"},
            {"ids": "stable", "quota-unit": "MB"},
        ),
        (
            {"numbers": "text", "receipt_keys": "mixed", "bodies": "plain", "search": "phrase"},
            {"id-form": "text", "bodies": "plain", "search-words": "together"},
        ),
        (
            {"receipt_names": ("quando", "titolo", "testo"), "bodies": "twice", "quota_unit": "B"},
            {"receipt-fields": "other", "bodies": "twice", "quota-unit": "B"},
        ),
        (
            {"receipt_names": ("date", "subject", "testo"), "search_in": "subject"},
            {"receipt-fields": "other", "search-where": "headings"},
        ),
        (
            {"single": "list", "search_whole": True, "attachments": "base64"},
            {"search-parts": "whole", "attachment": "base64"},
        ),
        ({"page_rows": 40}, {}),
    ],
    ids=str,
)
def test_each_unknown_is_found_out(
    switches: dict[str, Any],
    differing: dict[str, str],
    cli: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with service(monkeypatch, **switches) as sandbox:
        done = cli(*ALL, "--json")
        assert (done.code, done.err.count("Traceback")) == (0, 0)
        test = done.json["self_test"]
        assert values(test) == DOCUMENTED | differing
        assert (test["complete"], test["open"], test["problems"]) == (True, [], [])
        by_name = {one["name"]: one for one in test["findings"]}
        attached = 2 if differing.get("attachment") else 1
        certain = {one["name"] for one in test["findings"] if one["certain"]}
        unseen = {"attachment"} if attached == 1 else set()
        assert set(values(test)) - certain == unseen
        assert all(one["copes"] for one in test["findings"])
        assert by_name["page-rows"]["detail"] == str(switches.get("page_rows", 25))
        charset = "cp1252" if switches.get("bodies") == "latin1" else "utf-8"
        assert by_name["charset"]["detail"] == charset
        assert test["requests"] == len(sandbox.requests)
        assert len(sandbox.sends) == len(test["sent"]) == 1
        assert test["left"] == 0
        assert len(sandbox.mailbox.mails) == 60


@pytest.mark.parametrize(
    ("switches", "trouble"),
    [
        ({"id_prefix": "m-"}, {"id-form": "word"}),
        ({"search": "ignored"}, {"search-where": "ignored"}),
        ({"paged": False}, {"page-base": "ignored"}),
        ({"bodies": "damaged"}, {"charset": "named", "text": "changed"}),
    ],
    ids=str,
)
def test_what_pectui_does_not_cope_with_is_said_plainly(
    switches: dict[str, Any],
    trouble: dict[str, str],
    cli: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with service(monkeypatch, **switches):
        done = cli(*ALL, "--json")
        assert done.code == 0
        test = done.json["self_test"]
        found = {one["name"]: one for one in test["findings"] if not one["copes"]}
        assert {name: one["value"] for name, one in found.items()} == trouble
        assert all("does not cope" in one["words"] for one in found.values())
        checks = {one["name"]: one for one in cli("doctor", "--json").json["checks"]}
        assert checks["self-test"]["status"] == "warning"
        assert "does not cope with" in checks["self-test"]["detail"]


def test_what_is_from_outside_passes_the_gate(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    evil = "\x1b[2Jevil\u202e"
    with service(monkeypatch) as sandbox:
        sandbox.deliver_mail(
            sender=evil, subject=evil, body=evil, raw={evil: evil, "x" * 5000: [], "id": evil}
        )
        for argv in (ALL, (*ALL, "--json"), ("doctor", "--report")):
            done = cli(*argv)
            assert done.code == 0
            assert not {"\x1b", "\u202e"} & set(done.out + done.err)
            assert "evil" not in done.out
            assert "x" * 100 not in done.out


def test_an_empty_mailbox_tells_what_the_letter_shows(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with service(monkeypatch, messages=0) as sandbox:
        test = cli(*ALL, "--json").json["self_test"]
        missing = {"direction", "page-rows", "page-count", "page-base", "id-form"}
        assert set(test["open"]) == missing
        assert DOCUMENTED.items() >= values(test).items()
        assert sandbox.mailbox.mails == []


# What it does with what it found


@pytest.fixture
def in_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have the account in a settings file."""
    file = tmp_path / "config.toml"
    file.write_text(f'[accounts.studio]\nsender = "{CREDENTIALS.sender}"\n')
    monkeypatch.setenv("PECTUI_CONFIG", str(file))
    return file


def test_what_it_found_out_is_kept_and_the_service_is_read_rightly_then(
    in_file: Path, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "atto.txt"
    file.write_bytes(b"un atto")
    switches = {
        "quota_unit": "B",
        "receipt_names": ("quando", "titolo", "testo"),
        "attachments": "base64",
    }
    letter = ("send", "-t", "a@pec.example", "-s", "Atto", "-b", "x", "-a", str(file))
    with service(monkeypatch, **switches) as sandbox:
        assert cli(*letter).code == 5
        wrong = cli("quota", "--json").json
        test = cli(*ALL, "--json").json["self_test"]
        written = {
            "quota_unit": "B",
            "attachment_encoding": "base64",
            "receipt_fields": "date=quando, subject=titolo, body=testo",
        }
        assert test["settings"] == {"written": written, "to_set": {}}
        right = cli("quota", "--json").json
        assert (wrong["limit_mb"], right["limit_mb"]) == (1_048_576.0, 1024.0)
        sent = cli(*letter, "--json").json["sendings"][0]
        assert sandbox.sends[-1].attachments[0].size == 7
        known = cli("sent", sent["code"], "--wait", "5", "--json").json["sendings"][0]
        assert known["state"] == "delivered"
        again = cli(*READING, "--json").json["self_test"]
        assert again["settings"] == {"written": {}, "to_set": {}}


def test_what_is_only_likely_is_not_written_unasked(
    in_file: Path, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = in_file.read_text()
    with service(monkeypatch, quota_unit="MB"):
        test = cli(*READING, "--json").json["self_test"]
        assert values(test)["quota-unit"] == "MB"
        assert test["settings"] == {"written": {}, "to_set": {}}
    assert in_file.read_text() == before


def test_where_the_file_does_not_decide_it_says_what_to_set(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with service(monkeypatch, quota_unit="MB"):
        done = cli(*ALL)
        assert done.code == 0
        assert 'For this service, set: quota_unit = "MB"' in done.err
        check = next(one for one in cli("doctor").out.split("\n! ") if "Self-test" in one)
        assert "17 of 17 things found out\n    The settings do not fit" in check
        monkeypatch.setenv("PECTUI_QUOTA_UNIT", "MB")
        assert "do not fit" not in cli("doctor").out


def test_what_an_earlier_test_found_out_stays(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with service(monkeypatch):
        assert "not made yet" in cli("doctor").out
        assert cli(*ALL).code == 0
        report = cli("doctor", "--report", "--json").json["report"]["self_test"]
        assert cli(*READING).code == 0
        again = cli("doctor", "--report", "--json").json["report"]["self_test"]
        assert again["findings"] == report["findings"]


def test_the_report_has_it_and_nothing_of_a_person(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PECTUI_DATA_DIR", str(tmp_path / CREDENTIALS.username))
    with service(monkeypatch, receipt_names=("quando", "titolo", "testo")) as sandbox:
        sandbox.deliver_mail(
            sender="anna.rossi@pec.example",
            subject="canarino",
            body="canarino",
            raw={"anna.rossi@pec.example": CREDENTIALS.password},
        )
        assert cli(*ALL).code == 0
        report = cli("doctor", "--report", "--json").json["report"]
        found = report["self_test"]["findings"]
        assert found["page-base"] == "one"
        assert found["attachment"] == "data-uri (likely)"
        assert found["receipt-fields"] == "other [date=quando, subject=titolo, body=testo]"
        assert report["self_test"]["fields"]["GET /inbox, a row"]["id"] == "number"
        text = cli("doctor", "--report").out
        assert "page-base: one" in text
        for own in ("canarino", "anna.rossi", "girandola", "pec.example", sandbox.sends[0].code):
            assert own not in text
            assert own not in str(report)
        for secret in (CREDENTIALS.password, CREDENTIALS.token, CREDENTIALS.username):
            assert secret not in text
            assert secret not in str(report)


# What it does not do


def test_nothing_that_may_cost_is_done_unless_it_is_allowed(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with service(monkeypatch) as sandbox:
        done = cli(*READING)
        assert done.code == 0
        assert {one.method for one in sandbox.requests} == {"GET"}
        assert "Left out: --allow-sending allows it." in done.err
        assert "? Receipts: not found out" in done.out
        assert "~ Ids: positions, which move when something is deleted (likely)" in done.out


def test_without_a_terminal_it_begins_only_when_it_is_told_to(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with service(monkeypatch) as sandbox:
        done = cli("doctor", "--self-test", "--json", stdin="y\n" * 20)
        assert done.code == 2
        assert "--yes" in done.error["detail"]
        assert sandbox.requests == []


@pytest.mark.parametrize(
    "option", [["--yes"], ["--allow-sending"], ["--allow-deleting"], ["--wait", "3"]], ids=" ".join
)
def test_its_options_go_with_it_only(option: list[str], cli: Callable[..., Any]) -> None:
    assert cli("doctor", *option).code == 2


def test_a_letter_of_which_nothing_is_known_is_never_sent_again(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with service(monkeypatch, receipt_delay=1000.0) as sandbox:
        sandbox.add_fault(Fault("POST /send", "drop-after"))
        for _ in range(2):
            done = cli(*ALL, "--json")
            assert done.code == 8
            assert done.json["self_test"]["sent"] == []
            assert done.json["self_test"]["complete"] is False
            assert done.json["self_test"]["problems"][0]["step"] == "letter"
            assert len(sandbox.sends) == 1


def test_a_letter_that_left_lately_is_used_again(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    sparing = ("doctor", "--self-test", "--yes", "--allow-sending", "--wait", "0", "--json")
    with service(monkeypatch, receipt_delay=1000.0) as sandbox:
        first = cli(*sparing).json["self_test"]
        assert values(first)["receipts"] == "none"
        second = cli(*sparing).json["self_test"]
        assert (len(sandbox.sends), second["sent"]) == (1, [])


def test_a_whole_test_may_be_made_again(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with service(monkeypatch) as sandbox:
        for count in (1, 2):
            assert cli(*ALL, "--json").json["self_test"]["open"] == []
            assert len(sandbox.sends) == count


def test_where_neither_packing_is_taken_nothing_stays_behind(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with service(monkeypatch) as sandbox:
        sandbox.add_fault(Fault("POST /send", "400", times=None))
        done = cli(*ALL, "--json")
        assert done.code == 5
        assert "attachment" in done.json["self_test"]["open"]
        assert sum(one.method == "POST" for one in sandbox.requests) == 2
        kept = cli("doctor", "--report", "--json").json["report"]["kept"]
        assert kept["drafts"] == 0


@pytest.mark.parametrize("status", ["401", "403"])
def test_a_token_that_may_not_delete_is_no_trouble(
    status: str, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with service(monkeypatch) as sandbox:
        sandbox.add_fault(Fault("DELETE /inbox/{id}", status, times=None))
        done = cli(*ALL)
        assert done.code == 0
        assert len(sandbox.mailbox.mails) == 63
        assert "3 messages of the test are still in the mailbox" in done.err
        assert "that is the safer one" in done.err


def test_only_what_it_made_is_deleted(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with service(monkeypatch) as sandbox:
        sandbox.deliver_mail(sender="a@pec.example", subject=SUBJECT)
        before = [mail.uid for mail in sandbox.mailbox.mails]
        assert cli(*ALL).code == 0
        assert [mail.uid for mail in sandbox.mailbox.mails] == before


@pytest.mark.parametrize(
    ("call", "step"),
    [
        ("GET /send/{code}", "receipts"),
        ("GET /quota/{mailbox}", "quota"),
        ("GET /inbox/{id}", "texts"),
    ],
)
def test_a_step_that_fails_is_told_and_the_others_are_taken(
    call: str, step: str, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with service(monkeypatch) as sandbox:
        sandbox.add_fault(Fault(call, "500", times=None))
        done = cli(*READING, "--json")
        test = done.json["self_test"]
        expected = [] if step == "receipts" else [step]
        assert [one["step"] for one in test["problems"]] == expected
        assert done.code == (6 if expected else 0)
        assert {"page-base", "direction"} <= set(values(test))


def test_without_the_quota_a_letter_is_not_taken_for_refused(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with service(monkeypatch) as sandbox:
        sandbox.add_fault(Fault("GET /quota/{mailbox}", "400", times=None))
        done = cli(*ALL, "--json")
        assert (done.code, len(sandbox.sends)) == (8, 1)
        test = done.json["self_test"]
        assert test["open"] == ["quota-unit"]
        assert values(test)["attachment"] == "data-uri"


def test_once_a_letter_left_no_code_says_that_nothing_happened(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with service(monkeypatch) as sandbox:
        sandbox.add_fault(Fault("GET /send/{code}", "500", times=None))
        done = cli(*ALL, "--json")
        assert (done.code, len(sandbox.sends)) == (8, 1)


def test_what_keeps_it_from_beginning_is_an_error_like_any_other(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with service(monkeypatch) as sandbox:
        sandbox.add_fault(Fault("*", "401", times=None))
        done = cli(*ALL, "--json")
        assert (done.code, done.error["kind"]) == (4, "unauthorized")
        assert sandbox.sends == []
