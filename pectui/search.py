"""What is searched for in the mailbox on this machine: words, fields, dates and marks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from pectui.models import Kind


class Part(StrEnum):
    """Where in a message something is looked for."""

    ANYWHERE = "anywhere"
    SENDER = "sender"
    RECIPIENT = "recipient"
    SUBJECT = "subject"
    TAGS = "tags"


class Mark(StrEnum):
    """What a message is or has, beyond its text."""

    UNREAD = "unread"
    FLAGGED = "flagged"
    HERE = "here"
    """It still lies on the service."""
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together."""

    text: str
    """As typed."""
    part: Part = Part.ANYWHERE
    prefix: bool = False
    """Whether the last word may go on."""


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
    """Sending codes or their beginnings: one of them."""
    excluded_codes: tuple[str, ...] = ()
    since: datetime | None = None
    """The first moment that is meant."""
    until: datetime | None = None
    """The first moment after those that are meant."""
    marks: tuple[tuple[Mark, bool], ...] = ()
    """What a message must be, or must not."""

    @property
    def is_empty(self) -> bool:
        """Whether every message is meant."""
        return self == Search(self.text)
