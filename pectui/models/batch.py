"""Many letters of one table, as they are kept: whether they may leave, what became of each row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pectui.catalogue import Words


class BatchPhase(StrEnum):
    """Whether the letters of a batch may leave; its column is called `mark`."""

    FILLING = "filling"
    """Its letters are being written down; nothing leaves."""
    OPEN = "open"
    PAUSED = "paused"
    """What has not left is kept."""
    STOPPED = "stopped"
    """What has not left was taken back."""


class Why(StrEnum):
    """Why a batch was paused."""

    PERSON = "person"
    REFUSED = "refused-in-a-row"
    ACCOUNT = "account"
    """The service refuses the account: token, credit, rights."""
    FULL = "mailbox-full"


class RowKind(StrEnum):
    """What a row of the table became."""

    LETTER = "letter"
    POST = "to-post"
    """It has no address: to be posted on paper."""
    NOT_READY = "not-ready"


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A row of a batch as it stands on disk."""

    row: int
    line: int | None
    cells: tuple[str, ...]
    recipient: str
    kind: RowKind
    findings: tuple[Mapping[str, object], ...]
    sending_id: str | None
    state: str
    """Of its sending when its receipts were last looked at; else `kind`."""
    reason: Words | None = None
    code: str | None = None
    sent_at: float | None = None
    reference: str | None = None
