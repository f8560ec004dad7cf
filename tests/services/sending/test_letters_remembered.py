"""The review of a letter by what this machine remembers: equals, failures, plan and cost."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from pectui.catalogue import use_language
from pectui.errors import LetterRepeated
from pectui.models import Letter, SendOutcome, State, Verdict
from pectui.services.sending import allowance
from pectui.services.sending.allowance import Terms, Usage
from tests.services.fake_service import FakeService, Plan, provider_says
from tests.services.outbox_desk import Desk, letter, open_desk

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.models import Sending
    from pectui.services.sending.checks import Review

LOST = Plan(SendOutcome(Verdict.UNKNOWN), accepted=False)


async def review(desk: Desk, subject: str = "Nuova", *recipients: str, **fields: Any) -> Review:
    return (await desk.outbox.review(letter(subject, *recipients, **fields)))[1]


async def sent(desk: Desk, subject: str, *recipients: str) -> Sending:
    (queued,) = await desk.outbox.queue(letter(subject, *recipients, together=True))
    return (await desk.outbox.deliver([queued.id]))[0]


# Equal letters


async def test_equal_letters_are_pointed_out(desk: Desk) -> None:
    async def warnings(one: Letter) -> tuple[str, ...]:
        return (await desk.outbox.review(one))[1].warnings

    first = letter("Diffida", "rossi@pec.example")
    assert await warnings(first) == ()
    (queued,) = await desk.outbox.queue(first)
    assert "waiting or under way" in (await warnings(first))[0]
    await desk.outbox.deliver([queued.id])
    assert "24 hours" in (await warnings(first))[0]
    for other in (
        letter("Diffida", "bianchi@pec.example"),
        letter("Altro", "rossi@pec.example"),
        letter("Diffida", "rossi@pec.example", body="altro testo"),
    ):
        assert await warnings(other) == ()
    desk.clock.move(24 * 3600 + 1)
    assert await warnings(first) == ()


async def test_equal_letters_are_pointed_out_whatever_their_reference(desk: Desk) -> None:
    batch = letter("Diffida", "a@pec.example", "b@pec.example")
    queued = await desk.outbox.queue(batch)
    found = (await desk.outbox.review(batch))[1].warnings
    assert [one for one in found if "a@pec.example" in one]
    assert [one for one in found if "b@pec.example" in one]
    await desk.outbox.deliver([one.id for one in queued])
    assert "24 hours" in (await review(desk, "diffida ", "b@pec.example")).warnings[0]


@pytest.mark.parametrize("how", ["dismissed", "seen to"])
async def test_an_unknown_letter_that_was_seen_to_stands_against_no_other(
    desk: Desk, how: str
) -> None:
    desk.service.plans.append(LOST)
    lost = await sent(desk, "Diffida", "rossi@pec.example")
    one = letter("Diffida", "rossi@pec.example")
    assert [found.id for found in (await desk.outbox.review(one))[1].equals.open] == [lost.id]
    with pytest.raises(LetterRepeated, match=r"rossi@pec\.example"):
        await desk.outbox.queue(one, unless_open=True)
    assert len(await desk.outbox.pending()) == 1
    if how == "dismissed":
        await desk.outbox.dismiss(lost.id)
    else:
        await desk.tracking.see_to(lost)
    assert (await desk.outbox.review(one))[1].equals.open == ()
    assert len(await desk.outbox.queue(one, unless_open=True)) == 1


async def test_what_was_found_to_have_left_answers_for_a_day(desk: Desk) -> None:
    desk.service.plans.append(Plan(SendOutcome(Verdict.UNKNOWN)))
    lost = await sent(desk, "Diffida", "rossi@pec.example")
    (found,) = await desk.outbox.reconcile()
    one = letter("Diffida", "ROSSI@pec.example")
    equals = (await desk.outbox.review(one))[1].equals
    assert (equals.open, [found.code for found in equals.answered]) == ((), [found.code])
    assert equals.answered[0].id == lost.id
    desk.clock.move(24 * 3600 + 60)
    assert (await desk.outbox.review(one))[1].equals.answered == ()


async def test_two_commands_at_once_queue_one_letter(desk: Desk) -> None:
    one = letter("Diffida", "rossi@pec.example")
    done = await asyncio.gather(
        *(desk.outbox.queue(one, unless_open=True) for _ in range(5)), return_exceptions=True
    )
    assert sorted(type(what).__name__ for what in done) == ["LetterRepeated"] * 4 + ["tuple"]
    assert len(await desk.outbox.pending()) == 1


async def test_an_address_like_one_written_to_before(desk: Desk) -> None:
    await sent(desk, "Prima", "rossi@pec.example")
    (warning,) = (await review(desk, "Nuova", "rossi@pec.examp1e")).warnings
    assert "rossi@pec.example" in warning


# Failures


NOT_DELIVERED = "AVVISO DI MANCATA CONSEGNA"
OVERDUE = "AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO"


@pytest.mark.parametrize(
    ("prefix", "text", "warned"),
    [
        (NOT_DELIVERED, "errore", True),
        ("AVVISO DI NON ACCETTAZIONE", "errore", True),
        (OVERDUE, "nelle ventiquattro ore", True),
        (OVERDUE, "nelle prime dodici ore", False),
        ("CONSEGNA", "consegnato", False),
    ],
)
async def test_an_address_that_failed_before(
    desk: Desk, prefix: str, text: str, warned: bool
) -> None:
    first = await sent(desk, "Prima", "Rossi@pec.example")
    assert first.code
    desk.service.messages.clear()
    desk.service.receipt(first.code, f"{prefix}: Prima {first.code}", text)
    await desk.tracking.refresh(first.code)
    desk.clock.move(3600)

    warnings = (await review(desk, "Nuova", "rossi@PEC.example")).warnings
    assert len(warnings) == warned
    if warned:
        assert "rossi@pec.example" in warnings[0]
        assert "2 March 2026" in warnings[0] or "2 Mar 2026" in warnings[0]
    assert (await review(desk, "Nuova", "bianchi@pec.example")).warnings == ()


async def test_one_domain_is_remembered_in_any_spelling(desk: Desk) -> None:
    one = await sent(desk, "Prima", "rossi@xn--strae-oqa.example")
    assert one.code
    desk.service.receipt(one.code, f"{NOT_DELIVERED}: Prima {one.code}", "errore")
    await desk.tracking.refresh(one.code)

    async def failures(address: str) -> int:
        warnings = (await review(desk, "Nuova", address)).warnings
        return sum("failed" in warning for warning in warnings)

    assert await failures("Rossi@straße.example") == 1
    assert await failures("rossi@strasse.example") == 0


async def test_the_last_letter_counts(desk: Desk) -> None:
    for prefix, warned in (
        (NOT_DELIVERED, 1),
        ("CONSEGNA", 0),
        (NOT_DELIVERED, 1),
    ):
        one = await sent(desk, f"Lettera {len(desk.service.codes)}", "rossi@pec.example")
        assert one.code
        desk.service.receipt(one.code, f"{prefix}: {one.subject} {one.code}", "testo")
        await desk.tracking.refresh(one.code)
        desk.clock.move(60)
        assert len((await review(desk)).warnings) == warned
    # One that has not ended yet says nothing.
    await sent(desk, "Ancora in viaggio", "rossi@pec.example")
    assert len((await review(desk)).warnings) == 1


async def test_of_several_recipients_only_the_failed_one_is_named(desk: Desk) -> None:
    one = await sent(desk, "Prima", "a@pec.example", "b@pec.example")
    assert one.code
    text = provider_says(f"Prima {one.code}", 'indirizzato a "b@pec.example" errore')
    desk.service.receipt(one.code, f"{NOT_DELIVERED}: Prima {one.code}", text)
    await desk.tracking.refresh(one.code)
    warnings = (await review(desk, "Nuova", "a@pec.example", "b@pec.example")).warnings
    assert [one for one in warnings if "b@pec.example" in one] == list(warnings)
    assert len(warnings) == 1


# The plan


def desk_with(tmp_path: Path, service: FakeService, **terms: Any) -> Any:
    return open_desk(tmp_path / "data", service, terms=Terms(**terms))


async def test_what_left_may_have_left_or_waits_counts(
    tmp_path: Path, service: FakeService
) -> None:
    async with desk_with(tmp_path, service, daily_limit=10, monthly_limit=20) as desk:
        await sent(desk, "A")
        service.plans.append(LOST)
        assert (await sent(desk, "B")).state is State.UNKNOWN
        await desk.outbox.queue(letter("C"))
        # Not those that wait for another day, were taken back, or never left.
        await desk.outbox.queue(letter("D"), delay=2 * 86400)
        (back,) = await desk.outbox.queue(letter("E"))
        await desk.outbox.cancel(back.id)
        found = await review(desk)
        assert found.facts == (
            "1 send",
            "7 of the plan's 10 left today",
            "16 of 20 left this month",
        )
        assert found.warnings == ()


@pytest.mark.parametrize(
    ("moves_to", "today", "month"),
    [
        (datetime(2026, 3, 31, 21, 59, tzinfo=UTC), 1, 1),  # 23:59 in Rome
        (datetime(2026, 3, 31, 22, 1, tzinfo=UTC), 0, 0),  # 00:01 of the first of April
    ],
)
async def test_days_and_months_are_those_of_rome(
    tmp_path: Path, service: FakeService, moves_to: datetime, today: int, month: int
) -> None:
    service.clock.at = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)
    async with desk_with(tmp_path, service, daily_limit=10, monthly_limit=20) as desk:
        await sent(desk, "A")
        service.clock.at = moves_to
        facts = (await review(desk)).facts
    assert facts[1].startswith(f"{10 - today} of")
    assert facts[2].startswith(f"{20 - month} of")


async def test_a_letter_beyond_the_plan_is_warned_of(tmp_path: Path, service: FakeService) -> None:
    people = tuple(f"a{number}@pec.example" for number in range(3))
    async with desk_with(tmp_path, service, daily_limit=3, monthly_limit=3) as desk:
        assert (await review(desk, "Nuova", *people)).warnings == ()
        await sent(desk, "A")
        found = await review(desk, "Nuova", *people)
        # To all together it is one send.
        together = await review(desk, "Nuova", *people, together=True)
    assert [("a day" in one, "a month" in one) for one in found.warnings] == [
        (True, False),
        (False, True),
    ]
    assert found.problems == ()
    assert not any("the plan" in one for one in together.warnings)


@pytest.mark.parametrize(
    ("price", "count", "english", "italian"),
    [
        ("0.05", 3, "EUR 0.15", "0,15 EUR"),
        ("0.05", 200, "EUR 10.00", "10,00 EUR"),
        ("0.045", 1, "EUR 0.045", "0,045 EUR"),
        ("0.045", 2, "EUR 0.09", "0,09 EUR"),
        ("0", 1, "EUR 0.00", "0,00 EUR"),
    ],
)
def test_cost(price: str, count: int, english: str, italian: str) -> None:
    terms = Terms(daily_limit=None, price=Decimal(price))
    assert allowance.facts(terms, Usage(), count)[1:] == (english,)
    use_language("it")
    try:
        assert allowance.facts(terms, Usage(), count)[1:] == (italian,)
    finally:
        use_language("en")


def test_without_a_price_or_a_limit_only_the_count_is_told() -> None:
    assert allowance.facts(Terms(daily_limit=None), Usage(), 2) == ("2 sends",)
    assert allowance.warnings(Terms(daily_limit=None), Usage(9999, 99999), 2) == ()


@pytest.mark.parametrize("typed", ["bcc:", "Bcc: a@pec.example", "CCN:a@pec.example", "b.c.c.:"])
async def test_blind_copies_are_explained(desk: Desk, typed: str) -> None:
    one = replace(letter(), recipients=("rossi@pec.example", typed))
    (problem,) = (await desk.outbox.review(one))[1].problems
    assert "Bcc" in problem
    assert "sending of its own" in problem
