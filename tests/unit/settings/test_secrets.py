from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pectui.errors import SecretUnavailable, SettingInvalid, SettingsError, SettingsMissing
from pectui.settings import keyring_process
from pectui.settings.secrets import Places, find_secrets, run_command

if TYPE_CHECKING:
    from tests.fake_keyring import FakeKeyring

FILE = Path("/home/u/config.toml")
CANARY = "canary-91ab"


def python(code: str) -> str:
    return f'"{sys.executable}" -S -c "{code}"'


def found(places: Places, *, private: bool = True) -> tuple[str, str]:
    secret = find_secrets("studio", {"password": places}, file=FILE, file_is_private=private)
    return secret["password"].secret.reveal(), secret["password"].source


@pytest.mark.parametrize(
    ("environment", "command", "kept", "file", "expected"),
    [
        ("e", "echo c", True, "f", ("e", "environment")),
        (None, "echo c", True, "f", ("c", "command")),
        (None, None, True, "f", ("k", "keyring")),
        (None, None, False, "f", ("f", "file")),
    ],
)
def test_the_first_place_wins(
    environment: str | None,
    command: str | None,
    kept: bool,
    file: str | None,
    expected: tuple[str, str],
    keyring: FakeKeyring,
) -> None:
    if kept:
        keyring.hold(studio__password="k")
    assert found(Places(environment, command, file)) == expected


def test_the_keyring_is_asked_by_account_and_secret(keyring: FakeKeyring) -> None:
    keyring.hold(studio__password="p", studio__token="t", other__password="x")
    wanted = {"password": Places(), "token": Places()}
    secrets = find_secrets("studio", wanted, file=FILE)  # type: ignore[arg-type]
    assert [secret.secret.reveal() for secret in secrets.values()] == ["p", "t"]


@pytest.mark.usefixtures("no_keyring")
def test_nowhere_at_all() -> None:
    with pytest.raises(SettingsMissing) as caught:
        found(Places())
    assert "password" in caught.value.detail


@pytest.mark.parametrize(
    ("mood", "error"),
    [("none", SettingsMissing), ("fails", SecretUnavailable), ("hangs", SecretUnavailable)],
)
def test_a_keyring_that_does_not_help(
    mood: str,
    error: type[SettingsError],
    keyring: FakeKeyring,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask = keyring_process.ask
    monkeypatch.setattr(
        keyring_process, "ask", lambda users: ask(users, 0.4 if mood == "hangs" else 3)
    )
    keyring.be(mood)
    with pytest.raises(error):
        found(Places())
    assert found(Places(file="f")) == ("f", "file")


def test_a_hanging_keyring_holds_nobody(keyring: FakeKeyring) -> None:
    keyring.be("hangs")
    start = time.monotonic()
    with pytest.raises(SecretUnavailable) as caught:
        keyring_process.ask(["studio/password"], 0.3)
    assert time.monotonic() - start < 3
    assert "keyring" in caught.value.detail


def test_a_command_is_no_reason_to_ask_the_keyring(keyring: FakeKeyring) -> None:
    keyring.be("fails")
    assert found(Places(command="echo c")) == ("c", "command")


@pytest.mark.usefixtures("no_keyring")
def test_a_file_others_may_read_is_refused_only_when_needed() -> None:
    assert found(Places(environment="e", file=CANARY), private=False) == ("e", "environment")
    with pytest.raises(SettingInvalid) as caught:
        found(Places(file=CANARY), private=False)
    assert f"chmod 600 {FILE}" in caught.value.detail
    assert CANARY not in caught.value.detail


@pytest.mark.parametrize(
    ("command", "secret"),
    [
        ("echo one", "one"),
        ("printf 'two words\\nmore\\n'", "two words"),
        ("printf 'no end'", "no end"),
        ("printf 'dos\\r\\n'", "dos"),
        ("printf ' kept blanks \\n'", " kept blanks "),
        ("echo '$HOME; echo $(id) `id` | cat'", "$HOME; echo $(id) `id` | cat"),
        ("printf '\\303\\250\\n'", "è"),
    ],
)
def test_a_command_gives_its_first_line_without_a_shell(command: str, secret: str) -> None:
    assert run_command(command, "password_command").reveal() == secret


def test_a_command_is_not_given_the_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PECTUI_TOKEN", CANARY)
    monkeypatch.setenv("PECTUI_PASSWORD", CANARY)
    monkeypatch.setenv("PECTUI_ACCOUNT", "studio")
    code = (
        "import os; print(*(os.environ.get('PECTUI_' + x) for x in ('TOKEN','PASSWORD','ACCOUNT')))"
    )
    assert run_command(python(code), "password_command").reveal() == "None None studio"


def test_a_talkative_command_is_read_to_its_end() -> None:
    code = "print('first'); [print('x' * 1000) for _ in range(1000)]"
    assert run_command(python(code), "token_command").reveal() == "first"


def test_an_agent_left_behind_does_not_hold_the_pipe() -> None:
    start = time.monotonic()
    assert run_command("sh -c 'echo first; sleep 5 &'", "token_command").reveal() == "first"
    assert time.monotonic() - start < 4


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (f"sh -c 'echo {CANARY}; exit 3'", "code 3"),
        (f"sh -c 'echo {CANARY}; kill -9 $$'", "code -9"),
        ("true", "empty first line"),
        (f"printf '\\n{CANARY}'", "empty first line"),
        (f"printf '\\377{CANARY}'", "UTF-8"),
        (f"/nowhere/{CANARY}", "cannot be run"),
        ("/", "cannot be run"),
        (f"echo '{CANARY}", "unclosed quote"),
        ("  ", "is empty"),
    ],
)
def test_a_command_that_fails_says_why_and_shows_nothing(
    command: str, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SecretUnavailable) as caught:
        run_command(command, "password_command")
    assert caught.value.detail.startswith("password_command: ")
    assert words in caught.value.detail
    assert CANARY not in caught.value.detail + caught.value.hint
    assert CANARY not in "".join(capfd.readouterr())


@pytest.mark.parametrize("command", ["sleep 60", "sh -c 'echo first; exec sleep 60'"])
def test_a_slow_command_is_ended(command: str) -> None:
    start = time.monotonic()
    with pytest.raises(SecretUnavailable) as caught:
        run_command(command, "password_command", seconds=0.2)
    assert time.monotonic() - start < 5
    assert "seconds" in caught.value.detail


def test_a_command_has_the_terminal_to_ask_on() -> None:
    """Standard input and standard error are ours, so a prompt can be seen and answered."""
    secret = run_command(
        python("import os; print(os.fstat(0).st_ino, os.fstat(2).st_ino, os.getsid(0))"),
        "password_command",
    ).reveal()
    assert secret == f"{os.fstat(0).st_ino} {os.fstat(2).st_ino} {os.getsid(0)}"


def test_no_repr_shows_a_secret() -> None:
    places = Places(CANARY, f"echo {CANARY}", CANARY)
    secrets = find_secrets("a", {"password": places}, file=FILE)
    assert CANARY not in repr(places) + repr(secrets)
