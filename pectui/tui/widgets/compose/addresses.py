"""Addresses as they are typed: where one ends, and what a pasted column of them is in one line."""

from __future__ import annotations

from dataclasses import dataclass

from pectui.catalogue import t
from pectui.pec.addresses import is_address, split_addresses

MOST_ROWS = 20_000
"""Of a pasted table; a larger one is a file."""
_DELIMITERS = "\t;,"
_AROUND = " ,;"
_ENDS = ",;"


def parted(text: str) -> tuple[str, str]:
    """Return the part of a typed line that is complete, and the rest, which is still typed.

    Complete is what stands before the last comma or semicolon that is not in quotes, and addresses
    with a blank behind them.
    """
    if text.count('"') % 2:
        return "", text
    outside = "".join(part if at % 2 == 0 else "_" * len(part) for at, part in _quoted(text))
    end = max(outside.rfind(sign) for sign in _ENDS) + 1
    rest = text[end:]
    typed = split_addresses(rest)
    if rest.endswith(" ") and typed and all(map(is_address, typed)):
        return text, ""
    return text[:end], rest.lstrip()


def _quoted(text: str) -> list[tuple[int, str]]:
    """Return the parts of a line with their quotes, every other one within quotes."""
    parts = text.split('"')
    return [(at, f'"{one}"' if at % 2 else one) for at, one in enumerate(parts)]


def pasted_line(text: str, before: str, after: str) -> str | None:
    """Return pasted addresses in one line, apart from those around; None where there are none."""
    if not any(map(is_address, split_addresses(text))):
        return None
    rows = [row for row in text.split("\n") if row.strip(_AROUND + "\t")]
    line = ", ".join(map(_row, rows)) if len(rows) > 1 or "\t" in text else "".join(rows)
    if _ends_with_address(before):
        line = f", {line.lstrip(_AROUND)}"
    return f"{line.rstrip(_AROUND)}, " if after.strip(_AROUND) else line


@dataclass(frozen=True, slots=True)
class PastedTable:
    """A table of addresses that was pasted."""

    text: str
    """With a row of names on top."""
    rows: int
    columns: int


def pasted_table(text: str) -> PastedTable | None:
    """Return the table that was pasted: of several columns, exactly one of them of addresses."""
    lines = [line for line in text.split("\n") if line.strip()]
    if not 2 <= len(lines) <= MOST_ROWS:
        return None
    for delimiter in _DELIMITERS:
        rows = [[cell.strip(' "') for cell in line.split(delimiter)] for line in lines]
        columns = len(rows[0])
        if columns < 2 or any(len(row) != columns for row in rows):
            continue
        has_names = not any("@" in cell for cell in rows[0])
        found = rows[has_names:]
        held = [any("@" in row[at] for row in found) for at in range(columns)]
        if sum(held) != 1 or not any(is_address(row[held.index(True)]) for row in found):
            continue
        names = [] if has_names else [_names(held, delimiter)]
        return PastedTable("\n".join((*names, *lines, "")), len(found), columns)
    return None


def _names(held: list[bool], delimiter: str) -> str:
    """Return names for columns that have none."""
    names = (
        "pec" if is_held else t("batch.paste.column", number=at)
        for at, is_held in enumerate(held, 1)
    )
    return delimiter.join(names)


def _row(row: str) -> str:
    """Return one row of a pasted table: a name in one cell and its address in another are one."""
    cells = [cell for part in row.split("\t") if (cell := part.strip(_AROUND))]
    addresses = [cell for cell in cells if "@" in cell]
    if len(cells) == 1 or len(addresses) != 1 or not is_address(addresses[0]):
        return ", ".join(cells)
    name = " ".join(cell for cell in cells if cell not in addresses).replace('"', "")
    return f'"{name}" <{addresses[0]}>'


def _ends_with_address(text: str) -> bool:
    found = split_addresses(text)
    return bool(found) and text.endswith(found[-1]) and is_address(found[-1])
