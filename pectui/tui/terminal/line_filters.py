"""Changes drawn lines for terminals that show no colours, or no signs beyond ASCII."""

from __future__ import annotations

import os
import sys
import unicodedata
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from pectui.settings.palettes import contrast

if TYPE_CHECKING:
    from collections.abc import Mapping

_APART = 1.4
"""How much lighter or darker a ground must be than that of the screen to mean something."""
_PLAIN = Style(color="default", bgcolor="default")
_REVERSED = Style(color="default", bgcolor="default", reverse=True)
_REVERSED_TWICE = Style(color="default", bgcolor="default", reverse=True, underline=True)

SIGNS: Mapping[str, str] = {
    "✓": "v", "✔": "V", "✗": "x", "◷": "@", "✉": "M", "✎": "e", "⚑": "F", "⌂": "h", "❏": "T",
    "•": "*", "●": "#", "○": "o", "◌": "?", "·": "|", "↩": "<", "‖": "=", "■": "#",
    "→": ">", "←": "<", "↑": "^", "↓": "v", "▸": ">", "▾": "v", "▶": ">", "▼": "v", "▲": "^",
    "◀": "<", "…": "~", "≥": ">", "≈": "~", "×": "x", "–": "-", "—": "-", "−": "-",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\xa0": " ", "€": "E",
    "─": "-", "━": "-", "═": "=", "│": "|", "┃": "|", "║": "|", "└": "`", "┘": "+", "┌": "+",
    "┐": "+", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+",
    "┼": "+", "▏": "|", "▕": "|", "▎": "|", "▌": "|", "▐": "|", "▔": "-", "▁": "_",
    "█": "#", "▇": "#", "▆": "#", "▅": "#", "▄": "#", "▃": "#", "▂": "_", "▀": "#",
    "░": ".", "▒": ":", "▓": "#", "\N{REPLACEMENT CHARACTER}": "?",
}  # fmt: skip
"""What stands for each sign of ours, one cell for one cell; no two of one list look alike."""
_TABLE = str.maketrans(dict(SIGNS))
_FEW_SIGNS = frozenset({"linux", "dumb", "ansi", "cons25", "vt52", "vt100", "vt102", "vt220"})
"""Terminals, by their names, whose fonts have letters and little else."""


class WithoutColours(LineFilter):
    """Draws in the terminal's own two colours; a ground that means something is reversed."""

    def __init__(self, ground: str) -> None:
        super().__init__()
        self._ground = Color.parse(ground).hex6

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without colours."""
        return [
            Segment(text, None if style is None else self._plain(style), control)
            for text, style, control in segments
        ]

    def _plain(self, style: Style) -> Style:
        return _without_colours(style, self._ground)


class AsciiSigns(LineFilter):
    """Draws a sign of ASCII for each that the terminal cannot show."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with other signs, as wide as before."""
        return [
            segment
            if segment.text.isascii()
            else Segment(_plain_text(segment.text, self._encoding), segment.style, segment.control)
            for segment in segments
        ]


def shows_few_signs() -> bool:
    """Whether the terminal can be known to show letters and little else."""
    return os.environ.get("TERM", "") in _FEW_SIGNS or not _is_unicode(encoding())


def encoding() -> str:
    """Return the encoding of what is drawn."""
    return getattr(sys.__stderr__, "encoding", None) or "utf-8"


def _is_unicode(name: str) -> bool:
    return name.lower().replace("-", "").replace("_", "").startswith("utf")


@lru_cache(4096)
def _plain_text(text: str, encoding: str) -> str:
    return "".join(_plain_letter(letter, encoding) for letter in text.translate(_TABLE))


def _plain_letter(letter: str, encoding: str) -> str:
    """Return the letter, or it without its accent, or question marks, in as many cells."""
    if letter.isascii():
        return letter
    width = cell_len(letter)
    if width == 1 and (letter.isalpha() or letter <= "\xff"):
        for one in (letter, unicodedata.normalize("NFKD", letter)[0]):
            with suppress(UnicodeEncodeError):
                return one.encode(encoding).decode(encoding)
    return "?" * width


@lru_cache(1024)
def _without_colours(style: Style, ground: str) -> Style:
    behind = style.bgcolor
    if behind is None or behind.is_default:
        return style + _PLAIN
    if contrast(Color.from_rich_color(behind).hex6, ground) < _APART:
        return style + _PLAIN
    return style + (_REVERSED_TWICE if style.reverse else _REVERSED)
