"""Writing down what is known after a `POST /send`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pectui.catalogue import Phrase, Words
from pectui.errors import (
    LetterInvalid,
    OutcomeUnknown,
    PectuiError,
    SentPartially,
    ServiceRefuses,
    by_kind,
)
from pectui.models import SendOutcome, Verdict, Why
from pectui.pec.codes import moment_of
from pectui.pec.dates import ROME
from pectui.services.sending.drafts import give_back

if TYPE_CHECKING:
    from datetime import datetime

    from pectui.models import Sending
    from pectui.services.sending.books import Books
    from pectui.store.data import Tables
    from pectui.store.sending.sendings import Record


_OLDEST_CODE = timedelta(days=730)
"""Between a code's moment and ours. Not less: a machine's clock may be off by more than a year."""


def reason_of(error: PectuiError) -> Words:
    """Return why a letter was refused: what the service said, and what that means for the account.

    About the account the service may say as little as a number.
    """
    if not isinstance(error, ServiceRefuses):
        return error.why
    return Phrase("errors.titled", title=error.heading, detail=error.why)


def error_of(sending: Sending) -> PectuiError | None:
    """Return the error behind a sending's reason, as the leaf it was; None when there is none."""
    leaf = by_kind(sending.error_kind)
    if leaf is None:
        return None
    match sending.why:
        case Phrase(key="errors.titled", values={"detail": Phrase() | str() as detail}):
            return leaf(detail)
        case str(words):  # of an earlier version: it wrote titles into them
            return leaf(words.removeprefix(f"{leaf().title}: ") or None)
        case why:
            return leaf(why)


def try_again(error: PectuiError | None, now: datetime, pause: float) -> Phrase:
    """Return the reason on what has not left, with the time of the next try."""
    at = (now + timedelta(seconds=pause)).astimezone(ROME)
    return Phrase(
        "outbox.try-again", reason=(error or PectuiError()).why, time=at.strftime("%H:%M:%S")
    )


def write_outcome(
    tables: Tables,
    books: Books,
    record: Record,
    outcome: SendOutcome,
    *,
    pause: float,
    first_look: float,
) -> None:
    """Write the outcome of a sending that was under way.

    `pause` is what an unsent one waits, `first_look` when an unknown one is first looked for; both
    in seconds. Sent without a code on record is unknown.
    """
    error = outcome.error
    kind = error.kind if error else None
    code = outcome.code if outcome.verdict is Verdict.SENT else None
    doubt = _doubt(tables, books, record, code) if code else None
    if code and doubt is None:
        _write_sent(tables, books, record, code, outcome.sent)
    elif outcome.verdict is Verdict.REFUSED:
        _write_refused(tables, books, record, error or LetterInvalid())
    elif outcome.verdict is Verdict.UNSENT:
        later = try_again(error, books.now(), pause)
        tables.steps.back_to_queue(record.id, pause=pause, why=later, error_kind=kind)
    else:
        why = error.why if error else doubt or Phrase("outbox.no-code")
        kind = kind or OutcomeUnknown.kind
        tables.steps.to_unknown(record.id, why, kind, books.seconds + first_look)


def _write_refused(tables: Tables, books: Books, record: Record, error: PectuiError) -> None:
    """Give a letter that was refused back to its writer, or to its batch.

    Where the service refuses the account it has refused no letter of a batch: all batches wait.
    """
    reason = reason_of(error)
    if isinstance(error, ServiceRefuses):
        tables.batches.pause_all(Why.ACCOUNT, reason)
    if record.batch is None:
        if tables.steps.to_refused(record.id, reason, error.kind):
            give_back(tables, books, record, reason)
    elif isinstance(error, ServiceRefuses):
        tables.steps.back_to_queue(record.id, pause=0.0, why=reason, error_kind=error.kind)
    elif tables.steps.to_refused(record.id, reason, error.kind):
        tables.batch_queue.pause_refused(record.batch, reason)


def _doubt(tables: Tables, books: Books, record: Record, code: str) -> Phrase | None:
    """Return why an answered code cannot be that of `record`, or None where nothing denies it.

    Asked where the outcome is written, so that no two sendings come to own one code.
    """
    moment = moment_of(code)
    if moment is None:
        return Phrase("outbox.code-of-no-moment", code=code)
    if abs(books.now() - moment) > _OLDEST_CODE:
        return Phrase("outbox.code-too-old", code=code)
    if tables.matching.codes_of_others(record, [code]):
        return Phrase("outbox.code-taken", code=code)
    return None


def _write_sent(tables: Tables, books: Books, record: Record, code: str, count: int | None) -> None:
    given = len(record.recipients)
    partial = (
        SentPartially(sent=count, given=given) if count is not None and count < given else None
    )
    tables.steps.to_sent(
        record.id,
        code=code,
        count=count,
        why=partial.why if partial else None,
        error_kind=partial.kind if partial else None,
    )
