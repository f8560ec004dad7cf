"""The copies of sent attachments: kept until a person removes those of settled letters."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from pectui.errors import LetterInvalid, OutcomeUnknown, RequestInvalid
from pectui.models import Sending, SendOutcome, State, Verdict
from pectui.services.doctor import surroundings
from pectui.services.sending.copies import Copies, all_copies
from tests.services.fake_service import Plan
from tests.services.outbox_desk import Desk, letter

HOUR, DAY = 3600, 86400


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "atto.pdf"
    file.write_bytes(b"x" * 1000)
    return file


async def sent(desk: Desk, file: Path, *recipients: str) -> tuple[Sending, ...]:
    queued = await desk.outbox.queue(
        letter(f"Lettera {len(desk.service.codes)}", *recipients, attachments=(str(file),))
    )
    return await desk.outbox.deliver([one.id for one in queued])


async def deliver(desk: Desk, sending: Sending) -> None:
    assert sending.code
    desk.service.receipt(sending.code, f"CONSEGNA: {sending.subject} {sending.code}", "consegnato")
    await desk.tracking.refresh(sending.code)


async def test_only_those_of_letters_settled_long_ago_go(desk: Desk, file: Path) -> None:
    people = ("a@pec.example", "b@pec.example")
    settled, half, late = [await sent(desk, file, *people) for _ in range(3)]
    for one in (*settled, half[0]):
        await deliver(desk, one)
    desk.clock.move(20 * DAY)
    (recent,) = await sent(desk, file)
    await deliver(desk, recent)
    assert all_copies(desk.data) == Copies(4, 4000)

    assert await desk.outbox.remove_copies(30) == Copies(0, 0)
    assert await desk.outbox.remove_copies(10) == Copies(1, 1000)
    assert await desk.outbox.remove_copies(10) == Copies(0, 0)

    there = [
        Path(one.attachments[0].path).exists() for one in (settled[0], half[0], late[0], recent)
    ]
    assert there == [False, True, True, True]
    # What left is still known, and the other files of the person are untouched.
    kept = await desk.tracking.sending(settled[0].id)
    assert kept
    assert (kept.attachments[0].name, kept.attachments[0].size) == ("atto.pdf", 1000)
    assert len(kept.attachments[0].sha256) == 64
    assert file.exists()


async def test_without_its_copies_a_letter_is_not_sent_again(desk: Desk, file: Path) -> None:
    (one,) = await sent(desk, file)
    await deliver(desk, one)
    desk.clock.move(2 * DAY)
    await desk.outbox.remove_copies(1)
    with pytest.raises(LetterInvalid, match="copies"):
        await desk.outbox.resend(one.id)


@pytest.mark.parametrize(
    "outcome",
    [
        SendOutcome(Verdict.UNKNOWN, error=OutcomeUnknown()),
        SendOutcome(Verdict.REFUSED, error=RequestInvalid("no")),
    ],
)
async def test_what_may_be_needed_yet_stays(desk: Desk, file: Path, outcome: SendOutcome) -> None:
    desk.service.plans.append(Plan(outcome, accepted=False))
    (one,) = await sent(desk, file)
    assert one.state in {State.UNKNOWN, State.REFUSED}
    (queued,) = await desk.outbox.queue(letter("Altra", attachments=(str(file),)), delay=1000 * DAY)
    desk.clock.move(500 * DAY)
    assert await desk.outbox.remove_copies(1) == Copies(0, 0)
    assert Path(queued.attachments[0].path).exists()


async def test_a_copy_that_a_draft_uses_stays(desk: Desk, file: Path) -> None:
    (one,) = await sent(desk, file)
    await deliver(desk, one)
    await desk.drafts.save(desk.drafts.new_draft(attachments=(one.attachments[0].path,)))
    desk.clock.move(500 * DAY)
    assert await desk.outbox.remove_copies(1) == Copies(0, 0)


async def test_the_doctor_tells_how_much_they_take(
    desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert surroundings.check_copies(desk.data / "nowhere").status == "ok"
    await sent(desk, file)
    check = surroundings.check_copies(desk.data)
    assert (check.status, check.detail) == ("ok", "one letter, 0.0 MB")
    monkeypatch.setattr(surroundings, "_MUCH", 1000)
    check = surroundings.check_copies(desk.data)
    assert check.status == "warning"
    assert "--remove-copies" in check.hint


@pytest.mark.parametrize("set_aside", [False, True])
async def test_what_was_copied_for_a_letter_nobody_confirmed_goes_after_an_hour(
    desk: Desk, file: Path, *, set_aside: bool
) -> None:
    folder = desk.data / "attachments"
    await desk.outbox.queue(letter(attachments=(str(file),)))
    (confirmed,) = folder.iterdir()
    old, new = folder / "old", folder / "new"
    for place, seconds in ((confirmed, DAY), (old, HOUR + 60), (new, HOUR - 60)):
        place.mkdir(exist_ok=True)
        os.utime(place, (time.time() - seconds,) * 2)
    if set_aside:
        (desk.data / f"{desk.books.data.path.name}.broken-1").touch()
    async with desk.running():

        async def sent() -> bool:
            return bool(desk.service.left)

        await desk.until(sent)
    left = {confirmed, new, *([old] if set_aside else [])}
    assert set(folder.iterdir()) == left, "those of letters in a database set aside stay"
