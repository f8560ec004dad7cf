"""What sendings equal to a new letter mean for it: repeated, sent lately, or no matter.

Equal are account, addressee (whatever its case), subject without its reference, text, and the
contents of the files.

    queued, under way, unknown and not seen to     open      a second one needs a word of its own
    was unknown, or its letter did not all leave   answered  who asks again is told how it stands
    sent within 24 hours                           recent    a second one is worth a warning
    older, or not accepted for anybody             nothing: a monthly letter is no doubt, and what
                                                   was refused at the door has not been sent
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.domains import address_key
from pectui.errors import LetterRepeated
from pectui.models import State
from pectui.pec.dates import format_full
from pectui.pec.waiting import SEEN_TO
from pectui.store.sending.sendings import Phase
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import Sending, SendRequest
    from pectui.services.sending.books import Books
    from pectui.store.data import Tables
    from pectui.store.sending.sendings import Record

RECENT_SECONDS = 24 * 3600.0
_SEEN = frozenset({SEEN_TO, Phase.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Equals:
    """The sendings here that equal those a letter becomes."""

    open: tuple[Sending, ...] = ()
    answered: tuple[Sending, ...] = ()
    recent: tuple[Sending, ...] = ()

    @property
    def open_words(self) -> tuple[str, ...]:
        """What is open, in words, each once."""
        return tuple(dict.fromkeys(map(_words, self.open)))

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person must know of them, in words, each once."""
        sent = (
            t("letters.equal-sent", recipients=_recipients(one))
            for one in (*self.answered, *self.recent)
        )
        return (*self.open_words, *dict.fromkeys(sent))


def find_equals(tables: Tables, books: Books, requests: Sequence[SendRequest]) -> Equals:
    """Return what equals one letter's `requests`, whose files carry their SHA-256."""
    since = books.seconds - RECENT_SECONDS
    open_, answered, recent = [], [], []
    for record in tables.history.equals(requests, since):
        sending = books.load(tables, record)
        if {one.state for one in sending.recipient_states} == {State.NOT_ACCEPTED}:
            continue
        if record.phase is Phase.UNKNOWN:
            if not record.dismissed and record.seen_to not in _SEEN:
                open_.append(sending)
        elif record.phase is not Phase.SENT:
            open_.append(sending)
        elif _was_in_doubt(tables, books, record):
            answered.append(sending)
        else:
            recent.append(sending)
    return Equals(tuple(open_), tuple(answered), tuple(recent))


def _was_in_doubt(tables: Tables, books: Books, record: Record) -> bool:
    """Whether who sent this could not know at its end that the whole letter had left."""
    siblings = tables.sendings.of_letter(record.letter.letter_id)
    return any(one.doubted or one.phase is not Phase.SENT for one in siblings)


def share_addressee(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lists of recipients have one in common, however it is written."""
    return not set(map(address_key, one)).isdisjoint(map(address_key, other))


def repeated(found: Sequence[Sending]) -> LetterRepeated:
    """Return the error of a letter to which `found` is equal and open."""
    return LetterRepeated(" · ".join(dict.fromkeys(map(_words, found))))


def _words(sending: Sending) -> str:
    date, recipients = format_full(sending.queued_at), _recipients(sending)
    if sending.state is State.UNKNOWN:
        return t("letters.equal-unknown", recipients=recipients, date=date)
    return t("letters.equal-in-flight", recipients=recipients, date=date)


def _recipients(sending: Sending) -> str:
    return clean_line(", ".join(sending.recipients))
