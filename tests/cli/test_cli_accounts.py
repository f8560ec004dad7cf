"""`pectui accounts`: how each stands; adding, removing and choosing one."""

from __future__ import annotations

import stat
import tomllib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pectui.cli import output
from pectui.sandbox import CREDENTIALS
from pectui.services.accounts import owner_of_settings
from pectui.services.sending.lock import SenderLock
from pectui.settings.loader import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.sandbox import Sandbox
    from tests.fake_keyring import FakeKeyring

TWO = """\
# mine
[accounts.studio]
username = "studio@pec.example"
password = "p"
token_command = "echo should-not-run >&2"

[accounts.other]
username = "notanaddress"
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings file with two accounts, and no account in the environment."""
    for name in ("USERNAME", "PASSWORD", "TOKEN", "BASE_URL"):
        monkeypatch.delenv(f"PECTUI_{name}", raising=False)
    file = tmp_path / "config.toml"
    file.write_text(TWO, encoding="utf-8")
    file.chmod(0o600)
    monkeypatch.setenv("PECTUI_CONFIG", str(file))
    return file


def names(cli: Callable[..., Any]) -> list[str]:
    return [one["name"] for one in cli("accounts", "--json").json["accounts"]]


def test_each_account_is_listed_with_what_it_has_and_lacks(
    file: Path, cli: Callable[..., Any]
) -> None:
    done = cli("accounts", "--json")
    first, second = done.json["accounts"]
    assert done.err == ""
    assert first == {
        "name": "studio", "default": True, "username": "studio@pec.example",
        "sender": "studio@pec.example", "service": "ws.pecmassiva.com", "ready": True,
        "problem": None, "password": "file", "token": "command", "last_look": None,
    }  # fmt: skip
    assert (second["default"], second["ready"]) == (False, False)
    assert second["problem"]["kind"] == "settings-missing"
    assert (second["password"], second["token"]) == (None, None)
    words = cli("accounts")
    assert "* studio" in " ".join(words.out.split())
    assert "other: " in words.err


def test_no_account_is_no_error(cli: Callable[..., Any], file: Path) -> None:
    file.unlink()
    assert cli("accounts", "--json").json == {"accounts": []}
    assert "accounts add" in cli("accounts").err


def test_the_default_is_chosen_and_nothing_else_changes(
    file: Path, cli: Callable[..., Any]
) -> None:
    assert cli("accounts", "default", "other", "--json").json == {"default": "other"}
    assert names(cli) == ["other", "studio"]
    text = file.read_text()
    assert tomllib.loads(text)["account"] == "other"
    assert [line for line in text.replace('account = "other"\n', "").splitlines() if line] == [
        line for line in TWO.splitlines() if line
    ]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("action", ["default", "remove"])
def test_an_account_that_is_not_there_is_named_with_the_nearest(
    action: str, file: Path, cli: Callable[..., Any]
) -> None:
    done = cli("accounts", action, "studi", "--yes", "--json")
    assert done.code == 3
    assert "studio" in done.error["detail"]
    assert file.read_text() == TWO


def test_removing_asks_first_and_says_what_stays(file: Path, cli: Callable[..., Any]) -> None:
    done = cli("accounts", "remove", "studio")
    assert done.code == 2
    assert "drafts" in done.err
    assert file.read_text() == TWO


def test_removing_says_which_letters_will_not_leave(
    file: Path, cli: Callable[..., Any], sandbox: Sandbox
) -> None:
    one = f'username = "{CREDENTIALS.username}"\nsender = "{CREDENTIALS.sender}"\n'
    file.write_text(f"[accounts.due]\n{one}")
    letter = ("-t", "rossi@pec.example", "-s", "Diffida", "-b", "x")
    assert cli("send", *letter, "--at", "tomorrow 9:00").code == 0
    done = cli("accounts", "remove", "due")
    assert done.code == 2
    assert "1 letter in its outbox has not left and will not leave" in done.err
    file.write_text(f"[accounts.due]\n{one}[accounts.same]\n{one}")
    assert "will not leave" not in cli("accounts", "remove", "due").err
    assert not sandbox.sends


def test_none_is_removed_while_another_process_sends_its_letters(
    file: Path, cli: Callable[..., Any]
) -> None:
    file.write_text(f'[accounts.due]\nusername = "{CREDENTIALS.username}"\n')
    settings = read_settings()
    folder = settings.options.directories.data
    folder.mkdir(parents=True, exist_ok=True)
    elsewhere = SenderLock(folder, owner_of_settings(settings))
    assert elsewhere.take()
    done = cli("accounts", "remove", "due", "--yes", "--json")
    assert (done.code, done.error["kind"]) == (3, "store-busy")
    assert "due" in file.read_text()
    elsewhere.release()
    assert cli("accounts", "remove", "due", "--yes", "--json").json == {
        "removed": "due", "secrets_stay": False
    }  # fmt: skip


@pytest.mark.parametrize("mood", ["fails", "none", ""])
def test_secrets_that_a_keyring_does_not_give_back_are_said_to_stay(
    mood: str, keyring: FakeKeyring, file: Path, cli: Callable[..., Any]
) -> None:
    keyring.hold(due__password="p", due__token="t")
    text = f'[accounts.due]\nusername = "{CREDENTIALS.username}"\n'
    file.write_text(text)
    keyring.be(mood)
    done = cli("accounts", "remove", "due", "--yes")
    assert done.code == 0
    assert ("password and token of “due” may still be in it" in done.out + done.err) is (
        mood == "fails"
    )
    file.write_text(text)
    removed = cli("accounts", "remove", "due", "--yes", "--json").json
    assert removed["secrets_stay"] is (mood == "fails")
    assert bool(keyring.held()) is bool(mood)


