"""HTML to readable text: every visible word kept, nothing loaded, nothing run.

__init__   what other rooms use: `to_text`, `stripped`
walk       one pass over the page, at any depth; `HtmlText`
tokens     tags and texts as they come
tags       what the elements of a page are
styles     what is hidden, whose lines stay
page       lines as they come: blanks folded, gaps, quotes, lists
tables     the rows of a table as lines
lists      what stands before an item
entities   &amp; and its like
links      where a link really leads, and whether it may be opened
detection  whether a body is HTML at all: `looks_like_html`
stripping  a page without its tags, where it is given up

Nothing here takes longer than its length allows, whatever a page is made of; the walk is loaded by
the first page that is read, not by importing this package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pectui.html.walk import HtmlText


def to_text(html: str, *, show_hidden: bool = False) -> HtmlText:
    """Return the words of a page, as a reader sees them, and where its links really lead.

    Scripts, styles, comments and what is not displayed are left out; nothing is loaded. Any
    string is accepted. With `show_hidden` the parts that the page hides are there as well.
    """
    from pectui.html.walk import walk

    return walk(html, show_hidden=show_hidden)


def stripped(html: str) -> str:
    """Return the text of a page without its tags, for one that cannot be read any better."""
    from pectui.html.stripping import strip_tags

    return strip_tags(html)
