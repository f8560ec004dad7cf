"""Whether a body is HTML at all: plain text that speaks of tags must stay as it was written."""

from __future__ import annotations

import re

from pectui.html.entities import holds_entities
from pectui.html.tags import FRAME, HTML_NAMES, SECTIONS, SPECIAL, VOID
from pectui.html.tokens import Kind, Token, tokens

_LOOKED_AT = 200_000
"""Characters; what is HTML shows it long before."""
_BEGINS = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})(?=[\s/>])")
_DOCTYPE = re.compile(r"\s*+<!doctype\s++html\b", re.IGNORECASE)
_BRACKETS = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
"""What looks like a tag in a text that holds none that HTML knows."""
# fmt: off
_WORDS = frozenset({
    "address", "area", "audio", "base", "big", "button", "canvas", "caption", "code", "data",
    "details", "dialog", "dir", "figure", "filter", "footer", "form", "frame", "header", "image",
    "input", "label", "legend", "link", "main", "map", "mark", "menu", "meter", "object", "option",
    "output", "param", "picture", "progress", "search", "section", "select", "slot", "small",
    "source", "summary", "template", "time", "title", "track", "var", "video",
})
"""Names of elements that are words as well: alone between brackets they may be to be filled in."""
# fmt: on
_BEGINNING = (SPECIAL | VOID | {"html", "head", "body", "style", "script"}) - _WORDS
_AT_LINE_ENDS = SPECIAL | SECTIONS | FRAME | {"br", "hr", "link", "meta", "script", "style"}


def looks_like_html(text: str) -> bool:
    """Whether `text` is HTML rather than plain text, in which tags may be spoken of.

    HTML begins like a page or with a tag, or has tags only that HTML knows and no lines but those
    they end, or entities and no line breaks. "<rossi@pec.example>" and a lone "<b>" are no tags.
    """
    text = text[:_LOOKED_AT].strip("\ufeff \t\r\n")
    if "<" not in text:
        return "&" in text and "\n" not in text and holds_entities(text)
    if _DOCTYPE.match(text):
        return True
    # A first tag may be larger than what is looked at, with styles or without end.
    begins = _BEGINS.match(text)
    if begins is not None and begins[1].lower() in _BEGINNING:
        return True
    return _Look(text).says_html()


class _Look:
    """What tags a text has, and where."""

    def __init__(self, text: str) -> None:
        self._tokens = [
            token for token in tokens(text) if token[0] in _TEXTS or token[1] in HTML_NAMES
        ]
        ended = {name for kind, name, _ in self._tokens if kind is Kind.END}
        self._ended = ended

    def says_html(self) -> bool:
        """Whether all of it together speaks for HTML."""
        found = [token for token in self._tokens if token[0] not in _TEXTS]
        if any(name in FRAME - {"base", "frame"} for _, name, _ in found):
            return True
        if self._tokens and self._is_firm(self._tokens[0]):
            return True
        texts = [text for kind, text, _ in self._tokens if kind is Kind.TEXT]
        if any(_BRACKETS.search(text) for text in texts):
            return False
        return any(map(self._is_firm, found)) and self._lines_are_tags()

    def _is_firm(self, token: Token) -> bool:
        """Whether this is a tag beyond doubt."""
        kind, name, attributes = token
        if kind is not Kind.START:
            return False
        if "=" in attributes or (name in self._ended and name not in VOID):
            return True
        return (name in SPECIAL or name in VOID) and name not in _WORDS

    def _lines_are_tags(self) -> bool:
        """Whether most line breaks stand beside a tag that breaks the line anyway."""
        own = beside = 0
        before = False
        for index, (kind, text, _) in enumerate(self._tokens):
            if kind not in _TEXTS:
                before = text in _AT_LINE_ENDS
                continue
            *lines, last = text.split("\n")
            if lines:
                after = index + 1 < len(self._tokens) and self._tokens[index + 1][0] not in _TEXTS
                after = after and self._tokens[index + 1][1] in _AT_LINE_ENDS
                inner = sum(bool(line.strip()) for line in lines[1:])
                first = bool(lines[0].strip()) or not before
                is_last = not last.strip() and after
                own += inner + first
                beside += (not first) + is_last
                own -= is_last
            before = False
        return own <= 0 or beside > own


_TEXTS = frozenset({Kind.TEXT, Kind.LITERAL})
