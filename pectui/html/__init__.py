"""HTML to readable text: every visible word kept, nothing loaded, nothing run.

__init__   what other rooms use: `to_text`
walk       one iterative walk over the parsed tree, at any depth; `HtmlText`
page       lines as they come: blanks folded, gaps, quotes, lists
tables     the rows of a table as lines
links      where a link really leads, and whether it may be opened
    tags       what the elements of a page are
    depth      a page too deep to be parsed as it is

The walk is loaded by the first page that is read, not by importing this package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pectui.html.walk import HtmlText


def to_text(html: str) -> HtmlText:
    """Return the words of a page, as a reader sees them, and where its links really lead.

    Scripts, styles, comments and what is not displayed are left out; nothing is loaded. Any
    string is accepted. Time grows with the length: about 0.1 µs a character.
    """
    from pectui.html.walk import walk

    return walk(html)
