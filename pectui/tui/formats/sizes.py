"""Writes sizes in bytes, in decimal units."""

from __future__ import annotations

from pectui.catalogue import number


def size_words(size: int) -> str:
    """Return `size` in the unit that suits it."""
    if size < 1_000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size / 1_000:.0f} kB"
    return f"{number(f'{size / 1_000_000:.1f}')} MB"
