"""Searches and views as SQL over the mailbox on this machine.

One table leads, newest message first, and the rest are conditions on the row it comes to: the index
of words where words are asked for, else that of a header's pieces, else the messages themselves.
So the first rows of a result cost what those rows cost, however many there are. Conditions are
written as the partial indexes of the schema are, or SQLite would not use them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pectui.models import FAILURE_KINDS, LETTER_KINDS, RECEIPT_KINDS, Kind, MailView
from pectui.pec.codes import is_code
from pectui.search import Mark, Part
from pectui.search.model import SHORTEST_PIECE
from pectui.store.mailbox.schema import EVERY, TIE_BITS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pectui.search import Filter, Search, Term

VIEWS = {
    MailView.ALL: "1",
    MailView.LETTERS: "messages.kind IN ('certified', 'anomaly', 'other')",
    MailView.RECEIPTS: (
        "messages.kind IN ('acceptance', 'not-accepted', 'delivery', 'not-delivered', 'overdue')"
    ),
    MailView.TROUBLE: "messages.trouble",
    MailView.UNREAD: "messages.unread",
    MailView.FLAGGED: "messages.flagged",
}
_KINDS_OF_INDEX = (
    (FAILURE_KINDS, "messages.kind IN ('not-accepted', 'not-delivered', 'overdue')"),
    (LETTER_KINDS, VIEWS[MailView.LETTERS]),
    (RECEIPT_KINDS, VIEWS[MailView.RECEIPTS]),
)
"""Kinds that have an index of their own, by its condition; the smaller ones first."""
_MARKS = {
    Mark.UNREAD: "messages.unread",
    Mark.FLAGGED: "messages.flagged",
    Mark.HERE: "messages.here",
    Mark.NOTE: "messages.note != ''",
}
_PIECES = {
    Part.SENDER: "senders",
    Part.RECIPIENT: "recipients",
    Part.SUBJECT: "subjects",
}
_COLUMNS = {Part.SENDER: "sender", Part.RECIPIENT: "recipient", Part.SUBJECT: "subject"}
_MOST_TRIGRAMS = 3
"""Trigrams a piece is looked up by; the row itself is compared with all of it."""
_BY_FREQUENCY = "eaionlrtscdupmvghfbqz"
"""The letters of Italian, the most frequent first."""
_RARITY_OF_DIGITS = 24
_RARITY_OF_SIGNS = 16
_DATED = 1 << TIE_BITS
"""The first number of a message whose moment is known."""


@dataclass(frozen=True, slots=True)
class Query:
    """Some of the messages, to be read newest first by their `number`.

    Used as `SELECT … FROM {source} WHERE {condition} ORDER BY {order} DESC`, with a bound on
    `order` where only a part is wanted. SQL of this program; what a person typed is in `values`.
    """

    source: str = "messages"
    condition: str = "1"
    values: tuple[str | int | float, ...] = ()
    order: str = "messages.number"
    """The column that is the message's number: that of the table the search starts from."""

    def heads(self) -> Query:
        """Return those that stand for their sending, and what is no receipt."""
        return replace(self, condition=f"({self.condition}) AND messages.head")


@dataclass
class _Builder:
    """A query that is being put together."""

    conditions: list[str] = field(default_factory=list)
    values: list[str | int | float] = field(default_factory=list)
    order: str = "messages.number"

    def add(self, condition: str, *values: str | int) -> None:
        """Demand something more."""
        self.conditions.append(condition)
        self.values.extend(values)


def query_of(wanted: Filter) -> Query:
    """Return the messages that are asked for, whether or not receipts are folded."""
    search, view = wanted.search, wanted.view
    query = _Builder()
    leader = _add_terms(query, search)
    _add_days(query, search.since, search.until)
    if view is not MailView.ALL:
        query.add(VIEWS[view])
    _add_kinds(query, search.kinds)
    _add_codes(query, search.codes, search.excluded_codes)
    for mark, is_wanted in search.marks:
        query.add(_MARKS[mark] if is_wanted else f"NOT ({_MARKS[mark]})")
    source = "messages"
    if leader:
        # CROSS keeps the order of the two: who leads is not left to an estimate.
        source = f"{leader} CROSS JOIN messages ON messages.number = {leader}.rowid"
    condition = " AND ".join(query.conditions) or "1"
    return Query(source, condition, tuple(query.values), query.order)


# Words


def _phrase(term: Term) -> str:
    """Return words for MATCH: letters and digits only, so that nothing in them is an operator."""
    phrase = f'"{" ".join(term.words)}"{" *" if term.goes_on else ""}'
    column = _COLUMNS.get(term.part, "tags" if term.part is Part.TAGS else "")
    return f"{column} : {phrase}" if column else phrase


