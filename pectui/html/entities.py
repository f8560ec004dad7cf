"""Entities of HTML turned into the characters they stand for."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pectui.text import REPLACEMENT

if TYPE_CHECKING:
    from collections.abc import Callable

_NO_CHARACTER = re.compile(r"&#(?:[0-9]{9,}+|[xX][0-9a-fA-F]{9,}+);?")
"""Numbers beyond every character: thousands of digits take long to read, or are refused."""
_ANY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});")


def unescape(text: str) -> str:
    """Return `text` with each entity undone once; any string is accepted."""
    if "&" not in text:
        return text
    return _undoing()(_NO_CHARACTER.sub(REPLACEMENT, text) if "&#" in text else text)


@cache
def _undoing() -> Callable[[str], str]:
    from html import unescape as undone  # late: its table of names is large

    return undone


def holds_entities(text: str) -> bool:
    """Whether an entity that HTML knows, ended by its semicolon, stands in `text`."""
    if "&" not in text:
        return False
    from html.entities import html5  # late, as above

    return any(match[0][1] == "#" or match[0][1:] in html5 for match in _ANY.finditer(text))
