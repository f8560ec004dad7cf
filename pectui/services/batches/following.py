"""Batches that go on from another: again to those it failed with, a next letter to the silent."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from pectui.domains import address_key
from pectui.models import State
from pectui.services.batches.source import StoredSource, columns_of

if TYPE_CHECKING:
    from pectui.services.batches.request import BatchRequest
    from pectui.store.data import Tables
    from pectui.store.sending.batches import BatchRecord

_DAY = 86400.0
_FAILED = tuple(state for state in State if state.can_go_again)
_LEFT = (State.SENT, State.ACCEPTED, State.DELIVERED, State.OVERDUE, State.NO_RECEIPT)


class Whom(StrEnum):
    """To whom of an earlier batch the next one goes."""

    FAILED = "failed"
    """Those whose letter was refused or did not arrive."""
    SILENT = "silent"
    """Those whose letter left and who have not answered."""


def rows_to_follow(
    tables: Tables,
    batch: BatchRecord,
    request: BatchRequest,
    answered: frozenset[str] = frozenset(),
) -> StoredSource:
    """Return the rows of a batch to write to once more, as they were confirmed.

    `answered` are the addresses, as they are compared, from which something came since.
    """
    if Whom(request.whom) is Whom.FAILED:
        rows = tables.batches.rows(batch.number, states=_FAILED)
    else:
        before = tables.now() - request.silent_days * _DAY
        rows = tuple(
            one
            for one in tables.batches.rows(batch.number, states=_LEFT)
            if (one.sent_at or 0.0) <= before and address_key(one.recipient) not in answered
        )
    return StoredSource(columns_of(batch.header), rows)
