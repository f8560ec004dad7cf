"""What is searched for in the mailbox on this machine: words, fields, dates and marks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.folding import folded, words_of
from pectui.text import clean_line

if TYPE_CHECKING:
    from datetime import datetime

    from pectui.models import Kind

SHORTEST_PIECE = 3
"""Characters of the pieces that the index of headers is made of."""
_LONGEST_QUOTE = 40


class Part(StrEnum):
    """Where in a message something is looked for."""

    ANYWHERE = "anywhere"
    SENDER = "sender"
    RECIPIENT = "recipient"
    SUBJECT = "subject"
    TAGS = "tags"

    @property
    def is_header(self) -> bool:
        """Whether pieces of words are found in it too."""
        return self in {Part.SENDER, Part.RECIPIENT, Part.SUBJECT}


class Mark(StrEnum):
    """What a message is or has, beyond its text."""

    UNREAD = "unread"
    FLAGGED = "flagged"
    HERE = "here"
    """It lay on the service when that was looked at last."""
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together."""

    text: str
    """As typed, less the quotation marks."""
    part: Part = Part.ANYWHERE
    prefix: bool = False
    """Whether the last word may go on."""

    @property
    def words(self) -> tuple[str, ...]:
        """Its words, as the index knows them."""
        return words_of(self.text)

    @property
    def piece(self) -> str:
        """The characters to be found anywhere in a header; "" where whole words are meant."""
        if not self.part.is_header:
            return ""
        piece = folded(self.text)
        # Two letters are how a word begins: the index of pieces has no shorter ones than three.
        is_beginning = len(piece) == SHORTEST_PIECE - 1 and self.words == (piece,)
        return "" if is_beginning else piece

    @property
    def goes_on(self) -> bool:
        """Whether words that begin with its last one are meant too."""
        return self.prefix or self.part.is_header


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a search that could not be understood, and was left out."""

    key: str
    """What is wrong, as a key of the catalogue with the field `{text}`."""
    text: str
    """What was typed."""

    def __str__(self) -> str:
        """Return the problem in a person's language, fit for a screen."""
        return t(self.key, text=clean_line(self.text, _LONGEST_QUOTE))


@dataclass(frozen=True, slots=True)
class Search:
    """What one line of search asks for; everything in it must hold."""

    text: str = ""
    """The line, as typed."""
    terms: tuple[Term, ...] = ()
    """What must occur, and is to be marked where it does."""
    excluded: tuple[Term, ...] = ()
    """What must not occur."""
    kinds: frozenset[Kind] | None = None
    """The kinds that are meant; None for all of them."""
    codes: tuple[str, ...] = ()
    """Sending codes, or beginnings of codes: one of them."""
    excluded_codes: tuple[str, ...] = ()
    since: datetime | None = None
    """The first moment that is meant."""
    until: datetime | None = None
    """The first moment after those that are meant."""
    marks: tuple[tuple[Mark, bool], ...] = ()
    """What a message must be, or must not be."""
    problems: tuple[Problem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether every message is meant."""
        return self == Search(self.text, problems=self.problems)
