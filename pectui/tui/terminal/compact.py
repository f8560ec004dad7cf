"""Draws the same with fewer bytes: a style that holds already is not said again.

Textual says the whole style of each piece of a line and takes it back after it. Three of four bytes
of a screen are colours then, most of which hold already.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
_MOVES = re.compile(r"(?:[\r\n]|\x1b\[[0-9;]*H)*")
"""What draws nothing: any style may hold meanwhile."""
_CODE = re.compile(
    r"(?P<colour>(?:3[0-79]|9[0-7]|38;5;\d+|38;2;\d+;\d+;\d+)(?!\d))"
    r"|(?P<ground>(?:4[0-79]|10[0-7]|48;5;\d+|48;2;\d+;\d+;\d+)(?!\d))"
    r"|(?P<attribute>\d+)"
)
_UNKNOWN = re.compile(r"\x1b\[[0-9;]*:[0-9:;]*m|\x1b\[[0-9;]*;;[0-9;]*m")
"""Styles written in a way that is not read here: with colons, or with a number left out."""
_RESET = "\x1b[0m"


class _Style(NamedTuple):
    """What holds for the text that follows; empty is the terminal's own."""

    colour: str = ""
    ground: str = ""
    attributes: frozenset[str] = frozenset()


_NONE = _Style()


def compact(drawn: str) -> str:
    """Return what draws as `drawn` does, which begins without a style; it ends without one."""
    if _RESET not in drawn or _UNKNOWN.search(drawn):
        return drawn
    first, *rest = _STYLE.split(drawn)
    written = [first]
    holds = wanted = _NONE
    for codes, text in zip(rest[::2], rest[1::2], strict=True):
        wanted = _after(wanted, codes)
        if wanted != holds and not _MOVES.fullmatch(text):
            written.append(_change(holds, wanted))
            holds = wanted
        written.append(text)
    written.append(_change(holds, _NONE))
    return "".join(written)


@lru_cache(1024)
def _after(style: _Style, codes: str) -> _Style:
    """Return the style that holds after `codes`, which take back only all of it at once."""
    for found in _CODE.finditer(codes or "0"):
        code = found[0]
        if code == "0":
            style = _NONE
        elif found.lastgroup == "colour":
            style = style._replace(colour="" if code == "39" else code)
        elif found.lastgroup == "ground":
            style = style._replace(ground="" if code == "49" else code)
        else:
            style = style._replace(attributes=style.attributes | {code})
    return style


@lru_cache(1024)
def _change(before: _Style, after: _Style) -> str:
    """Return what makes the one style the other."""
    if before == after:
        return ""
    if after == _NONE:
        return _RESET
    anew = ["0", *_codes(_NONE, after)]
    if before.attributes - after.attributes:
        return _said(anew)
    return min(_said(_codes(before, after)), _said(anew), key=len)


def _codes(before: _Style, after: _Style) -> list[str]:
    """Return the codes that add what is missing; no attribute is taken back."""
    codes = sorted(after.attributes - before.attributes)
    if after.colour != before.colour:
        codes.append(after.colour or "39")
    if after.ground != before.ground:
        codes.append(after.ground or "49")
    return codes


def _said(codes: list[str]) -> str:
    return f"\x1b[{';'.join(codes)}m"
