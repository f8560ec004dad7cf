"""Receipts on disk: each once, as it came, for good.

What was read from a receipt is not kept: it is read again from the raw text, so that a better
reading reaches the receipts of yesterday too.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pectui.models import Message, Receipt
from pectui.pec.bodies import decode_body
from pectui.pec.envelopes import read_envelope
from pectui.pec.receipts import identity, read_receipt, receipts_of
from pectui.text import storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from pectui.store.owner import Owner


def keep(
    connection: sqlite3.Connection, owner: Owner, messages: Iterable[Message], now: float
) -> int:
    """Keep what of `messages` is a receipt and not held yet; return how many were new."""
    new = 0
    for message in messages:
        stored = _stored(message)
        receipt = read_receipt(stored)
        if receipt is None:
            continue
        envelope = stored.envelope
        cursor = connection.execute(
            "INSERT OR IGNORE INTO receipts (owner, code, identity, sender, recipient, date_text,"
            " subject, raw, seen_at) VALUES (?,?,?,?,?,?,?,?,?)",
            (
                owner.key,
                receipt.code,
                json.dumps(identity(receipt)),
                envelope.sender,
                envelope.recipient,
                envelope.date_text,
                envelope.subject,
                stored.body.raw,
                now,
            ),
        )
        new += cursor.rowcount
    return new


def _message(sender: str, recipient: str, date_text: str, subject: str, raw: str) -> Message:
    return Message(
        read_envelope(sender=sender, recipient=recipient, date=date_text, subject=subject),
        decode_body(raw),
    )


def _stored(message: Message) -> Message:
    """Return the message as it will be read back, so that its identity stays what it was."""
    envelope = message.envelope
    return _message(
        storable(envelope.sender),
        storable(envelope.recipient),
        storable(envelope.date_text),
        storable(envelope.subject),
        storable(message.body.raw),
    )


def of_code(connection: sqlite3.Connection, owner: Owner, code: str) -> tuple[Receipt, ...]:
    """Return the receipts held for one sending."""
    rows = connection.execute(
        "SELECT sender, recipient, date_text, subject, raw FROM receipts"
        " WHERE owner = ? AND code = ? ORDER BY number",
        (owner.key, code),
    ).fetchall()
    return receipts_of(code, (_message(*row) for row in rows))


def by_code(connection: sqlite3.Connection, owner: Owner) -> dict[str, tuple[Receipt, ...]]:
    """Return every receipt held, by the code of its sending."""
    rows = connection.execute(
        "SELECT code, sender, recipient, date_text, subject, raw FROM receipts"
        " WHERE owner = ? ORDER BY number",
        (owner.key,),
    ).fetchall()
    messages: dict[str, list[Message]] = {}
    for row in rows:
        messages.setdefault(row["code"], []).append(_message(*tuple(row)[1:]))
    return {code: receipts_of(code, found) for code, found in messages.items()}
