"""The names by which a template asks for a column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pectui.models.table import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_NO_WORD = re.compile(r"[\W_]+")
_BLANKS = re.compile(r"\s+")


def column_keys(names: Iterable[str]) -> tuple[str, ...]:
    """Return a key for each name, all different: `ragione_sociale` of "Ragione sociale".

    Accents stay. A doubled name gets a number, as does a name that is empty or begins with a digit.
    """
    keys: list[str] = []
    taken: set[str] = set()
    for position, name in enumerate(names, start=1):
        wanted = _NO_WORD.sub("_", name.casefold()).strip("_") or f"column_{position}"
        if wanted[0].isdigit():
            wanted = f"column_{wanted}"
        key, number = wanted, 1
        while key in taken:
            number += 1
            key = f"{wanted}_{number}"
        taken.add(key)
        keys.append(key)
    return tuple(keys)


def columns_of(header: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of a header."""
    names = [_BLANKS.sub(" ", cell).strip() for cell in header]
    return tuple(
        Column(position, name, key)
        for position, (name, key) in enumerate(zip(names, column_keys(names), strict=True))
    )


def doubled(columns: Sequence[Column]) -> Iterator[tuple[Column, str]]:
    """Yield the first column of each name that several have, with the numbers of all of them."""
    named: dict[str, list[Column]] = {}
    for column in columns:
        if column.name:
            named.setdefault(column.name.casefold(), []).append(column)
    for same in named.values():
        if len(same) > 1:
            yield same[0], ", ".join(str(column.position + 1) for column in same)


def column_letters(position: int) -> str:
    """Return the letters over a column in a spreadsheet: A for 0, AA for 26."""
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
