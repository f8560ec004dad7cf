from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from pectui.catalogue import use_language
from pectui.errors import (
    PectuiError,
    SecretUnavailable,
    SettingInvalid,
    SettingsMissing,
)
from pectui.settings.loader import read_configuration
from pectui.settings.process import environment_of, start_reading
from pectui.settings.values import ACCOUNT_KEYS, KEYS, PROGRAM_KEYS
from pectui.system import processes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FULL = """
proxy = "http://u:p@proxy.example:1"
theme = "nord"
[accounts."Studio Rossi"]
username = "studio@pec.example"
password = "p\\"è"
token = "t"
token_expires = 2026-12-31
[accounts.b]
username = "b@pec.example"
password = "x"
token = "y"
[keys]
"inbox.delete" = "D"
"""


def test_it_reads_what_is_read_here(
    write_settings: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_settings(FULL.replace("è", ""))
    path.with_name("kinds.txt").write_text("service = EVIDENZA DI INOLTRO\nsender = rem@*\n")
    assert start_reading(None).result() == read_configuration()
    assert start_reading("b").result() == read_configuration("b")
    assert len(read_configuration().options.kind_rows) == 2


def test_no_account_yet() -> None:
    assert start_reading(None).result() == read_configuration(need_account=False)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", SettingsMissing),
        ('quota_unit = "GB"', SettingInvalid),
        (
            'username = "u@p.it"\ntoken = "t"\npassword_command = "false"',
            SecretUnavailable,
        ),
    ],
)
def test_errors_arrive_as_they_were(
    text: str, error: type[PectuiError], write_settings: Callable[..., Path]
) -> None:
    write_settings(text)
    use_language("it")
    with pytest.raises(error) as near:
        read_configuration()
    with pytest.raises(error) as caught:
        start_reading(None, need_account=True).result()
    assert caught.value.as_json() == near.value.as_json()


def test_a_reader_that_hangs_is_ended(write_settings: Callable[..., Path]) -> None:
    write_settings('username = "u@p.it"\ntoken = "t"\npassword_command = "sleep 60"')
    start = time.monotonic()
    with pytest.raises(SecretUnavailable):
        start_reading(None).result(0.6)
    assert time.monotonic() - start < 10


def test_a_reader_that_dies_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "command", lambda *_: [sys.executable, "-c", "exit(7)"])
    with pytest.raises(PectuiError) as caught:
        start_reading(None).result()
    assert "7" in caught.value.detail


def test_the_parent_stays_small_and_the_current_folder_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tomllib.py").write_text("raise SystemExit('run from the current folder')")
    for name, value in {"USERNAME": "u@p.it", "PASSWORD": "p", "TOKEN": "t"}.items():
        monkeypatch.setenv(f"PECTUI_{name}", value)
    root = processes.command("x")[4]
    code = (
        f"import json, sys; sys.path.append({root!r})\n"
        "from pectui.settings.process import start_reading\n"
        "account = start_reading(None).result().account\n"
        "print(json.dumps([account.username, sorted(sys.modules)]))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, check=True
    )
    username, modules = json.loads(done.stdout)
    assert username == "u@p.it"
    assert done.stderr == b""
    heavy = {"pydantic", "pydantic_settings", "pydantic_core", "tomllib", "platformdirs"}
    assert not heavy & set(modules)


def test_secrets_are_no_arguments(write_settings: Callable[..., Path], tmp_path: Path) -> None:
    """The process list shows arguments to everybody on the machine."""
    write_settings(
        'username = "u@p.it"\ntoken = "canary-55"\npassword_command = '
        f"\"sh -c 'cat /proc/$PPID/cmdline > {tmp_path}/seen; echo p'\""
    )
    assert start_reading(None).result().account is not None
    seen = (tmp_path / "seen").read_bytes()
    assert b"pectui.settings.process" in seen
    assert b"canary" not in seen


def test_settings_load_hardly_more_than_the_library_that_checks_them() -> None:
    """All else is loaded where it is needed: a command that reads settings is as light as that."""
    code = (
        "import sys, pydantic_settings\n"
        "before = set(sys.modules)\n"
        "import pectui.settings.loader\n"
        "more = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print(*sorted(more - {'pectui'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    # What of the standard library the other one brings along differs from Python to Python.
    assert {*done.stdout.split()} <= {b"unicodedata", b"urllib"}


def test_all_that_an_account_is_told_by_is_kept_from_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(processes, "_sealed", {})
    for key in KEYS:
        monkeypatch.setenv(f"PECTUI_{key.upper()}", "canary")
    processes.seal()
    processes.speak_of("alfa")
    processes.speak_of("beta")
    processes.hold("beta", {"PECTUI_TOKEN": "held"})
    left = {f"PECTUI_{key.upper()}" for key in ACCOUNT_KEYS}
    assert left <= environment_of("alfa").keys()
    assert left & environment_of("beta").keys() == {"PECTUI_TOKEN"}
    assert environment_of("beta")["PECTUI_TOKEN"] == "held"
    assert environment_of("beta").keys() >= {f"PECTUI_{key.upper()}" for key in PROGRAM_KEYS}
    processes.hold("beta", {"PECTUI_TOKEN": ""})
    assert "PECTUI_TOKEN" not in environment_of("beta")
    assert environment_of("alfa")["PECTUI_TOKEN"] == "canary"


def test_one_that_is_given_up_before_it_is_waited_for_leaves_nothing_behind() -> None:
    pending = start_reading(None, apart=True)
    pending.give_up()
    del pending
    gc.collect()  # what had not ended, or an open pipe, would be warned of
