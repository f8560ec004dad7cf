"""Canaries for each account, and a look for them in every layer, child and file there is."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from pectui.api import Client
from pectui.cli.main import COMMANDS, run
from pectui.sandbox import Fault, Sandbox, SandboxConfig, SandboxServer
from pectui.settings import keyring_process
from tests.hostile.canaries import canary, children, kept_texts, leaks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OWN = canary("studio")
LETTER = ("-s", "Sollecito {{ nome }}", "-f", "testo.txt")

STEPS: dict[str, tuple[tuple[str, ...], ...]] = {
    "sync": ((),),
    "inbox": ((), ("-q", "istanza")),
    "show": (("3",), ("3", "--raw")),
    "search": ((), ("istanza",)),
    "export": (("-o", "posta.mbox"), ("-o", "posta.json"), ("--since-last", "-o", "archivio")),
    "send": (("-t", "a@pec.example", "-s", "x", "-b", "y"), ("-t", "a@", "-s", "x", "-b", "y")),
    "sent": ((), ("--rebuild",)),
    "batch": (
        ("check", "clienti.csv", *LETTER),
        ("check", "clienti.csv", *LETTER, "-o", "esiti.xlsx"),
        ("preview", "clienti.csv", *LETTER, "--row", "2"),
        ("check", "clienti.csv", *LETTER, "--write", "lettere"),
        ("split", "clienti.csv", "-o", "parti.xlsx"),
        ("send", "clienti.csv", *LETTER, "--yes", "--only-ready"),
        ("status",),
        ("report", "BATCH", "-o", "rapporto.csv"),
    ),
    "import": (("testo.txt",),),
    "originals": ((), ("--missing", "-o", "mancanti.csv"), ("--check",)),
    "dossier": (("CODE", "-o", "fascicolo"), ("CODE", "-o", "fascicolo.zip")),
    "register": (("-o", "registro.xlsx"), ("--sent", "-o", "registro.csv")),
    "quota": ((), ("--check", "80:95")),
    "accounts": ((), ("default", "studio"), ("add", "nuovo", "--username", OWN.username)),
    "doctor": ((), ("--report",), ("--self-test", "--yes")),
    "keys": ((),),
    "completions": (("bash",), ("zsh",), ("fish",), ("man",), ("accounts",)),
    "plain": ((),),
    "backup": (("-o", "dati.zip"),),
    "delete": (("3", "--yes"),),
    "restore": (("dati.zip",),),
    "purge": ((),),
}
"""What each command is asked to do; later steps need what earlier ones have left."""
SHOW_OTHERS = {"sandbox", "demo"}
"""Commands with a service of their own, and its secrets."""
HOOK = """\
import os, sys
from pathlib import Path
seen = [Path("/proc/self/cmdline").read_text(), repr(dict(os.environ)), sys.stdin.read()]
with (Path(sys.argv[1]) / "hook.txt").open("a") as file:
    file.write("\\n".join(seen))
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with a table, a letter and a hook, in which the program works and keeps."""
    place = tmp_path / "lavoro"
    place.mkdir()
    monkeypatch.chdir(place)
    (place / "testo.txt").write_text("Gentile {{ nome }},\n")
    (place / "clienti.csv").write_text("pec;nome\nrossi@pec.example;Rossi\nno@;Bianchi\n")
    (place / "hook.py").write_text(HOOK)
    hook = f"'{sys.executable}' '{place / 'hook.py'}' '{place}'"
    monkeypatch.setattr(keyring_process, "is_available", lambda: False)
    (place / "config.toml").write_text(
        f'[hooks]\non_message = "{hook}"\n[accounts.studio]\nusername = "{OWN.username}"\n'
    )
    monkeypatch.setenv("PECTUI_CONFIG", str(place / "config.toml"))
    for name in ("DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"PECTUI_{name}_DIR", str(place / name.lower()))
    monkeypatch.setenv("PECTUI_DEBUG", "1")
    return place


@pytest.fixture
def service(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """Serve a mailbox whose secrets are in the environment alone."""
    config = SandboxConfig(messages=30, credentials=OWN, send_period=0.0, receipt_delay=0.0)
    with SandboxServer(sandbox := Sandbox(config)) as server:
        monkeypatch.setenv("PECTUI_BASE_URL", server.base_url)
        monkeypatch.setenv("PECTUI_PASSWORD", OWN.password)
        monkeypatch.setenv("PECTUI_TOKEN", OWN.token)
        yield sandbox


@contextmanager
def typed(text: str, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have `text` typed at a command."""
    read, write = os.pipe()
    os.write(write, text.encode())
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as stream, patch.context() as own:
        own.setattr("sys.stdin", stream)
        yield


