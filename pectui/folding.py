"""Text without case and accents, for comparing what a person types with what is written.

A change of what `folded` returns asks for a new index of every mailbox: see `VERSION`.
"""

from __future__ import annotations

import re
import unicodedata

VERSION = 2
"""Of what `folded` returns. An index that was made by another one has to be made anew."""

MARKS = "\u0300-\u036f"
"""Marks that stand on the letter before them, as a range for a regular expression."""

UNSPACED = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d"
    "\U00020000-\U0003ffff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
)
"""Letters of scripts that put no blanks between words: Chinese, Japanese, Thai and the like."""

LONG = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ĳ": "ij",
    "ǆ": "dz",
    "ǉ": "lj",
    "ǌ": "nj",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
"""Letters and ligatures that a keyboard without them writes with several."""

_SHORT = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ĸ": "k", "ŀ": "l"}
"""Letters that no normal form takes apart."""

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
        compatible = unicodedata.normalize("NFKC", plain)
        if len(compatible) == 1 and compatible.isalnum():
            plain = compatible
        small = next((one for one in (plain.casefold(), plain.lower()) if len(one) == 1), plain)
        self[code] = _SHORT.get(small, small)
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
_UNSPACED = re.compile(f"([{UNSPACED}])")
_LONG = str.maketrans(LONG)
_folding = _Folding()
_indexing = _Indexing()


def fold(text: str) -> str:
    """Return `text` without case and accents, character for character: positions stay."""
    return text.lower() if text.isascii() else text.translate(_folding)


def in_place(text: str) -> str:
    """Return `text` as it is indexed, character for character.

    Blanks and marks are still there, and letters that stand for several (`LONG`).
    """
    return text.lower().replace("\0", " ") if text.isascii() else text.translate(_indexing)


def folded(text: str) -> str:
    """Return `text` as it is indexed: no case, accents or marks, and one blank between words.

    Signs that no keyboard has are as good as a blank. Where a script puts no blanks between words,
    every letter stands for itself: words are then found as phrases of letters.
    """
    plain = in_place(text)
    if not plain.isascii():
        plain = _MARK.sub("", plain).translate(_LONG)
        plain = _UNSPACED.sub(r" \1 ", plain)
    return " ".join(plain.split())


def is_unspaced(char: str) -> bool:
    """Whether `char` is a letter of a script that puts no blanks between words."""
    return _UNSPACED.match(char) is not None


_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of `text` as the index knows them: runs of letters and digits, folded."""
    return tuple(_WORD.findall(folded(text)))
