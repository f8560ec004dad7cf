"""Weighing of what is held about a sending: where it stands, noted with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.pec.listed import leaves_open
from pectui.services.receipts import elsewhere
from pectui.store.sending.sendings import Mark

if TYPE_CHECKING:
    from collections.abc import Collection

    from pectui.services.sending.books import Books
    from pectui.store.data import Tables


def weigh(tables: Tables, books: Books, code: str, single: Collection[str] = ()) -> str | None:
    """Note where the sending with a code stands by what is held; return its id if that is news.

    `single` are codes of which a row that speaks of one recipient was just listed.
    """
    record = tables.sendings.by_code(code)
    if record is None or record.mark is not Mark.SENT:
        return None
    sending = books.load(tables, record)
    unclear = leaves_open(record.recipients, sending.receipts)
    if code in single and len(record.recipients) > 1:
        unclear = unclear or not sending.state.is_final
    changed = tables.listed.stands(record.id, sending.state, unclear=unclear)
    return record.id if changed else None


def weigh_anew(tables: Tables, books: Books, code: str) -> str | None:
    """Weigh a sending of which texts or originals came, or went; return its id if that is news.

    One made elsewhere went to whom they name.
    """
    record = tables.sendings.by_code(code)
    if record is not None:
        elsewhere.learn(tables, books, record, books.receipts(tables, code))
    return weigh(tables, books, code)
