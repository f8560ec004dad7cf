"""Names of attachments that differ by row, such as `contratti/{{ codice }}.pdf`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pectui.merge.compiled import Compiled, whole
from pectui.merge.names import Names, empty_findings

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pectui.models.table import Column, Finding


@dataclass(frozen=True, slots=True)
class FilledName:
    """What a pattern names in a row. Foreign text, and no path that may be trusted."""

    name: str
    """As written in pattern and cells; "" where nothing is attached to this row."""
    findings: tuple[Finding, ...] = ()


class NamePattern:
    """A name with fields, read once and filled for each row. Raises as `Template` does."""

    def __init__(
        self, pattern: str, columns: Sequence[Column], may_be_empty: Collection[str] = ()
    ) -> None:
        names = Names(columns)
        self._columns = names.columns
        self._may_be_empty = names.positions(may_be_empty)
        self._compiled = Compiled(pattern.strip(), names)
        self.used = self._compiled.used

    def fill(self, cells: Sequence[str]) -> FilledName:
        """Return the name of a row; with a field that is empty there is none."""
        name, empty, findings = self._compiled.fill(whole(cells, len(self._columns)))
        if empty:
            findings += empty_findings(empty, self._columns, self._may_be_empty)
        return FilledName("" if empty else name.strip(), findings)


@lru_cache(maxsize=32)
def _compiled(
    pattern: str, columns: tuple[Column, ...], may_be_empty: frozenset[str]
) -> NamePattern:
    return NamePattern(pattern, columns, may_be_empty)


def fill_pattern(
    pattern: str,
    columns: Sequence[Column],
    cells: Sequence[str],
    may_be_empty: Collection[str] = (),
) -> FilledName:
    """Return what `pattern` names in a row. For many rows, keep a `NamePattern`."""
    return _compiled(pattern, tuple(columns), frozenset(may_be_empty)).fill(cells)
