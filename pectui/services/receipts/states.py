"""Notes with a sending its state, as it follows from what is stored about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.pec.listed import leaves_open
from pectui.services.receipts import elsewhere
from pectui.store.sending.sendings import Phase

if TYPE_CHECKING:
    from collections.abc import Collection

    from pectui.services.sending.books import Books
    from pectui.store.data import Tables


def note_state(tables: Tables, books: Books, code: str, single: Collection[str] = ()) -> str | None:
    """Note the state of the sending with a code by what is stored; return its id if that is news.

    `single` are codes of which a row that speaks of one recipient was just listed.
    """
    record = tables.sendings.by_code(code)
    if record is None or record.phase is not Phase.SENT:
        return None
    sending = books.load(tables, record)
    unclear = leaves_open(record.recipients, sending.receipts)
    if code in single and len(record.recipients) > 1:
        unclear = unclear or not sending.state.is_final
    changed = tables.listed.stands(record.id, sending.state, unclear=unclear)
    return record.id if changed else None


def note_state_anew(tables: Tables, books: Books, code: str) -> str | None:
    """Note the state of a sending whose texts or originals changed; return its id if that is news.

    One made elsewhere went to whom they name.
    """
    record = tables.sendings.by_code(code)
    if record is not None:
        elsewhere.learn(tables, books, record, books.receipts(tables, code))
    return note_state(tables, books, code)
