"""The tables of the copy of one mailbox, as they stand within a transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.store.mailbox.bodies import Bodies
from pectui.store.mailbox.dropped import DroppedMessages
from pectui.store.mailbox.heads import Heads
from pectui.store.mailbox.index import WordIndex
from pectui.store.mailbox.kinds import Kinds
from pectui.store.mailbox.messages import Messages
from pectui.store.mailbox.reconciliation import Reconciliation
from pectui.store.mailbox.rows import Rows
from pectui.store.mailbox.senders import Senders
from pectui.store.mailbox.stage import Stage
from pectui.store.mailbox.state import CopyState

if TYPE_CHECKING:
    import sqlite3


class CopyTables:
    """The parts of the copy of one mailbox."""

    __slots__ = ("connection",)

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    @property
    def messages(self) -> Messages:
        """What is known of each message."""
        return Messages(self)

    @property
    def bodies(self) -> Bodies:
        """What messages say."""
        return Bodies(self)

    @property
    def heads(self) -> Heads:
        """Which receipt stands for its sending."""
        return Heads(self)

    @property
    def kinds(self) -> Kinds:
        """The kinds of messages, where the table of kinds has changed."""
        return Kinds(self)

    @property
    def stage(self) -> Stage:
        """The service's list as it is being read."""
        return Stage(self)

    @property
    def reconciliation(self) -> Reconciliation:
        """What makes the copy equal to the service's list."""
        return Reconciliation(self)

    @property
    def dropped(self) -> DroppedMessages:
        """What left the copy, until the user's data know of it."""
        return DroppedMessages(self)

    @property
    def index(self) -> WordIndex:
        """The index of words."""
        return WordIndex(self)

    @property
    def rows(self) -> Rows:
        """Messages as a list shows them."""
        return Rows(self)

    @property
    def senders(self) -> Senders:
        """Who wrote to the mailbox."""
        return Senders(self)

    @property
    def state(self) -> CopyState:
        """Whole numbers kept with the copy."""
        return CopyState(self)
