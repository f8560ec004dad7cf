"""Mail headers with encoded words (RFC 2047), made readable."""

from __future__ import annotations

import binascii
import re
from typing import TYPE_CHECKING

from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bq])\?([^?]*)\?=", re.IGNORECASE)


def _octets(encoding: str, text: str) -> bytes:
    """Return what an encoded word holds. Raises ValueError when it is not what it says."""
    data = text.encode("ascii")
    if encoding.lower() == "q":
        return binascii.a2b_qp(data, header=True)
    return binascii.a2b_base64(data + b"=" * (-len(data) % 4))


def _pieces(text: str) -> Iterator[tuple[str, str | bytes]]:
    """Yield plain runs as ("", text) and encoded words as (charset, octets)."""
    end = 0
    for word in _WORD.finditer(text):
        between = text[end : word.start()]
        # Blanks between two encoded words only fold the line; they are no part of the text.
        if between and not (end and between.isspace()):
            yield "", between
        yield word[1].lower(), _octets(word[2], word[3])
        end = word.end()
    yield "", text[end:]


def _decoded(text: str) -> str:
    parts: list[str] = []
    charset, octets = "", b""
    for next_charset, piece in _pieces(text):
        # A character may be cut in two by the end of a word, so octets are joined first.
        if next_charset != charset and charset:
            parts.append(octets.decode(charset))
            octets = b""
        charset = next_charset
        if isinstance(piece, bytes):
            octets += piece
        else:
            parts.append(piece)
    return "".join(parts)


def decode_header(text: str) -> str:
    """Return `text` with its encoded words decoded; as it is when one of them cannot be read."""
    if "=?" not in text:
        return text
    try:
        return storable(_decoded(text))
    except (ValueError, LookupError):
        return text
