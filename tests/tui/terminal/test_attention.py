"""The exact bytes that a terminal gets when new mail is told, whatever a subject holds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.tui.terminal import attention
from pectui.tui.terminal.attention import (
    Attention,
    Place,
    Popup,
    place_of,
    popup_of,
    popup_sequence,
)
from pectui.tui.terminal.tmux import passed_through
from tests.hostile.hostile_strings import HOSTILE, Hostile, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

EVERYTHING = frozenset({"bell", "title", "desktop", "toast"})
XTERM = {"TERM": "xterm-256color"}
TMUX = {"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0", "TMUX_PANE": "%3"}
OSC99 = b"\x1b]99;i=pectui:d=0;pectui (1) a@b\x1b\\\x1b]99;i=pectui:d=1:p=body;Certified: x\x1b\\"
OSC777 = b"\x1b]777;notify;pectui (1) a@b;Certified: x\x1b\\"
OSC9 = b"\x1b]9;pectui (1) a@b: Certified: x\x1b\\"
BELL = b"\x07"


class Written:
    """What was written to a terminal."""

    def __init__(self, ways: frozenset[str], environment: dict[str, str]) -> None:
        self.parts: list[str] = []
        self.attention = Attention(ways, environment, self.parts.append)

    @property
    def octets(self) -> bytes:
        return "".join(self.parts).encode()


async def called(ways: frozenset[str], environment: dict[str, str]) -> bytes:
    written = Written(ways, environment)
    await written.attention.call("pectui (1) a@b", "Certified: x")
    assert len(written.parts) <= 1, "one write for one notice"
    return written.octets


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        (XTERM, BELL),
        ({"TERM": "xterm-kitty"}, OSC99 + BELL),
        ({**XTERM, "KITTY_WINDOW_ID": "1"}, OSC99 + BELL),
        ({"TERM": "foot"}, OSC777 + BELL),
        ({"TERM": "foot-extra", "KITTY_WINDOW_ID": "1"}, OSC777 + BELL),
        ({"TERM": "rxvt-unicode-256color"}, OSC777 + BELL),
        ({"TERM": "xterm-ghostty"}, OSC777 + BELL),
        ({**XTERM, "TERM_PROGRAM": "ghostty"}, OSC777 + BELL),
        ({**XTERM, "GHOSTTY_RESOURCES_DIR": "/x"}, OSC777 + BELL),
        ({**XTERM, "TERM_PROGRAM": "WezTerm"}, OSC777 + BELL),
        ({"TERM": "wezterm"}, OSC777 + BELL),
        ({**XTERM, "WEZTERM_PANE": "0"}, OSC777 + BELL),
        ({**XTERM, "TERM_PROGRAM": "iTerm.app"}, OSC9 + BELL),
        ({**XTERM, "LC_TERMINAL": "iTerm2", "SSH_TTY": "/dev/pts/1"}, OSC9 + BELL),
        ({"TERM": "xterm-kitty", "SSH_TTY": "/dev/pts/1"}, OSC99 + BELL),
        # Left over from the terminal this one was started in.
        ({**XTERM, "TERM_PROGRAM": "vscode", "KITTY_WINDOW_ID": "1"}, BELL),
        ({**XTERM, "WT_SESSION": "x"}, BELL),
        ({"TERM": "linux"}, BELL),
        ({"TERM": "dumb", "KITTY_WINDOW_ID": "1"}, BELL),
        ({}, BELL),
        ({"TERM": "screen-256color", "STY": "1.x", "KITTY_WINDOW_ID": "1"}, BELL),
        ({"TERM": "xterm-kitty", "STY": "1.x"}, BELL),
        ({"TERM": "screen", "LC_TERMINAL": "iTerm2"}, BELL),
        ({"TERM": "tmux-256color", "LC_TERMINAL": "iTerm2"}, BELL),
    ],
    ids=str,
)
async def test_each_terminal_gets_what_it_knows(
    environment: dict[str, str], expected: bytes
) -> None:
    assert await called(EVERYTHING, environment) == expected


@pytest.mark.parametrize(
    ("ways", "environment", "expected"),
    [
        ({"bell"}, {"TERM": "xterm-kitty"}, BELL),
        ({"desktop"}, {"TERM": "xterm-kitty"}, OSC99),
        ({"desktop"}, XTERM, b""),
        ({"title", "toast"}, {"TERM": "xterm-kitty"}, b""),
        (set(), {"TERM": "xterm-kitty"}, b""),
        ({"osc777"}, XTERM, OSC777),
        ({"osc9", "bell"}, XTERM, OSC9 + BELL),
        ({"osc99"}, {"TERM": "foot"}, OSC99),
        ({"desktop", "osc9"}, {"TERM": "foot"}, OSC9),
        ({"osc9", "bell"}, {"TERM": "screen", "STY": "1.x"}, BELL),
        ({"osc9"}, {"TERM": "linux"}, b""),
        ({"osc777"}, {"TERM": "tmux-256color"}, passed_through(OSC777.decode()).encode()),
    ],
)
async def test_the_person_has_the_last_word(
    ways: set[str], environment: dict[str, str], expected: bytes
) -> None:
    assert await called(frozenset(ways), environment) == expected


# ── tmux ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def tmux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Install a tmux that notes its arguments and answers with the given lines."""

    def install(*lines: str, work: str = "") -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        notes = tmp_path / "notes"
        answer = "\\n".join(lines)
        program = folder / "tmux"
        program.write_text(f"#!/bin/sh\n{work}\necho \"$@\" > {notes}\nprintf '{answer}\\n'\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
        return notes

    return install


def test_what_passes_through_tmux_has_every_escape_twice() -> None:
    inner = OSC99.decode()
    whole = passed_through(inner)
    assert whole.startswith("\x1bPtmux;\x1b\x1b]99;")
    assert whole.endswith("\x1b\x1b\\\x1b\\")
    assert whole.removeprefix("\x1bPtmux;").removesuffix("\x1b\\").replace("\x1b\x1b", "\x1b") == (
        inner
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("1", "kitty(0.32.0)", "xterm-kitty"), OSC99),
        (("on", "", "xterm-kitty"), OSC99),
        (("all", "iTerm2 3.5.0", "xterm-256color"), OSC9),
        (("1", "foot(1.16.2)", "foot"), OSC777),
        (("1", "XTerm(370)", "xterm-256color"), b""),
        (("0", "kitty(0.32.0)", "xterm-kitty"), b""),
        (("off", "kitty(0.32.0)", "xterm-kitty"), b""),
        (("", "", "xterm-kitty"), b""),
        ((), b""),
    ],
)
async def test_tmux_is_asked_whether_it_lets_through_and_for_whom(
    lines: tuple[str, ...], expected: bytes, tmux: Callable[..., Path]
) -> None:
    notes = tmux(*lines)
    wrapped = passed_through(expected.decode()).encode() if expected else b""
    # What is inherited from the server's first terminal says nothing about that of now.
    assert await called(EVERYTHING, {**TMUX, "WEZTERM_PANE": "0"}) == wrapped + BELL
    assert notes.read_text().startswith("display-message -p -t %3 #{allow-passthrough}")


