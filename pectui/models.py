"""What certified mail is made of, as plain immutable data. Text is as it came from the service.

Nothing here is fit for a screen: foreign text passes `pectui.text` first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pectui.errors import PectuiError

PAGE_SIZE = 25
"""Messages in a full page of `GET /inbox`."""


class Kind(StrEnum):
    """What a message is, read from the start of its subject (see `pectui.pec.kinds`)."""

    ACCEPTANCE = "acceptance"
    NOT_ACCEPTED = "not-accepted"
    DELIVERY = "delivery"
    NOT_DELIVERED = "not-delivered"
    OVERDUE = "overdue"
    CERTIFIED = "certified"
    ANOMALY = "anomaly"
    SERVICE = "service"
    OTHER = "other"

    @property
    def is_receipt(self) -> bool:
        """Whether the provider writes this about a sending."""
        return self in RECEIPT_KINDS


RECEIPT_KINDS = frozenset(
    {Kind.ACCEPTANCE, Kind.NOT_ACCEPTED, Kind.DELIVERY, Kind.NOT_DELIVERED, Kind.OVERDUE}
)


LETTER_KINDS = frozenset({Kind.CERTIFIED, Kind.ANOMALY, Kind.OTHER})
"""What somebody wrote, certified or not."""


class MailView(StrEnum):
    """Which part of the mailbox on this machine is listed."""

    ALL = "all"
    LETTERS = "letters"
    """What somebody wrote, certified or not."""
    RECEIPTS = "receipts"
    TROUBLE = "trouble"
    """What says that something did not go well."""
    UNREAD = "unread"
    FLAGGED = "flagged"


class State(StrEnum):
    """Where a sending stands, or one recipient of it (see `pectui.pec.life`)."""

    DRAFT = "draft"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not-accepted"
    DELIVERED = "delivered"
    OVERDUE = "overdue"
    FAILED = "failed"
    NO_RECEIPT = "no-receipt"

    @property
    def is_final(self) -> bool:
        """Whether no receipt can be expected to change it any more."""
        return self in FINAL_STATES


FINAL_STATES = frozenset(
    {State.REFUSED, State.NOT_ACCEPTED, State.DELIVERED, State.FAILED, State.NO_RECEIPT}
)


@dataclass(frozen=True, slots=True)
class Envelope:
    """One row of the mailbox. Build it with `pectui.pec.envelopes.read_envelope`."""

    id: int | None
    """Address for the next call only, never an identity: it may move when something is deleted."""
    sender: str
    recipient: str
    date_text: str
    subject: str
    kind: Kind
    date: datetime | None
    """Aware, in Europe/Rome; None where the service's date cannot be read."""
    sender_address: str
    """The bare address of who wrote: for an envelope, the one it is on behalf of."""
    on_behalf_of: str | None
    """The real writer's address when the provider's envelope carries it ("Per conto di: …")."""
    code: str | None
    """The sending code at the end of the subject, or None."""
    id_text: str = ""
    """The id as it came, when it is not a whole number."""

    @property
    def fingerprint(self) -> tuple[str, str, str, str]:
        """What tells one message from another; equal ones are counted, never merged."""
        return (self.date_text, self.sender, self.recipient, self.subject)


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a message, decoded (see `pectui.pec.bodies`)."""

    text: str
    raw: str
    """As the service gave it."""
    charset: str = "utf-8"
    """"utf-8", "cp1252" or "latin-1": what the escaped bytes were read as."""
    rounds: int = 0
    """How many times form encoding was undone: 0, 1 or 2."""
    html: bool = False
    damaged: bool = False
    """Whether U+FFFD is in the text: damage done before it reached us."""
    uncertain: bool = False
    """Whether `charset` is a guess that may be wrong: the bytes mix two of them or fit none."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message in full: `GET /inbox/{id}`, or one item of `GET /send/{code}` (id is None)."""

    envelope: Envelope
    body: Body


