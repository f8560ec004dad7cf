"""Which character parts the cells of a file of text: decided by rule."""

from __future__ import annotations

import csv
import re
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

DELIMITERS = ";,\t|"
NONE = "\ufdd0"
"""A character that no text may hold: for a table of one column, which has no delimiter."""
_SEP_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


def said_by(line: str) -> str | None:
    """Return the delimiter that a first line such as `sep=;` names."""
    found = _SEP_LINE.fullmatch(line)
    return found.group(1) if found else None


def delimiter_of(lines: Sequence[str], header_row: int) -> str | None:
    """Return what parts the header into most columns and fits most records; None for one column."""
    # A quotation mark closed in front of anything but the delimiter tells that it is another one,
    # where a delimiter is left that passes.
    return _best(lines, header_row, strict=True) or _best(lines, header_row, strict=False)


def _best(lines: Sequence[str], header_row: int, *, strict: bool) -> str | None:
    best: tuple[bool, int, int] | None = None
    chosen: str | None = None
    for delimiter in DELIMITERS:
        records = _records(lines, delimiter, strict=strict)
        header = records[header_row - 1] if header_row <= len(records) else []
        if len(header) < 2:
            continue
        below = [len(record) for record in records[header_row:] if record]
        fitting = below.count(len(header))
        rank = (2 * fitting > len(below), len(header), fitting)
        if best is None or rank > best:
            best, chosen = rank, delimiter
    return chosen


def _records(lines: Sequence[str], delimiter: str, *, strict: bool) -> list[list[str]]:
    records: list[list[str]] = []
    # A cell without end is told where the rows are read.
    with suppress(csv.Error):
        for record in csv.reader(lines, delimiter=delimiter, strict=strict):
            records.append(record)  # noqa: PERF402  # what was read before an error counts
    return records
