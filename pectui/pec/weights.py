"""What the receipts of a sending take in its sender's mailbox: an estimate.

The service gives no sizes. A complete delivery receipt carries the whole letter back, attachments
included, once for every recipient; all other receipts are small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.models import Kind
from pectui.pec.letters import encoded_bytes

if TYPE_CHECKING:
    from pectui.models import Sending

RECEIPT_BYTES = 10_000
"""A receipt without the letter: its text, the certification data and the provider's signature."""
MB = 1024 * 1024
"""Bytes of a megabyte as the quota counts it."""


def letter_bytes(sending: Sending) -> int:
    """Return what the letter itself weighs as mail: its text and its files, encoded."""
    files = sum(encoded_bytes(file.size) for file in sending.attachments)
    return files + encoded_bytes(len(sending.body_html.encode("utf-8", "replace")))


def receipts_bytes(sending: Sending) -> int:
    """Return an estimate of what the receipts of `sending` take in the mailbox.

    Nothing when they were deleted from it. Of a sending known from its receipts only, the files are
    not known: then it is the least they take.
    """
    if sending.cleared_at is not None:
        return 0
    deliveries = sum(receipt.kind is Kind.DELIVERY for receipt in sending.receipts)
    return deliveries * letter_bytes(sending) + len(sending.receipts) * RECEIPT_BYTES
