"""What the elements of a page are: left out, lines of their own, paragraphs, empty."""

from __future__ import annotations

# fmt: off
DROPPED = frozenset({
    "head", "script", "style", "template", "iframe", "noframes", "noembed", "datalist", "title",
})
"""Elements that show no words of their own."""

BLOCKS = frozenset({
    "address", "article", "aside", "body", "center", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "footer", "form", "header", "hgroup", "html", "legend", "main",
    "nav", "optgroup", "option", "search", "section", "select", "summary", "tbody", "textarea",
    "tfoot", "thead",
})
"""Elements that begin and end a line."""

PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "caption"})
"""Elements with an empty line before and after."""

VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
})
"""Elements that hold nothing."""

FLAT = VOID | {"p", "li", "dd", "dt", "option", "tr", "td", "th", "tbody", "thead", "tfoot"}
"""Elements that do not nest: they are empty, or the next of their kind closes them."""

FORM_TEXT = frozenset({
    "", "text", "submit", "button", "reset", "email", "number", "date", "tel",
})
"""Kinds of input that show their value."""
# fmt: on
