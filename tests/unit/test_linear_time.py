"""No text from outside makes a search or a page take more than its length accounts for.

Four times the length may take ten times the time: what is quadratic takes sixteen times, and at
these lengths seconds.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from pectui.html import stripped, to_text
from pectui.html.detection import looks_like_html
from pectui.html.links import read_link
from pectui.pec.addresses import display_sender, find_address, on_behalf_of
from pectui.pec.bodies import decode_body
from pectui.pec.references import without_reference
from pectui.text import clean_line, clean_text

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = 10_000
"""Characters."""
LEAST = 0.005
"""Seconds below which a clock says little."""

UNITS = [
    "<", "<a", "<a ", "<p", "<p ", "<p a", '<p a="', "<p a='", "<p a=", "</", "</p", "</p>", "<p>",
    "<!--", "<!", "<?", "<!-->", "<x", "<x>", "</x>", "<x-y>", "<x:y>", "<o:p>", "&", "&#", "&#9",
    "&#x9", "&a", "&amp", "<style>", "<style>a{", "<style>.a{b:c}</style>", "<script>", "<title>",
    "<textarea>", "<pre>", "<pre>\n", "<xmp>", "<plaintext>", "<table>", "<table><tr>", "<td>",
    "<table><tr><td>", "<table><tr><td>x</table>", "<tr><td rowspan=9 colspan=9>x", "<li>",
    "<ol><li>", "</ol>", "<dl><dd>", "<div>", "</div>", "<div></span>", "<span><div></span></div>",
    "<b><p>", "<b></p>", "<i id=1>", "<a href=x>", "<a href=x>y</a>", "<a href=x><p>y",
    "<a href=http://é.example>é.example</a>", "<p style='display:none'>x",
    "<font style='font-size:0'>",
    "<p hidden>", "<blockquote>x", "<h1>x", "<h1><h2>", "<q>", "<sup>", "<select><option>x",
    "<form><input value=x>", "<hr>", "<br>", "x\n", " ", "\n", "\u00a0", "a ", "a.", "@", "a@b",
    "%", "%C3", "%C3%A9", "+", "\u200b", "e\u0301", "\u0301", "\x1b[", "à", "\ufeff",
]  # fmt: skip

READERS: list[tuple[str, Callable[[str], object]]] = [
    ("page", to_text),
    ("stripped", stripped),
    ("is it HTML", looks_like_html),
    ("body", decode_body),
    ("text", clean_text),
    ("line", lambda text: clean_line(text, None)),
]


def seconds(read: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    read(text)
    return time.process_time() - started


def check(read: Callable[[str], object], unit: str, before: str = "", after: str = "") -> None:
    """See that four times as much takes no more than ten times as long, in the best of three."""
    short, long = (before + unit * (size // len(unit)) + after for size in (SMALL, 4 * SMALL))
    best = float("inf")
    for _ in range(3):
        taken = seconds(read, long)
        if taken <= 10 * LEAST:
            return
        best = min(best, taken / max(seconds(read, short), LEAST))
        if best <= 10:
            return
    raise AssertionError(f"{best:.1f} times as long")


@pytest.mark.parametrize("unit", UNITS)
def test_a_page_takes_the_time_of_its_length(unit: str) -> None:
    for _, read in READERS:
        check(read, unit, "<p>")
        check(read, unit, "", ">x")


FIELDS: list[Callable[[str], object]] = [
    find_address,
    on_behalf_of,
    display_sender,
    without_reference,
    lambda text: read_link(1, text, "https://a.example"),
    lambda text: read_link(1, "qui", text),
    lambda text: read_link(1, "qui", f"https://{text}/"),
    lambda text: read_link(1, text, f"mailto:{text}"),
]


@pytest.mark.parametrize(
    "unit",
    ["a", "a'", "'", "a.", ".", "@", "a@", "a@b", "a@b.", "<", "< ", "<a", " ", "\n", "é", "é.",
     "per conto di ", "[rif. ", "[rif. A", " [", "//", "\\", "a:", "http:", "http://", "。", "_"],
)  # fmt: skip
def test_a_header_and_a_link_take_the_time_of_their_length(unit: str) -> None:
    for read in FIELDS:
        check(read, unit, "a@b.example ", "\0")
        check(read, unit, "per conto di: ")
