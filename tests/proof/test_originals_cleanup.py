"""A clean-up begins with what is safe to go, and says of the rest what is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pectui.catalogue import LANGUAGES, use_language
from pectui.models import Sending
from pectui.pec.dates import format_iso
from pectui.pec.envelopes import read_envelope
from pectui.services.proof.originals import Originals
from pectui.services.receipts.cleanup import Weighed, loss_words, weigh
from tests.proof.conftest import Shelf
from tests.proof.making_originals import ACCEPTANCE, DELIVERY, SENDER, Made


def of(sending: Sending, made: Made) -> Made:
    return replace(made, code=sending.code or "", subject=sending.subject)


async def delivered(shelf: Shelf) -> Sending:
    """Send a letter whose two receipts the service has."""
    sending = await shelf.sent()
    shelf.desk.clock.move(60)
    rows = [
        read_envelope(
            sender="posta-certificata@pec.example",
            recipient=SENDER,
            date=format_iso(DELIVERY.when + timedelta(seconds=seconds)),
            subject=f"{words}: {sending.subject} {sending.code}",
        )
        for seconds, words in ((0, "ACCETTAZIONE"), (5, "CONSEGNA"))
    ]
    await shelf.desk.tracking.take_listed(rows)
    return sending


async def weighed(shelf: Shelf) -> tuple[Weighed, ...]:
    return weigh(await shelf.desk.tracking.sendings())


async def test_what_is_proven_by_originals_goes_first(shelf: Shelf) -> None:
    first, second, third = [await delivered(shelf) for _ in range(3)]
    await shelf.take(of(second, ACCEPTANCE), of(second, DELIVERY), of(third, DELIVERY))
    found = await weighed(shelf)
    lost = {one.sending.id: one.lost_proofs for one in found}
    assert found[0].sending.id == second.id
    assert lost == {first.id: 2, second.id: 0, third.id: 1}


async def test_one_that_is_not_verified_is_lost_all_the_same(shelf: Shelf) -> None:
    sending = await delivered(shelf)
    paths = [
        shelf.file(f"{number}.eml", of(sending, made).raw())
        for number, made in enumerate((ACCEPTANCE, DELIVERY))
    ]
    await shelf.take_from(Originals(shelf.desk.books), *paths)
    assert [one.lost_proofs for one in await weighed(shelf)] == [2]
    await shelf.originals.check_again()
    assert [one.lost_proofs for one in await weighed(shelf)] == [0]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_lost_is_said_in_numbers(language: str, shelf: Shelf) -> None:
    use_language(language)  # type: ignore[arg-type]
    first, second = [await delivered(shelf) for _ in range(2)]
    await shelf.take(of(first, ACCEPTANCE), of(first, DELIVERY))
    everything = await weighed(shelf)
    safe = [one for one in everything if one.sending.id == first.id]
    assert not any(char.isdigit() for char in loss_words(safe))
    words = loss_words(everything)
    assert words.startswith("2 ")
    assert "1" in words
    assert second.code
