"""Searches over the mailbox on this machine: what a line asks for, and where in a text it is.

model      a search as plain data
language   a line, as typed, read into a search
days       the days that can be written
places     where in a text the words of a search are
"""

from pectui.search.language import parse
from pectui.search.model import Mark, Part, Problem, Search, Term
from pectui.search.places import Span, matches_in

__all__ = ["Mark", "Part", "Problem", "Search", "Span", "Term", "matches_in", "parse"]