async def test_a_forced_popup_needs_tmux_to_let_it_through(tmux: Callable[..., Path]) -> None:
    tmux("0", "", "")
    assert await called(frozenset({"osc9"}), TMUX) == b""


@pytest.mark.parametrize("work", ["exit 1", "exec sleep 30"])
async def test_a_tmux_that_does_not_answer_lets_nothing_through(
    work: str, tmux: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attention, "TMUX_SECONDS", 0.2)
    tmux("1", "", "xterm-kitty", work=work)
    assert await called(EVERYTHING, TMUX) == BELL


async def test_without_the_tmux_command_nothing_is_let_through(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert await called(EVERYTHING, TMUX) == BELL


async def test_tmux_is_not_asked_for_a_bell(tmux: Callable[..., Path]) -> None:
    notes = tmux("1", "", "xterm-kitty")
    assert await called(frozenset({"bell", "title"}), TMUX) == BELL
    assert not notes.exists()


# ── the title ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("environment", [XTERM, TMUX, {"TERM": "tmux-256color"}])
def test_the_title_is_kept_shown_and_put_back(environment: dict[str, str]) -> None:
    written = Written(EVERYTHING, environment)
    written.attention.set_title("pectui a@b")
    assert written.octets == b"\x1b[22;2t\x1b]2;pectui a@b\x1b\\"
    written.parts.clear()
    written.attention.set_title("pectui (3) a@b")
    written.attention.set_title("pectui (3) a@b")
    assert written.octets == b"\x1b]2;pectui (3) a@b\x1b\\"
    written.parts.clear()
    written.attention.close()
    written.attention.close()
    assert written.octets == b"\x1b]2;\x1b\\\x1b[23;2t"


@pytest.mark.parametrize(
    ("ways", "environment"),
    [
        (EVERYTHING, {"TERM": "linux"}),
        (EVERYTHING, {"TERM": "screen", "STY": "1.x"}),
        (EVERYTHING, {"TERM": "dumb"}),
        (EVERYTHING - {"title"}, XTERM),
        (frozenset(), XTERM),
    ],
)
def test_no_title_where_none_is_wanted_or_known(
    ways: frozenset[str], environment: dict[str, str]
) -> None:
    written = Written(ways, environment)
    written.attention.set_title("pectui a@b")
    written.attention.close()
    assert written.octets == b""


def test_a_title_that_was_never_shown_is_not_put_back() -> None:
    written = Written(EVERYTHING, XTERM)
    written.attention.close()
    assert written.octets == b""


# ── hostile text ─────────────────────────────────────────────────────────────────────────────────

SHAPES = {
    "title": re.compile("\x1b\\[22;2t\x1b\\]2;([^\x1b\x07]*)\x1b\\\\"),
    Popup.OSC99: re.compile(
        "\x1b\\]99;i=pectui:d=0;([^\x1b\x07]*)\x1b\\\\"
        "\x1b\\]99;i=pectui:d=1:p=body;([^\x1b\x07]*)\x1b\\\\"
    ),
    Popup.OSC777: re.compile("\x1b\\]777;notify;([^\x1b\x07;]*);([^\x1b\x07;]*)\x1b\\\\"),
    Popup.OSC9: re.compile("\x1b\\]9;([^\x1b\x07;]*)\x1b\\\\"),
}
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def payload(shape: str, sequence: str) -> str:
    """Return the texts in a sequence, which must be whole and alone."""
    found = SHAPES[shape].fullmatch(sequence)
    assert found, repr(sequence)
    text = "".join(found.groups())
    assert not _CONTROLS.search(text), repr(text)
    sequence.encode()
    return text


def sequence_of(shape: str, text: str) -> str:
    if isinstance(shape, Popup):
        return popup_sequence(shape, text, text)
    written = Written(EVERYTHING, XTERM)
    written.attention.set_title(text)
    return "".join(written.parts)


@pytest.mark.parametrize("shape", list(SHAPES))
@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_no_text_gets_out_of_its_sequence(shape: str, hostile: Hostile) -> None:
    text = payload(shape, sequence_of(shape, f"a {hostile.text} z"))
    # As in a subject, encoded words are undone where the message is read, not here.
    words = words_of(hostile.text)
    assert (words.replace(";", ",") if shape in {"osc777", "osc9"} else words) in words_of(text)


@pytest.mark.parametrize("shape", list(SHAPES))
@given(text=st.text(max_size=400))
def test_no_text_at_all_gets_out_of_its_sequence(shape: str, text: str) -> None:
    found = payload(shape, sequence_of(shape, f"x{text}"))
    assert len(found) <= attention.MOST_TITLE + attention.MOST_BODY + 2


@given(text=st.text(max_size=100))
def test_nothing_gets_out_of_what_passes_through_tmux(text: str) -> None:
    for popup in Popup:
        whole = passed_through(popup_sequence(popup, text, text))
        inner = whole.removeprefix("\x1bPtmux;").removesuffix("\x1b\\")
        # tmux ends it at a single ESC \ and undoes the double ones.
        assert "\x1b" not in inner.replace("\x1b\x1b", "")
        payload(popup, inner.replace("\x1b\x1b", "\x1b"))


@pytest.mark.parametrize("text", ["4;3;50", "9;/tmp", "4", "1;x", ""])
def test_no_text_becomes_another_command_of_osc_9(text: str) -> None:
    assert popup_sequence(Popup.OSC9, "pectui a@b", text).startswith("\x1b]9;pectui a@b: ")


def test_long_texts_are_cut() -> None:
    sequence = popup_sequence(Popup.OSC777, "t" * 5000, "b" * 5000)
    title, body = SHAPES[Popup.OSC777].fullmatch(sequence).groups()  # type: ignore[union-attr]
    assert (len(title), len(body)) == (attention.MOST_TITLE, attention.MOST_BODY)
    assert title.endswith("…")
    assert body.endswith("…")


def test_where_it_runs() -> None:
    assert place_of(XTERM) is Place.DIRECT
    assert place_of(TMUX) is Place.TMUX
    assert place_of({**TMUX, "STY": "1.x"}) is Place.BELL_ONLY
    assert popup_of({**XTERM, "TERM_PROGRAM": "", "WEZTERM_PANE": "1"}) is Popup.OSC777
