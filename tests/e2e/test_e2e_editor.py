"""What an editor saved is never lost, however the program ends."""

from __future__ import annotations

import signal
import stat
from typing import TYPE_CHECKING

import pytest

from benchmarks.terminal import environment
from tests.plain import talk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from benchmarks.terminal import Terminal
    from tests.e2e.conftest import Open

SIZE = (120, 45)
"""A window in which no notification lies over what is waited for."""
EDITOR = b"\x07"
QUIT = b"\x11"


@pytest.fixture
def script(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Give a way to write an editor in shell; what of it still runs is told to end."""
    stop = tmp_path / "stop"

    def write(lines: str) -> str:
        path = tmp_path / "editor.sh"
        waits = f'waits() {{ while [ ! -e "$1" ] && [ ! -e "{stop}" ]; do sleep 0.02; done; }}'
        path.write_text(f"#!/bin/sh\ncd '{tmp_path}'\n{waits}\n{lines}\n")
        path.chmod(0o700)
        return str(path)

    yield write
    stop.touch()


def begin_letter(open_terminal: Open, account: dict[str, str], editor: str) -> Terminal:
    """Open the program and write to somebody, up to the editor."""
    terminal = open_terminal(env={**account, "EDITOR": editor})
    terminal.resize(*SIZE)
    terminal.wait_for("online")
    terminal.send("c")
    terminal.wait_for("Subject")
    terminal.send("rossi@pec.example\tDiffida\t")
    terminal.wait_for("Diffida")
    terminal.send(EDITOR)
    return terminal


def wait_for_file(terminal: Terminal, path: Path) -> None:
    terminal.wait_until(path.exists)


def assert_is_draft(home: Path, account: dict[str, str], words: str) -> None:
    """The letter is among the drafts with these words in it."""
    env = environment(home, **{**account, "PECTUI_LANGUAGE": "en"})
    assert words in talk("drafts", "1", "show", "keep", "quit", env=env)


WRITES = 'printf \'Testo scritto nel suo editor\\n\' > "$1"; ls -ld "$1" > seen; touch written'


@pytest.mark.parametrize("way", ["SIGTERM", "closed"])
def test_what_was_saved_survives_the_end_of_the_program(
    way: str,
    open_terminal: Open,
    account: dict[str, str],
    script: Callable[[str], str],
    home: Path,
    tmp_path: Path,
) -> None:
    editor = script(f"{WRITES}; waits never")
    terminal = begin_letter(open_terminal, account, editor)
    wait_for_file(terminal, tmp_path / "written")
    if way == "closed":
        terminal.hang_up()
    else:
        terminal.signal(signal.Signals[way])
    terminal.wait_for_end()
    assert_is_draft(home, account, "Testo scritto nel suo editor")
    assert not list(tmp_path.glob("tmp*/pectui-*"))


def test_what_was_saved_survives_a_kill_and_the_editor_is_still_listened_to(
    open_terminal: Open,
    account: dict[str, str],
    script: Callable[[str], str],
    home: Path,
    tmp_path: Path,
) -> None:
    later = "waits go; printf 'E ancora dopo' > \"$1\"; touch later; waits never"
    terminal = begin_letter(open_terminal, account, script(f"trap '' HUP; {WRITES}; {later}"))
    wait_for_file(terminal, tmp_path / "written")
    terminal.signal(signal.SIGKILL)
    terminal.wait_for_end()
    again = open_terminal(env=account)
    again.resize(*SIZE)
    again.wait_for("Recovered")
    assert_is_draft(home, account, "Testo scritto nel suo editor")
    assert not list(tmp_path.glob("tmp*/pectui-*"))
    (tmp_path / "go").touch()
    wait_for_file(again, tmp_path / "later")
    again.send("4")
    again.wait_for("rossi@pec.example")
    again.settle()
    again.send("\r")
    again.wait_for("E ancora dopo")


def test_nothing_is_drawn_over_the_editor_whose_file_is_private_and_gone_when_it_ended_well(
    open_terminal: Open,
    account: dict[str, str],
    script: Callable[[str], str],
    home: Path,
    tmp_path: Path,
) -> None:
    editor = script(f'stat -c "%a" "$1" > mode; touch open; waits go; {WRITES}')
    terminal = begin_letter(open_terminal, account, editor)
    wait_for_file(terminal, tmp_path / "open")
    terminal.settle()
    before = len(terminal.raw)
    for _ in range(50):
        terminal.signal(signal.SIGWINCH)
    assert terminal.read(0.5) == b""
    assert len(terminal.raw) == before
    (tmp_path / "go").touch()
    terminal.wait_for("Testo scritto nel suo editor")
    assert (tmp_path / "mode").read_text().strip() == "600"
    (place,) = home.rglob("editing")
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    terminal.wait_until(lambda: not list(place.iterdir()))
    terminal.send(QUIT)
    assert terminal.wait_for_end() == 0


def test_an_editor_with_a_window_of_its_own_is_told_of_and_taken_from(
    open_terminal: Open,
    account: dict[str, str],
    script: Callable[[str], str],
    home: Path,
    tmp_path: Path,
) -> None:
    editor = script('(waits go; printf "Salvato piu tardi" > "$1") >/dev/null 2>&1 &')
    terminal = begin_letter(open_terminal, account, editor)
    terminal.wait_for("came back at once")
    (tmp_path / "go").touch()
    terminal.wait_for("Salvato piu tardi")
    terminal.send(QUIT)
    assert terminal.wait_for_end() == 0
    assert_is_draft(home, account, "Salvato piu tardi")
