"""Messages of the mailbox: what they are, as the service lists them, and as they are stored here.

Text is as it came from the service: nothing here is fit for a screen, foreign text passes
`pectui.text` first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

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
    def key(self) -> str:
        """Its name in the catalogue."""
        return _KIND_KEYS[self]

    @property
    def is_receipt(self) -> bool:
        """Whether the provider writes this about a sending."""
        return self in RECEIPT_KINDS

    @property
    def is_letter(self) -> bool:
        """Whether somebody wrote it, certified or not."""
        return self in LETTER_KINDS

    @property
    def is_of_one(self) -> bool:
        """Whether it is a receipt that speaks of one recipient of its sending."""
        return self in _OF_ONE

    @property
    def is_failure(self) -> bool:
        """Whether it is a receipt that says that something did not go well."""
        return self in FAILURE_KINDS

    @property
    def is_good(self) -> bool:
        """Whether it says that something went well, and calls for nothing."""
        return self in GOOD_KINDS


_KIND_KEYS = {
    Kind.ACCEPTANCE: "kinds.acceptance",
    Kind.NOT_ACCEPTED: "kinds.not-accepted",
    Kind.DELIVERY: "kinds.delivery",
    Kind.NOT_DELIVERED: "kinds.not-delivered",
    Kind.OVERDUE: "kinds.overdue",
    Kind.CERTIFIED: "kinds.certified",
    Kind.ANOMALY: "kinds.anomaly",
    Kind.SERVICE: "kinds.service",
    Kind.OTHER: "kinds.other",
}
GOOD_KINDS = frozenset({Kind.ACCEPTANCE, Kind.DELIVERY})
FAILURE_KINDS = frozenset({Kind.NOT_ACCEPTED, Kind.NOT_DELIVERED, Kind.OVERDUE})
_OF_ONE = frozenset({Kind.DELIVERY, Kind.NOT_DELIVERED, Kind.OVERDUE})
RECEIPT_KINDS = GOOD_KINDS | FAILURE_KINDS
LETTER_KINDS = frozenset({Kind.CERTIFIED, Kind.ANOMALY, Kind.OTHER})


class MailView(StrEnum):
    """Which part of the mailbox on this machine is listed."""

    ALL = "all"
    LETTERS = "letters"
    """What somebody wrote, certified or not."""
    RECEIPTS = "receipts"
    TROUBLE = "trouble"
    """What says that something is wrong with a letter of one's own."""
    UNREAD = "unread"
    FLAGGED = "flagged"

    @property
    def key(self) -> str:
        """Its name in the catalogue."""
        return _VIEW_KEYS[self]


_VIEW_KEYS = {
    MailView.ALL: "inbox.view.all",
    MailView.LETTERS: "inbox.view.letters",
    MailView.RECEIPTS: "inbox.view.receipts",
    MailView.TROUBLE: "inbox.view.trouble",
    MailView.UNREAD: "inbox.view.unread",
    MailView.FLAGGED: "inbox.view.flagged",
}


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

    def marked_as(self, marks: Marks | None) -> HeldMessage:
        """Return it with these marks; None are those it has."""
        if marks is None:
            return self
        unread = self.unread if marks.unread is None else marks.unread
        return replace(self, unread=unread, flagged=marks.flagged, note=marks.note, tags=marks.tags)

    @property
    def receipts(self) -> int:
        """How many receipts it stands for; 0 for a message that stands for itself."""
        return sum(count for _, count in self.thread)


class Reach(IntEnum):
    """What a change reaches; the greater one is the reach of two together."""

    TEXTS = 0
    """Texts of messages: searches may find more, lists stay as they are."""
    MARKS = 1
    """What is marked: rows look otherwise, and views of what is marked have others."""
    ROWS = 2
    """Which messages there are."""


class HeldRows(Protocol):
    """Messages of the mailbox on this machine, newest first, that are read as they are looked at.

    Raises StoreUnusable where they cannot be read, and IndexError where one has gone meanwhile.
    """

    def __len__(self) -> int: ...
    def __getitem__(self, index: int, /) -> HeldMessage: ...

    def index_of(self, number: int) -> int | None:
        """Return where the message with this number stands, or None."""

    def head_of(self, code: str) -> int | None:
        """Return the number of the receipt that stands for the sending with this code."""

    def renew(self, marked: Mapping[int, Marks]) -> None:
        """Take over other marks, by the numbers of the messages that got them."""


@dataclass(frozen=True, slots=True)
class InboxAnswer:
    """One answer of `GET /inbox`, in the service's own order and counting."""

    envelopes: tuple[Envelope, ...]
    page: int | None
    """The page number the service says this is."""
    total: int | None
    pages: int | None
    """`n_of_pages`: never trusted to reach the end."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search kept under a name."""

    name: str
    text: str
    """The line as typed, so that "7d" means the last seven days whenever it is used."""
