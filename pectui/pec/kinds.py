"""Which kind of message a subject announces, and who writes for a provider, by one table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pectui.domains import domain_key
from pectui.models import Kind
from pectui.pec.kinds_table import BUILT_IN, ORDINARY, SENDER, VERSION, Row, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

_INVISIBLE = r"[\s\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]*"
_ANYTHING = "[^:]{0,80}?"
_DOMAIN = r"[\w.-]+"
_ENDING = r"(?:com?\.[a-z]{2}|[a-z]{2,3})"
"""What a provider of ordinary mail has after its name: `it`, `com`, `co.uk`."""
_NEVER = re.compile(r"(?!)")


def _words(text: str) -> str:
    # Headers are folded and refolded on their way, so any run of blanks counts as one.
    return re.escape(text).replace(r"\.\ ", r"\.\s*").replace(r"\ ", r"\s+")


def _subject_start(words: str) -> str:
    """Return the pattern of how a subject starts; `*` stands for anything but a colon."""
    first, *others = words.split("*")
    pattern = _words(first.strip()) + _edge(first[-1:])
    for piece in others:
        pattern += _ANYTHING + _edge(piece[:1]) + _words(piece.strip()) + _edge(piece[-1:])
    return pattern


def _edge(char: str) -> str:
    """Return what parts a `*` from the words beside it: a word ends where a blank stands."""
    return r"\b" if char == " " else ""


def _any_of(rows: Iterable[str], star: str) -> re.Pattern[str]:
    """Return a pattern for whole addresses or domains, with `star` where a row has one."""
    patterns = [re.escape(one.lower()).replace(r"\*", star) for one in rows]
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else _NEVER


class _Table:
    """The rows in use, as patterns; a row of the user's comes before the program's own."""

    def __init__(self, own: tuple[Row, ...]) -> None:
        self.own = own
        rows = (*own, *read_rows(BUILT_IN))
        subjects = [row for row in rows if row.name not in {SENDER, ORDINARY}]
        self._exact = [row for row in subjects if "*" not in row.words]
        self._families = [row for row in subjects if "*" in row.words]
        self._by_words = _starts(self._exact)
        self._by_family = _starts(self._families)
        self.senders = _any_of((row.words for row in rows if row.name == SENDER), _DOMAIN)
        self.ordinary = _any_of((row.words for row in rows if row.name == ORDINARY), _ENDING)

    def match(self, subject: str, *, families: bool) -> tuple[Kind, int]:
        """Return the kind that the start of `subject` announces, and where its own words begin."""
        for pattern, rows in ((self._by_words, self._exact), (self._by_family, self._families)):
            found = pattern.match(subject) if families or rows is self._exact else None
            if found is not None and found.lastindex is not None:
                return Kind(rows[found.lastindex - 1].name), found.end()
        return Kind.OTHER, 0


def _starts(rows: Iterable[Row]) -> re.Pattern[str]:
    patterns = "|".join(f"({_subject_start(row.words)})" for row in rows)
    return re.compile(rf"{_INVISIBLE}(?:{patterns}){_INVISIBLE}:\s*", re.IGNORECASE)


_table = _Table(())


def use_rows(rows: Iterable[tuple[str, str]]) -> None:
    """Use a user's own rows (name, words) beside the program's from now on."""
    global _table
    own = tuple(Row(*row) for row in rows)
    if own != _table.own:
        _table = _Table(own)


def table_mark() -> str:
    """Return what changes whenever the table does: what was classified by another is to be anew."""
    return " ".join((VERSION, *(f"{row.name}={row.words}" for row in _table.own)))


def classify(subject: str, *, from_provider: bool = False) -> Kind:
    """Return the kind that the start of `subject` announces; what is unknown is OTHER.

    Only the start counts: "POSTA CERTIFICATA: CONSEGNA: …" is a letter that somebody wrote. Of what
    a provider's machine wrote, a notice with an ending nobody foresaw is still of its family.
    """
    return _table.match(subject, families=from_provider)[0]


def strip_prefix(subject: str, kind: Kind = Kind.OTHER) -> str:
    """Return `subject` without the prefix of its kind and the blanks around; the code stays.

    A prefix that only a provider's machine may write goes where the message is known to be of
    its `kind`.
    """
    found, end = _table.match(subject, families=kind is not Kind.OTHER)
    if kind is not Kind.OTHER and found is not kind:
        end = _table.match(subject, families=False)[1]
    return subject[end:].strip()


def is_sender(address: str) -> bool:
    """Whether a provider's machine writes from `address`."""
    return _table.senders.fullmatch(address.strip()) is not None


def is_ordinary(address: str) -> bool:
    """Whether the domain of `address` is one of ordinary mail: no delivery receipt ever comes."""
    return _table.ordinary.fullmatch(domain_key(address.rpartition("@")[2])) is not None
