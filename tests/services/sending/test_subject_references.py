"""References in subjects: where they are, and that a lost answer is matched by them for certain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pectui.errors import LetterInvalid, OutcomeUnknown
from pectui.models import SendOutcome, State, Verdict
from pectui.pec.references import reference_of, with_reference, without_reference
from pectui.services.sending.allowance import Terms
from tests.services.fake_service import FakeService, Plan
from tests.services.outbox_desk import Desk, letter, open_desk

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.settings.configuration import SubjectReference

LOST = SendOutcome(Verdict.UNKNOWN, error=OutcomeUnknown())
PEOPLE = tuple(f"a{number}@pec.example" for number in range(6))


@pytest.mark.parametrize(
    ("policy", "recipients", "together", "referenced"),
    [
        ("never", 1, False, False),
        ("never", 3, False, False),
        ("batches", 1, False, False),
        ("batches", 3, False, True),
        ("batches", 3, True, False),
        ("always", 1, False, True),
        ("always", 3, False, True),
        ("always", 3, True, True),
    ],
)
async def test_which_letters_get_one(
    tmp_path: Path,
    service: FakeService,
    policy: SubjectReference,
    recipients: int,
    together: bool,
    referenced: bool,
) -> None:
    terms = Terms(subject_reference=policy)
    async with open_desk(tmp_path / "data", service, terms=terms) as desk:
        queued = await desk.outbox.queue(letter("Diffida", *PEOPLE[:recipients], together=together))
        await desk.outbox.deliver([one.id for one in queued])
    found = [reference_of(one.subject) for one in service.left]
    assert all((one is not None) is referenced for one in found)
    assert [one.subject for one in queued] == [one.subject for one in service.left]
    if referenced:
        assert len(set(found)) == len(found)
        assert {without_reference(one.subject) for one in queued} == {"Diffida"}


async def test_a_batch_of_equals_whose_answers_are_all_lost_is_resolved_without_a_person(
    desk: Desk,
) -> None:
    """Not even the receipts name anyone: only the references tell the letters apart."""
    desk.service.names_recipients = False
    desk.service.plans.extend(Plan(LOST, accepted=number % 3 != 2) for number in range(len(PEOPLE)))
    queued = await desk.outbox.queue(letter("Diffida", *PEOPLE))
    lost = await desk.outbox.deliver([one.id for one in queued])
    assert {one.state for one in lost} == {State.UNKNOWN}

    await desk.outbox.reconcile()

    found = await desk.books.sendings([one.id for one in queued])
    for number, one in enumerate(found):
        if number % 3 == 2:
            assert one.state is State.UNKNOWN
            continue
        assert one.state is State.ACCEPTED
        assert one.code
        at = desk.service.codes.index(one.code)
        assert desk.service.accepted[at].recipients == one.recipients
    assert len(desk.service.left) == len(PEOPLE)


async def test_without_references_the_same_batch_is_left_to_the_person(
    tmp_path: Path, service: FakeService
) -> None:
    service.names_recipients = False
    service.plans.extend(Plan(LOST) for _ in PEOPLE)
    terms = Terms(subject_reference="never")
    async with open_desk(tmp_path / "data", service, terms=terms) as desk:
        queued = await desk.outbox.queue(letter("Diffida", *PEOPLE))
        await desk.outbox.deliver([one.id for one in queued])
        await desk.outbox.reconcile()
        found = await desk.books.sendings([one.id for one in queued])
    assert {one.state for one in found} == {State.UNKNOWN}


async def test_what_the_review_shows_is_what_leaves(desk: Desk) -> None:
    ready, review = await desk.outbox.review(letter("Diffida", *PEOPLE))
    queued = await desk.outbox.queue(ready)
    await desk.outbox.deliver([one.id for one in queued])
    assert [one.subject for one in review.requests] == [one.subject for one in desk.service.left]
    assert reference_of(review.requests[0].subject)


async def test_it_counts_towards_the_length(desk: Desk) -> None:
    fits, too_long = letter("x" * 108, *PEOPLE), letter("x" * 109, *PEOPLE)
    assert (await desk.outbox.review(fits))[1].problems == ()
    (problem,) = (await desk.outbox.review(too_long))[1].problems
    assert "108" in problem
    with pytest.raises(LetterInvalid):
        await desk.outbox.queue(too_long)
    assert (await desk.outbox.review(letter("x" * 120)))[1].problems == ()


async def test_back_in_the_draft_the_subject_is_as_it_was_written(desk: Desk) -> None:
    queued = await desk.outbox.queue(letter("Diffida", *PEOPLE), delay=10)
    for one in queued:
        await desk.outbox.cancel(one.id)
    (draft,) = await desk.drafts.all()
    assert draft.subject == "Diffida"
    desk.service.plans.extend(
        Plan(SendOutcome(Verdict.REFUSED, error=LetterInvalid("no")), accepted=False)
        for _ in PEOPLE
    )
    await desk.drafts.delete(draft.id)
    again = await desk.outbox.queue(letter(draft.subject, *PEOPLE))
    await desk.outbox.deliver([one.id for one in again])
    (draft,) = await desk.drafts.all()
    assert draft.subject == "Diffida"


async def test_sent_again_it_has_another_one(desk: Desk) -> None:
    queued = await desk.outbox.queue(letter("Diffida", *PEOPLE[:2]))
    old = (await desk.outbox.deliver([one.id for one in queued]))[0]
    (new,) = await desk.outbox.resend(old.id)
    assert without_reference(new.subject) == "Diffida"
    assert reference_of(new.subject) not in {None, *(reference_of(one.subject) for one in queued)}
    (alone,) = await desk.outbox.queue(letter("Sola"))
    await desk.outbox.deliver([alone.id])
    assert (await desk.outbox.resend(alone.id))[0].subject == "Sola"


@pytest.mark.parametrize("policy", ["batches", "always"])
async def test_one_given_before_is_not_added_to_but_replaced(
    tmp_path: Path, service: FakeService, policy: SubjectReference
) -> None:
    """As when a subject is copied from a letter that was sent."""
    terms = Terms(subject_reference=policy)
    async with open_desk(tmp_path / "data", service, terms=terms) as desk:
        first = await desk.outbox.queue(letter("Diffida", *PEOPLE[:2]))
        copied = first[0].subject
        ready, _ = await desk.outbox.review(letter(copied, *PEOPLE[2:4]))
        assert ready.subject == "Diffida"
        second = await desk.outbox.queue(ready)
    subjects = {one.subject for one in (*first, *second)}
    assert len(subjects) == 4
    assert {without_reference(one) for one in subjects} == {"Diffida"}


async def test_one_that_the_writer_typed_stays_and_is_enough_for_one_letter(
    tmp_path: Path, service: FakeService
) -> None:
    terms = Terms(subject_reference="always")
    typed = with_reference("Diffida", "AC34")
    async with open_desk(tmp_path / "data", service, terms=terms) as desk:
        (one,) = await desk.outbox.queue(letter(typed), delay=10)
        assert one.subject == typed
        await desk.outbox.cancel(one.id)
        (draft,) = await desk.drafts.all()
        assert draft.subject == typed
        # Several letters still have to be told apart.
        both = await desk.outbox.queue(letter(typed, *PEOPLE[:2]))
        assert all(one.subject.startswith(typed) for one in both)
        assert len({one.subject for one in both}) == 2


async def test_an_answer_keeps_the_reference_and_code_of_the_letter_answered(
    tmp_path: Path, service: FakeService
) -> None:
    subject = "Re: Diffida [rif. AC34] 2026030210000010"
    async with open_desk(tmp_path / "data", service) as desk:
        assert (await desk.outbox.queue(letter(subject)))[0].subject == subject
    terms = Terms(subject_reference="always")
    async with open_desk(tmp_path / "data", service, terms=terms) as desk:
        (one,) = await desk.outbox.queue(letter(subject + " bis"))
        assert one.subject.startswith(subject)


async def test_none_is_given_twice_among_those_that_live(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pectui.pec import references

    monkeypatch.setattr(references, "ALPHABET", "AC")
    monkeypatch.setattr(references, "LENGTH", 2)
    people = tuple(f"b{number}@pec.example" for number in range(20))
    queued = await desk.outbox.queue(letter("Diffida", *people[:10]))
    queued += await desk.outbox.queue(letter("Diffida", *people[10:]))
    assert len({one.subject for one in queued}) == 20


async def test_it_does_not_hide_that_the_subject_is_empty(desk: Desk) -> None:
    _, review = await desk.outbox.review(letter("", *PEOPLE[:2]))
    assert any("subject is empty" in one for one in review.warnings)
    assert reference_of(review.requests[0].subject)


async def test_a_letter_changed_after_its_review_loses_no_recipient(desk: Desk) -> None:
    ready, _ = await desk.outbox.review(letter("Diffida", *PEOPLE[:2]))
    queued = await desk.outbox.queue(replace(ready, recipients=PEOPLE[:3]))
    assert [one.recipients[0] for one in queued] == list(PEOPLE[:3])
    assert len({one.subject for one in queued}) == 3
