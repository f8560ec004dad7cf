"""What can be wrong with the text of a cell, wherever it was read from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pectui.models.table import Gravity
from pectui.tables.records import Flaw
from pectui.text import REPLACEMENT, clean_line, storable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_LOST = re.compile(f"[{REPLACEMENT}\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TAILS = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = re.compile(rf"Ã(?:[{_TAILS}]|(?=\W|$))|Â[\xa0-\xbf]|â[€‚]")
"""UTF-8 that somebody decoded as cp1252: `SocietÃ ` was Società."""
_SCIENTIFIC = re.compile(r"\s*-?\d(?:[.,]\d+)?E\+\d{2,3}\s*")
_SUSPECTS = ("E+", "Ã", "Â", "â€", "â‚", REPLACEMENT)


def blank(cells: Sequence[str]) -> bool:
    """Whether a row holds nothing a person could see."""
    return not "".join(cells).strip()


def calm(rows: Sequence[Sequence[str]], width: int) -> bool:
    """Whether these rows fill `width` columns and nothing in them can be wrong: a quick look."""
    if set(map(len, rows)) != {width}:
        return False
    texts = list(map("".join, rows))
    if not all(map(str.strip, texts)):
        return False
    text = "".join(texts)
    return text.isprintable() and not any(suspect in text for suspect in _SUSPECTS)


def mended(cell: str) -> str:
    r"""Return a cell with `\n` for any line end, and with what could not be read made visible."""
    if "\r" in cell:
        cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    return storable(cell)


def flaws_of(cells: Sequence[str], delimiter: str | None) -> Iterator[Flaw]:
    """Yield what is wrong with the cells of a row."""
    delimiters = len(cells) - 1
    for column, cell in enumerate(cells):
        if _LOST.search(cell):
            yield Flaw("tables.cell.lost", (("cell", _quoted(cell)),), column)
        if _CONTROL.search(cell):
            yield Flaw("tables.cell.control", (("cell", _quoted(cell)),), column)
        if found := _MOJIBAKE.search(cell):
            values = (("word", _around(cell, found)),)
            yield Flaw("tables.cell.mojibake", values, column, Gravity.WARNING)
        if _SCIENTIFIC.fullmatch(cell):
            values = (("cell", cell.strip()),)
            yield Flaw("tables.cell.scientific", values, column, Gravity.WARNING)
        if delimiter and delimiters > 1 and "\n" in cell:
            lines = cell.split("\n")[1:]
            if any(line.count(delimiter) == delimiters for line in lines):
                yield Flaw("tables.cell.swallows", (), column, Gravity.WARNING)


def _around(cell: str, found: re.Match[str]) -> str:
    """Return the word in which something was found."""
    before = cell[max(found.start() - 30, 0) : found.start()].split(" ")[-1]
    after = cell[found.end() : found.end() + 30].split(" ")[0]
    return clean_line(before + found.group() + after, 80)


def _quoted(cell: str) -> str:
    return clean_line(cell, 60)
