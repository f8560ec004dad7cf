"""What the elements of a page are: known, left out, lines of their own, paragraphs, empty."""

from __future__ import annotations

# fmt: off
RAW = frozenset({
    "iframe", "listing", "noembed", "noframes", "plaintext", "script", "style", "textarea",
    "title", "xmp",
})
"""Elements in which everything up to their end tag is text, whatever it looks like."""

DROPPED = frozenset({
    "script", "style", "template", "iframe", "noframes", "noembed", "datalist", "title",
})
"""Elements that show no words of their own."""

FRAME = frozenset({"html", "head", "body", "base", "frameset", "frame"})
"""Elements around a page, not in it."""

PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "caption"})
"""Elements with an empty line before and after."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

LISTS = frozenset({"menu", "ol", "ul"})

PREFORMATTED = frozenset({"listing", "plaintext", "pre", "xmp"})

BLOCKS = frozenset({
    "address", "article", "aside", "center", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "footer", "form", "header", "hgroup", "legend", "main", "nav",
    "optgroup", "option", "search", "section", "select", "summary", "textarea",
})
"""Elements that begin and end a line."""

SECTIONS = frozenset({"tbody", "thead", "tfoot", "colgroup"})

CELLS = frozenset({"td", "th"})

TABLE_PARTS = SECTIONS | CELLS | {"caption", "tr"}

VOID = frozenset({
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input",
    "keygen", "link", "meta", "param", "source", "track", "wbr",
})
"""Elements that hold nothing."""

SPECIAL = (
    BLOCKS | PARAGRAPHS | LISTS | PREFORMATTED | TABLE_PARTS | {"blockquote", "dd", "li", "table"}
)
"""Elements that the end tag of an element within a line does not reach across."""

ENDS_PARAGRAPH = SPECIAL - TABLE_PARTS - {"option", "optgroup", "select", "textarea"} | {"hr"}
"""Elements that end an open paragraph by beginning."""

_WITHIN_LINES = frozenset({
    "a", "abbr", "acronym", "applet", "audio", "b", "bdi", "bdo", "big", "blink", "button",
    "canvas", "cite", "code", "data", "datalist", "del", "dfn", "em", "font", "i", "iframe",
    "image", "ins", "isindex", "kbd", "label", "map", "mark", "marquee", "meter", "multicol",
    "nobr", "noembed", "noframes", "noscript", "object", "output", "picture", "progress", "q",
    "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "script", "slot", "small", "spacer", "span",
    "strike", "strong", "style", "sub", "sup", "template", "time", "title", "tt", "u", "var",
    "video",
})

HTML_NAMES = FRAME | SPECIAL | VOID | RAW | _WITHIN_LINES
"""Every element that HTML has, or once had."""

DRAWING_NAMES = frozenset({
    "animate", "circle", "clippath", "defs", "desc", "ellipse", "filter", "foreignobject", "g",
    "line", "lineargradient", "marker", "mask", "math", "metadata", "mfrac", "mi", "mn", "mo",
    "mover", "mroot", "mrow", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable",
    "mtd", "mtext", "mtr", "munder", "munderover", "path", "pattern", "polygon", "polyline",
    "radialgradient", "rect", "semantics", "stop", "svg", "symbol", "text", "textpath", "tspan",
    "use",
})
"""Elements of drawings and formulas; they are empty where they end in "/>"."""

OFFICE_PREFIXES = frozenset({
    "a", "fb", "m", "mc", "o", "pic", "st1", "st2", "svg", "u1", "u2", "v", "w", "wne", "wp", "x",
    "xsl",
})
"""What stands before the colon in elements that office programs leave in their letters."""

FORM_TEXT = frozenset({
    "", "text", "submit", "button", "reset", "email", "number", "date", "tel",
})
"""Kinds of input that show their value."""
# fmt: on
