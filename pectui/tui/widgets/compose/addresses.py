"""Addresses as they are typed: where one ends, and what a pasted column of them is in one line."""

from __future__ import annotations

from pectui.pec.addresses import is_address, split_addresses

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
