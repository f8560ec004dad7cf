"""Searches over the mailbox on this machine: what a line asks for, and where in a text it is.

model      a search as plain data
language   a line, as typed, read into a search
days       the days that can be written
filter     a search in a view: which messages are meant
places     where in a text the words of a search are
sendings   which sendings hold the words that are typed

The language is loaded by the first line that says something, not by importing this package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.search.filter import Filter
from pectui.search.model import Mark, Part, Problem, Search, Term
from pectui.search.places import Span, matches_in

__all__ = ["Filter", "Mark", "Part", "Problem", "Search", "Span", "Term", "matches_in", "parse"]

if TYPE_CHECKING:
    from datetime import date


def parse(text: str, today: date | None = None) -> Search:
    """Return what a line of search asks for; see `pectui.search.language`. It never fails.

    `today` is where days are counted from, in Europe/Rome; now where it is not given.
    """
    if not text or text.isspace():
        return Search(text)
    from pectui.search import language

    return language.parse(text, today)
