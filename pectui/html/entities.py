"""Entities of HTML turned into the characters they stand for."""

from __future__ import annotations

import re

from pectui.text import REPLACEMENT

_NO_CHARACTER = re.compile(r"&#(?:[0-9]{9,}+|[xX][0-9a-fA-F]{9,}+);?")
"""Numbers beyond every character: thousands of digits take long to read, or are refused."""
_ANY = re.compile(r"&(?:#[0-9]++|#[xX][0-9a-fA-F]++|[a-zA-Z][a-zA-Z0-9]{1,31}+);?+")
"""What may be an entity; without its semicolon only some are."""


def unescape(text: str) -> str:
    """Return `text` with each entity undone once; any string is accepted."""
    if "&" not in text:
        return text
    return _ANY.sub(_undone, text)


_known: dict[str, str] = {}
_MOST_KNOWN = 1_000
_LONGEST_KNOWN = 40


def _undone(entity: re.Match[str]) -> str:
    """Return what an entity stands for; the same few come again and again."""
    written = entity[0]
    text = _known.get(written)
    if text is None:
        from html import unescape as undo  # late: its table of names is large

        text = REPLACEMENT if _NO_CHARACTER.match(written) else undo(written)
        if len(_known) < _MOST_KNOWN and len(written) <= _LONGEST_KNOWN:
            _known[written] = text
    return text


def holds_entities(text: str) -> bool:
    """Whether an entity that HTML knows, ended by its semicolon, stands in `text`."""
    ended = [match[0][1:] for match in _ANY.finditer(text) if match[0][-1] == ";"]
    if not ended:
        return False
    from html.entities import html5  # late, as above

    return any(one[0] == "#" or one in html5 for one in ended)
