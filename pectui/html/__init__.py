"""HTML to readable text: every visible word kept, nothing loaded, nothing run.

__init__   what other rooms use: `to_text`, `HtmlText`, `Link`
walk       one iterative walk over the parsed tree, at any depth
page       lines as they come: blanks folded, gaps, quotes, lists
tables     the rows of a table as lines
links      where a link really leads, and whether it may be opened
    tags       what the elements of a page are
    depth      a page too deep to be parsed as it is
"""

from __future__ import annotations

from pectui.html.links import Link
from pectui.html.walk import HtmlText, to_text

__all__ = ["HtmlText", "Link", "to_text"]
