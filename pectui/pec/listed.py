"""Receipts known from a row of the mailbox only: what the row tells, and what it leaves open.

Kind, date and code stand in the row, so acceptance, delivery and refusal are known from it. Whom a
receipt is about, and which of the two overdue notices it is, stand in its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.domains import address_key
from pectui.models import Body, Kind, Message, Receipt, State
from pectui.pec.addresses import find_address
from pectui.pec.receipts import read_receipt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pectui.models import Envelope


def is_unread(receipt: Receipt) -> bool:
    """Whether only its row is known, not its text."""
    return not receipt.raw and not receipt.body


def unread_receipts(rows: Iterable[Envelope], read: Iterable[Receipt]) -> tuple[Receipt, ...]:
    """Return the receipts that `rows` announce and that are not among those `read`, each once."""
    known = {_row_of(receipt) for receipt in read}
    found: dict[tuple[str, ...], Receipt] = {}
    for row in rows:
        receipt = read_receipt(Message(row, Body("", "")))
        if receipt is not None and _row_of(receipt) not in known:
            found.setdefault(_row_of(receipt), receipt)
    return tuple(found.values())


def is_read(row: Envelope, read: Iterable[Receipt]) -> bool:
    """Whether the text of the receipt that `row` announces is among those `read`."""
    return not unread_receipts((row,), read)


def _row_of(receipt: Receipt) -> tuple[str, ...]:
    """Return what a row tells of a receipt, however the date is written."""
    date = str(receipt.date.timestamp()) if receipt.date else receipt.date_text.strip()
    sender = address_key(find_address(receipt.sender) or receipt.sender)
    return (receipt.kind.value, date, sender, receipt.code)


def leaves_open(recipients: Sequence[str], receipts: Iterable[Receipt]) -> bool:
    """Whether the text of an unread receipt is needed to say how the sending stands, and why.

    Of what went wrong the text is always wanted: it has the reason.
    """
    held = tuple(receipts)
    unread = {receipt.kind for receipt in held if is_unread(receipt)}
    addresses = set(map(address_key, recipients))
    if not addresses:
        return bool(unread)
    if len(addresses) > 1:
        return any(kind.is_of_one or kind.is_failure for kind in unread)
    arrived = any(receipt.kind is Kind.DELIVERY for receipt in held)
    return any(kind.is_failure for kind in unread) and not arrived


def nameless_state(receipts: Iterable[Receipt]) -> State:
    """Return how a sending stands whose recipients are not known yet; never that it has arrived.

    How many it went to is not known, so a delivery says no more than that it was accepted.
    """
    kinds = {receipt.kind for receipt in receipts}
    for kind, state in (
        (Kind.NOT_DELIVERED, State.FAILED),
        (Kind.NOT_ACCEPTED, State.NOT_ACCEPTED),
        (Kind.OVERDUE, State.OVERDUE),
        (Kind.ACCEPTANCE, State.ACCEPTED),
        (Kind.DELIVERY, State.ACCEPTED),
    ):
        if kind in kinds:
            return state
    return State.SENT
