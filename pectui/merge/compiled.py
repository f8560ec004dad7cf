"""One text made ready to be filled: by `%` where its fields are plain, else by the library."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from pectui.merge import markup
from pectui.models.table import Finding, Gravity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pectui.merge.names import Names

Written = tuple[str, "frozenset[int] | set[int]", tuple[Finding, ...]]
"""A filled text, the columns it printed empty, and why it could not be filled."""

_SPECIAL = re.compile("[&<>\"']")
_NONE: frozenset[int] = frozenset()


class Compiled:
    """A text with fields. Raises TemplateInvalid, FieldUnknown."""

    def __init__(self, source: str, names: Names, *, is_html: bool = False) -> None:
        # A name with accents as a Mac writes them is no word to the library.
        source = unicodedata.normalize("NFC", source)
        markup.check(source, names)
        from pectui.merge import engine, parsed  # late: the library takes a tenth of a second

        self._engine = engine
        self._parsed = parsed.Parsed(source, names, is_html=is_html)
        self.used = frozenset(self._parsed.columns.values())
        self._escape: Callable[[str], str] | None = engine.as_html if is_html else None
        self._limit = engine.MAX_OUTPUT
        pieces = self._parsed.pieces()
        self._pattern = "" if pieces is None else _pattern(pieces)
        self._columns = tuple(one for one in pieces or () if isinstance(one, int))
        self._is_plain = pieces is not None
        self._cells = _getter(self._columns)

    def fill(self, cells: Sequence[str]) -> Written:
        """Return the text of a row; it never fails."""
        if not self._is_plain:
            return self._rendered(cells)
        values = self._cells(cells)
        empty: frozenset[int] | set[int] = _NONE
        if not all(values) or any(map(str.isspace, values)):
            empty = {at for at in self._columns if _is_blank(cells[at])}
            values = tuple("" if _is_blank(one) else one for one in values)
        if sum(map(len, values)) + len(self._pattern) > self._limit:
            return "", empty, (_too_long(),)
        if self._escape is not None and _SPECIAL.search("".join(values)):
            escape = self._escape
            values = tuple(escape(one) if _SPECIAL.search(one) else one for one in values)
        return self._pattern % values, empty, ()

    def _rendered(self, cells: Sequence[str]) -> Written:
        named = {
            name: self._engine.empty_cell(at) if _is_blank(cells[at]) else cells[at]
            for name, at in self._parsed.columns.items()
        }
        try:
            text, empty = self._parsed.render(named)
        except Exception as error:  # whatever a row does, the others go on
            if self._engine.is_too_long(error):
                return "", _NONE, (_too_long(),)
            values = (("line", str(self._engine.line_of(error))),)
            return "", _NONE, (Finding(Gravity.PROBLEM, "merge.not-filled", values),)
        return text, empty, ()


def _is_blank(cell: str) -> bool:
    return not cell or cell.isspace()


def _too_long() -> Finding:
    return Finding(Gravity.PROBLEM, "merge.too-long")


def _pattern(pieces: list[str | int]) -> str:
    return "".join("%s" if isinstance(one, int) else one.replace("%", "%%") for one in pieces)


@lru_cache(maxsize=64)
def _getter(columns: tuple[int, ...]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    if not columns:
        return lambda _: ()
    if len(columns) == 1:
        (only,) = columns
        return lambda cells: (cells[only],)
    several: Callable[[Sequence[str]], tuple[str, ...]] = itemgetter(*columns)
    return several


def whole(cells: Sequence[str], width: int) -> Sequence[str]:
    """Return a row with a cell for each column, empty ones for those it lacks."""
    return cells if len(cells) >= width else (*cells, *[""] * (width - len(cells)))
