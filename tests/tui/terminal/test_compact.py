"""What is written in fewer bytes draws the same, whatever stands before it and after it."""

from __future__ import annotations

from typing import Any

import pyte
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.style import Style
from textual.strip import Strip

from pectui.tui.terminal.compact import compact

WIDTH, HEIGHT = 12, 4
colours = st.one_of(
    st.none(),
    st.sampled_from(["default", "red", "bright_blue", "color(200)", "#0a1e28", "#abcdef"]),
)
styles = st.builds(
    Style,
    color=colours,
    bgcolor=colours,
    bold=st.booleans(),
    italic=st.booleans(),
    underline=st.booleans(),
    reverse=st.booleans(),
    strike=st.booleans(),
)
texts = st.text(alphabet="ab à…", min_size=1, max_size=5)
places = st.tuples(st.integers(1, HEIGHT), st.integers(1, WIDTH)).map(
    lambda place: f"\x1b[{place[0]};{place[1]}H"
)


def said(style: Style, text: str, system: ColorSystem = ColorSystem.TRUECOLOR) -> str:
    """Return a text as Textual writes it: its whole style before it, and a reset after it."""
    return Strip.render_style(style, text, system)


pieces = st.one_of(st.builds(said, styles, texts), texts, places, st.just("\r\n"), st.just("\n"))


def drawn(*writes: str) -> list[Any]:
    """Return every cell of a terminal that was written to, and how the next would look."""
    screen: Any = pyte.Screen(WIDTH, HEIGHT)
    stream: Any = pyte.Stream(screen)
    for data in writes:
        stream.feed(data)
    cells = [[screen.buffer[y][x] for x in range(WIDTH)] for y in range(HEIGHT)]
    return [cells, screen.cursor.x, screen.cursor.y, screen.cursor.attrs]


@example(writes=["\x1b[31;41ma\x1b[0m\x1b[9ma\x1b[0m"])
@given(writes=st.lists(st.lists(pieces, max_size=12).map("".join), max_size=4))
def test_it_draws_the_same(writes: list[str]) -> None:
    shorter = [compact(data) for data in writes]
    assert drawn(*shorter) == drawn(*writes)
    assert all(len(one) <= len(other) for one, other in zip(shorter, writes, strict=True))


PLAIN = Style(color="#e0e0e0", bgcolor="#121212")
BOLD = Style(color="#e0e0e0", bgcolor="#121212", bold=True)
RED = Style(color="#ff0000", bgcolor="#121212")


@pytest.mark.parametrize(
    ("one", "other", "between"),
    [
        (PLAIN, PLAIN, ""),
        (PLAIN, BOLD, "\x1b[1m"),
        (PLAIN, RED, "\x1b[38;2;255;0;0m"),
        (BOLD, PLAIN, "\x1b[0;38;2;224;224;224;48;2;18;18;18m"),
        (RED, Style(bgcolor="#121212"), "\x1b[39m"),
    ],
)
def test_only_what_changes_is_said(one: Style, other: Style, between: str) -> None:
    written = compact(said(one, "a") + "\x1b[2;1H" + said(other, "b"))
    begin = said(one, "a").removesuffix("\x1b[0m")
    assert written == f"{begin}\x1b[2;1H{between}b\x1b[0m"


@pytest.mark.parametrize(
    "sequence", ["", "\x1b[?1049h", "\x1b]2;pectui\x1b\\", "\x1b]52;c;YQ==\x07", "\x1b[3;4H"]
)
def test_what_draws_nothing_passes(sequence: str) -> None:
    assert compact(sequence) == sequence


@pytest.mark.parametrize("codes", ["4:3", "38:2::1:2:3", "31;;1", "1;4:0"])
def test_a_style_that_is_not_read_here_is_left_as_it_is(codes: str) -> None:
    data = f"\x1b[1ma\x1b[0m\x1b[{codes}mab\x1b[0mcd"
    assert compact(data) == data
