"""From nothing to the conversation in lines, in a real terminal: asked, tried, then saved."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks.terminal import Terminal, environment
from pectui.sandbox import CREDENTIALS, Fault, Sandbox, SandboxConfig, SandboxServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMAND = [sys.executable, "-W", "error", "-m", "pectui", "plain"]
NO_KEYRING = "keyring.backends.null.Keyring"
CTRL_C, CTRL_D = b"\x03", b"\x04"


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(SandboxConfig(messages=30))


@pytest.fixture
def env(home: Path, sandbox: Sandbox) -> Iterator[dict[str, str]]:
    """Give the environment of somebody without an account; letters would go to the sandbox."""
    with SandboxServer(sandbox) as server:
        more = {"PECTUI_BASE_URL": server.base_url, "PECTUI_LANGUAGE": "en", "TERM": "dumb"}
        yield environment(home, PYTHON_KEYRING_BACKEND=NO_KEYRING, **more)


@pytest.fixture
def terminal(env: dict[str, str]) -> Iterator[Terminal]:
    with Terminal(COMMAND, env=env) as terminal:
        yield terminal
        assert b"\x1b" not in terminal.raw


def answer(terminal: Terminal, question: str, typed: str = "") -> None:
    """Wait for a question and answer it; with nothing, by Enter alone."""
    wanted = f"{question} ".encode()
    terminal.wait_until(lambda: bytes(terminal.raw).endswith(wanted))
    before = len(terminal.raw)
    terminal.send(f"{typed}\r")
    terminal.wait_until(lambda: len(terminal.raw) > before)  # what follows may end alike


def number_of(terminal: Terminal, place: str) -> str:
    """Return the number that a place for secrets has in the list told last."""
    terminal.wait_until(lambda: bytes(terminal.raw).endswith(b"] ") or b"Number [" in terminal.raw)
    found: list[str] = re.findall(rf"(\d)\. {place}\.", bytes(terminal.raw).decode())
    return found[-1]


def choose(terminal: Terminal, place: str) -> None:
    terminal.wait_until(lambda: re.search(rb"Number \[\d\]: $", terminal.raw))
    terminal.send(f"{number_of(terminal, place)}\r")


def test_an_account_is_set_up_with_everything_wrong_once(terminal: Terminal, home: Path) -> None:
    answer(terminal, "User:")  # nothing
    answer(terminal, "User:", "utente")
    answer(terminal, "PEC address:")  # needed: the user is no address
    answer(terminal, "PEC address:", "nessuno")
    answer(terminal, "PEC address:", CREDENTIALS.sender)
    choose(terminal, "settings file")
    answer(terminal, "Password:", "sbagliàta")  # cannot travel
    answer(terminal, "Password:", "sbagliata")
    answer(terminal, "Token:", "due parole")
    answer(terminal, "Token:", CREDENTIALS.token)
    answer(terminal, "environment? [y/N]")
    answer(terminal, "Name [pec]:", "../studio")
    answer(terminal, "Name [pec]:", "studio")
    # It is tried, refused, and asked once more: what was right is kept by Enter.
    answer(terminal, "User [utente]:", CREDENTIALS.username)
    assert b"The service does not let this account in" in terminal.raw
    assert not list(home.rglob("config.toml"))
    answer(terminal, f"PEC address [{CREDENTIALS.sender}]:")
    answer(terminal, "Number [2]:")
    answer(terminal, "Password [as before]:", CREDENTIALS.password)
    answer(terminal, "Token [as before]:")
    answer(terminal, "environment? [y/N]")
    answer(terminal, "Name [studio]:")
    terminal.wait_until(lambda: bytes(terminal.raw).endswith(b"pectui: "))
    assert b"4 of 4: mailbox" in terminal.raw
    [file] = home.rglob("config.toml")
    assert "[accounts.studio]" in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    for secret in (CREDENTIALS.password, CREDENTIALS.token, "sbagliata"):
        assert secret.encode() not in terminal.raw
    terminal.send("list\r")
    terminal.wait_for_bytes(b"All: ")


def first_answers(terminal: Terminal, place: str) -> None:
    """Answer everything rightly."""
    answer(terminal, "User:", CREDENTIALS.username)
    answer(terminal, "PEC address:", CREDENTIALS.sender)
    choose(terminal, place)
    answer(terminal, "Password:", CREDENTIALS.password)
    answer(terminal, "Token:", CREDENTIALS.token)
    answer(terminal, "environment? [y/N]")
    answer(terminal, "Name [pec]:")


def test_secrets_kept_nowhere_are_asked_for_at_the_next_start(
    terminal: Terminal, home: Path, env: dict[str, str]
) -> None:
    first_answers(terminal, "nowhere: this session only")
    terminal.wait_until(lambda: bytes(terminal.raw).endswith(b"pectui: "))
    kept = b"".join(one.read_bytes() for one in home.rglob("*") if one.is_file())
    assert CREDENTIALS.username.encode() in kept
    for secret in (CREDENTIALS.password, CREDENTIALS.token):
        assert secret.encode() not in kept
    terminal.send("quit\r")
    assert terminal.wait_for_end() == 0
    with Terminal(COMMAND, env=env) as again:
        answer(again, "Password:", CREDENTIALS.password)
        answer(again, "Token:", CREDENTIALS.token)
        again.wait_until(lambda: bytes(again.raw).endswith(b"pectui: "))


def test_a_new_password_is_tried_before_it_is_saved_and_who_ends_it_keeps_the_account_as_it_was(
    terminal: Terminal, home: Path
) -> None:
    first_answers(terminal, "settings file")
    terminal.wait_until(lambda: bytes(terminal.raw).endswith(b"pectui: "))
    [file] = home.rglob("config.toml")
    before = file.read_bytes()
    terminal.send("account\r")
    terminal.wait_until(lambda: bytes(terminal.raw).endswith(b"Password [as before]: "))
    terminal.send(CTRL_C)
    terminal.wait_for_bytes(b"the account is as it was")
    terminal.wait_until(lambda: bytes(terminal.raw).endswith(b"pectui: "))
    assert file.read_bytes() == before
    terminal.send("quota\r")
    terminal.wait_for_bytes(b"1,024 MB")
    terminal.wait_until(lambda: bytes(terminal.raw).endswith(b"pectui: "))
    terminal.send("account\r")
    answer(terminal, "Password [as before]:", "sbagliata")
    answer(terminal, "Token [as before]:")
    answer(terminal, "Password [as before]:", CREDENTIALS.password)
    assert b"The service does not let this account in" in terminal.raw
    assert file.read_bytes() == before
    file.write_text(file.read_text().replace(CREDENTIALS.password, "scaduta"))
    greeted = terminal.raw.count(b"quit ends.")
    answer(terminal, "Token [as before]:")
    terminal.wait_until(lambda: terminal.raw.count(b"quit ends.") > greeted)
    assert CREDENTIALS.password in file.read_text()
    terminal.send("sync\r")
    terminal.wait_for_bytes(b"Up to date")


def test_what_cannot_be_tried_is_saved_only_after_a_yes(
    terminal: Terminal, sandbox: Sandbox, home: Path
) -> None:
    sandbox.add_fault(Fault("*", "500", times=None))
    first_answers(terminal, "settings file")
    answer(terminal, "Save it all the same? [y/N]", "n")
    answer(terminal, f"User [{CREDENTIALS.username}]:")
    assert not list(home.rglob("config.toml"))
    answer(terminal, f"PEC address [{CREDENTIALS.sender}]:")
    answer(terminal, "Number [2]:")
    answer(terminal, "Password [as before]:")
    answer(terminal, "Token [as before]:")
    answer(terminal, "environment? [y/N]")
    answer(terminal, "Name [pec]:")
    answer(terminal, "Save it all the same? [y/N]", "y")
    terminal.wait_until(lambda: bytes(terminal.raw).endswith(b"pectui: "))
    assert list(home.rglob("config.toml"))


@pytest.mark.parametrize(("key", "code"), [(CTRL_C, 130), (CTRL_D, 3)])
@pytest.mark.parametrize("at", ["User:", "Password:"])
def test_who_ends_the_questions_leaves_no_trace(
    at: str, key: bytes, code: int, terminal: Terminal, home: Path
) -> None:
    before = terminal.modes()
    if at == "Password:":
        answer(terminal, "User:", CREDENTIALS.username)
        answer(terminal, "PEC address:", CREDENTIALS.sender)
        choose(terminal, "settings file")
    terminal.wait_until(lambda: bytes(terminal.raw).endswith(f"{at} ".encode()))
    terminal.send(key)
    assert terminal.wait_for_end() == code
    assert not list(home.rglob("config.toml"))
    assert terminal.modes() == before


def test_where_nobody_can_answer_it_says_what_to_do(env: dict[str, str]) -> None:
    done = subprocess.run(COMMAND, input=b"", env=env, capture_output=True, check=False, timeout=60)
    assert done.returncode == 3
    assert b"pectui plain" in done.stderr
