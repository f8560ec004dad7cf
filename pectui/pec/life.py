"""State of a sending, and of each of its recipients, computed from its receipts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pectui.domains import address_key
from pectui.models import Kind, Receipt, RecipientState, State
from pectui.pec.codes import moment_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
class Word:
    """What the receipts of a sending say, sorted by its recipients."""

    about: Mapping[str, tuple[Receipt, ...]]
    """By `address_key` of a recipient: the receipts that are about them."""
    untold: tuple[Receipt, ...]
    """About one of several recipients; they don't tell which."""
    strange: tuple[Receipt, ...]
    """Naming somebody, in the provider's words, to whom the sending did not go."""

    @property
    def contradicted(self) -> tuple[str, ...]:
        """Recipients of whom one receipt says delivered, and another that it never was."""
        both = {Kind.DELIVERY, Kind.NOT_DELIVERED}
        return tuple(
            address for address, own in self.about.items() if both <= {one.kind for one in own}
        )


def word_of(recipients: Iterable[str], receipts: Iterable[Receipt]) -> Word:
    """Sort receipts by the recipient they are about; nobody is guessed and nobody invented.

    The one whom a receipt names, and no other. One that names nobody belongs to the only recipient
    where there is only one.
    """
    about: dict[str, list[Receipt]] = {address_key(one): [] for one in recipients}
    untold: list[Receipt] = []
    strange: list[Receipt] = []
    for receipt in receipts:
        if not receipt.kind.is_of_one:
            continue
        named = address_key(receipt.addressee) if receipt.addressee else None
        if named in about:
            about[named].append(receipt)
        elif named is not None:
            strange.append(receipt)
        elif len(about) == 1:
            next(iter(about.values())).append(receipt)
        else:
            untold.append(receipt)
    return Word(
        {one: tuple(found) for one, found in about.items()},
        tuple(untold),
        # Before its recipients are known, a sending made elsewhere has nothing to contradict.
        tuple(strange) if about else (),
    )


def untold_deliveries(recipients: Iterable[str], receipts: Iterable[Receipt]) -> int:
    """Return how many deliveries of a sending don't tell to which of its recipients."""
    return sum(one.kind is Kind.DELIVERY for one in word_of(recipients, receipts).untold)


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
        name = address_key(self.address)
        return any(name in receipt.ordinary for receipt in self.accepted) and not any(
            name in receipt.certified for receipt in self.accepted
        )

    def _stands(
        self, state: State, receipts: Iterable[Receipt], *, late: bool = False
    ) -> RecipientState:
        return RecipientState(self.address, state, _earliest(receipts), late)

    def closed(self) -> RecipientState | None:
        """Return where it ended, when it did."""
        given_up = self._notices(final=True)
        refused_there = self._of(Kind.NOT_DELIVERED)
        delivered = self._of(Kind.DELIVERY)
        if any(receipt.addressee for receipt in refused_there):
            # What names nobody does not overrule a definite failure that names this recipient.
            delivered = [receipt for receipt in delivered if receipt.addressee]
        if delivered:
            return self._stands(State.DELIVERED, delivered, late=bool(given_up))
        if failed := [*refused_there, *given_up]:
            return self._stands(State.FAILED, failed)
        if self.refused:
            return self._stands(State.NOT_ACCEPTED, self.refused)
        if self._is_ordinary:
            return self._stands(State.NO_RECEIPT, self.accepted)
        return None

    def open(self, now: datetime, *, answered: bool) -> RecipientState:
        """Return how far it has come; silence is never failure, and none where `answered`."""
        silent = not answered and self.since is not None and now - self.since > SILENCE
        if notices := self._notices(final=False):
            return self._stands(State.OVERDUE, notices, late=silent)
        if silent and self.since is not None:
            return RecipientState(self.address, State.OVERDUE, self.since + SILENCE, late=True)
        if self.accepted:
            return self._stands(State.ACCEPTED, self.accepted)
        return RecipientState(self.address, State.SENT, self.since)


def speaks_of(receipt: Receipt, address: str, *, alone: bool) -> bool:
    """Whether a receipt is about `address`; one that names nobody among many is about nobody."""
    if receipt.addressee is None:
        return alone
    return address_key(receipt.addressee) == address_key(address)


def recipient_states(
    recipients: Sequence[str],
    receipts: Iterable[Receipt],
    now: datetime,
    *,
    sent_at: datetime | None = None,
) -> tuple[RecipientState, ...]:
    """Return where each recipient stands: a pure function of the set of receipts and the time.

    Order does not matter, nor duplicates of what names its recipient; deliveries that name nobody
    are counted. `now` and `sent_at` are aware; without `sent_at` the code
    of the receipts tells when the sending left. Delivered beats failed, failed beats not accepted,
    that beats overdue, that beats accepted.
    """
    everything = tuple(receipts)
    accepted = tuple(r for r in everything if r.kind is Kind.ACCEPTANCE)
    refused = tuple(r for r in everything if r.kind is Kind.NOT_ACCEPTED)
    moments = [moment for r in everything if (moment := moment_of(r.code))]
    since = _earliest(accepted) or sent_at or min(moments, default=None)
    word = word_of(recipients, everything)
    cases = [
        _Case(
            address=address,
            accepted=accepted,
            refused=refused,
            own=word.about[address_key(address)],
            since=since,
        )
        for address in recipients
    ]
    closed = [case.closed() for case in cases]
    delivered = sum(one.kind is Kind.DELIVERY for one in word.untold)
    answered = 0 < closed.count(None) <= delivered  # mutants: with none open nothing asks for it
    return tuple(
        state or case.open(now, answered=answered)
        for case, state in zip(cases, closed, strict=True)
    )


def overall(states: Sequence[RecipientState]) -> State:
    """Return the state of the whole sending: the least advanced of its recipients.

    So it is final only when every recipient is, and a failure is never hidden by a delivery.
    """
    return min((each.state for each in states), key=_ADVANCE.index, default=State.SENT)