@dataclass(frozen=True, slots=True)
class Marks:
    """What a person added to a message; the service knows nothing of it."""

    unread: bool | None = None
    """None while nothing was said: then its age decides."""
    flagged: bool = False
    note: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldMessage:
    """One message of the mailbox on this machine, as a row of a list."""

    number: int
    """Its place in order, the newest has the highest; stays as long as the file it is held in."""
    identity: str
    """What it is known by for good: its fingerprint, and which of its equals it is."""
    envelope: Envelope
    """Its `id` is None while the address for the next call is not known."""
    unread: bool = False
    flagged: bool = False
    note: str = ""
    tags: tuple[str, ...] = ()
    here: bool = True
    """Whether it lay on the service when that was looked at last; else it is held here only."""
    has_body: bool = False
    """Whether it can be read without the service."""
    head: bool = True
    """Whether it stands for the receipts of its sending where those are folded."""
    thread: tuple[tuple[Kind, int], ...] = ()
    """Kinds and counts of the receipts of its sending, where it stands for more than itself."""
    depth: int = 0
    """1 for a receipt shown below the one that stands for its sending."""

    @property
    def receipts(self) -> int:
        """How many receipts it stands for; 0 for a message that stands for itself."""
        return sum(count for _, count in self.thread)


@dataclass(frozen=True, slots=True)
class InboxAnswer:
    """One answer of `GET /inbox`, in the service's own order and counting."""

    envelopes: tuple[Envelope, ...]
    page: int | None
    """The page number the service says this is."""
    total: int | None
    pages: int | None
    """`n_of_pages`: never trusted to reach the end."""


QuotaUnit = Literal["KB", "MB"]
QuotaLevel = Literal["unknown", "fine", "filling", "full", "over"]

FILLING, FULL, OVER = 80.0, 95.0, 100.0
"""Percentages from which a mailbox fills up, is nearly full, and takes nothing more."""


@dataclass(frozen=True, slots=True)
class Quota:
    """How full a mailbox is: `GET /quota/{mailbox}`. Numbers in `unit`, None where unreadable."""

    mailbox: str
    usage: float | None
    limit: float | None
    """None also stands for unlimited: 0, -1 and null."""
    unit: QuotaUnit = "KB"

    @property
    def percent(self) -> float | None:
        """Used share, 0 to 100 and above when over the limit; None without both numbers."""
        if self.usage is None or not self.limit:
            return None
        return 100 * self.usage / self.limit

    @property
    def level(self) -> QuotaLevel:
        """What the percentage means for the person."""
        percent = self.percent
        if percent is None:
            return "unknown"
        if percent >= OVER:
            return "over"
        return "full" if percent >= FULL else "filling" if percent >= FILLING else "fine"

    def _mb(self, amount: float | None) -> float | None:
        if amount is None:
            return None
        return amount / 1024 if self.unit == "KB" else amount

    @property
    def used_mb(self) -> float | None:
        """Used space in megabytes."""
        return self._mb(self.usage)

    @property
    def limit_mb(self) -> float | None:
        """Room of the mailbox in megabytes; None when unlimited or unknown."""
        return self._mb(self.limit)


@dataclass(frozen=True, slots=True)
class OutgoingAttachment:
    """A file that leaves with a sending: `path` is read while it is sent."""

    name: str
    mime: str
    size: int
    """Bytes."""
    path: str
    sha256: str = ""
    """Hex digest of the bytes that were confirmed; empty while it is not frozen."""


@dataclass(frozen=True, slots=True)
class SendRequest:
    """Exactly what one `POST /send` carries, less the credentials."""

    sender: str
    recipients: tuple[str, ...]
    subject: str
    body_html: str
    attachments: tuple[OutgoingAttachment, ...] = ()


class Verdict(StrEnum):
    """What is known about a `POST /send` after it."""

    SENT = "sent"
    REFUSED = "refused"
    """Definitely not sent; back to editing."""
    UNSENT = "unsent"
    """Nothing left this machine, or the service said "later": may be tried again."""
    UNKNOWN = "unknown"
    """A byte may have left and the answer does not tell."""


