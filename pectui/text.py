"""The one gate for text from outside, on screens, terminals and in the names of files.

Nothing foreign goes around it. Control characters become visible pictures, invisible and
direction-changing ones become U+FFFD, variation selectors go, so that what is shown can be read and
cannot act. The original stays in the database.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
ELLIPSIS = "…"
MAX_MARKS = 3
"""Combining marks kept on one character; more would draw over neighbouring lines."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_INVISIBLE = (
    "\u0080-\u009f"  # C1: an 8-bit CSI or OSC starts here
    "\u00ad"  # soft hyphen
    "\u034f"  # combining grapheme joiner
    "\u061c"
    "\u115f\u1160\u3164\uffa0"  # Hangul fillers: letters that draw nothing
    "\u17b4\u17b5"
    "\u180b-\u180f"
    "\u200b-\u200f"
    "\u2028-\u202e"
    "\u2060-\u206f"
    "\ud800-\udfff"
    "\ufeff"
    "\ufff0-\ufffb"
    "\ufffe\uffff"
)
_INVISIBLE_BEYOND = re.compile(
    "[\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"  # tags and further variation selectors
)
"""Those beyond the first 65,536 characters: one set with the others would be ten times slower."""
_SELECTORS = re.compile("[\ufe00-\ufe0f]")
"""Variation selectors: they follow every other emoji and only change its width behind our back."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_UNSAFE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f{_INVISIBLE}]")
_SEPARATORS = re.compile("[\u2028\u2029]")
_BLANKS = re.compile(r"[\t\n]+")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_MAYBE_MARKS = re.compile(f"[^\x00-\u02ff]{{{MAX_MARKS + 1}}}")


_JOINERS = re.compile("[\u00ad\u034f\u200b-\u200d\u2060\ufeff]")


def without_joiners(text: str) -> str:
    """Return a text of many lines without what only says where words may break or join.

    Soft hyphens, zero-width blanks and joiners belong to how a letter was set, not to its words.
    """
    return text if text.isascii() else _JOINERS.sub("", text)


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


def _one_line_end(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else _SEPARATORS.sub("\n", text)


def _marks(first: int, end: int) -> str:
    # Not every mark has a combining class (Thai vowels have none): the category tells.
    points = map(chr, range(first, end))
    return "".join(point for point in points if unicodedata.category(point) in {"Mn", "Me"})


@lru_cache(maxsize=2)
def _stack(*, beyond: bool) -> re.Pattern[str]:
    """Return what matches a character's marks above those that are kept.

    `beyond` includes the marks after the first 65,536 characters, which is several times slower.
    """
    mark = f"[{_marks(0x300, 0x10000)}]"
    if beyond:
        mark = f"(?:{mark}|(?={_BEYOND.pattern})[{_marks(0x10000, 0x20000)}])"
    return re.compile(f"({mark}{{{MAX_MARKS}}}){mark}+")


def _limit_marks(text: str) -> str:
    if not _MAYBE_MARKS.search(text):
        return text
    return _stack(beyond=_BEYOND.search(text) is not None).sub(r"\1", text)


def clean_block(text: str, limit: int | None = None) -> str:
    r"""Return text for a place of many lines: `\n` and `\t` stay, all else harmful is visible.

    `limit` caps the number of characters; a cut is shown by an ellipsis.
    """
    if limit is not None and len(text) > limit:
        text = text[: max(limit - 1, 0)] + ELLIPSIS
    if text.isascii():
        if text.isprintable():
            return text
        return _CONTROL.sub(_visible, _one_line_end(text))
    text = _UNSAFE.sub(_visible, _one_line_end(_SELECTORS.sub("", text)))
    text = _INVISIBLE_BEYOND.sub(REPLACEMENT, text)
    return _limit_marks(text)


def clean_line(text: str, limit: int | None = 1_000) -> str:
    """Return text for a place of one line: line breaks and tabs become one blank."""
    return _BLANKS.sub(" ", clean_block(text, limit)).strip()


def clean_text(text: str) -> str:
    """Return the text of a letter: as `clean_block`, without soft hyphens and joiners."""
    return clean_block(without_joiners(text))


def is_clean(text: str) -> bool:
    """Whether the gate would leave `text` as it is."""
    return clean_block(text) == text


_FILE_UNSAFE = re.compile(r'[/\\:*?"<>|]+')
_FILE_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_FILE_ENDS = " ._-~"
_LONGEST_EXTENSION = 10


def _cut(text: str, size: int) -> str:
    """Return as much of `text` as fits in `size` bytes of UTF-8."""
    return text.encode()[: max(size, 0)].decode(errors="ignore")


def clean_file_name(text: str, fallback: str = "pectui", limit: int = 120) -> str:
    """Return `text` as the name of one file: no folder, no hidden file, no control character.

    `limit` counts bytes of UTF-8, extension included, which is kept where there is one; `fallback`
    is a plain word for a text that leaves nothing.
    """
    name = _FILE_UNSAFE.sub("_", clean_line(text, None).replace(REPLACEMENT, "_"))
    name = name.strip(_FILE_ENDS) or fallback
    if _FILE_RESERVED.match(name):
        name = f"file_{name}"
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > _LONGEST_EXTENSION:
        stem, extension = name, ""
    tail = f".{extension}" if extension else ""
    short = _cut(stem, limit - len(tail.encode())).rstrip(_FILE_ENDS)
    return short + tail if short else _cut(name, limit).rstrip(_FILE_ENDS) or fallback


_JSON_ESCAPED = re.compile(
    "[\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""What JSON lets through and a terminal, or a reader's eye, does not take as it is."""


def to_json(value: object) -> str:
    r"""Return `value` as JSON: other alphabets as they are, what could act or hide as `\u` escapes.

    Half a surrogate pair, which no file can hold, is escaped too.
    """
    import json  # late: most texts are none

    return _JSON_ESCAPED.sub(_escape, json.dumps(value, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    import json

    return json.dumps(match.group())[1:-1] if match.group() > "\x7f" else "\\u007f"
