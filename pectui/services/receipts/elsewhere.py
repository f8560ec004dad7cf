"""Sendings that another machine made, known from their receipts in the mailbox.

A row of the mailbox is enough to know that there was a sending: its code, subject and moment. Whom
it went to is learned when its receipts are read.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from pectui.models import Body, Kind, Message
from pectui.pec.codes import moment_of, without_code
from pectui.pec.kinds import strip_prefix
from pectui.pec.receipts import announces_notice, announces_receipt
from pectui.pec.waiting import HISTORY, SEEN_TO
from pectui.services.sending.lost_answers import may_own
from pectui.signed.receipts import with_originals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pectui.models import Envelope, Receipt
    from pectui.services.sending.books import Books
    from pectui.store.data import Tables
    from pectui.store.sending.sendings import Record


def adopt_seen(tables: Tables, books: Books, envelopes: Iterable[Envelope]) -> tuple[str, ...]:
    """Write a sending for each code among receipts that nothing here has; return their ids.

    Letters, the envelopes of one's own letters and codes that are known add nothing. A code that
    may be that of a sending under way or of unknown outcome is left to whoever settles that one.
    """
    rows = tuple(envelopes)
    # A notice nobody knows belongs to its sending by its row alone; its text may come later.
    notices = [Message(row, Body("", "")) for row in rows if announces_notice(row)]
    tables.receipts.keep(notices)
    subjects = _announced(rows)
    known = tables.matching.known_codes(subjects)
    open_ones = tables.matching.undecided()
    new = {
        code: subject
        for code, subject in subjects.items()
        if code not in known and not any(may_own(one, code, subject) for one in open_ones)
    }
    originals = tables.originals.by_code(new) if new else {}
    return tuple(
        write_adopted(
            tables,
            books,
            code=code,
            subject=subject,
            recipients=named_in(with_originals((), originals.get(code, ()))),
        )
        for code, subject in new.items()
    )


def _announced(envelopes: Iterable[Envelope]) -> dict[str, str]:
    """Return the codes that receipts among `envelopes` carry, with their sendings' subjects."""
    subjects: dict[str, str] = {}
    for envelope in envelopes:
        code = envelope.code
        if code is None or not announces_receipt(envelope):
            continue
        if code not in subjects or envelope.kind is Kind.ACCEPTANCE:
            subjects[code] = without_code(strip_prefix(envelope.subject, envelope.kind))
    return subjects


def write_adopted(
    tables: Tables,
    books: Books,
    *,
    code: str,
    subject: str,
    recipients: Iterable[str] = (),
) -> str:
    """Write a sending that is known from its receipts only; return its id.

    One of long ago is listed as it stands, and does not ask for a look.
    """
    sending_id = uuid.uuid4().hex[:16]  # mutants: any name of its own will do
    moment = moment_of(code) or books.now()
    is_history = books.now() - moment > HISTORY
    tables.sendings.insert_adopted(
        sending_id=sending_id,
        recipients=tuple(recipients),
        subject=subject,
        code=code,
        sent_at=moment.timestamp(),
        seen_to=SEEN_TO if is_history else "",
    )
    return sending_id


def named_in(receipts: Iterable[Receipt]) -> tuple[str, ...]:
    """Return the recipients of a sending as its receipts tell them, each once.

    Those that its acceptance names, and no other. Without an acceptance that names anybody, those
    that the other receipts name.
    """
    accepted: dict[str, None] = {}
    others: dict[str, None] = {}
    for receipt in receipts:
        accepted |= dict.fromkeys(sorted(receipt.certified | receipt.ordinary))
        if receipt.addressee:
            others.setdefault(receipt.addressee)
    return tuple(accepted or others)


def learn(tables: Tables, books: Books, record: Record, receipts: Iterable[Receipt]) -> Record:
    """Return an adopted record with the recipients its receipts name; another one as it is."""
    if not record.is_adopted:
        return record
    named = named_in(receipts)
    if named and set(named) != set(record.recipients):
        tables.sendings.set_recipients(record, named)
    return tables.sendings.by_id(record.id) or record
