"""Where in a text the words of a search are, by the folding of the index."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pectui.folding import LONG, MARKS, UNSPACED, in_place, is_unspaced
from pectui.search.model import Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.search.model import Search, Term

Span = tuple[int, int]
"""Start and end of a place in a text, in characters."""

_MARK = f"[{MARKS}]*"
_LETTER = rf"[^\W_{UNSPACED}]"
# A mark between two letters belongs to the word: the second one does not begin another.
_BEGINNING = rf"(?<!{_LETTER})(?<!{_LETTER}[{MARKS}])(?<!{_LETTER}[{MARKS}]{{2}})"
_ENDING = rf"(?![{MARKS}]*{_LETTER})"
_LONG = re.compile(f"[{''.join(LONG)}]")


def _characters(text: str) -> str:
    pieces: list[str] = []
    for index, char in enumerate(text):
        if char == " ":
            pieces.append(r"\s*" if _is_within(text[:index], text[index + 1 :]) else r"\s+")
        else:
            pieces.append(re.escape(char) + _MARK)
    return "".join(pieces)


def _is_within(before: str, after: str) -> bool:
    """Whether two pieces may stand together without a blank: a script without blanks is in it."""
    return is_unspaced(before[-1:]) or is_unspaced(after[:1])


def _pattern(term: Term) -> str:
    if piece := term.piece:
        return _characters(piece)
    words = term.words
    pattern = "" if is_unspaced(words[0]) else _BEGINNING
    pattern += _characters(words[0])
    for before, after in pairwise(words):
        pattern += (r"[\W_]*" if _is_within(before, after) else r"[\W_]+") + _characters(after)
    return pattern if term.goes_on or is_unspaced(words[-1][-1]) else pattern + _ENDING


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
    plain, place_of = _written_out(in_place(text))
    found = sorted(
        (place_of(match.start()), place_of(match.end() - 1) + 1)
        for pattern in patterns
        for match in pattern.finditer(plain)
        if match.end() > match.start()
    )
    return tuple(_joined(found))


def _written_out(text: str) -> tuple[str, Callable[[int], int]]:
    """Return `text` with letters that stand for several written out, and what leads back."""
    pieces: list[str] = []
    starts, shifts = [0], [0]
    end = length = 0
    for match in _LONG.finditer(text):
        several = LONG[match[0]]
        pieces += [text[end : match.start()], several]
        length += match.start() - end
        for within in range(1, len(several)):
            starts.append(length + within)
            shifts.append(shifts[-1] + 1)
        length += len(several)
        end = match.end()

    def place_of(place: int) -> int:
        return place - shifts[bisect_right(starts, place) - 1]

    return "".join([*pieces, text[end:]]), place_of


def _joined(found: list[Span]) -> list[Span]:
    """Return sorted places with those that overlap made one."""
    apart: list[Span] = []
    for start, end in found:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], end))
        else:
            apart.append((start, end))
    return apart
