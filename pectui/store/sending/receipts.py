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
from pectui.store.table import Table
from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


class Receipts(Table):
    """The receipts of one mailbox."""

    def keep(self, messages: Iterable[Message]) -> int:
        """Keep what of `messages` is a receipt and not held yet; return how many were new.

        Equal ones are kept as often as they were seen at one time. A notice of unknown words or
        sender is kept where a sending of this mailbox has its code.
        """
        seen: dict[str, list[tuple[Receipt, Message]]] = {}
        for message in messages:
            stored = _stored(message)
            receipt = read_receipt(stored) or self._notice_of_ours(stored)
            if receipt is not None:
                seen.setdefault(receipt.code, []).append((receipt, stored))
        return sum(self._keep_new(code, found) for code, found in seen.items())

    def _notice_of_ours(self, message: Message) -> Receipt | None:
        notice = read_notice(message)
        if notice is None or not self._tables.matching.known_codes((notice.code,)):
            return None
        return notice

    def _keep_new(
        self,
        code: str,
        seen: Sequence[tuple[Receipt, Message]],
    ) -> int:
        held = self.of_code(code)
        more = beyond(held, (receipt for receipt, _ in seen))
        count = Counter(map(identity, held))
        messages = {id(receipt): message for receipt, message in seen}
        for receipt in more:
            one = identity(receipt)
            count[one] += 1
            message = messages[id(receipt)]
            envelope = message.envelope
            self._execute(
                "INSERT INTO receipts (owner, code, identity, sender, recipient, date_text,"
                " subject, raw, seen_at) VALUES (?,?,?,?,?,?,?,?,?)",
                (
                    self._owner,
                    code,
                    json.dumps([*one, count[one]]),
                    envelope.sender,
                    envelope.recipient,
                    envelope.date_text,
                    envelope.subject,
                    message.body.raw,
                    self._now(),
                ),
            )
        self._fill_in([(one, message) for one, message in seen if one not in more])
        return len(more)

    def _fill_in(self, seen: Iterable[tuple[Receipt, Message]]) -> None:
        """Add the text of notices that were known by their row alone."""
        self._executemany(
            "UPDATE receipts SET raw = ? WHERE owner = ? AND code = ? AND identity = ? AND raw ="
            " ''",
            [
                (message.body.raw, self._owner, one.code, json.dumps([*identity(one), 1]))
                for one, message in seen
                if one.kind is Kind.OTHER and message.body.raw
            ],
        )

    def of_code(self, code: str) -> tuple[Receipt, ...]:
        """Return the receipts held for one sending."""
        return self.by_code([code]).get(code, ())

    def by_code(self, codes: Collection[str]) -> dict[str, tuple[Receipt, ...]]:
        """Return the receipts held for these sendings, by their codes."""
        rows = self._execute(
            "SELECT code, sender, recipient, date_text, subject, raw FROM receipts WHERE owner = ?"
            " AND code IN (SELECT value FROM json_each(?)) ORDER BY number",
            (self._owner, json.dumps([*codes])),
        ).fetchall()
        messages: dict[str, list[Message]] = {}
        for code, *fields in rows:
            messages.setdefault(code, []).append(_message(*fields))
        return {code: _held(code, found) for code, found in messages.items()}


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


def _held(code: str, messages: Iterable[Message]) -> tuple[Receipt, ...]:
    """Return what is held for one sending: its receipts, and notices nobody knows yet."""
    read = (read_receipt(message) or read_notice(message) for message in messages)
    return tuple(one for one in read if one is not None and one.code == code)
