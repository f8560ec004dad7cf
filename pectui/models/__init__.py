"""What certified mail is made of, as plain immutable data.

address   what is known of an address
mail      messages: kinds, rows, bodies, what a person added to them
batch     many letters of one table: whether they may leave, and each row
sending   letters, their sendings, receipts and states
original  the provider's signed messages, and how they were judged
quota     how full a mailbox is
table     a table from which letters are made, and what is to be said of its rows
"""

from pectui.models.address import AddressGroup, KnownAddress
from pectui.models.batch import BatchPhase, BatchRow, RowKind, Why
from pectui.models.mail import (
    FAILURE_KINDS,
    GOOD_KINDS,
    LETTER_KINDS,
    PAGE_SIZE,
    RECEIPT_KINDS,
    Body,
    Envelope,
    HeldMessage,
    HeldRows,
    InboxAnswer,
    Kind,
    MailView,
    Marks,
    Message,
    Reach,
    SavedSearch,
)
from pectui.models.original import CertifiedData, Judgement, Original
from pectui.models.quota import FILLING, FULL, OVER, Quota, QuotaLevel, QuotaUnit
from pectui.models.sending import (
    Draft,
    Letter,
    OutgoingAttachment,
    Receipt,
    RecipientState,
    Sending,
    SendOutcome,
    SendRequest,
    State,
    Verdict,
)
from pectui.models.table import Column, Finding, Gravity, TableRow

__all__ = [
    "FAILURE_KINDS",
    "FILLING",
    "FULL",
    "GOOD_KINDS",
    "LETTER_KINDS",
    "OVER",
    "PAGE_SIZE",
    "RECEIPT_KINDS",
    "AddressGroup",
    "BatchPhase",
    "BatchRow",
    "Body",
    "CertifiedData",
    "Column",
    "Draft",
    "Envelope",
    "Finding",
    "Gravity",
    "HeldMessage",
    "HeldRows",
    "InboxAnswer",
    "Judgement",
    "Kind",
    "KnownAddress",
    "Letter",
    "MailView",
    "Marks",
    "Message",
    "Original",
    "OutgoingAttachment",
    "Quota",
    "QuotaLevel",
    "QuotaUnit",
    "Reach",
    "Receipt",
    "RecipientState",
    "RowKind",
    "SavedSearch",
    "SendOutcome",
    "SendRequest",
    "Sending",
    "State",
    "TableRow",
    "Verdict",
    "Why",
]
