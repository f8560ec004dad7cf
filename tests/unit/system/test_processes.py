"""No child is handed the secrets in this process's environment, unless it is to read them."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from pectui.settings import keyring_process
from pectui.settings.secrets import run_command
from pectui.settings.values import SettingValues
from pectui.system import processes
from pectui.tui.terminal.tmux import run_tmux

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fake_keyring import FakeKeyring

CANARY = "canarino-7f3k"


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a canary where secrets are, in the odd spelling that is read as well."""
    monkeypatch.setattr(processes, "_sealed", {})
    for name in (*processes.SECRET_VARIABLES, "pectui_password"):
        monkeypatch.setenv(name, CANARY)


def dumping(folder: Path, name: str) -> Path:
    """Write a program that notes its environment; return where."""
    program, notes = folder / name, folder / f"{name}.env"
    program.write_text(f"#!/bin/sh\nenv > '{notes}'\necho fatto\n")
    program.chmod(0o755)
    return notes


def test_every_secret_of_the_settings_is_kept_back() -> None:
    fields = {
        f"PECTUI_{name.upper()}"
        for name, field in SettingValues.model_fields.items()
        if SecretStr in getattr(field.annotation, "__args__", (field.annotation,))
    }
    assert fields
    assert fields <= processes.SECRET_VARIABLES
    assert CANARY not in processes.environment().values()
    assert processes.environment(secrets=True)["PECTUI_TOKEN"] == CANARY


def test_a_password_command_is_not_handed_the_others(tmp_path: Path) -> None:
    notes = dumping(tmp_path, "comando")
    assert run_command(str(tmp_path / "comando"), "password_command").reveal() == "fatto"
    assert "PATH=" in notes.read_text()
    assert CANARY not in notes.read_text()


def test_the_keyring_s_process_gets_none(keyring: FakeKeyring, tmp_path: Path) -> None:
    package = tmp_path / "library" / "keyring" / "__init__.py"
    notes = tmp_path / "keyring.env"
    dump = f"import os\nopen({str(notes)!r}, 'w').write(repr(dict(os.environ)))\n"
    package.write_text(dump + package.read_text())
    keyring.hold(studio__password="x")
    assert keyring_process.ask(["studio/password"]) == {"studio/password": "x"}
    assert "PATH" in notes.read_text()
    assert CANARY not in notes.read_text()


def test_tmux_gets_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = dumping(tmp_path, "tmux")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert asyncio.run(run_tmux("show", seconds=20.0)) == b"fatto\n"
    assert CANARY not in notes.read_text()


def test_once_sealed_what_a_library_starts_gets_none_either() -> None:
    processes.seal()
    dump = [sys.executable, "-c", "import os; print(dict(os.environ))"]
    printed = subprocess.run(dump, check=True, capture_output=True, text=True).stdout
    assert CANARY not in printed
    # Those of our own processes that read the settings are handed them all the same.
    assert processes.environment(secrets=True)["PECTUI_PASSWORD"] == CANARY
    os.environ.update(processes._sealed)
