"""A page without its tags, as best one can: for what is too large to be read with more care."""

from __future__ import annotations

from pectui.html.entities import unescape
from pectui.html.tags import DROPPED, SPECIAL
from pectui.html.tokens import Kind, tokens


def strip_tags(html: str) -> str:
    """Return the texts of a page, a line for each block; scripts and styles are left out."""
    pieces: list[str] = []
    dropped = False
    for kind, text, _ in tokens(html):
        if kind in {Kind.START, Kind.END}:
            dropped = kind is Kind.START and text in DROPPED
            if text == "br" or text in SPECIAL:
                pieces.append("\n")
        elif not dropped:
            pieces.append(unescape(text) if kind is Kind.TEXT else text)
    lines = map(str.strip, "".join(pieces).split("\n"))
    return "\n".join(filter(None, lines))
