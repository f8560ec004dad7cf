"""Completion scripts, asked as a shell asks them, and the man page, read by groff."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pectui.catalogue import use_language
from pectui.cli.completions import SHELLS, text_of
from pectui.cli.described import described
from pectui.cli.main import COMMANDS, parser_of

if TYPE_CHECKING:
    from collections.abc import Callable

ACCOUNTS = ("studio", "due parole", "$(exit 9)")


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(shell), reason=f"there is no {shell} here")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two files and a folder, settings with accounts, and `pectui` on the path."""
    (tmp_path / "here").mkdir()
    for name in ("letter one.txt", "list.csv"):
        (tmp_path / "here" / name).touch()
    (tmp_path / "here" / "letters").mkdir()
    config = tmp_path / "config.toml"
    config.write_text("".join(f'[accounts."{name}"]\n' for name in ACCOUNTS), encoding="utf-8")
    program = tmp_path / "bin" / "pectui"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pectui "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setenv("PECTUI_CONFIG", str(config))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path / "here"


def run_shell(folder: Path, *argv: str) -> list[str]:
    done = subprocess.run(
        argv, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def ask_bash(folder: Path, *words: str) -> set[str]:
    (folder.parent / "script").write_text(text_of("bash"), encoding="utf-8")
    ask = (
        'source ../script; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _pectui; '
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    return {one for one in run_shell(folder, "bash", "-c", ask, "-", *words) if one}


def ask_fish(folder: Path, *words: str) -> set[str]:
    (folder.parent / "script").write_text(text_of("fish"), encoding="utf-8")
    ask = 'source ../script; complete -C "$argv"'
    lines = run_shell(folder, "fish", "--no-config", "-c", ask, *words[:-1], words[-1])
    return {line.partition("\t")[0] for line in lines}


FILES = {"letter one.txt", "list.csv", "letters"}
REQUESTS: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "the commands": (("",), set(COMMANDS)),
    "a command begun": (("se",), {"search", "send", "sent"}),
    "after an account": (("-A", "studio", "qu"), {"quota"}),
    "choices": (("completions", ""), {*SHELLS, "man", "accounts"}),
    "actions": (("batch", "re"), {"report", "resume"}),
    "choices of an option": (("sandbox", "--ids", ""), {"sequence", "stable"}),
    "options": (("inbox", "--q"), {"--query"}),
    "options of the program": (("--v",), {"--version"}),
    "files of an option": (("send", "-f", "le"), {"letter one.txt", "letters"}),
    "one more file": (("send", "-a", "x", "li"), {"list.csv"}),
    "files in a place": (("import", "li"), {"list.csv"}),
    "the second place": (("batch", "check", "li"), {"list.csv"}),
    "no files for a text": (("send", "-s", ""), set()),
    "no files for a number": (("show", ""), set()),
}


def is_like(found: set[str], wanted: set[str]) -> bool:
    """Whether these were offered: fish puts a sign behind folders, bash leaves that to readline."""
    return {one.rstrip("/") for one in found} == wanted


@pytest.mark.parametrize(("words", "wanted"), REQUESTS.values(), ids=REQUESTS)
def test_bash_completes(words: tuple[str, ...], wanted: set[str], folder: Path) -> None:
    assert is_like(ask_bash(folder, "pectui", *words), wanted)


@pytest.mark.parametrize("words", [("-A", ""), ("quota", "--account", "")])
def test_bash_completes_accounts_as_words_of_the_shell(
    words: tuple[str, ...], folder: Path
) -> None:
    found = ask_bash(folder, "pectui", *words)
    assert found == {"studio", "due\\ parole", "\\$\\(exit\\ 9\\)"}


@needs("fish")
@pytest.mark.parametrize(("words", "wanted"), REQUESTS.values(), ids=REQUESTS)
def test_fish_completes(words: tuple[str, ...], wanted: set[str], folder: Path) -> None:
    assert is_like(ask_fish(folder, "pectui", *words), wanted)


@needs("fish")
def test_fish_completes_accounts(folder: Path) -> None:
    assert ask_fish(folder, "pectui", "-A", "") == set(ACCOUNTS)


@needs("zsh")
def test_zsh_can_read_its_script(folder: Path) -> None:
    (folder.parent / "script").write_text(text_of("zsh"), encoding="utf-8")
    ask = "autoload -Uz compinit; compinit -D -u; source ../script; print $_comps[pectui]"
    assert run_shell(folder, "zsh", "-f", "-c", ask) == ["_pectui"]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("language", ["en", "it"])
def test_every_option_is_in_every_script(shell: str, language: Any) -> None:
    use_language(language)
    script = text_of(shell)
    for command in described():
        for option in command.options:
            for name in option.names:
                spelled = f" -{'s' if len(name) == 2 else 'l'} {name.lstrip('-')} "
                assert (spelled if shell == "fish" else name) in script


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_described_is_what_the_parser_takes(name: str) -> None:
    [command] = [one for one in described() if one.name == name]
    actions = parser_of(name).actions
    assert len(command.options) + len(command.places) == len(actions)
    assert {name for one in command.options for name in one.names} == {
        name for one in actions for name in one.option_strings
    }


@pytest.mark.parametrize("language", ["en", "it"])
def test_the_man_page_says_what_the_help_says(language: Any) -> None:
    use_language(language)
    page = text_of("man")
    assert page.isascii()
    plain = re.sub(r"\\\[u(....)\]", lambda sign: chr(int(sign[1], 16)), page)
    plain = plain.replace("\\-", "-").replace("\\e", "\\").replace("\\&", "")
    words = " ".join(plain.split())
    for command in described():
        assert f'.SS "pectui {command.name}"' in plain
        for text in (command.description, *(one.help for one in command.options)):
            assert " ".join(text.split()) in words


@needs("groff")
def test_groff_finds_nothing_wrong_with_the_man_page() -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-z"],
        input=text_of("man"), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == ""


def test_the_accounts_are_named_one_a_line(cli: Callable[..., Any], folder: Path) -> None:
    assert cli("completions", "accounts").out.splitlines() == list(ACCOUNTS)
    assert cli("completions", "accounts", "--json").json == {"accounts": list(ACCOUNTS)}


def test_a_script_is_a_document_too(cli: Callable[..., Any]) -> None:
    assert cli("completions", "bash", "--json").json["text"] == text_of("bash")
    assert cli("completions", "tcsh").code == 2