@pytest.fixture
def do(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[[str, tuple[str, ...]], str]:
    """Run a command in words and in JSON; give all that it printed."""

    def do(name: str, arguments: tuple[str, ...]) -> str:
        for more in ((), ("--json",)):
            with typed("list\nopen 1\nsent\nquit\n", monkeypatch):
                run([name, *arguments, *more])
        out, err = capfd.readouterr()
        return out + err

    return do


def steps() -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, uses in STEPS.items():
        yield from ((name, arguments) for arguments in uses)


def test_no_command_prints_keeps_or_hands_on_a_secret(
    do: Callable[[str, tuple[str, ...]], str], place: Path, service: Sandbox
) -> None:
    assert STEPS.keys() == set(COMMANDS) - SHOW_OTHERS
    said: dict[str, str] = {}
    known: dict[str, str] = {}
    with children() as started:
        for name, arguments in steps():
            given = [known.get(one, one) for one in arguments]
            printed = said[f"{name} {given}"] = do(name, tuple(given))
            known.update(_names_in(printed))
            if name == "search":
                service.deliver_mail(sender="ufficio@pec.example", subject="Verbale", body="x")
                do("sync", ())
        said["hook"] = (place / "hook.txt").read_text()
        # Then a service that says the secrets back, whatever it is asked.
        for kind in ("401", "400", "500-html", "403", "success-false"):
            text = f"wrong: {OWN.password} {OWN.token} Bearer {OWN.token}"
            service.add_fault(Fault("*", kind, text=text, times=6))
            for name in ("inbox", "quota", "doctor", "plain"):
                said[f"{name} {kind}"] = do(name, ())
    said.update((f"words of {child.words}", child.words) for child in started)
    # What reads the settings is to find them in its environment; nothing else is.
    others = [child for child in started if "'pectui.settings.process'" not in child.words]
    said.update((f"environment of {child.words}", child.environment) for child in others)
    kept = dict(kept_texts(place))
    # Where `accounts add` wrote them, and they are meant to be.
    assert leaks(kept.pop(str(place / "config.toml")), OWN)
    assert any("rapporto.csv" in name for name in kept)
    said.update(kept)
    assert {where: found for where, text in said.items() if (found := leaks(text, OWN))} == {}
    assert any(OWN.token in one.headers.get("authorization", "") for one in service.requests)


def _names_in(printed: str) -> dict[str, str]:
    """Return the code of a sending and the id of a batch, where a command has told them."""
    found = {"CODE": re.search(r'"code": "(\d{16})"', printed)}
    found["BATCH"] = re.search(r'"batches": \[{"batch": "([^"]+)"', printed)
    return {name: one[1] for name, one in found.items() if one}


@pytest.mark.parametrize(
    "error", [ZeroDivisionError, RuntimeError, OSError, AttributeError, KeyError, UnicodeError]
)
def test_a_command_that_breaks_with_a_secret_in_hand_tells_and_keeps_none(
    error: type[Exception],
    do: Callable[[str, tuple[str, ...]], str],
    place: Path,
    service: Sandbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        secret = f"{OWN.password} {OWN.token}"
        raise error(f"with {secret}") from ExceptionGroup(secret, [ValueError(secret)])

    monkeypatch.setattr(Client, "quota", fail)
    said = {"printed": do("quota", ()), **dict(kept_texts(place))}
    assert any("crash-" in name for name in said)
    assert error.__name__ in said["printed"]
    assert {where: found for where, text in said.items() if (found := leaks(text, OWN))} == {}
