"""A table from which letters are made: its columns, its rows, and what is to be said of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from pectui.catalogue import t


class Gravity(StrEnum):
    """What a finding means for the letters it is about."""

    PROBLEM = "problem"
    """The letters of these rows do not leave."""
    WARNING = "warning"
    """They leave, and a person should look before."""
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. Foreign text."""

    position: int
    """From 0."""
    name: str
    """Its header as written; "" where it has none."""
    key: str
    """The name by which a template asks for it: `ragione_sociale` of "Ragione sociale"."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to be said of a table, of one of its rows or of several.

    It is spoken when it is shown: `key` names the text in the catalogue, `values` fill its fields
    and are foreign text that has passed the gate.
    """

    gravity: Gravity
    key: str
    values: tuple[tuple[str, str], ...] = ()
    row: int | None = None
    """The row as the spreadsheet counts: the first below the header is the header's plus 1."""
    line: int | None = None
    """The line of the file at which the row begins; None in a workbook."""
    field: str = ""
    """The name of the column, or ""."""
    rows: tuple[int, ...] = ()
    """All rows it is about, where they are several."""

    @property
    def words(self) -> str:
        """What is to be said, in the language spoken now."""
        return t(self.key, **dict(self.values))


class TableRow(NamedTuple):
    """One row below the header. Foreign text.

    A tuple, because there may be a million of them.
    """

    row: int
    """As the spreadsheet counts."""
    line: int | None
    cells: tuple[str, ...]
    """As a person sees them, one for each column."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with it as a row of a table."""
