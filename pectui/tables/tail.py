"""What a sheet says after its rows: which cells are merged, and where its last content is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MERGE = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^<>]*?\bref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"
)
_ROWS_END = b"sheetData>"
_CONTENT = (b"<v", b"<is", b"<f", b":v", b":is", b":f")
_OVERLAP = 200
_MOST_MERGES = 100_000


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells merged into one."""

    first: int
    last: int
    """Rows."""
    name: str
    """`C2:C5`."""


@dataclass(slots=True)
class Tail:
    """What must be known of a sheet before its first row is shown."""

    merges: list[Merge] = field(default_factory=list)
    """By their first row."""
    content_end: int = 0
    """The bytes of the part after which no cell has a content."""


def tail_of(chunks: Iterable[bytes]) -> Tail:
    """Read a sheet's part through, without parsing it."""
    tail = Tail()
    seen: dict[str, Merge] = {}
    rest, offset, in_rows = b"", 0, True
    for chunk in chunks:
        data = rest + chunk
        start = offset - len(rest)
        offset += len(chunk)
        if in_rows:
            end = data.rfind(b"/" + _ROWS_END)
            last = max(data.rfind(mark, 0, end if end >= 0 else len(data)) for mark in _CONTENT)
            if last >= 0:
                tail.content_end = start + last
            in_rows = end < 0
        if b"mergeCell" in data and len(seen) < _MOST_MERGES:
            for match in _MERGE.finditer(data):
                left, first, right, below = (part.decode() for part in match.groups())
                name = f"{left}{first}:{right}{below}"
                seen[name] = Merge(int(first), int(below), name)
        rest = data[-_OVERLAP:]
    tail.merges = sorted(seen.values(), key=lambda merge: merge.first)
    return tail
