"""Where in a text the words of a search are, by the folding of the index."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pectui.folding import MARKS, in_place
from pectui.search.model import Part

if TYPE_CHECKING:
    from pectui.search.model import Search, Term

Span = tuple[int, int]
"""Start and end of a place in a text, in characters."""

_MARK = f"[{MARKS}]*"
_LETTER = r"[^\W_]"
# A mark between two letters belongs to the word: the second one does not begin another.
_BEGINNING = rf"(?<!{_LETTER})(?<!{_LETTER}[{MARKS}])(?<!{_LETTER}[{MARKS}]{{2}})"
_ENDING = rf"(?!{_LETTER})"


def _characters(text: str) -> str:
    return "".join(r"\s+" if char == " " else re.escape(char) + _MARK for char in text)


def _pattern(term: Term) -> str:
    if piece := term.piece:
        return _characters(piece)
    words = r"[\W_]+".join(map(_characters, term.words))
    return _BEGINNING + words + ("" if term.goes_on else _ENDING)


@lru_cache(maxsize=32)
def _patterns(search: Search, part: Part | None) -> tuple[re.Pattern[str], ...]:
    terms = (term for term in search.terms if part is None or term.part in {part, Part.ANYWHERE})
    found = dict.fromkeys(map(_pattern, terms))
    if part in {None, Part.SUBJECT}:
        found.update(dict.fromkeys(_BEGINNING + code for code in search.codes))
    return tuple(map(re.compile, found))


def matches_in(text: str, search: Search, part: Part | None = None) -> tuple[Span, ...]:
    """Return the places in `text` that `search` found, in order and apart from each other.

    `part` says what of the message the text is: a word asked for in the sender alone is no match
    in a subject (`Part.ANYWHERE` is its body). Without it, every word counts.
    """
    patterns = _patterns(search, part)
    if not patterns:
        return ()
    plain = in_place(text)
    found = sorted(match.span() for pattern in patterns for match in pattern.finditer(plain))
    return tuple(_joined(found))


def _joined(found: list[Span]) -> list[Span]:
    """Return sorted places with those that overlap made one."""
    apart: list[Span] = []
    for start, end in found:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], end))
        else:
            apart.append((start, end))
    return apart
