"""Text without case and accents, for comparing what a person types with what is written."""

from __future__ import annotations

import re
import unicodedata

MARKS = "\u0300-\u036f"
"""Marks that stand on the letter before them, as a range for a regular expression."""

_LIKE = {
    **dict.fromkeys("‘’‚‛ʼ′", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"),
}
"""Typographic signs, and what a keyboard has for them."""


class _Folding(dict[int, str]):
    """Maps each character to one of the same length in cases and accents that do not count."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        parts = unicodedata.normalize("NFD", char)
        plain = parts[0] if all(map(unicodedata.combining, parts[1:])) else char
        self[code] = next(
            (one for one in (plain.casefold(), plain.lower()) if len(one) == 1), plain
        )
        return self[code]


class _Indexing(dict[int, str]):
    """Maps each character to what the index of the mailbox has for it; marks are left alone."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _folding[code]
        if code == 0:
            found = " "
        elif char in _LIKE:
            found = _LIKE[char]
        elif folded.isascii() or folded.isalnum() or _MARK.match(char):
            found = folded
        else:
            found = " "
        self[code] = found
        return found


_MARK = re.compile(f"[{MARKS}]")
_folding = _Folding()
_indexing = _Indexing()


def fold(text: str) -> str:
    """Return `text` without case and accents, character for character: positions stay."""
    return text.lower() if text.isascii() else text.translate(_folding)


def in_place(text: str) -> str:
    """Return `text` as it is indexed, character for character: blanks and marks are still there."""
    return text.lower().replace("\0", " ") if text.isascii() else text.translate(_indexing)


def folded(text: str) -> str:
    """Return `text` as it is indexed: no case, accents or marks, and one blank between words.

    Signs that no keyboard has are as good as a blank.
    """
    plain = in_place(text)
    if not plain.isascii():
        plain = _MARK.sub("", plain)
    return " ".join(plain.split())


_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of `text` as the index knows them: runs of letters and digits, folded."""
    return tuple(_WORD.findall(folded(text)))