def _match(wanted: Iterable[Term], unwanted: Iterable[Term] = ()) -> str:
    positive = " AND ".join(f"({_phrase(term)})" for term in wanted) or f'"{EVERY}"'
    negative = " OR ".join(f"({_phrase(term)})" for term in unwanted)
    return f"({positive}) NOT ({negative})" if negative else positive


def _add_terms(query: _Builder, search: Search) -> str:
    """Demand the words and pieces; return the index that leads, "" for the messages themselves."""
    words = [term for term in search.terms if not term.piece]
    unwanted = [term for term in search.excluded if not term.piece]
    pieces = [term for term in search.terms if term.piece]
    long = [term for term in pieces if len(term.piece) >= SHORTEST_PIECE]
    leader = ""
    if words or (unwanted and not long):
        leader = "messages_text"
        query.add("messages_text MATCH ?", _match(words, unwanted))
    elif long:
        longest = max(long, key=lambda term: len(term.piece))
        leader = _PIECES[longest.part]
        query.add(f"{leader} MATCH ?", _trigrams(longest.piece))
    if leader:
        query.order = f"{leader}.rowid"
    for term in pieces:
        query.add(f"instr(folded(messages.{_COLUMNS[term.part]}), ?)", term.piece)
    if unwanted and leader != "messages_text":
        query.add(
            "messages.number NOT IN (SELECT rowid FROM messages_text WHERE messages_text MATCH ?)",
            " OR ".join(f"({_phrase(term)})" for term in unwanted),
        )
    for term in search.excluded:
        if term.piece:
            query.add(f"NOT instr(folded(messages.{_COLUMNS[term.part]}), ?)", term.piece)
    return leader


def _trigrams(piece: str) -> str:
    """Return a MATCH for the texts that may hold `piece`, by the rarest trigrams in it.

    A list of the index costs its whole length, and a text too many only the comparison with the
    row: few short lists are found in a fraction of the time that all of them take.
    """
    by_rarity = sorted(
        range(len(piece) - SHORTEST_PIECE + 1),
        key=lambda start: sum(map(_rarity, piece[start : start + SHORTEST_PIECE])),
        reverse=True,
    )
    chosen: list[int] = []
    for start in by_rarity:
        # The neighbour of a trigram says little more than it does.
        if all(abs(start - other) > 1 for other in chosen):
            chosen.append(start)
    quoted = (
        piece[start : start + SHORTEST_PIECE].replace('"', '""')
        for start in chosen[:_MOST_TRIGRAMS]
    )
    return " AND ".join(f'"{trigram}"' for trigram in quoted)


def _rarity(character: str) -> int:
    place = _BY_FREQUENCY.find(character)
    if place >= 0:
        return place
    return _RARITY_OF_DIGITS if character.isdigit() else _RARITY_OF_SIGNS


# The rest


def _add_days(query: _Builder, since: datetime | None, until: datetime | None) -> None:
    if since is not None:
        query.add(f"{query.order} >= ?", max(_number_at(since), _DATED))
    if until is not None:
        query.add(f"{query.order} < ?", _number_at(until))
        if since is None:
            query.add(f"{query.order} >= ?", _DATED)


def _number_at(moment: datetime) -> int:
    return int(moment.timestamp()) << TIE_BITS


def _add_kinds(query: _Builder, kinds: frozenset[Kind] | None) -> None:
    if kinds is None or kinds == frozenset(Kind):
        return
    for of_index, condition in _KINDS_OF_INDEX:
        if kinds <= of_index:
            query.add(condition)
            break
    names = sorted(kinds)
    query.add(f"messages.kind IN ({', '.join('?' * len(names))})", *names)


def _add_codes(query: _Builder, codes: Iterable[str], excluded: Iterable[str]) -> None:
    wanted = [_code(code) for code in codes]
    if wanted:
        values = [value for _, values in wanted for value in values]
        query.add("(" + " OR ".join(condition for condition, _ in wanted) + ")", *values)
    for unwanted in excluded:
        condition, bounds = _code(unwanted)
        query.add(f"(messages.code IS NULL OR NOT ({condition}))", *bounds)


def _code(code: str) -> tuple[str, tuple[str, ...]]:
    """Return the condition for one code; what is shorter than a code is how one begins."""
    if is_code(code):
        return "messages.code = ?", (code,)
    # ":" follows "9".
    return "messages.code >= ? AND messages.code < ?", (code, code + ":")
