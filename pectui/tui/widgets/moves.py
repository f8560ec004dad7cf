"""Where the keys lead that move through rows, in a list and in a text alike."""

from __future__ import annotations


def moved(way: str, place: int, last: int, page: int) -> int:
    """Return the row that is gone to from `place`: a row or a page further, or one of the ends.

    It may lie beyond the ends.
    """
    ways = {
        "down": place + 1,
        "up": place - 1,
        "page-down": place + page,
        "page-up": place - page,
        "first": 0,
        "last": last,
    }
    return ways[way]
