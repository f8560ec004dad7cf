"""A page built to nest deeper than is sane, read without its blocks.

The parser's time grows with the square of the depth: half a megabyte of nested lists took minutes.
"""

from __future__ import annotations

import re

from pectui.html.tags import DROPPED, FLAT, VOID

DEEPEST = 6_000
"""Levels of nesting that are parsed as they are."""
_FEW = 20_000
"""Opening tags up to which a page is fast at any depth, so that it need not be counted."""
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")
_KEPT = DROPPED | VOID | {"a"}


def flatten(html: str) -> str:
    """Return the page as it is, or, when it is too deep, with its blocks as line breaks."""
    opened = html.count("<") - html.count("</")
    if opened <= _FEW or _depth(html) <= DEEPEST:
        return html
    return _TAG.sub(lambda tag: tag[0] if tag[2].lower() in _KEPT else "<br>", html)


def _depth(html: str) -> int:
    """Return about how deep the page nests; a closing tag counts only where its like is open."""
    opened: dict[str, int] = {}
    depth = deepest = 0
    for closing, name in _TAG.findall(html):
        tag = name.lower()
        if tag in FLAT:
            continue
        if not closing:
            opened[tag] = opened.get(tag, 0) + 1
            depth += 1
            deepest = max(deepest, depth)
        elif opened.get(tag):
            opened[tag] -= 1
            depth -= 1
    return deepest
