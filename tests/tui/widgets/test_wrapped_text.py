from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from pectui.text import clean_text
from pectui.tui.widgets.reader import wrapped_text as module
from pectui.tui.widgets.reader.wrapped_text import WrappedText

ALPHABET = st.sampled_from(
    [*"ab è€ \n\t-", "漢", "한", "e\u0301", "\u0301", "😀", "\x1b", "\u200b"]
)
TEXTS = st.lists(ALPHABET, max_size=300).map("".join)


def wrapped(text: str, width: int) -> WrappedText:
    wrapping = WrappedText(text, width)
    steps = 0
    while not wrapping.done:
        wrapping.work()
        steps += 1
        assert steps < 10_000, "no progress"
    return wrapping


def rows(text: str, width: int) -> list[str]:
    wrapping = wrapped(text, width)
    return [wrapping.row_text(row).rstrip() for row in range(wrapping.rows)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, []),
        ("uno", 10, ["uno"]),
        ("uno\n", 10, ["uno"]),
        ("uno\n\ndue", 10, ["uno", "", "due"]),
        ("uno due tre", 7, ["uno due", "tre"]),
        ("uno due tre", 8, ["uno due", "tre"]),
        ("uno due tre", 6, ["uno", "due", "tre"]),
        ("unoduetre", 4, ["unod", "uetr", "e"]),
        ("1234567\nx", 7, ["1234567", "x"]),
        ("  rientro lungo", 9, ["  rientro", "lungo"]),
        ("漢字漢字漢", 4, ["漢字", "漢字", "漢"]),
        ("漢字漢字漢", 5, ["漢字", "漢字", "漢"]),
        ("a漢字", 2, ["a", "漢", "字"]),
        ("perche\u0301 no", 6, ["perche\u0301", "no"]),
        ("\tx", 20, ["        x"]),
        ("ab\tx", 20, ["ab      x"]),
        ("漢\tx", 20, ["漢      x"]),
        ("a\r\nb\rc", 5, ["a", "b", "c"]),
    ],
)
def test_lines_are_cut_by_cells_at_blanks(text: str, width: int, expected: list[str]) -> None:
    assert rows(text, width) == expected


@given(TEXTS, st.integers(2, 12))
@example("a" * 50 + " " * 50, 5)
@example(text=" a😀", width=2)
def test_rows_hold_the_whole_text_and_fit(text: str, width: int) -> None:
    wrapping = wrapped(text, width)
    pieces = [wrapping.span(row) for row in range(wrapping.rows)]
    assert "".join(wrapping.text[start:end] for start, end in pieces) == wrapping.text
    for row in range(wrapping.rows):
        shown = wrapping.row_text(row)
        assert "\n" not in shown
        assert cell_len(shown.rstrip(" ")) <= width
    without_tabs = clean_text(text)
    if "\t" not in text:
        assert wrapping.text == without_tabs


@given(TEXTS, st.integers(2, 12), st.integers(1, 40))
def test_slices_of_any_size_give_the_same_rows(text: str, width: int, size: int) -> None:
    # How many marks stand on a character, and where tabs stop, is counted within a slice.
    text = text.replace("\u0301", "").replace("\t", "")
    whole = wrapped(text, width)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "SLICE", size)
        patch.setattr(module, "FIRST_SLICE", size)
        sliced = wrapped(text, width)
    assert sliced.text == whole.text
    if size > 4 * width:
        assert list(sliced.starts) == list(whole.starts)


@given(TEXTS, st.integers(1, 12), st.data())
def test_a_position_is_found_in_its_row(text: str, width: int, data: st.DataObject) -> None:
    wrapping = wrapped(text, width)
    if not wrapping.text:
        assert wrapping.row_at(0) is None
        return
    position = data.draw(st.integers(0, len(wrapping.text) - 1))
    row = wrapping.row_at(position)
    assert row is not None
    start, end = wrapping.span(row)
    assert start <= position < end


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, " " * 1_000_000, "\n" * 200_000, "漢" * 100_000, "\t" * 20_000]
)
def test_one_step_of_work_is_short_whatever_the_text(text: str) -> None:
    wrapping = WrappedText(text, 80)
    longest = 0.0
    while not wrapping.done:
        started = time.perf_counter()
        wrapping.work()
        longest = max(longest, time.perf_counter() - started)
    assert longest < 0.5  # usually a hundredth of that; machines that test are busy


def test_another_width_keeps_the_text_and_cuts_anew() -> None:
    wrapping = wrapped("uno due tre", 3)
    wrapping.rewrap(20)
    assert wrapping.rows == 0
    while not wrapping.done:
        wrapping.work()
    assert wrapping.rows == 1
