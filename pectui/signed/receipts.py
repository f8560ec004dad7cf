"""What originals add to the receipts of a sending, and which are still to be fetched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from pectui.domains import address_key
from pectui.models import Kind, Receipt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pectui.models import Original, Sending

_ONCE = {Kind.ACCEPTANCE, Kind.NOT_ACCEPTED}
"""A sending is accepted or refused once."""
_UNDELIVERED = {Kind.NOT_DELIVERED, Kind.OVERDUE}
_NEAR = timedelta(minutes=2)
"""Between the moment that was certified and the date in the header of one message."""
_NOTICES = timedelta(hours=1)
"""Less than this lies between two copies of one notice, more between the two of them."""
_SUBJECTS = {
    Kind.ACCEPTANCE: "ACCETTAZIONE",
    Kind.NOT_ACCEPTED: "AVVISO DI NON ACCETTAZIONE",
    Kind.DELIVERY: "CONSEGNA",
    Kind.NOT_DELIVERED: "AVVISO DI MANCATA CONSEGNA",
    Kind.OVERDUE: "AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO",
}


def receipt_of(original: Original) -> Receipt | None:
    """Return the receipt that an original proves; None where it proves none."""
    data = original.data
    if not original.judgement.is_proof or not data.kind.is_receipt or data.code is None:
        return None
    subject = f"{_SUBJECTS[data.kind]}: {data.subject}"
    accepted = data.kind is Kind.ACCEPTANCE
    return Receipt(
        kind=data.kind,
        date=data.date,
        date_text=data.date_text,
        sender=original.judgement.signer or data.provider,
        subject=subject,
        code=data.code,
        addressee=address_key(data.addressee) if data.addressee else None,
        body=original.text or subject,
        ordinary=frozenset(map(address_key, data.ordinary)) if accepted else frozenset(),
        certified=frozenset(map(address_key, data.certified)) if accepted else frozenset(),
    )


def with_originals(
    receipts: Iterable[Receipt], originals: Iterable[Original]
) -> tuple[Receipt, ...]:
    """Return the receipts of a sending with those that its originals prove, each once.

    Where the service has the same receipt, the original tells whom it is about.
    """
    held = list(receipts)
    taken: set[int] = set()
    for original in originals:
        proven = receipt_of(original)
        if proven is None:
            continue
        place = _place(held, original, taken)
        if place is None:
            taken.add(len(held))
            held.append(proven)
        else:
            taken.add(place)
            held[place] = _told(held[place], proven)
    return tuple(held)


def _place(held: Sequence[Receipt], original: Original, taken: Iterable[int]) -> int | None:
    """Return which of `held` is the same receipt as `original`, one named by name first."""
    free = [index for index in range(len(held)) if index not in taken]
    named = [index for index in free if held[index].addressee is not None]
    ordered = (*named, *(index for index in free if index not in named))
    return next((index for index in ordered if is_same(held[index], original)), None)


def _told(receipt: Receipt, proven: Receipt) -> Receipt:
    return replace(
        receipt,
        addressee=receipt.addressee or proven.addressee,
        body=receipt.body or proven.body,
        ordinary=receipt.ordinary or proven.ordinary,
        certified=receipt.certified or proven.certified,
    )


def is_same(receipt: Receipt, original: Original) -> bool:
    """Whether a receipt of the service and an original are one message."""
    data = original.data
    if data.code != receipt.code or not _fits(receipt.kind, data.kind):
        return False
    if data.kind in _ONCE:
        return True
    apart = abs(receipt.date - data.date) if receipt.date else None
    if receipt.addressee is None or data.addressee is None:
        return apart is not None and apart <= _NEAR
    if address_key(receipt.addressee) != address_key(data.addressee):
        return False
    return data.kind not in _UNDELIVERED or apart is None or apart <= _NOTICES


def _fits(kind: Kind, signed: Kind) -> bool:
    return kind is signed or {kind, signed} <= _UNDELIVERED


@dataclass(frozen=True, slots=True)
class Wanted:
    """The receipts of a sending, each with the original of it that is kept here, or None."""

    pairs: tuple[tuple[Receipt, Original | None], ...]

    @property
    def total(self) -> int:
        """How many originals there are to have, as far as receipts are known."""
        return len(self.pairs)

    @property
    def held(self) -> tuple[Original, ...]:
        """Those kept here, whatever they prove."""
        return tuple(original for _, original in self.pairs if original is not None)

    @property
    def proofs(self) -> int:
        """How many of them prove."""
        return sum(original.judgement.is_proof for original in self.held)

    @property
    def missing(self) -> tuple[Receipt, ...]:
        """The receipts whose originals are not here yet, oldest first."""
        found = [receipt for receipt, original in self.pairs if original is None]
        return tuple(sorted(found, key=lambda one: one.date.timestamp() if one.date else 0.0))


def wanted(sending: Sending) -> Wanted:
    """Return which originals of `sending` there are to have, and which are here."""
    left = list(sending.originals)
    pairs: list[tuple[Receipt, Original | None]] = []
    for receipt in sending.receipts:
        if receipt.kind.is_receipt:
            found = next((one for one in left if is_same(receipt, one)), None)
            if found is not None:
                left.remove(found)
            pairs.append((receipt, found))
    return Wanted(tuple(pairs))
