"""Finds words in a text, whatever their case and accents, a slice at a time."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right

from pectui.folding import LONG, MARKS, fold

SLICE = 262_144
"""Characters that are searched at a time."""
_MARKS = f"[{MARKS}]*"


class Matches:
    """The places of some phrases in a text, known up to where the search has come."""

    def __init__(self, *phrases: str) -> None:
        self.is_asked = any(phrase.strip() for phrase in phrases)
        """Whether there is anything to search."""
        patterns = [pattern for pattern in map(_pattern, phrases) if pattern]
        # The longest first: of two that begin alike, the longer place is the better one.
        patterns.sort(key=len, reverse=True)
        pieces = sum(map(len, phrases))
        self._pattern = re.compile("|".join(patterns)) if patterns else None
        self._overlap = 4 * pieces + 64
        self._searched = 0
        self.starts = array("Q")
        self.ends = array("Q")
        self.done = not patterns
        self.current = -1
        """Index of the place the reader stands on; -1 before the first step."""

    @property
    def count(self) -> int:
        """How many places are known so far."""
        return len(self.starts)

    def work(self, text: str) -> None:
        """Search one slice more of the whole `text`."""
        if self._pattern is None:
            return
        start = self._searched
        end = min(len(text), start + SLICE)
        # A place may begin in this slice and end in the next.
        window = fold(text[start : end + self._overlap])
        # Behind a place that began in the slice before.
        first = max(0, self.ends[-1] - start) if self.ends else 0
        for match in self._pattern.finditer(window, first):
            if match.start() >= end - start:
                break
            self.starts.append(start + match.start())
            self.ends.append(start + match.end())
        self._searched = end
        self.done = end >= len(text)

    def within(self, start: int, end: int) -> range:
        """Return the indices of the places that touch the text from `start` to `end`."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def spans(self, start: int, end: int) -> list[tuple[int, int, bool]]:
        """Return where places are in the text from `start` to `end`, and which one is gone to."""
        return [
            (
                max(0, self.starts[index] - start),
                min(end, self.ends[index]) - start,
                index == self.current,
            )
            for index in self.within(start, end)
        ]

    def step(self, by: int) -> None:
        """Go `by` places on, at the ends all round; at first to the first or the last one."""
        self.current = (max(self.current, 0 if by < 0 else -1) + by) % self.count

    def first_from(self, position: int) -> int:
        """Return the index of the first place at or after `position`, else of the very first."""
        index = bisect_left(self.starts, position)
        return index if index < self.count else 0


def _pattern(phrase: str) -> str:
    composed = unicodedata.normalize("NFC", " ".join(phrase.split()))
    plain = fold(composed)
    for letter, several in LONG.items():
        plain = plain.replace(letter, several)
    return "".join(
        r"\s+" if piece == " " else _any_way(piece)
        for piece in _PIECES.findall(plain)
        if not unicodedata.combining(piece[0])
    )


def _any_way(piece: str) -> str:
    """Return the pattern of letters that one letter or ligature may stand for: `ss`, `ß`."""
    apart = "".join(re.escape(char) + _MARKS for char in piece)
    ways = [apart, *(one + _MARKS for one, several in LONG.items() if several == piece)]
    return apart if len(ways) == 1 else f"(?:{'|'.join(ways)})"


_PIECES = re.compile("|".join([*sorted(set(LONG.values()), key=len, reverse=True), "."]), re.DOTALL)
