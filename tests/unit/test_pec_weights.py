"""What receipts weigh: the letter once for every delivery, a little for each receipt."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from pectui.models import Kind, OutgoingAttachment, Receipt, Sending, State
from pectui.pec.letters import encoded_bytes
from pectui.pec.weights import RECEIPT_BYTES, letter_bytes, receipts_bytes

MOMENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CODE = "2026030209000012"


def sending(sizes: list[int], kinds: list[Kind], body: str = "<p>Buongiorno</p>") -> Sending:
    files = tuple(OutgoingAttachment(f"{n}.pdf", "", size, "") for n, size in enumerate(sizes))
    receipts = tuple(Receipt(kind, MOMENT, "", "", "", CODE) for kind in kinds)
    return Sending(
        "id", "studio", (), "x", State.DELIVERED, MOMENT, body, files, code=CODE, receipts=receipts
    )


def test_the_letter_counts_once_for_every_delivery() -> None:
    one = sending([3_000_000], [Kind.ACCEPTANCE, Kind.DELIVERY, Kind.DELIVERY])
    assert letter_bytes(one) > encoded_bytes(3_000_000) > 4_000_000
    assert receipts_bytes(one) == 2 * letter_bytes(one) + 3 * RECEIPT_BYTES


def test_what_was_not_delivered_does_not_come_back() -> None:
    one = sending([50_000_000], [Kind.ACCEPTANCE, Kind.NOT_DELIVERED, Kind.OVERDUE])
    assert receipts_bytes(one) == 3 * RECEIPT_BYTES
    assert receipts_bytes(sending([50_000_000], [])) == 0


def test_deleted_receipts_take_nothing() -> None:
    one = sending([1_000], [Kind.ACCEPTANCE, Kind.DELIVERY])
    assert receipts_bytes(replace(one, cleared_at=MOMENT)) == 0


@given(st.lists(st.integers(0, 10**8), max_size=5), st.lists(st.sampled_from(Kind), max_size=8))
def test_more_never_weighs_less(sizes: list[int], kinds: list[Kind]) -> None:
    weight = receipts_bytes(sending(sizes, kinds))
    assert weight <= receipts_bytes(sending([*sizes, 100], kinds))
    assert weight < receipts_bytes(sending(sizes, [*kinds, Kind.DELIVERY]))


def test_any_text_can_be_weighed() -> None:
    assert letter_bytes(sending([], [], "Perch\ud800 é")) > 0
