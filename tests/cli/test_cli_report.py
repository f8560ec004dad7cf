"""`pectui doctor --report`: what a bug report needs, and nothing that is anybody's own."""

from __future__ import annotations

import platform
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pectui import __version__
from pectui.sandbox import CREDENTIALS
from pectui.settings import keyring_process
from pectui.settings.loader import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.sandbox import Sandbox

OWN = ("canarino", "annarossi", "comune@pec.example", CREDENTIALS.username)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the person a home with their name, and settings in it."""
    home = tmp_path / "annarossi"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PECTUI_CONFIG", str(home / "config.toml"))
    for name in ("DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"PECTUI_{name}_DIR", str(home / name.lower()))
    (home / "config.toml").write_text(
        'keep = "all"\n[accounts.canarino]\n'
        f'sender = "{CREDENTIALS.username}"\n'
        '[keys]\n"inbox.reply" = "R"\n'
    )
    return home


def test_it_says_what_is_needed_and_nothing_of_a_person(
    home: Path, cli: Callable[..., Any], sandbox: Sandbox
) -> None:
    assert cli("sync").code == 0
    assert cli("send", "-t", "comune@pec.example", "-s", "canarino", "-b", "canarino").code == 0
    state = read_settings().options.directories.state
    state.mkdir(exist_ok=True)
    (state / "pectui.log").write_text(
        "2026-03-10 10:00:00,1 WARNING pectui.services.x: to comune@pec.example failed\n"
        "Traceback (most recent call last):\nValueError: canarino\n"
        "2026-03-11 10:00:00,1 WARNING pectui.services.x: canarino\n"
    )
    before = len(sandbox.requests)
    done = cli("doctor", "--report")
    assert done.code == 0
    assert len(sandbox.requests) == before
    for own in (*OWN, CREDENTIALS.password, CREDENTIALS.token, str(home)):
        assert own not in done.out
    assert f"pectui: {__version__}" in done.out
    report = cli("doctor", "--report", "--json").json["report"]
    assert report["settings"]["keep"] == "all (top level)"
    assert report["settings"]["sender"] == "(account)"
    assert report["settings"]["token"] == "(environment)"
    assert report["folders"]["data"] == "~/data"
    assert report["own_keys"] == 1
    assert report["kept"]["messages"] == 60
    assert report["kept"]["sendings"]["sent"] >= 1
    assert report["errors"] == {
        "WARNING pectui.services.x": "2, last 2026-03-11",
        "WARNING pectui.services.x ValueError": "1, last 2026-03-10",
    }


def test_it_starts_no_program(
    home: Path, cli: Callable[..., Any], sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a program was started")

    monkeypatch.setattr(subprocess.Popen, "__init__", refuse)
    monkeypatch.setattr(keyring_process, "is_available", lambda: False)
    monkeypatch.setattr(platform, "_uname_cache", None)
    monkeypatch.setattr(platform, "_platform_cache", {})
    report = cli("doctor", "--report", "--json").json["report"]
    assert platform.release() in report["platform"]


@pytest.mark.parametrize("text", ['languge = "canarino"', "=", '[keys]\n"canarino" = "x"'])
def test_it_is_made_although_the_settings_are_broken(
    text: str, home: Path, cli: Callable[..., Any]
) -> None:
    (home / "config.toml").write_text(text)
    done = cli("doctor", "--report")
    assert done.code == 0
    assert "settings: setting-invalid" in done.out
    assert "canarino" not in done.out
