"""What workers and services tell screens. An answer carries what it was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message as Told

if TYPE_CHECKING:
    from pectui.errors import PectuiError
    from pectui.models import Draft, Envelope, Message, Quota, Sending
    from pectui.services.mailbox import Deletion, Page


@dataclass
class CallFailed(Told):
    """A background call of `group` failed."""

    group: str
    error: PectuiError


@dataclass
class PageArrived(Told):
    """A page of the inbox; the page carries the number and the query it answers."""

    page: Page


@dataclass
class MessageArrived(Told):
    """The message of `envelope` in full."""

    envelope: Envelope
    message: Message


@dataclass
class MessagesDeleted(Told):
    """What became of the messages that were to be deleted."""

    deletion: Deletion


@dataclass
class QuotaArrived(Told):
    """How full the mailbox is."""

    quota: Quota


@dataclass
class SendingChanged(Told):
    """A sending came to stand elsewhere."""

    sending: Sending


@dataclass
class SendingsArrived(Told):
    """All sendings known here, newest first."""

    sendings: tuple[Sending, ...]


@dataclass
class PendingArrived(Told):
    """What is in the outbox, in the order of leaving."""

    sendings: tuple[Sending, ...]
    elsewhere: int | None = None
    """The other process that lets them leave; None when it is this one."""


@dataclass
class DraftsArrived(Told):
    """All drafts of the account, newest first, and its templates by name."""

    drafts: tuple[Draft, ...]
    templates: tuple[Draft, ...] = ()


@dataclass
class DraftsChanged(Told):
    """A draft or a template came or went; who shows them reads them again."""


@dataclass
class DraftSaved(Told):
    """A draft is safe on disk."""

    draft: Draft


@dataclass
class LetterQueued(Told):
    """A confirmed letter is in the outbox, as these sendings."""

    sendings: tuple[Sending, ...]