@dataclass(frozen=True, slots=True)
class SendOutcome:
    """The outcome of one `POST /send`."""

    verdict: Verdict
    code: str | None = None
    sent: int | None = None
    """Recipients the service says it sent to; smaller than given is a partial send."""
    error: PectuiError | None = None
    """Why, for every verdict but SENT."""
    retry_after: float | None = None
    """Seconds the service asked to wait, clamped to 0–300, with UNSENT."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """One receipt as kept here, with what was read from it."""

    kind: Kind
    date: datetime | None
    date_text: str
    sender: str
    subject: str
    code: str
    addressee: str | None = None
    """Whom it speaks of, when its body says so."""
    body: str = ""
    """Decoded text; may be empty."""
    raw: str = ""
    ordinary: frozenset[str] = frozenset()
    """Recipients an acceptance names as ordinary mail: no delivery receipt will come."""
    certified: frozenset[str] = frozenset()
    """Recipients an acceptance names as certified mail."""
    final_notice: bool | None = None
    """For overdue notices: True at 24 hours, False at 12 hours, None when it says neither."""


@dataclass(frozen=True, slots=True)
class RecipientState:
    """Where a sending stands for one recipient."""

    address: str
    state: State
    at: datetime | None = None
    """When it came to stand there."""
    late: bool = False
    """Delivered after a final overdue notice, or silent for more than 24 hours."""


@dataclass(frozen=True, slots=True)
class Sending:
    """One `POST /send` known here, from the queue to its last receipt."""

    id: str
    account: str
    recipients: tuple[str, ...]
    subject: str
    """Exactly as given to the service, without the code it appends."""
    state: State
    """The sending's own state: the least advanced of its recipients once it is sent."""
    queued_at: datetime
    body_html: str = ""
    attachments: tuple[OutgoingAttachment, ...] = ()
    letter_id: str = ""
    """Sendings of one confirmed letter share it."""
    code: str | None = None
    sent_at: datetime | None = None
    sent_count: int | None = None
    reason: str | None = None
    """Why it was refused, is unknown or still waits, in words for a person."""
    error_kind: str | None = None
    """The `kind` of the error behind `reason` (see `pectui.errors`)."""
    due_at: datetime | None = None
    """While it is queued: not before this moment."""
    leave_at: datetime | None = None
    """While it is queued: the time its writer chose for it, or None."""
    tries: int = 0
    """How many times it came back to the queue without having left."""
    resent_of: str | None = None
    seen_to: str = ""
    """The concern (see `pectui.pec.waiting`) that the person has seen to."""
    recipient_states: tuple[RecipientState, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    """As kept here; the signed originals are with the service, unless `cleared_at` says no."""
    cleared_at: datetime | None = None
    """When its receipts were found to be gone from the service, or deleted there from here."""

    @property
    def is_partial(self) -> bool:
        """Whether the service sent to fewer recipients than were given."""
        return self.sent_count is not None and self.sent_count < len(self.recipients)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter its writer has confirmed, before it is frozen into sendings."""

    recipients: tuple[str, ...]
    subject: str
    body: str
    html: bool = False
    """Whether `body` is HTML already; else it is plain text and is escaped when it leaves."""
    together: bool = False
    """One POST with every recipient; by default each recipient has a sending of its own."""
    attachments: tuple[str, ...] = ()
    """Paths of the files, in order."""
    draft_id: str | None = None
    """The draft this letter was written in; it goes when the letter is safely queued."""
    references: tuple[str, ...] = ()
    """What ends the subject of each of its sendings (see `pectui.pec.references`), in order."""
    leave_at: datetime | None = None
    """The moment (aware) before which it does not leave, by its writer's choice."""
    shown: tuple[str, ...] = ()
    """SHA-256 of each file as the review showed it, in order; empty: no review, nothing to hold."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter being written. Saved as it is typed; nothing here is checked yet."""

    id: str
    account: str
    recipients: str = ""
    """As typed: addresses separated by commas, semicolons, blanks or lines."""
    subject: str = ""
    body: str = ""
    html: bool = False
    """Whether `body` is HTML already; else it is plain text and is escaped when it leaves."""
    together: bool = False
    """One POST with every recipient, by the user's choice."""
    attachments: tuple[str, ...] = ()
    """Paths of the files chosen."""
    updated_at: datetime | None = None
    reason: str | None = None
    """Why it came back, after a failure."""
    meta: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search kept under a name."""

    name: str
    text: str
    """The line as typed, so that "7d" means the last seven days whenever it is used."""
