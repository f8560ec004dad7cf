"""Lists: the bullet or the number that stands before each item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

BULLETS = "•◦▪"


class List:
    """An open list: how its items are marked."""

    __slots__ = ("_bullet", "_next", "_style")

    def __init__(self, first: int | None, style: str, bullet: str) -> None:
        self._next = first
        self._style = style
        self._bullet = bullet

    @classmethod
    def read(cls, name: str, attributes: Mapping[str, str], level: int) -> List:
        """Return the list that an element begins, `level` lists within others."""
        if name != "ol":
            return cls(None, "", BULLETS[level % len(BULLETS)])
        return cls(_number(attributes.get("start"), 1), attributes.get("type") or "1", "")

    def mark(self, item: Mapping[str, str]) -> str:
        """Return what stands before an item with these attributes."""
        if self._next is None:
            return f"{self._bullet} "
        number = _number(item.get("value"), self._next)
        self._next = number + 1
        return f"{_written(number, self._style)}. "


def _number(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else default


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _written(number: int, style: str) -> str:
    """Return an item's number as its list writes it: 3, c, C, iii or III."""
    if number < 1 or number > 3999 or style not in {"a", "A", "i", "I"}:
        return str(number)
    text = ""
    if style in "aA":
        while number:
            number, letter = divmod(number - 1, 26)
            text = chr(ord("a") + letter) + text
    else:
        for value, sign in _ROMAN:
            count, number = divmod(number, value)
            text += sign * count
    return text.upper() if style.isupper() else text
