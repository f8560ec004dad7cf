"""Encoded words (RFC 2047) in senders and subjects, decoded."""

from __future__ import annotations

import binascii
import re
from typing import TYPE_CHECKING

from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 2_000
"""Characters of one word; the standard allows 75 for all of it."""
# A "?" inside a Q word is against the standard and common: only one with "=" after it may end the
# word, and not where that is the beginning of an escape in a word that goes on.
_WORD = re.compile(
    r"=\?([^?\s*]{1,80})(?:\*[^?\s]{0,80})?\?(?:"
    rf"(?P<b>[bB])\?(?P<base64>[^?]{{0,{_LONGEST}}})"
    rf"|[qQ]\?(?P<quoted>(?:[^?]|\?(?!=)|\?(?==[0-9A-Fa-f]{{2}}[^?\s]*\?=)){{0,{_LONGEST}}}?)"
    r"(?!\?=[0-9A-Fa-f]{2}[^?\s]*\?=))\?="
)


def _octets(word: re.Match[str]) -> bytes:
    """Return what an encoded word holds. Raises ValueError when it is not what it says."""
    if word["b"] is None:
        return binascii.a2b_qp(word["quoted"].encode("ascii"), header=True)
    data = word["base64"].encode("ascii")
    return binascii.a2b_base64(data + b"=" * (-len(data) % 4))


def _readable(charset: str, octets: bytes) -> str | None:
    try:
        return octets.decode(charset)
    except (ValueError, LookupError):
        return None


def _runs(text: str) -> Iterator[tuple[str, list[re.Match[str]]]]:
    """Yield the words in `text` that stand together in one charset, after what is before them.

    A character may be cut in two by the end of a word, so their octets belong together.
    """
    end = 0
    before, words = "", list[re.Match[str]]()
    for word in _WORD.finditer(text):
        between = text[end : word.start()]
        if words and not between.strip() and word[1].lower() == words[0][1].lower():
            words.append(word)
        else:
            if words:
                yield before, words
            before, words = between, [word]
        end = word.end()
    if words:
        yield before, words


def _decoded(text: str) -> str:
    parts: list[str] = []
    end = 0
    after_word = False
    for before, words in _runs(text):
        start, end = words[0].start(), words[-1].end()
        piece = _piece(words)
        # Blanks between two encoded words only fold the line; they are no part of the text.
        if not (after_word and piece is not None and not before.strip()):
            parts.append(before)
        parts.append(text[start:end] if piece is None else piece)
        after_word = piece is not None
    return "".join([*parts, text[end:]])


def _piece(words: list[re.Match[str]]) -> str | None:
    """Return the text of words of one charset; None where they cannot be read."""
    try:
        octets = [_octets(word) for word in words]
    except ValueError:
        octets = []
    whole = _readable(words[0][1], b"".join(octets)) if octets else None
    if whole is not None or len(words) == 1:
        return whole
    # One bad word must not cost the others: each for itself, as far as it goes.
    pieces = [_piece([word]) for word in words]
    if all(piece is None for piece in pieces):
        return None
    return " ".join(
        word[0] if piece is None else piece for word, piece in zip(words, pieces, strict=True)
    )


def decode_header(text: str) -> str:
    """Return `text` with its encoded words decoded; one that cannot be read stays as it is."""
    return storable(_decoded(text)) if "=?" in text else text
