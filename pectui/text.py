"""The one gate for text from outside: nothing foreign reaches a person's terminal around it.

Control characters become visible pictures, invisible and direction-changing ones become U+FFFD,
so that what is shown can be read and cannot act. The original stays in the database.
"""

from __future__ import annotations

import re
import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
ELLIPSIS = "…"
MAX_MARKS = 3
"""Combining marks kept on one character; more would draw over neighbouring lines."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_INVISIBLE = (
    "\u0080-\u009f"  # C1: an 8-bit CSI or OSC starts here
    "\u00ad"  # soft hyphen
    "\u061c"
    "\u180e"
    "\u200b-\u200f"
    "\u2028-\u202e"
    "\u2060-\u2069"
    "\u206a-\u206f"
    "\ud800-\udfff"
    "\ufe00-\ufe0f"  # variation selectors change a cell's width behind our back
    "\ufeff"
    "\ufff9-\ufffb"
    "\ufffe\uffff"
    "\U000e0000-\U000e0fff"  # tags and further variation selectors
)
_UNSAFE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f{_INVISIBLE}]")
_LINE_BREAKS = re.compile("\r\n?|[\u2028\u2029]")
_BLANKS = re.compile(r"[\t\n]+")
_MAYBE_MARKS = re.compile("[^\x00-\u02ff]{4}")


def storable(text: str) -> str:
    """Return `text` with lone surrogates replaced, so that it can be written as UTF-8."""
    return text if text.isascii() else _SURROGATES.sub(REPLACEMENT, text)


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    return REPLACEMENT


def _limit_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = (
            marks + 1 if unicodedata.combining(char) or unicodedata.category(char) == "Me" else 0
        )
        if marks <= MAX_MARKS:
            kept.append(char)
    return "".join(kept)


def clean_block(text: str, limit: int | None = None) -> str:
    r"""Return text for a place of many lines: `\n` and `\t` stay, all else harmful is visible.

    `limit` caps the number of characters; a cut is shown by an ellipsis.
    """
    if limit is not None and len(text) > limit:
        text = text[: limit - 1] + ELLIPSIS
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_BREAKS.sub("\n", text)
    text = _UNSAFE.sub(_visible, text)
    if not text.isascii() and _MAYBE_MARKS.search(text):
        text = _limit_marks(text)
    return text


def clean_line(text: str, limit: int | None = 1_000) -> str:
    """Return text for a place of one line: line breaks and tabs become one blank."""
    return _BLANKS.sub(" ", clean_block(text, limit)).strip()


def is_clean(text: str) -> bool:
    """Whether the gate would leave `text` as it is."""
    return clean_block(text) == text


_FILE_UNSAFE = re.compile(r'[/\\:*?"<>|\x00-\x1f]+')
_FILE_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def clean_file_name(text: str, fallback: str = "pectui", limit: int = 120) -> str:
    """Return `text` as the name of one file: no folder, no hidden file, no control character.

    `limit` counts bytes of UTF-8, extension included, which is kept where there is one.
    """
    name = _FILE_UNSAFE.sub("_", clean_line(text, None).replace(REPLACEMENT, "_"))
    name = name.strip(" ._-") or fallback
    if _FILE_RESERVED.match(name):
        name = f"_{name}"
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 10 or not stem:
        stem, extension = name, ""
    tail = f".{extension}" if extension else ""
    room = limit - len(tail.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + tail
