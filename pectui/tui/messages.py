"""The messages that workers and services send to screens; each carries what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import textual.message

from pectui.models import Reach
from pectui.tui.acting import acting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pectui.errors import PectuiError
    from pectui.models import (
        Draft,
        HeldMessage,
        HeldRows,
        MailView,
        Marks,
        Message,
        Quota,
        SavedSearch,
        Sending,
    )
    from pectui.pec.forecast import Forecast
    from pectui.services.mailbox.deletion import LocalDeletion
    from pectui.services.remote.listing import Page
    from pectui.tui.counts import Counts


class Answer(textual.message.Message):
    """What is told to a screen: by work it started, or by something that concerns every screen."""

    def __post_init__(self) -> None:
        """Keep which account it is an answer for."""
        super().__post_init__()
        self.account = acting()
        """None where it was not said; then it is the one that is shown."""


@dataclass
class CallFailed(Answer):
    """A background call of `group` failed."""

    group: str
    error: PectuiError


@dataclass
class MailboxChanged(Answer):
    """The mailbox on this machine holds something else than before."""

    new: tuple[int, ...] = ()
    """Numbers of mail that has just arrived, newest first."""
    reach: Reach = Reach.ROWS
    marked: Mapping[int, Marks] = field(default_factory=dict)
    """The marks of messages that got others, by their numbers."""

    def can_replace(self, message: textual.message.Message) -> bool:
        """Stand for an earlier one of these that brought no new mail, and not more than this."""
        if not isinstance(message, MailboxChanged) or message.new:
            return False
        covers_marks = self.reach is Reach.ROWS or message.marked.keys() <= self.marked.keys()
        return message.reach <= self.reach and covers_marks


@dataclass
class SearchFound(Answer):
    """Stored messages of a view that match the words searched for."""

    words: str
    view: MailView
    found: HeldRows
    messages: int
    """How many they are, those folded under another among them."""
    keep: bool
    """Whether cursor and marks stay on their messages."""


@dataclass
class PageArrived(Answer):
    """A page of what the service found; it carries the number and the query it answers."""

    page: Page
    rows: tuple[HeldMessage, ...]


@dataclass
class MessageArrived(Answer):
    """The message of a row in full."""

    row: HeldMessage
    message: Message
    is_first: bool = False
    """Whether it is the first letter from its sender."""


@dataclass
class PreviewArrived(Answer):
    """What is held here of the message under the cursor."""

    row: HeldMessage
    message: Message | None
    """None while nothing but its headers is here."""
    is_first: bool = False


@dataclass
class OpenMessageRead(Answer):
    """How the message that was open when it was asked for stands now."""

    row: HeldMessage
    is_first: bool


@dataclass
class HeldRowsArrived(Answer):
    """How the messages `asked` for stand now; those that are gone are not among them."""

    asked: tuple[int, ...]
    """Their numbers, in the order of the list they stand in."""
    rows: tuple[HeldMessage, ...]


@dataclass
class MessagesDeleted(Answer):
    """What became of the messages that were to be deleted."""

    deletion: LocalDeletion


@dataclass
class QuotaArrived(Answer):
    """How full the mailbox is, and when it will be."""

    quota: Quota
    outlook: Forecast


@dataclass
class SendingChanged(Answer):
    """A sending came to stand elsewhere."""

    sending: Sending


@dataclass
class SendingsArrived(Answer):
    """All sendings known here, newest first."""

    sendings: tuple[Sending, ...]


@dataclass
class PendingArrived(Answer):
    """What is in the outbox, in the order of leaving."""

    sendings: tuple[Sending, ...]
    elsewhere: int | None = None
    """The other process that lets them leave; None when it is this one."""
    paused: str = ""
    """Why none leaves from here; empty where they do."""


@dataclass
class DraftsArrived(Answer):
    """All drafts of the account, newest first, and its templates by name."""

    drafts: tuple[Draft, ...]
    templates: tuple[Draft, ...] = ()


@dataclass
class DraftsChanged(Answer):
    """A draft or a template came or went; who shows them reads them again."""


@dataclass
class DraftSaved(Answer):
    """A draft is safe on disk."""

    draft: Draft


@dataclass
class LetterQueued(Answer):
    """A confirmed letter is in the outbox, as these sendings."""

    sendings: tuple[Sending, ...]


@dataclass
class DraftReady(Answer):
    """A draft is to be written on; None where the one asked for is gone."""

    draft: Draft | None


@dataclass
class AddresseesArrived(Answer):
    """To whom the sendings known here went, by code; clean."""

    addressees: Mapping[str, str]


@dataclass
class SearchesArrived(Answer):
    """The saved searches, to choose from."""

    searches: tuple[SavedSearch, ...]


@dataclass
class CountsArrived(Answer):
    """What the top bar shows of the person's letters."""

    counts: Counts


@dataclass
class ViewsCounted(Answer):
    """How many messages the views of the mailbox have."""

    counts: Mapping[MailView, int]


@dataclass
class RelatedFound(Answer):
    """A message belongs to the sending with this code; None where it belongs to none known here."""

    row: HeldMessage
    code: str | None
