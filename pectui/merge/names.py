"""Columns by the names that a template may give them: their key, or their header as written."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import FieldUnknown
from pectui.models.table import Finding, Gravity
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pectui.models.table import Column

_PLAIN = re.compile(r"[^\W\d][\w-]*")
_LONGEST = 60
"""Characters of a name that are compared with others; columns are headed by fewer."""


def normal(name: str) -> str:
    """Return a name as it is compared: accents put together, no blanks around it."""
    return unicodedata.normalize("NFC", name).strip()


def spelled(column: Column) -> str:
    """Return what a template says for a column, without the braces."""
    if _PLAIN.fullmatch(column.key):
        return column.key
    quote = "'" if '"' in column.name else '"'
    return f"[{quote}{column.name or column.key}{quote}]"


def called(column: Column) -> str:
    """Return a column's name for a person, through the gate."""
    return clean_line(column.name or column.key, 80)


def _nearest(name: str, columns: Sequence[Column]) -> Column | None:
    by_name: dict[str, Column] = {}
    for column in columns:
        for one in (column.key, column.name):
            if one:
                by_name.setdefault(normal(one).casefold()[:_LONGEST], column)
    found = get_close_matches(normal(name).casefold()[:_LONGEST], by_name, n=1)
    return by_name[found[0]] if found else None


def nearest_name(name: str, columns: Sequence[Column]) -> str | None:
    """Return the header of the column that was probably meant by `name`; None for no likeness."""
    column = _nearest(name, columns)
    return None if column is None else called(column)


class Names:
    """The columns of a table, each to be asked for by its key and by its header."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = tuple(columns)
        self._meant: dict[str, dict[int, Column]] = {}
        for column in self.columns:
            for name in (column.key, column.name):
                if name := normal(name):
                    self._meant.setdefault(name, {})[column.position] = column

    def find(self, name: str) -> Column | None:
        """Return the column of that key or header; raises FieldUnknown where two are called so."""
        meant = list(self._meant.get(normal(name), {}).values())
        if len(meant) > 1:
            raise FieldUnknown(t("merge.doubled", name=clean_line(name, 80)))
        return meant[0] if meant else None

    def get(self, name: str) -> Column:
        """Return the column of that key or header; raises FieldUnknown, with the nearest one."""
        column = self.find(name)
        if column is None:
            raise self.unknown(name)
        return column

    def unknown(self, name: str) -> FieldUnknown:
        """Return the error that no column is called `name`."""
        shown = clean_line(name, 80)
        near = _nearest(name, self.columns)
        if near is None:
            return FieldUnknown(t("merge.no-column", name=shown))
        said = clean_line(spelled(near), 80)
        return FieldUnknown(t("merge.did-you-mean", name=shown, near=said))

    def positions(self, names: Iterable[str]) -> frozenset[int]:
        """Return where the columns called `names` stand; raises FieldUnknown."""
        return frozenset(self.get(name).position for name in names)


def empty_findings(
    empty: Iterable[int], columns: Sequence[Column], may_be_empty: Collection[int]
) -> tuple[Finding, ...]:
    """Return a problem for each column that a letter prints and that is empty in its row."""
    return tuple(
        Finding(Gravity.PROBLEM, "merge.empty", (("name", name),), field=name)
        for name in (called(columns[one]) for one in sorted(empty) if one not in may_be_empty)
    )
