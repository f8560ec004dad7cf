"""`pectui import` and `pectui originals`, from outside: JSON, exit codes, and what comes of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pectui.sandbox import CREDENTIALS, Sandbox
from tests.cli.conftest import Done
from tests.proof.making_originals import (
    ACCEPTANCE,
    CODE,
    DELIVERY,
    LETTER,
    RECIPIENT,
    SENDER,
    Made,
    authority,
    mbox,
    signer,
)

KEYS = {
    "file",
    "sending",
    "code",
    "kind",
    "recipient",
    "sender",
    "intact",
    "signer",
    "trusted",
    "valid_then",
    "problem",
}


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """An account whose service nobody answers for, without any secret."""
    monkeypatch.setenv("PECTUI_USERNAME", CREDENTIALS.username)
    monkeypatch.setenv("PECTUI_BASE_URL", "http://127.0.0.1:9")


@pytest.fixture
def ca(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "ca.pem"
    path.write_bytes(authority().pem)
    monkeypatch.setenv("PECTUI_PEC_CA_FILE", str(path))
    return path


def put(tmp_path: Path, name: str, made: Made | bytes) -> str:
    path = tmp_path / name
    path.write_bytes(made if isinstance(made, bytes) else made.raw())
    return str(path)


def rows(done: Done) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = done.json["originals"]
    return found


@pytest.mark.usefixtures("ca")
def test_an_original_is_taken_in(cli: Callable[..., Done], tmp_path: Path) -> None:
    path = put(tmp_path, "a.eml", DELIVERY)
    done = cli("import", path, "--json")
    assert done.code == 0
    (row,) = rows(done)
    assert set(row) >= KEYS
    assert (
        row
        | {
            "file": path,
            "sending": None,
            "code": CODE,
            "kind": "delivery",
            "recipient": RECIPIENT,
            "sender": SENDER,
            "intact": True,
            "signer": "Posta Certificata Prova S.p.A.",
            "trusted": True,
            "valid_then": True,
            "problem": None,
            "new": True,
        }
        == row
    )
    again = cli("import", path, "--json")
    assert (again.code, rows(again)[0]["new"], rows(again)[0]["id"]) == (0, False, row["id"])
    assert len(rows(cli("originals", "--json"))) == 1


@pytest.mark.usefixtures("ca")
def test_any_that_is_refused_makes_it_five(cli: Callable[..., Done], tmp_path: Path) -> None:
    good = put(tmp_path, "good.eml", DELIVERY)
    exchanged = f"CONSEGNA: Altro {CODE[:-1]}9"
    bad = put(tmp_path, "bad.eml", replace(DELIVERY, header_subject=exchanged))
    words = put(tmp_path, "words.eml", b"ciao")
    done = cli("import", good, bad, words, "--json")
    assert done.code == 5
    assert [bool(row["problem"]) for row in rows(done)] == [False, True, True]
    assert [row["id"] is None for row in rows(done)] == [False, True, True]
    assert (rows(done)[1]["intact"], rows(done)[1]["sending"]) == (True, None)
    assert cli("import", bad).code == 5
    assert len(rows(cli("originals", "--json"))) == 1


def test_without_an_authority_trust_is_not_checked(
    cli: Callable[..., Done], tmp_path: Path
) -> None:
    done = cli("import", put(tmp_path, "a.eml", DELIVERY), "--json")
    assert done.code == 0
    (row,) = rows(done)
    assert (row["intact"], row["trusted"], row["problem"]) == (True, None, None)


def test_the_authority_in_the_file_is_relative_to_it(
    cli: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.pem").write_bytes(authority().pem)
    config = tmp_path / "own.toml"
    config.write_text('pec_ca_file = "own.pem"\n')
    monkeypatch.setenv("PECTUI_CONFIG", str(config))
    (row,) = rows(cli("import", put(tmp_path, "a.eml", DELIVERY), "--json"))
    assert row["trusted"] is True
    config.write_text('pec_ca_file = "none.pem"\n')
    done = cli("originals", "--json")
    assert (done.code, done.error["kind"]) == (3, "setting-invalid")
    assert "none.pem" in done.error["detail"]


@pytest.mark.usefixtures("ca")
def test_a_file_that_is_not_there_is_wrong_usage(cli: Callable[..., Done], tmp_path: Path) -> None:
    done = cli("import", put(tmp_path, "a.eml", DELIVERY), str(tmp_path / "nowhere"), "--json")
    assert (done.code, done.error["kind"]) == (2, "file-unreadable")
    assert rows(cli("originals", "--json")) == []


@pytest.mark.usefixtures("ca")
def test_folders_and_mboxes_are_taken_apart(cli: Callable[..., Done], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    put(folder, "l.eml", LETTER)
    put(folder, "m.mbox", mbox([DELIVERY.raw(), ACCEPTANCE.raw()]))
    done = cli("import", str(folder), "--json")
    assert done.code == 0
    assert [row["kind"] for row in rows(done)] == ["certified", "delivery", "acceptance"]
    assert cli("import", str(folder)).out.count("intact") == 3


def about(code: str) -> Made:
    """Return a delivery receipt of a sending of right now."""
    now = datetime.now(UTC).replace(microsecond=0)
    valid = signer(start=now - timedelta(days=9), end=now + timedelta(days=9))
    return replace(DELIVERY, code=code, when=now, signers=(valid,))


@pytest.mark.usefixtures("ca")
def test_a_sendings_state_follows_from_its_originals(
    cli: Callable[..., Done], sandbox: Sandbox, tmp_path: Path
) -> None:
    sent = cli("send", "-t", RECIPIENT, "-s", "Istanza", "-b", "Testo", "--json")
    (sending,) = sent.json["sendings"]
    made = about(sending["code"])
    (before,) = cli("sent", "--json").json["sendings"]
    assert before["state"] == "sent"
    done = cli("import", put(tmp_path, "a.eml", made), "--json")
    (row,) = rows(done)
    assert (row["sending"], row["problem"]) == (sending["id"], None)
    (after,) = cli("sent", "--json").json["sendings"]
    assert (after["state"], after["originals"]) == ("delivered", {"proofs": 1, "of": 1})
    removed = cli("originals", "--remove", str(row["id"]), "--json")
    assert (removed.code, removed.json) == (0, {"removed": [row["id"]]})
    (last,) = cli("sent", "--json").json["sendings"]
    assert last["state"] == "sent"


@pytest.mark.usefixtures("sandbox", "ca")
def test_the_originals_not_fetched_yet_are_listed_and_written(
    cli: Callable[..., Done], tmp_path: Path
) -> None:
    sent = cli("send", "-t", RECIPIENT, "-s", "Istanza", "-b", "Testo", "--json")
    code = sent.json["sendings"][0]["code"]
    cli("sent", code, "--wait", "5", "--json")
    missing = cli("originals", "--missing", "--json").json["missing"]
    assert [one["code"] for one in missing] == [code]
    assert {one["kind"] for one in missing[0]["missing"]} == {"acceptance", "delivery"}
    page = tmp_path / "list.txt"
    assert cli("originals", "--missing", "-o", str(page)).code == 0
    assert page.read_text().count("[ ]") == 2
    assert cli("originals", "--missing", "-o", str(page)).code == 2, "nothing is overwritten"
    cli("import", put(tmp_path, "a.eml", about(code)))
    missing = cli("originals", "--missing", "--json").json["missing"]
    assert [one["kind"] for one in missing[0]["missing"]] == ["acceptance"]


@pytest.mark.usefixtures("ca")
def test_without_the_libraries_a_file_is_kept_and_not_checked(
    cli: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pectui.signed.judgement", None)
    done = cli("import", put(tmp_path, "a.eml", DELIVERY), "--json")
    assert done.code == 0
    assert "pectui[verify]" in done.err
    (row,) = rows(done)
    judged = [row[key] for key in ("intact", "signer", "trusted", "valid_then", "problem")]
    assert judged == [None] * 5
    assert row["code"] == CODE


@pytest.mark.usefixtures("ca")
def test_a_number_that_is_none_takes_nothing_out(cli: Callable[..., Done]) -> None:
    assert cli("originals", "--remove", "12", "--json").code == 5
    assert cli("originals", "-o", "x", "--json").code == 2


def test_the_libraries_for_signatures_are_loaded_by_the_import_alone() -> None:
    """Nothing else waits for them, and the program starts without them."""
    code = (
        "import sys; from pectui.cli.main import run; run(sys.argv[1:]);"
        "print([one for one in ('asn1crypto', 'cryptography') if one in sys.modules])"
    )
    for command in (["originals", "--json"], ["sent", "--json"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *command],
            env=os.environ | {"PECTUI_PASSWORD": "x", "PECTUI_TOKEN": "x"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.splitlines()[-1] == "[]", command
