"""What lies in the place of the first picture: only a picture of one's own reaches the terminal."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from pectui.tui.terminal import first_picture
from tests.e2e.conftest import Open
from tests.e2e.test_e2e_first_picture import pictures, wait_for_picture

PICTURE = "\x1b[1;38;2;10;20;30mUna riga\x1b[0m\r\nperché ✉ 日本"
OSC = "\x1b]52;c;cHJvdmE=\x07"
HOSTILE = {
    "clipboard": f"riga{OSC}",
    "title": "\x1b]0;titolo\x1b\\",
    "device": "\x1bP$qm\x1b\\",
    "question": "\x1b[c",
    "cursor": "\x1b[2J\x1b[H",
    "mode": "\x1b[?1049l",
    "c1": "\x9b31m",
    "backspace": "a\bb",
    "bidi": "\u202eotneg",
    "alone": "a\nb",
    "too tall": "\r\n" * 24,
}


def put(path: Path, content: str, mode: int = 0o600) -> Path:
    path.write_text(content, encoding="utf-8", newline="")
    path.chmod(mode)
    return path


def test_a_picture_is_read_as_it_was_kept(tmp_path: Path) -> None:
    assert first_picture.read(put(tmp_path / "p", PICTURE), 24) == PICTURE


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_only_text_and_colours_are_a_picture(tmp_path: Path, content: str) -> None:
    with pytest.raises(ValueError, match="p"):
        first_picture.read(put(tmp_path / "p", f"{PICTURE}{content}"), 24)


def test_what_others_may_touch_or_make_is_not_read(tmp_path: Path) -> None:
    own = put(tmp_path / "own", PICTURE)
    link, pipe, folder = tmp_path / "link", tmp_path / "pipe", tmp_path / "folder"
    link.symlink_to(own)
    os.mkfifo(pipe, 0o600)
    folder.mkdir(0o700)
    places = [link, pipe, folder, put(tmp_path / "open", PICTURE, 0o644), tmp_path / "none"]
    for place in places:
        with pytest.raises(OSError, match=r"."):
            first_picture.read(place, 24)
    put(tmp_path / "large", "x" * 1_000_001)
    with pytest.raises(ValueError, match="large"):
        first_picture.read(tmp_path / "large", 24)


def test_a_name_tells_nothing_of_what_is_in_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put(tmp_path / "config.toml", 'password = "segreta"')
    monkeypatch.setenv("PECTUI_CONFIG", str(file))
    before, moment = first_picture._key(None), file.stat()
    put(file, 'password = "diversa"')
    os.utime(file, ns=(moment.st_atime_ns, moment.st_mtime_ns))
    assert first_picture._key(None) == before
    put(file, 'password = "diversa", theme')
    assert first_picture._key(None) != before


def test_a_settings_file_that_is_a_pipe_does_not_hold_up_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "config.toml")
    monkeypatch.setenv("PECTUI_CONFIG", str(tmp_path / "config.toml"))
    with pytest.raises(OSError, match=r"config"):
        first_picture._settings()


def keep_one(open_terminal: Open, account: dict[str, str], home: Path) -> Path:
    terminal = open_terminal(env=account)
    terminal.wait_for("60 messages")
    wait_for_picture(terminal, home)
    terminal.send("\x11")
    terminal.wait_for_end()
    (path,) = pictures(home)
    return path


def before_the_program(terminal: Terminal) -> bytes:
    # Textual's first word is a question about the keyboard.
    terminal.wait_for_bytes(b"\x1b[>")
    return bytes(terminal.raw).partition(b"\x1b[>")[0]


def test_the_program_starts_without_a_picture_that_is_none(
    open_terminal: Open, account: dict[str, str], home: Path
) -> None:
    path = keep_one(open_terminal, account, home)
    words = path.read_bytes().decode()
    kinds: dict[str, Callable[[], object]] = {
        "sequence": partial(put, path, words + OSC),
        "pipe": partial(os.mkfifo, path, 0o600),
        "link": partial(path.symlink_to, put(home / "elsewhere", words)),
    }
    for name, put_there in kinds.items():
        path.unlink()
        put_there()
        terminal = open_terminal(env=account)
        assert b"60 messages" not in before_the_program(terminal), name
        assert OSC.encode() not in terminal.raw, name
        terminal.close()
