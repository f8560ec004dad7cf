"""Settings that cannot be used end with the setting's name and what is wrong, never a traceback."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from pectui.errors import PectuiError, SecretUnavailable, SettingInvalid
from pectui.settings.file import read_settings_file
from pectui.settings.loader import read_configuration
from pectui.settings.process import start_reading
from pectui.settings.secrets import run_command, wants_shell
from pectui.system.paths import close_to_others, config_file, directories


@pytest.mark.parametrize("variable", ["DATA_DIR", "CACHE_DIR", "STATE_DIR", "CONFIG"])
def test_a_home_nobody_has_is_named(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"PECTUI_{variable}", "~nouser-here/x")
    read = config_file if variable == "CONFIG" else directories
    with pytest.raises(SettingInvalid, match=f"PECTUI_{variable}"):
        read()


def account(patch: pytest.MonkeyPatch) -> None:
    for key, value in (("USERNAME", "a@pec.example"), ("PASSWORD", "pw-1"), ("TOKEN", "tok-1")):
        patch.setenv(f"PECTUI_{key}", value)


def test_an_authority_in_a_home_nobody_has_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    account(monkeypatch)
    monkeypatch.setenv("PECTUI_CA_FILE", "~nouser-here/x")
    with pytest.raises(SettingInvalid, match="PECTUI_CA_FILE"):
        read_configuration()
    with pytest.raises(SettingInvalid, match="PECTUI_CA_FILE"):
        start_reading(None, need_account=True).result()


def test_a_bug_of_the_settings_process_is_kept_in_a_file_and_not_on_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    account(monkeypatch)
    broken = tmp_path / "broken"
    (broken / "pydantic_settings").mkdir(parents=True)
    (broken / "pydantic_settings" / "__init__.py").write_text("raise ValueError('pw-1')")
    monkeypatch.setattr(
        "pectui.system.processes._START",
        "import runpy, sys; sys.path.append(sys.argv.pop(1)); "
        f"sys.path.insert(0, {str(broken)!r}); "
        "runpy.run_module(sys.argv.pop(1), run_name='__main__')",
    )
    with pytest.raises(PectuiError) as raised:
        start_reading(None).result()
    assert raised.value.exit_code == 1
    assert "crash-" in raised.value.detail
    assert capfd.readouterr().err == ""


def test_a_pipe_in_place_of_the_settings_does_not_hang(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    os.mkfifo(path)
    raised: list[SettingInvalid] = []

    def read() -> None:
        try:
            read_settings_file(path)
        except SettingInvalid as error:
            raised.append(error)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    reader.join(10)
    assert [str(path) in error.detail for error in raised] == [True]


def test_no_settings_at_all_may_be_asked_for() -> None:
    assert read_settings_file(Path(os.devnull)).top == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("username = me@pec.example", "quotes"),
        ("us er = 'x'", "key"),
        ("perché = 'x'", "key"),
        ("username", "key"),
        ("a = 1 b = 2", "line of its own"),
        ("a = 1\na = 2", "twice"),
        ("[accounts.x]\n[accounts.x]", "twice"),
        ("a = 'x", "a text"),
        ('a = "C:\\qui"', "backslash"),
    ],
)
def test_the_words_fit_what_is_wrong_with_the_file(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(SettingInvalid) as raised:
        read_settings_file(path)
    assert words in raised.value.detail
    assert f"{path}:" in raised.value.detail


@pytest.mark.parametrize(
    "command",
    [
        "pass show pec | head -1",
        "pass show pec|head -1",
        "cat $HOME/.secret",
        'cat "$HOME/.secret"',
        "cat ${HOME}/.secret",
        "echo $(pass pec)",
        "echo `pass pec`",
        "cat ~/.secret",
        "pass pec; true",
        "pass pec 2>/dev/null",
        "pass pec > /dev/null",
        "cat < secret",
        "test -f x && cat x",
    ],
)
def test_a_command_for_a_shell_is_refused_before_it_runs(command: str) -> None:
    with pytest.raises(SecretUnavailable) as raised:
        run_command(command, "password_command")
    assert "sh -c" in raised.value.detail
    assert "password_command" in raised.value.detail


@pytest.mark.parametrize(
    "command",
    [
        "pass show 'a|b'",
        'pass show "a|b; c > d"',
        r"pass show a\|b",
        "sh -c 'pass show pec | head -1'",
        '/bin/sh -c "cat $HOME/.secret"',
        "bw get password 'x$y'",
        "get --field=password&user https://x.example/?a=1&b=2",
        "op read op://vault/pec/password",
        "pass show pec~old",
        "cost 5$",
    ],
)
def test_what_stands_in_quotes_is_no_shell(command: str) -> None:
    assert not wants_shell(command, command.split()[0])


def test_folders_of_our_own_are_closed_and_chosen_ones_left(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chosen = tmp_path / "chosen" / "pectui"
    chosen.mkdir(parents=True)
    chosen.chmod(0o755)
    monkeypatch.setenv("PECTUI_CACHE_DIR", str(chosen))
    places = directories()
    for place in (places.data, places.state):
        place.mkdir(parents=True)
        place.chmod(0o755)
    close_to_others(places)
    assert places.data.stat().st_mode & 0o777 == 0o700
    assert places.state.stat().st_mode & 0o777 == 0o700
    assert chosen.stat().st_mode & 0o777 == 0o755
