"""Arguments, help and errors, in both languages."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Any

import pytest

from pectui import __version__
from pectui.cli.main import COMMANDS, run

if TYPE_CHECKING:
    from collections.abc import Callable

WRONG = [
    ["nothing"],
    ["quotta"],
    ["inbox", "--nothing"],
    ["inbox", "-p"],
    ["inbox", "-p", "0"],
    ["inbox", "-p", "-3"],
    ["inbox", "-p", "two"],
    ["inbox", "-p", "9" * 40],
    ["inbox", "extra"],
    ["--nothing"],
    ["-A"],
    ["show"],
    ["show", "abc"],
    ["show", "-1"],
    ["show", "3.0"],
    ["show", "../send/1"],
    ["show", "٣"],
    ["show", "9" * 30],
    ["delete", "--yes"],
    ["delete", "5", "x", "--yes"],
    ["sent", "123"],
    ["sent", "2026x"],
    ["sent", "--wait", "3"],
    ["sent", "2026031010000042", "--wait", "-1"],
    ["sent", "2026031010000042", "--wait", "nan"],
    ["sent", "2026031010000042", "--wait", "soon"],
    ["sent", "2026031010000042", "--wait", "1_0"],
    ["sent", "2026031010000042", "--wait", "1e3"],
    ["sent", "2026031010000042", "--wait", ""],
    ["sent", "--remove-copies", "5", "--rebuild"],
    ["sent", "2026031010000042", "--remove-copies", "5"],
    ["sent", "--remove-copies", "1_0"],
    ["sandbox", "--seed", "1_0"],
    ["sandbox", "--first-page", "0_1"],
    ["send"],
    ["send", "-t", "a@pec.example"],
    ["send", "-s", "x", "-b", "y"],
    ["send", "-t", "nobody", "-s", "x", "-b", "y"],
    ["send", "-t", "", "-s", "x", "-b", "y"],
    ["send", "-t", "a@pec.example", "-s", "x", "-b", "y", "-f", "z"],
    ["send", "-t", "a@pec.example", "-s", "x", "-f", "/nowhere/at/all"],
    ["send", "-t", "a@pec.example", "-s", "x", "-f", "/"],
    ["sandbox", "--port", "99999"],
    ["sandbox", "--ids", "none"],
    ["sandbox", "--quota-unit", "GB"],
    ["sandbox", "--attachments", "zip"],
    ["sandbox", "--receipt-names", "quando,titolo"],
    ["sandbox", "--receipt-names", "quando,,testo"],
    ["sandbox", "--fault", "GET /inbox"],
    ["sandbox", "--fault", "GET /nowhere=500"],
    ["sandbox", "--fault", "GET /inbox=500*0"],
    ["sandbox", "--fault", "GET /inbox=500*-1"],
    ["sandbox", "--receipt-delay", "nan"],
    ["sandbox", "--receipt-delay", "-1"],
    ["quota", "--help=x"],
    [],
    ["demo"],
]


@pytest.mark.parametrize("argv", WRONG, ids=" ".join)
@pytest.mark.parametrize("language", ["en", "it"])
def test_wrong_usage_is_2(
    argv: list[str], language: str, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PECTUI_LANGUAGE", language)
    done = cli(*argv)
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("pectui: ")
    as_json = cli("--json", *argv)
    assert as_json.code == 2
    assert as_json.error["exit_code"] == 2
    assert as_json.error["detail"]
    assert as_json.error["hint"]
    assert as_json.err == ""


_ENGLISH = ("argument ", "expected", "required", "unrecognized", "invalid", "usage", "missing")


@pytest.mark.parametrize("argv", WRONG, ids=" ".join)
def test_italian_errors_are_italian(
    argv: list[str], cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PECTUI_LANGUAGE", "it")
    words = cli(*argv).err.replace("--", " ")
    assert not [word for word in _ENGLISH if f" {word}" in words], words


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("language", ["en", "it"])
def test_every_command_has_help_with_examples(
    name: str, language: str, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PECTUI_LANGUAGE", language)
    # Where words may begin with a minus, options have two.
    for option in ("--help",) if name in {"export", "search"} else ("-h", "--help"):
        done = cli(name, option)
        assert (done.code, done.err) == (0, "")
        assert f"pectui {name}" in done.out
        assert {"en": "examples:", "it": "esempi:"}[language] in done.out
        assert all(word in done.out for word in ("-A", "--account", "--json", "--help"))
        assert ("options:" in done.out) is (
            language == "en"
            and name not in {"batch", "completions", "demo", "keys", "purge", "restore", "sync"}
        )


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("language", ["en", "it"])
def test_what_a_command_does_is_told_within_the_terminal(
    name: str, language: str, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PECTUI_LANGUAGE", language)
    monkeypatch.setenv("COLUMNS", "60")
    lines = cli(name, "--help").out.splitlines()
    long = [line for line in lines if len(line) > 60 and not line.startswith(" ")]
    assert not long, long


def test_the_help_names_every_command(cli: Callable[..., Any]) -> None:
    done = cli("--help")
    assert done.code == 0
    assert all(f"\n  {name} " in done.out for name in COMMANDS)


def test_the_version(cli: Callable[..., Any]) -> None:
    assert cli("--version").out == f"pectui {__version__}\n"


def test_help_wins_over_what_is_missing(cli: Callable[..., Any]) -> None:
    assert cli("send", "-s", "x", "--help").code == 0


def test_an_option_after_two_dashes_is_none(cli: Callable[..., Any]) -> None:
    assert cli("show", "--", "--help").code == 2


def test_the_screen_opens_for_no_command_and_for_the_demo() -> None:
    opened: list[tuple[str | None, bool]] = []

    def screen(account: str | None, demo: bool) -> int:
        opened.append((account, demo))
        return 7

    assert [run(argv, screen) for argv in ([], ["-A", "studio"], ["demo"])] == [7, 7, 7]
    assert opened == [(None, False), ("studio", False), (None, True)]


@pytest.mark.parametrize(
    "argv", [["quota", "-A", "b"], ["-A", "b", "quota"], ["quota", "--account=b"]]
)
def test_the_account_is_taken_before_and_after_the_command(
    argv: list[str], cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from pectui.errors import SettingsMissing

    asked: list[str | None] = []

    def read(account: str | None, **_: bool) -> None:
        asked.append(account)
        raise SettingsMissing(key="x")

    monkeypatch.setattr("pectui.settings.loader.read_configuration", read)
    assert cli(*argv).code == 3
    assert asked == ["b"]


def test_a_bug_names_the_file_that_holds_it(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("PECTUI_STATE_DIR", str(tmp_path / "state"))

    words = "".join(("seg", "reto"))

    def fail(account: str | None, **_: bool) -> None:
        raise ValueError(words)

    monkeypatch.setattr("pectui.settings.loader.read_configuration", fail)
    done = cli("quota", "--json")
    assert done.code == 1
    assert done.error["exit_code"] == 1
    [file] = (tmp_path / "state").iterdir()
    assert str(file) in done.error["detail"]
    assert words not in file.read_text() + done.out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "Traceback" not in done.err


def test_ctrl_c_is_130(cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(account: str | None, **_: bool) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pectui.settings.loader.read_configuration", stop)
    done = cli("quota")
    assert (done.code, done.out, done.err) == (130, "", "Interrupted\n")
