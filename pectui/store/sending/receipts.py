"""Receipts on disk: each as it came, as often as it was seen at one time, for good.

What was read from a receipt is not kept: it is read again from the raw text, so that a better
reading reaches the receipts of yesterday too.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from pectui.models import Kind, Message, Receipt
from pectui.pec.bodies import decode_body
from pectui.pec.envelopes import read_envelope
from pectui.pec.receipts import beyond, identity, read_notice, read_receipt
from pectui.store.sending.matching import known_codes
from pectui.text import storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from pectui.store.owner import Owner


def keep(
    connection: sqlite3.Connection, owner: Owner, messages: Iterable[Message], now: float
) -> int:
    """Keep what of `messages` is a receipt and not held yet; return how many were new.

    Equal ones are kept as often as they were seen at one time. A notice of unknown words or sender
    is kept where a sending of this mailbox has its code.
    """
    seen: dict[str, list[tuple[Receipt, Message]]] = {}
    for message in messages:
        stored = _stored(message)
        receipt = read_receipt(stored) or _notice_of_ours(connection, owner, stored)
        if receipt is not None:
            seen.setdefault(receipt.code, []).append((receipt, stored))
    return sum(_keep_new(connection, owner, code, found, now) for code, found in seen.items())


def _notice_of_ours(
    connection: sqlite3.Connection, owner: Owner, message: Message
) -> Receipt | None:
    notice = read_notice(message)
    if notice is None or not known_codes(connection, owner, (notice.code,)):
        return None
    return notice


def _keep_new(
    connection: sqlite3.Connection,
    owner: Owner,
    code: str,
    seen: Sequence[tuple[Receipt, Message]],
    now: float,
) -> int:
    held = of_code(connection, owner, code)
    more = beyond(held, (receipt for receipt, _ in seen))
    count = Counter(map(identity, held))
    messages = {id(receipt): message for receipt, message in seen}
    for receipt in more:
        one = identity(receipt)
        count[one] += 1
        message = messages[id(receipt)]
        envelope = message.envelope
        connection.execute(
            "INSERT INTO receipts (owner, code, identity, sender, recipient, date_text,"
            " subject, raw, seen_at) VALUES (?,?,?,?,?,?,?,?,?)",
            (
                owner.key,
                code,
                json.dumps([*one, count[one]]),
                envelope.sender,
                envelope.recipient,
                envelope.date_text,
                envelope.subject,
                message.body.raw,
                now,
            ),
        )
    _fill_in(connection, owner, [(one, message) for one, message in seen if one not in more])
    return len(more)


def _fill_in(
    connection: sqlite3.Connection, owner: Owner, seen: Iterable[tuple[Receipt, Message]]
) -> None:
    """Add the text of notices that were known by their row alone."""
    connection.executemany(
        "UPDATE receipts SET raw = ? WHERE owner = ? AND code = ? AND identity = ? AND raw = ''",
        [
            (message.body.raw, owner.key, one.code, json.dumps([*identity(one), 1]))
            for one, message in seen
            if one.kind is Kind.OTHER and message.body.raw
        ],
    )


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
    return _held(code, (_message(*row) for row in rows))


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
    return {code: _held(code, found) for code, found in messages.items()}


def _held(code: str, messages: Iterable[Message]) -> tuple[Receipt, ...]:
    """Return what is held for one sending: its receipts, and notices nobody knows yet."""
    read = (read_receipt(message) or read_notice(message) for message in messages)
    return tuple(one for one in read if one is not None and one.code == code)
