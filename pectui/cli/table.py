"""Aligned columns, fitted to the terminal by the width of their characters."""

from __future__ import annotations

import shutil
import unicodedata
from typing import TYPE_CHECKING

from pectui.text import ELLIPSIS

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = "  "
PIPED_WIDTH = 10_000
"""Where no terminal sets a limit nothing is cut."""


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


def terminal_width(*, limited: bool) -> int:
    """Return the terminal's width, or no limit for what goes elsewhere."""
    return shutil.get_terminal_size((80, 24)).columns if limited else PIPED_WIDTH


def table(rows: Sequence[Sequence[str]], width: int, *, shrink: int, numbers: int = -1) -> str:
    """Return `rows` (the first is the heading) as aligned lines of at most `width` cells.

    Column `shrink` gives way first, down to 12 cells; the last one takes what is left. Column
    `numbers` is aligned to the right.
    """
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    gaps = len(GAP) * (len(widths) - 1)
    least_last = min(20, widths[-1])
    if (excess := sum(widths[:-1]) + least_last + gaps - width) > 0:
        widths[shrink] = max(min(12, widths[shrink]), widths[shrink] - excess)
    widths[-1] = max(1, min(widths[-1], width - sum(widths[:-1]) - gaps))
    lines = []
    for row in rows:
        parts = [
            " " * (wide - cells(text)) + text if column == numbers else fit(text, wide)
            for column, (text, wide) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(fit(GAP.join(parts), width).rstrip())
    return "\n".join(lines)
