"""From nothing to the inbox in a terminal, with everything typed wrong once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pectui.sandbox import CREDENTIALS, Sandbox, SandboxConfig, SandboxServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.terminal import Terminal
    from tests.e2e.conftest import Open

F9 = b"\x1b[20~"
TAB, BACK, ENTER, RIGHT = b"\t", b"\x1b[Z", b"\r", b"\x1b[C"
EMPTY = b"\x15"
QUIT = b"\x11"

WORDS = {
    "en": {
        "title": "Set up your PEC mailbox",
        "needed": "User is needed",
        "ascii": "plain ASCII",
        "blank": "holds a blank",
        "no-address": "is not an e-mail",
        "refused": "The service does not let",
        "session": "nowhere: this session only",
        "inbox": "Inbox · 30",
    },
    "it": {
        "title": "Configura la tua casella PEC",
        "needed": "Utente: campo obbligatorio",
        "ascii": "ASCII",
        "blank": "contiene uno spazio",
        "no-address": "non è un indirizzo e-mail",
        "refused": "Il servizio non accetta",
        "session": "nessun posto: solo ora",
        "inbox": "Posta in arrivo · 30",
        "again": "Password e token di “pec”",
    },
}


@pytest.fixture
def service() -> Iterator[dict[str, str]]:
    """Serve a sandbox on the loopback; give the environment of somebody without an account."""
    with SandboxServer(Sandbox(SandboxConfig(messages=30))) as server:
        yield {"PECTUI_BASE_URL": server.base_url}


def flat(text: str) -> str:
    """Return the picture in one line, without the frame, as a person reads on over its end."""
    return re.sub(r"[\s│▁-█▔▕]+", " ", text)


def wait_for(terminal: Terminal, words: str) -> None:
    terminal.wait_for(lambda text: words in flat(text))


def choose_session(terminal: Terminal, words: str) -> None:
    """Choose that secrets are kept nowhere; the cursor is at that question."""
    terminal.wait_for(lambda text: bool(chosen(text)))
    while words not in flat(terminal.text):
        others = {"", chosen(terminal.text)}  # nothing: the line is being drawn
        terminal.send(RIGHT)
        terminal.wait_for(lambda text, others=others: chosen(text) not in others)  # type: ignore[misc]


def chosen(text: str) -> str:
    """Return which answer holds, as in 2/3."""
    found = re.search(r"› +(\d/\d)", text)
    return found[1] if found else ""


@pytest.mark.parametrize(("size", "language"), [((60, 20), "it"), ((80, 24), "en")])
def test_from_nothing_to_the_inbox_with_everything_typed_wrong_once(
    open_terminal: Open,
    service: dict[str, str],
    home: Path,
    size: tuple[int, int],
    language: str,
) -> None:
    words = WORDS[language]
    env = {**service, "PECTUI_LANGUAGE": language}
    terminal = open_terminal(env=env, size=size)
    wait_for(terminal, words["title"])
    terminal.settle()
    terminal.send(F9)
    wait_for(terminal, words["needed"])
    # What cannot be a user without an address, a password that cannot travel, two words as token.
    terminal.send(b"utente" + ENTER + "perché".encode() + ENTER + b"due parole" + F9)
    wait_for(terminal, words["ascii"])
    wait_for(terminal, words["blank"])
    terminal.send(EMPTY + b"sbagliata" + ENTER + EMPTY + b"sbagliato" + ENTER + b"nessuno" + F9)
    wait_for(terminal, words["no-address"])
    assert not list(home.rglob("config.toml"))
    right = CREDENTIALS.username.encode()
    terminal.send(EMPTY + BACK * 3 + EMPTY + right + F9)
    wait_for(terminal, f"{CREDENTIALS.username} {words['refused']}")
    wait_for(terminal, "✗ token")
    terminal.send(TAB + EMPTY + CREDENTIALS.password.encode() + F9)
    wait_for(terminal, f"Password {'•' * len(CREDENTIALS.password)} {words['refused']}")
    assert not list(home.rglob("config.toml"))
    terminal.send(TAB + EMPTY + CREDENTIALS.token.encode() + TAB + TAB)
    choose_session(terminal, words["session"])
    terminal.send(F9)
    terminal.wait_for(lambda text: words["inbox"] in text and "%" in text, timeout=40)
    terminal.settle()
    terminal.send(QUIT)
    assert terminal.wait_for_end() == 0
    kept = b"".join(one.read_bytes() for one in home.rglob("*") if one.is_file())
    assert right in kept
    for secret in (CREDENTIALS.password, CREDENTIALS.token, "sbagliata", "sbagliato"):
        assert secret.encode() not in kept, "nothing of a secret is on disk"
        assert secret.encode() not in terminal.raw, "nor was it on the screen"
    if language == "it":  # the narrow one; the other is asked in tests/tui
        type_secrets_again(open_terminal(env=env, size=size), words)


def type_secrets_again(terminal: Terminal, words: dict[str, str]) -> None:
    """What is kept nowhere is asked for at the next start."""
    wait_for(terminal, words["again"])
    terminal.settle()
    terminal.send(CREDENTIALS.password.encode() + ENTER + CREDENTIALS.token.encode() + F9)
    terminal.wait_for(lambda text: words["inbox"] in text and "%" in text, timeout=40)
    terminal.send(QUIT)
    assert terminal.wait_for_end() == 0
