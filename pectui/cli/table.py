"""Aligned columns, fitted to the terminal by the width of their characters."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pectui.text import ELLIPSIS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

GAP = "  "
WHOLE = 1_000
"""The `least` of a column that is never narrowed."""


def cells(text: str) -> int:
    """Return how many cells of a terminal `text` takes; it must have passed the gate."""
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def fit(text: str, width: int) -> str:
    """Return `text` in exactly `width` cells: padded, or cut with an ellipsis."""
    taken = cells(text)
    if taken <= width:
        return text + " " * (width - taken)
    kept, taken = "", 0
    for char in text:
        if taken + _width(char) > width - 1:
            break
        kept, taken = kept + char, taken + _width(char)
    return kept + ELLIPSIS + " " * (width - 1 - taken) if width > 0 else ""


def wrap(text: str, width: int, hang: int = 2) -> str:
    """Return `text` in lines of at most `width` cells, those after the first indented by `hang`.

    Broken at blanks; a word longer than a line is broken where the line ends.
    """
    if cells(text) <= width:
        return text
    lead = text[: len(text) - len(text.lstrip(" "))][: width // 2]
    indent = (lead + " " * hang)[: width // 2]
    lines, line = [], ""
    for word in re.findall(r" *[^ ]+", text):
        if line.strip() and cells(line) + cells(word) > width:
            lines.append(line)
            line, word = indent, word.lstrip(" ")  # noqa: PLW2901 - the rest of the same word
        line += word
        while cells(line) > width:
            head = _head(line, width)
            lines.append(head)
            line = indent + line[len(head) :]
    return "\n".join([*lines, line])


def _head(text: str, width: int) -> str:
    """Return as many characters of `text` as fit in `width` cells, one at least."""
    taken = 0
    for at, char in enumerate(text):
        taken += _width(char)
        if taken > width and at:
            return text[:at]
    return text


NARROW = 60
"""Columns below which a list has several lines for each row, for its words to be read."""


def records(rows: Sequence[Sequence[str]], width: int) -> str:
    """Return `rows` one below the other for a narrow terminal: nothing is cut, words are wrapped.

    The first text of a row stands at the margin, the others are indented below it.
    """
    return "\n".join(
        wrap(text if at == 0 else f"  {text}", width)
        for row in rows
        for at, text in enumerate(row)
        if text
    )


def listing(
    heading: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    width: int | None,
    record: Callable[[tuple[str, ...]], Sequence[str]],
    *,
    least: Sequence[int],
    needless: Sequence[int] = (),
    numbers: int = -1,
) -> str:
    """Return `rows` as a table, see there; on a narrow terminal as records, see there.

    `record` arranges the cells of a row as the lines of its record.
    """
    if width is not None and width < NARROW:
        return records([record(row) for row in rows], width)
    return table([heading, *rows], width, least=least, needless=needless, numbers=numbers)


def table(
    rows: Sequence[Sequence[str]],
    width: int | None,
    *,
    least: Sequence[int],
    needless: Sequence[int] = (),
    numbers: int = -1,
) -> str:
    """Return `rows` (the first is the heading) as aligned lines of at most `width` cells.

    Without a width nothing is cut. Otherwise columns are narrowed, the last of them first, to the
    cells of `least`: first those of `needless`, which are then left out in their order, then the
    others, until the last column has what it needs; it takes what is left. Column `numbers` is
    aligned to the right.
    """
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    shown = list(range(len(widths)))
    if width is not None:
        shown = _fit_columns(widths, width, least, needless)
    lines = []
    for row in rows:
        parts = [
            " " * (widths[at] - cells(row[at])) + row[at]
            if at == numbers and cells(row[at]) <= widths[at]
            else fit(row[at], widths[at])
            for at in shown
        ]
        line = GAP.join(parts)
        lines.append((line if width is None else fit(line, width)).rstrip())
    return "\n".join(lines)


def _fit_columns(
    widths: list[int], width: int, least: Sequence[int], needless: Sequence[int]
) -> list[int]:
    """Narrow `widths` to `width` in all; return the columns that are left."""
    shown = list(range(len(widths)))
    last = shown[-1]

    def excess(wanted: int) -> int:
        others = [widths[at] for at in shown if at != last]
        return sum(others) + len(GAP) * len(others) + min(widths[last], wanted) - width

    def narrow(columns: Sequence[int], wanted: int) -> None:
        for at in reversed(columns):
            widths[at] = max(min(widths[at], least[at]), widths[at] - max(0, excess(wanted)))

    narrow(sorted(needless), max(least[last], width * 2 // 5))
    for at in needless:
        if excess(least[last]) > 0:
            shown.remove(at)
    narrow(shown[:-1], least[last])
    widths[last] = max(1, min(widths[last], -excess(0)))
    return shown