def test_removing_takes_settings_and_copy_and_keeps_what_is_the_persons(
    file: Path, cli: Callable[..., Any], sandbox: Sandbox
) -> None:
    file.write_text(f'account = "due"\n[accounts.due]\nusername = "{CREDENTIALS.username}"\n')
    assert cli("sync").code == 0
    directories = read_settings().options.directories
    before = {one for one in directories.data.rglob("*") if one.is_file()}
    assert list(directories.cache.rglob("*.db"))
    listed = cli("accounts", "--json").json["accounts"]
    assert datetime.fromisoformat(listed[0]["last_look"]).tzinfo is not None
    assert cli("accounts", "remove", "due", "--yes", "--json").json == {
        "removed": "due", "secrets_stay": False
    }  # fmt: skip
    assert "due" not in file.read_text()
    assert not list(directories.cache.rglob("*.db"))
    assert before <= {one for one in directories.data.rglob("*") if one.is_file()}


def test_the_copy_stays_while_another_account_has_the_same_mailbox(
    file: Path, cli: Callable[..., Any], sandbox: Sandbox
) -> None:
    one = f'username = "{CREDENTIALS.username}"\n'
    file.write_text(f"[accounts.a]\n{one}[accounts.b]\n{one}")
    assert cli("sync").code == 0
    assert cli("accounts", "remove", "a", "--yes").code == 0
    assert list(read_settings().options.directories.cache.rglob("*.db"))


def test_an_account_is_added_once_the_service_lets_it_in(
    file: Path, cli: Callable[..., Any], sandbox: Sandbox
) -> None:
    done = cli("accounts", "add", "nuovo", "--username", CREDENTIALS.username, "--json")
    assert (done.code, done.json) == (0, {"added": "nuovo"})
    written = tomllib.loads(file.read_text())["accounts"]["nuovo"]
    assert written["username"] == CREDENTIALS.username
    assert written["token"] == CREDENTIALS.token
    assert file.read_text().startswith(TWO)
    assert CREDENTIALS.token not in done.out + done.err
    assert cli("accounts", "add", "nuovo", "--username", "x").code == 2


def test_what_is_tried_is_what_is_given_whatever_the_environment_says(
    file: Path, cli: Callable[..., Any], sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PECTUI_USERNAME", CREDENTIALS.username)
    monkeypatch.setenv("PECTUI_PASSWORD_COMMAND", f"echo {CREDENTIALS.password}")
    assert cli("accounts", "add", "nuovo", "--username", "altro@pec.example").code == 4
    monkeypatch.delenv("PECTUI_PASSWORD")
    wrong = ("--username", CREDENTIALS.username, "--password-command", "echo wrong")
    assert cli("accounts", "add", "nuovo", *wrong).code == 4
    assert file.read_text() == TWO


def test_the_environment_answers_for_the_user_that_is_not_given(
    file: Path, cli: Callable[..., Any], sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PECTUI_USERNAME", CREDENTIALS.username)
    monkeypatch.setenv("PECTUI_SENDER", "ufficio@pec.example")
    done = cli("accounts", "add", "nuovo")
    written = tomllib.loads(file.read_text())["accounts"]["nuovo"]
    assert (done.code, written["username"]) == (0, CREDENTIALS.username)
    assert written["sender"] == "ufficio@pec.example"
    # Saved without the address it was tried at: a later start may be elsewhere, and that is said.
    assert "base_url" not in written
    assert "PECTUI_BASE_URL" in done.err


def test_what_the_service_refuses_is_not_written(
    file: Path, cli: Callable[..., Any], sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PECTUI_TOKEN", "wrong")
    assert cli("accounts", "add", "nuovo", "--username", CREDENTIALS.username).code == 4
    assert file.read_text() == TWO


def test_a_secret_that_nobody_types_is_lacking_and_no_fault_of_the_program(
    file: Path, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_: object, **__: object) -> str:
        raise EOFError

    monkeypatch.delenv("PECTUI_PASSWORD", raising=False)
    monkeypatch.setattr(output, "is_terminal", lambda _: True)
    monkeypatch.setattr("getpass.getpass", ended)
    done = cli("accounts", "add", "nuovo", "--username", CREDENTIALS.username)
    assert done.code == 3
    assert "password" in done.err
    assert file.read_text() == TWO


def test_a_command_is_written_instead_of_a_secret(
    file: Path, cli: Callable[..., Any], sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PECTUI_TOKEN")
    command = f"echo {CREDENTIALS.token}"
    done = cli(
        "accounts", "add", "nuovo", "--username", CREDENTIALS.username, "--token-command", command
    )
    assert done.code == 0
    written = tomllib.loads(file.read_text())["accounts"]["nuovo"]
    assert written["token_command"] == command
    assert "token" not in written


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("add", "nuovo"), 3),
        (("add", "a/b", "--username", "a@pec.example", "--password-command", "x",
          "--token-command", "y"), 2),
        (("add", "nuovo", "--username", "user", "--password-command", "x",
          "--token-command", "y"), 2),
        (("add",), 2),
        (("drop", "studio"), 2),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_changes_nothing(
    argv: tuple[str, ...], code: int, file: Path, cli: Callable[..., Any]
) -> None:
    assert cli("accounts", *argv).code == code
    assert file.read_text() == TWO
