"""Letters from the first draft to the last receipt of each of their sendings."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pectui.catalogue import Words
    from pectui.errors import PectuiError
    from pectui.models.mail import Kind
    from pectui.models.original import Original


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
    def key(self) -> str:
        """Its name in the catalogue."""
        return _STATE_KEYS[self][0]

    @property
    def meaning_key(self) -> str:
        """What it means, in the catalogue."""
        return _STATE_KEYS[self][1]

    @property
    def is_final(self) -> bool:
        """Whether no receipt can be expected to change it any more."""
        return self in _FINAL

    @property
    def is_under_way(self) -> bool:
        """Whether it waits to leave, or is leaving."""
        return self in {State.QUEUED, State.SENDING}

    @property
    def is_open(self) -> bool:
        """Whether it may have left, and nobody knows yet."""
        return self in {State.SENDING, State.UNKNOWN}

    @property
    def has_left(self) -> bool:
        """Whether the service has it for certain."""
        return self not in _NOT_LEFT

    @property
    def has_failed(self) -> bool:
        """Whether a receipt says that it did not arrive."""
        return self in {State.FAILED, State.NOT_ACCEPTED}

    @property
    def can_go_again(self) -> bool:
        """Whether it was refused or did not arrive: another letter may go in its place."""
        return self.has_failed or self is State.REFUSED


_STATE_KEYS = {
    State.DRAFT: ("states.draft", "states.draft.meaning"),
    State.QUEUED: ("states.queued", "states.queued.meaning"),
    State.SENDING: ("states.sending", "states.sending.meaning"),
    State.SENT: ("states.sent", "states.sent.meaning"),
    State.REFUSED: ("states.refused", "states.refused.meaning"),
    State.UNKNOWN: ("states.unknown", "states.unknown.meaning"),
    State.ACCEPTED: ("states.accepted", "states.accepted.meaning"),
    State.NOT_ACCEPTED: ("states.not-accepted", "states.not-accepted.meaning"),
    State.DELIVERED: ("states.delivered", "states.delivered.meaning"),
    State.OVERDUE: ("states.overdue", "states.overdue.meaning"),
    State.FAILED: ("states.failed", "states.failed.meaning"),
    State.NO_RECEIPT: ("states.no-receipt", "states.no-receipt.meaning"),
}
_FINAL = frozenset(
    {State.REFUSED, State.NOT_ACCEPTED, State.DELIVERED, State.FAILED, State.NO_RECEIPT}
)
_NOT_LEFT = frozenset({State.DRAFT, State.QUEUED, State.SENDING, State.REFUSED, State.UNKNOWN})


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
    why: Words | None = None
    """Why it was refused, is unknown or still waits."""
    error_kind: str | None = None
    """The `kind` of the error behind it (see `pectui.errors`)."""
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
    deliver_by: datetime | None = None
    """By when it must be delivered, as it counts for the addressee; its batch says so."""
    cleared_at: datetime | None = None
    """When its receipts were found to be gone from the service, or deleted there from here."""
    originals: tuple[Original, ...] = ()
    """The provider's signed messages about it that were taken in; those that prove count as
    receipts, too."""

    @property
    def reason(self) -> str | None:
        """Say why, in the language spoken now."""
        return str(self.why) if self.why else None

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
    why: Words | None = None
    """Why it came back, after a failure."""
    meta: Mapping[str, str] = field(default_factory=dict)

    @property
    def reason(self) -> str | None:
        """Say why it came back, in the language spoken now."""
        return str(self.why) if self.why else None
