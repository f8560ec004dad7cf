"""The life of a sending after it left: from the set of its receipts to where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pectui.models import Kind, Receipt, RecipientState, State
from pectui.pec.codes import moment_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LAST_NOTICE_FROM = timedelta(hours=20)
SILENCE = timedelta(hours=24)
"""After this long without a word from the addressee's provider, a person should ask."""

_ADVANCE = (
    State.DRAFT,
    State.QUEUED,
    State.SENDING,
    State.UNKNOWN,
    State.REFUSED,
    State.SENT,
    State.ACCEPTED,
    State.OVERDUE,
    State.FAILED,
    State.NOT_ACCEPTED,
    State.NO_RECEIPT,
    State.DELIVERED,
)
"""From the least to the most advanced; among final states, trouble first."""


def _earliest(receipts: Iterable[Receipt]) -> datetime | None:
    return min((receipt.date for receipt in receipts if receipt.date), default=None)


def is_final_notice(notice: Receipt, accepted_at: datetime | None) -> bool:
    """Whether an overdue notice is the one at 24 hours: by its words, else by the time passed.

    In doubt it is the first, for a letter must not be given up while it may still arrive.
    """
    if notice.final_notice is not None:
        return notice.final_notice
    if notice.date is None or accepted_at is None:
        return False
    return notice.date - accepted_at >= LAST_NOTICE_FROM


@dataclass(frozen=True, slots=True)
class _Case:
    """What is known about one recipient."""

    address: str
    accepted: tuple[Receipt, ...]
    refused: tuple[Receipt, ...]
    own: tuple[Receipt, ...]
    since: datetime | None
    """Acceptance, else the moment of sending: from when silence is counted."""

    def _of(self, kind: Kind) -> list[Receipt]:
        return [receipt for receipt in self.own if receipt.kind is kind]

    def _notices(self, *, final: bool) -> list[Receipt]:
        notices = self._of(Kind.OVERDUE)
        return [notice for notice in notices if is_final_notice(notice, self.since) is final]

    @property
    def _is_ordinary(self) -> bool:
        name = self.address.casefold()
        return any(name in receipt.ordinary for receipt in self.accepted) and not any(
            name in receipt.certified for receipt in self.accepted
        )

    def _stands(
        self, state: State, receipts: Iterable[Receipt], *, late: bool = False
    ) -> RecipientState:
        return RecipientState(self.address, state, _earliest(receipts), late)

    def _closed(self) -> RecipientState | None:
        """Return where it ended, when it did."""
        given_up = self._notices(final=True)
        if delivered := self._of(Kind.DELIVERY):
            return self._stands(State.DELIVERED, delivered, late=bool(given_up))
        if failed := [*self._of(Kind.NOT_DELIVERED), *given_up]:
            return self._stands(State.FAILED, failed)
        if self.refused:
            return self._stands(State.NOT_ACCEPTED, self.refused)
        if self._is_ordinary:
            return self._stands(State.NO_RECEIPT, self.accepted)
        return None

    def _open(self, now: datetime) -> RecipientState:
        """Return how far it has come; silence is never failure."""
        silent = self.since is not None and now - self.since > SILENCE
        if notices := self._notices(final=False):
            return self._stands(State.OVERDUE, notices, late=silent)
        if silent and self.since is not None:
            return RecipientState(self.address, State.OVERDUE, self.since + SILENCE, late=True)
        if self.accepted:
            return self._stands(State.ACCEPTED, self.accepted)
        return RecipientState(self.address, State.SENT, self.since)

    def state(self, now: datetime) -> RecipientState:
        return self._closed() or self._open(now)


def speaks_of(receipt: Receipt, address: str, *, alone: bool) -> bool:
    """Whether a receipt is about `address`; one that names nobody among many is about nobody."""
    return alone or (receipt.addressee or "").casefold() == address.casefold()


def recipient_states(
    recipients: Sequence[str],
    receipts: Iterable[Receipt],
    now: datetime,
    *,
    sent_at: datetime | None = None,
) -> tuple[RecipientState, ...]:
    """Return where each recipient stands: a pure function of the set of receipts and the time.

    Order and duplicates do not matter. `now` and `sent_at` are aware; without `sent_at` the code
    of the receipts tells when the sending left. Delivered beats failed, failed beats not accepted,
    that beats overdue, that beats accepted.
    """
    everything = tuple(receipts)
    accepted = tuple(r for r in everything if r.kind is Kind.ACCEPTANCE)
    refused = tuple(r for r in everything if r.kind is Kind.NOT_ACCEPTED)
    moments = [moment for r in everything if (moment := moment_of(r.code))]
    since = _earliest(accepted) or sent_at or min(moments, default=None)
    alone = len({address.casefold() for address in recipients}) == 1
    return tuple(
        _Case(
            address=address,
            accepted=accepted,
            refused=refused,
            own=tuple(r for r in everything if speaks_of(r, address, alone=alone)),
            since=since,
        ).state(now)
        for address in recipients
    )


def overall(states: Sequence[RecipientState]) -> State:
    """Return the state of the whole sending: the least advanced of its recipients.

    So it is final only when every recipient is, and a failure is never hidden by a delivery.
    """
    return min((each.state for each in states), key=_ADVANCE.index, default=State.SENT)
