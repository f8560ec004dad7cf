"""Tags and texts of a page as they come, in one pass whose time grows with the length only.

Every regular expression here is possessive or bounded, and where one runs to the end of the page
without finding what it looks for, the pass ends there: nothing is looked at twice.
"""

from __future__ import annotations

import re
import sys
from enum import Enum, auto
from itertools import islice
from typing import TYPE_CHECKING

from pectui.html.tags import DRAWING_NAMES, HTML_NAMES, OFFICE_PREFIXES, RAW

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_ATTRIBUTES = 64
"""Attributes of one tag that are looked at."""
_LONGEST_NAME = 40
_LONGEST_KNOWN = 400
"""Characters of a tag that is remembered, for it may come again."""
_MOST_KNOWN = 2_000
_MARKUP = re.compile(
    rf"<(?:(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:_-]{{0,{_LONGEST_NAME}}})(?=[\s/>]|\Z)"
    r"|(?P<comment>!--)|(?P<bogus>[!?]|/(?=[^a-zA-Z])))"
)
_REST = re.compile(r"""((?:[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+|["'])*+)>""")
_ATTRIBUTE = re.compile(
    r"""([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]*+)))?+"""
)


class Kind(Enum):
    """What a token is."""

    TEXT = auto()
    """Text, its entities still in it."""
    LITERAL = auto()
    """Text in which "&" is no more than a sign."""
    START = auto()
    END = auto()


Token = tuple[Kind, str, str]
"""One piece of a page: its kind, the text or the element's name in small letters, and of a start
tag its attributes as written."""


def attributes_of(written: str) -> dict[str, str]:
    """Return the attributes of a tag by their names in small letters, entities still in them."""
    found: dict[str, str] = {}
    for match in islice(_ATTRIBUTE.finditer(written), _MOST_ATTRIBUTES):
        name, *values = match.groups()
        found.setdefault(name.lower(), next((one for one in values if one is not None), ""))
    return found


def tokens(html: str) -> Iterator[Token]:
    """Yield the pieces of a page. What no HTML knows as an element is text, as it is written."""
    elements = _Elements(html)
    known: dict[str, Token] = {}
    shown = position = 0
    text_kind, start_kind, end_kind = Kind.TEXT, Kind.START, Kind.END
    while (opened := html.find("<", position)) >= 0:
        # Letters say the same tags again and again.
        close = html.find(">", opened, opened + _LONGEST_KNOWN) + 1
        written = html[opened:close] if close else ""
        token = known.get(written)
        if token is None:
            match = _MARKUP.match(html, opened)
            name = match["name"] if match is not None else None
            if match is None or (name is not None and not elements.knows(name.lower())):
                position = opened + 1
                continue
            if name is None:
                end = _past(html, "-->" if match["comment"] else ">", opened + 2)
            else:
                rest = _REST.match(html, match.end())
                end = rest.end() if rest is not None else 0
                attributes = rest[1] if rest is not None and not match["end"] else ""
                kind = end_kind if match["end"] else start_kind
                token = (kind, sys.intern(name.lower()), attributes)
            if token is not None and end == close and len(known) < _MOST_KNOWN:
                known[written] = token
        else:
            end = close
        if shown < opened:
            yield text_kind, html[shown:opened], ""
        if not end:
            return
        shown = position = end
        if token is None:
            continue
        yield token
        if token[1] in RAW and token[0] is start_kind:
            shown, text = _raw(html, token[1], position)
            yield text
            position = shown
    if shown < len(html):
        yield Kind.TEXT, html[shown:], ""


def _past(html: str, sign: str, start: int) -> int:
    """Return where what follows `sign` begins; 0 where there is none."""
    found = html.find(sign, start)
    return found + len(sign) if found >= 0 else 0


def _raw(html: str, name: str, start: int) -> tuple[int, Token]:
    """Return where an element of nothing but text ends, and its text."""
    closing = None if name == "plaintext" else _end_of(name).search(html, start)
    end = closing.start() if closing is not None else len(html)
    kind = Kind.TEXT if name in {"textarea", "title"} else Kind.LITERAL
    return end, (kind, html[start:end], "")


_ENDS: dict[str, re.Pattern[str]] = {}


def _end_of(name: str) -> re.Pattern[str]:
    if name not in _ENDS:
        _ENDS[name] = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    return _ENDS[name]


class _Elements:
    """Which names are elements in one page."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._closed: frozenset[str] | None = None

    def knows(self, name: str) -> bool:
        """Whether `name` is an element, and not an address or a placeholder between brackets."""
        if name in HTML_NAMES or name in DRAWING_NAMES:
            return True
        prefix, colon, local = name.partition(":")
        if colon:
            return bool(local) and (prefix in OFFICE_PREFIXES or self._is_closed(name))
        return "-" in name and self._is_closed(name)

    def _is_closed(self, name: str) -> bool:
        if self._closed is None:
            pattern = rf"</([a-zA-Z][a-zA-Z0-9:_-]{{0,{_LONGEST_NAME}}})\s{{0,9}}>"
            self._closed = frozenset(found.lower() for found in re.findall(pattern, self._html))
        return name in self._closed
