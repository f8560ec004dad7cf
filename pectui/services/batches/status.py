"""How a batch stands: counts per state, rate, time left, and why it is held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.models import BatchPhase, RowKind, State, Why
from pectui.store.sending.batches import within_hours

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pectui.store.data import Tables
    from pectui.store.sending.batches import BatchRecord, Limit

_SETTLED = frozenset({RowKind.POST.value, RowKind.NOT_READY.value, State.DRAFT.value})
_FINAL = frozenset(state.value for state in State if state.is_final) | _SETTLED
TROUBLE = frozenset({State.UNKNOWN, State.REFUSED, State.NOT_ACCEPTED, State.FAILED, State.OVERDUE})
"""States of rows that a person has to look at."""
STATE_WORDS: Mapping[str, str] = {
    State.DRAFT: "batches.state.draft",
    State.QUEUED: "states.queued",
    State.SENDING: "states.sending",
    State.SENT: "states.sent",
    State.REFUSED: "states.refused",
    State.UNKNOWN: "states.unknown",
    State.ACCEPTED: "states.accepted",
    State.NOT_ACCEPTED: "states.not-accepted",
    State.DELIVERED: "states.delivered",
    State.OVERDUE: "states.overdue",
    State.FAILED: "states.failed",
    State.NO_RECEIPT: "states.no-receipt",
    RowKind.POST: "batches.state.to-post",
    RowKind.NOT_READY: "batches.state.not-ready",
}
"""The words for where a row stands."""
_WHY = {
    Why.PERSON: "batches.paused.person",
    Why.REFUSED: "batches.paused.refused-in-a-row",
    Why.ACCOUNT: "batches.paused.account",
    Why.FULL: "batches.paused.mailbox-full",
}


@dataclass(frozen=True, slots=True)
class BatchStatus:
    """How a batch stands now."""

    id: str
    number: int
    name: str
    phase: BatchPhase
    rows: int
    """Of the table; those that go by paper and those that are not ready too."""
    states: Mapping[str, int]
    """State → rows; `to-post` and `not-ready` for rows without a letter."""
    confirmed_at: datetime
    follows: str = ""
    why: str = ""
    """Why it is paused (see `Why`)."""
    held: str = ""
    """Why nothing leaves, in words for a person, with what to do; "" while it may leave."""
    rests: str = ""
    """Why nothing leaves just now though it may, in words: the hour, or what the plan allows."""
    leave_at: datetime | None = None
    hours: str = ""
    deliver_by: datetime | None = None
    first_at: datetime | None = None
    """When its first letter left or may have."""
    last_at: datetime | None = None
    left: int = 0
    """Letters that left or may have."""

    @property
    def standstill(self) -> str:
        """Why nothing leaves now, in words for a person; "" while it does."""
        return self.held or self.rests

    @property
    def letters(self) -> int:
        """Rows that have a letter."""
        return sum(count for state, count in self.states.items() if state not in _SETTLED)

    @property
    def waiting(self) -> int:
        """Letters that have not left and are not taken back."""
        return sum(self.states.get(state, 0) for state in State if state.is_under_way)

    @property
    def final(self) -> int:
        """Letters that cannot change any more."""
        return sum(count for state, count in self.states.items() if state in _FINAL - _SETTLED)

    @property
    def trouble(self) -> int:
        """Rows that need a look."""
        return sum(self.states.get(state, 0) for state in TROUBLE)

    @property
    def is_done(self) -> bool:
        """Whether no letter of it can change any more."""
        return all(state in _FINAL for state in self.states)

    @property
    def seconds_each(self) -> float | None:
        """Seconds from one letter to the next, as it went until now."""
        if self.first_at is None or self.last_at is None or self.left < 2:
            return None
        return (self.last_at - self.first_at).total_seconds() / (self.left - 1)


def status_of(tables: Tables, batch: BatchRecord, limits: Iterable[Limit] = ()) -> BatchStatus:
    """Return how a batch stands, where the plan allows so much."""
    first, last, left = tables.batches.times(batch.number)
    states = tables.batches.counts(batch.number)
    return BatchStatus(
        id=batch.id,
        number=batch.number,
        name=batch.name,
        phase=batch.phase,
        rows=sum(states.values()),
        states=states,
        confirmed_at=datetime.fromtimestamp(batch.confirmed_at, UTC),
        follows=batch.follows,
        why=batch.why if batch.phase is BatchPhase.PAUSED else "",
        held=_held(batch),
        rests=_rests(tables, batch, limits) if states.get(State.QUEUED) else "",
        leave_at=_moment(batch.leave_at),
        hours=batch.hours,
        deliver_by=_moment(batch.deliver_by),
        first_at=_moment(first),
        last_at=_moment(last),
        left=left,
    )


def _held(batch: BatchRecord) -> str:
    if batch.phase is BatchPhase.STOPPED:
        return t("batches.stopped")
    if batch.phase is not BatchPhase.PAUSED:
        return ""
    return t(_WHY[Why(batch.why)], reason=batch.detail)


def _rests(tables: Tables, batch: BatchRecord, limits: Iterable[Limit]) -> str:
    if batch.phase is not BatchPhase.OPEN:
        return ""
    if not within_hours(batch.hours, tables.now()):
        return t("batches.rests.hours", hours=batch.hours)
    if batch.number in tables.batches.open_now() and not tables.batches.open_now(limits):
        return t("batches.rests.plan")
    return ""


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
