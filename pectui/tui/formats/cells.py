"""Fits text into columns of the terminal."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size


def fit(text: str, width: int) -> str:
    """Return `text` in exactly `width` cells, a cut shown by an ellipsis."""
    if cell_len(text) > width > 0:
        return set_cell_size(text, width - 1) + "…"
    return set_cell_size(text, max(0, width))


def fit_end(text: str, width: int) -> str:
    """Return the end of `text` in at most `width` characters, a cut shown by an ellipsis."""
    return text if len(text) <= width else f"…{text[1 - width :]}"
