"""The line a person types, read into a search. Whatever is typed means something."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from pectui.catalogue.en.kinds import TEXTS as ENGLISH
from pectui.catalogue.it.kinds import TEXTS as ITALIAN
from pectui.folding import folded, is_unspaced, words_of
from pectui.models import LETTER_KINDS, RECEIPT_KINDS, Kind
from pectui.pec.dates import ROME
from pectui.search.days import day_after, first_day
from pectui.search.model import Mark, Part, Problem, Search, Term
from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeVar

    Value = TypeVar("Value")

LONGEST = 1_000
"""Characters of a line that are read."""
_PARTS = {
    "from": Part.SENDER,
    "da": Part.SENDER,
    "to": Part.RECIPIENT,
    "a": Part.RECIPIENT,
    "subject": Part.SUBJECT,
    "oggetto": Part.SUBJECT,
    "tag": Part.TAGS,
    "etichetta": Part.TAGS,
}
_OTHERS = {
    "kind": "kind",
    "tipo": "kind",
    "code": "code",
    "codice": "code",
    "before": "before",
    "prima": "before",
    "after": "after",
    "dopo": "after",
    "since": "after",
    "dal": "after",
    "until": "until",
    "al": "until",
    "has": "has",
    "ha": "has",
    "is": "is",
    "e": "is",  # è, folded
}
_HAS = {"note": (Mark.NOTE, True), "nota": (Mark.NOTE, True)}
_IS = {
    "unread": (Mark.UNREAD, True),
    "nonletto": (Mark.UNREAD, True),
    "nonletta": (Mark.UNREAD, True),
    "daleggere": (Mark.UNREAD, True),
    "read": (Mark.UNREAD, False),
    "letto": (Mark.UNREAD, False),
    "letta": (Mark.UNREAD, False),
    "flagged": (Mark.FLAGGED, True),
    "segnato": (Mark.FLAGGED, True),
    "segnata": (Mark.FLAGGED, True),
    "contrassegnato": (Mark.FLAGGED, True),
    "contrassegnata": (Mark.FLAGGED, True),
    "importante": (Mark.FLAGGED, True),
    "here": (Mark.HERE, True),
    "qui": (Mark.HERE, True),
    "presente": (Mark.HERE, True),
    "gone": (Mark.HERE, False),
    "via": (Mark.HERE, False),
    "assente": (Mark.HERE, False),
    "rimosso": (Mark.HERE, False),
    "rimossa": (Mark.HERE, False),
}
_FORMER = {
    "certificata": Kind.CERTIFIED,
    "nonaccettata": Kind.NOT_ACCEPTED,
    "nonconsegnata": Kind.NOT_DELIVERED,
    "inritardo": Kind.OVERDUE,
    "servizio": Kind.SERVICE,
}
"""Italian names that kinds once had: searches kept under a name may use them."""
_GROUPS = {
    "receipt": RECEIPT_KINDS,
    "ricevuta": RECEIPT_KINDS,
    "letter": LETTER_KINDS,
    "lettera": LETTER_KINDS,
}
_ITEM = re.compile(
    r"(?P<minus>-)?(?P<all>(?:(?P<name>[^\W\d_]+):(?P<blank>\s+(?=\S))?)?"
    r'(?:"(?P<quoted>[^"]*)(?P<end>"|$)|(?P<bare>\S+)))'
)

_WORD = re.compile(
    r"(?P<minus>-)?(?P<all>(?P<name>)(?P<blank>)(?P<quoted>(?!))?(?P<end>(?!))?(?P<bare>\S+))"
)
_FIELDS = frozenset({*_PARTS, *_OTHERS})


def parse(text: str, today: date | None = None) -> Search:
    """Return what `text` asks for. It never fails; what is not understood is taken as words.

    All of it must hold: words and "phrases", from: to: subject: tag: kind: code: before: after:
    since: until: has: is:, their Italian names, and each of these after a minus for what must not
    be. `before` ends with the day named, which does not count; `until` ends after it; `after` and
    `since` begin with it. Several kinds or codes are alternatives. The last word may go on while
    nothing follows it, and counts from its second letter on. `today` is where days are counted
    from, in Europe/Rome; now where it is not given.
    """
    reader = _Reader(text, today or datetime.now(ROME).date())
    place = 0
    while match := _ITEM.search(reader.line, place):
        if match["blank"] and folded(match["name"]) not in _FIELDS:
            # No field: what ends in a colon is a word, and what follows another.
            match = _WORD.search(reader.line, match.start())
            assert match is not None
        reader.take(match)
        place = match.end()
    return reader.search()


class _Reader:
    """Takes one item of a line after the other."""

    def __init__(self, text: str, today: date) -> None:
        self.line = storable(text[:LONGEST]).replace("\0", " ")
        self._found = Search(text)
        self._today = today
        self._kinds: set[Kind] = set()
        self._other_kinds: set[Kind] = set()

    def search(self) -> Search:
        """Return what was read so far."""
        if not self._kinds and not self._other_kinds:
            return self._found
        kinds = (self._kinds or set(Kind)) - self._other_kinds
        return replace(self._found, kinds=frozenset(kinds))

    def take(self, match: re.Match[str]) -> None:
        """Read one item; what is not understood counts as words."""
        unwanted = match["minus"] is not None
        name = folded(match["name"] or "")
        value = (match["bare"] if match["quoted"] is None else match["quoted"]).strip()
        closed = match["end"] == '"'
        open_end = not closed and match.end() == len(self.line) and not unwanted
        if not value or not self._take_field(name, value, open_end, unwanted=unwanted):
            phrase = match["quoted"] if match["quoted"] is not None else match["bare"]
            if match["blank"]:
                self._take_words(f"{match['name']}:", Part.ANYWHERE, False, unwanted=unwanted)
            words = match["all"] if match["name"] and not match["blank"] else phrase
            self._take_words(words, Part.ANYWHERE, open_end, unwanted=unwanted)

    def _take_field(self, name: str, value: str, open_end: bool, *, unwanted: bool) -> bool:
        """Read the value of a field; return whether it was understood."""
        if name in _PARTS:
            self._take_words(value, _PARTS[name], open_end, unwanted=unwanted)
            return True
        match _OTHERS.get(name):
            case "kind":
                return self._take_kind(value, unwanted=unwanted)
            case "code":
                return self._take_code(value, unwanted=unwanted)
            case "before":
                return self._take_day(value, is_end=not unwanted)
            case "after":
                return self._take_day(value, is_end=unwanted)
            case "until":
                return self._take_day(value, is_end=not unwanted, whole=True)
            case "has":
                return self._take_mark(value, _HAS, unwanted=unwanted)
            case "is":
                return self._take_mark(value, _IS, unwanted=unwanted)
            case _:
                return False

    def _take_words(self, text: str, part: Part, open_end: bool, *, unwanted: bool) -> None:
        bare = text.rstrip("*").strip() if text.endswith("*") else text.strip()
        goes_on = (open_end or text.endswith("*")) and bare[-1:].isalnum()
        if goes_on and not part.is_header and _says_nothing(words_of(bare)[-1]):
            # One letter of a word says nothing yet.
            bare, goes_on = bare[:-1].rstrip(), False
        if not folded(bare) or (not part.is_header and not words_of(bare)):
            return
        term = Term(bare, part, prefix=goes_on)
        found = self._found
        if unwanted:
            self._found = replace(found, excluded=(*found.excluded, term))
        else:
            self._found = replace(found, terms=(*found.terms, term))

    def _take_kind(self, value: str, *, unwanted: bool) -> bool:
        kinds = _kinds_named(value)
        (self._other_kinds if unwanted else self._kinds).update(kinds)
        return bool(kinds)

    def _take_code(self, value: str, *, unwanted: bool) -> bool:
        code = value.rstrip("*")
        if not (code.isascii() and code.isdigit()):
            return False
        found = self._found
        if unwanted:
            self._found = replace(found, excluded_codes=(*found.excluded_codes, code))
        else:
            self._found = replace(found, codes=(*found.codes, code))
        return True

    def _take_day(self, value: str, *, is_end: bool, whole: bool = False) -> bool:
        day = (day_after if whole else first_day)(value, self._today)
        found = self._found
        if day is None:
            problem = Problem("search.no-date", value)
            self._found = replace(found, problems=(*found.problems, problem))
        elif is_end:
            moment = datetime.combine(day, time(), ROME)
            self._found = replace(found, until=min(found.until or moment, moment))
        else:
            moment = datetime.combine(day, time(), ROME)
            self._found = replace(found, since=max(found.since or moment, moment))
        return True

    def _take_mark(
        self, value: str, names: Mapping[str, tuple[Mark, bool]], *, unwanted: bool
    ) -> bool:
        name = _plain(value)
        meant = names.get(name) or next(
            (what for known, what in names.items() if name and known.startswith(name)), None
        )
        if meant is None:
            return False
        mark, wanted = meant
        self._found = replace(
            self._found, marks=(*self._found.marks, (mark, wanted is not unwanted))
        )
        return True


def _says_nothing(word: str) -> bool:
    """Whether a word that may go on is too short to be looked for; one Chinese letter is not."""
    return len(word) == 1 and not is_unspaced(word)


def _plain(name: str) -> str:
    """Return a name without blanks and hyphens, which people may put or leave out."""
    return "".join(words_of(name))


def _kinds_named(value: str) -> frozenset[Kind]:
    """Return the kinds one of whose names is `value`, or begins with it where none is."""
    name = _plain(value)
    if not name:
        return frozenset()
    whole = [kinds for known, kinds in _KIND_NAMES if known == name]
    begun = [kinds for known, kinds in _KIND_NAMES if known.startswith(name)]
    return frozenset().union(*(whole or begun))


_KIND_NAMES: tuple[tuple[str, frozenset[Kind]], ...] = (
    *((_plain(kind), frozenset({kind})) for kind in Kind),
    *(
        (_plain(words[f"kinds.{kind}"]), frozenset({kind}))
        for kind in Kind
        for words in (ENGLISH, ITALIAN)
    ),
    *((word, frozenset({kind})) for word, kind in _FORMER.items()),
    *_GROUPS.items(),
)
