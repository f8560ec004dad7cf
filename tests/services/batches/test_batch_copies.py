"""The frozen files of a batch: its letters share them, and they stay as long as one needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pectui.services.sending.copies import Copies

if TYPE_CHECKING:
    from tests.services.batches.batch_desk import BatchDesk
    from tests.services.fake_service import FakeService

DAY = 86400.0


@pytest.mark.parametrize("is_again", [False, True])
async def test_shared_files_go_when_every_letter_of_the_batch_is_settled(
    office: BatchDesk, service: FakeService, *, is_again: bool
) -> None:
    (office.folder / "atto.txt").write_text("x" * 1000)
    batch = await office.batches.confirm(office.request(files=("atto.txt",)))
    await office.batches.deliver(batch)
    rows = await office.batches.rows(batch)
    office.desk.clock.move(20 * DAY)

    async def deliver(at: int) -> None:
        sending = (await office.desk.books.sendings([rows[at].sending_id or ""]))[0]
        subject = f"CONSEGNA: {sending.subject} {sending.code}"
        service.receipt(sending.code or "", subject, "consegnato")
        await office.desk.tracking.refresh(sending.code or "")

    await deliver(0)
    await deliver(1)
    assert await office.desk.outbox.remove_copies(10) == Copies(0, 0)
    await deliver(2)
    if not is_again:
        assert await office.desk.outbox.remove_copies(10) == Copies(1, 1000)
        assert await office.desk.outbox.remove_copies(10) == Copies(0, 0)
        return
    # Once more to one of them needs the file that all share.
    again = (await office.desk.outbox.resend(rows[0].sending_id or ""))[0]
    assert await office.desk.outbox.remove_copies(10) == Copies(0, 0)
    assert await office.desk.outbox.cancel(again.id)
    assert await office.desk.outbox.remove_copies(10) == Copies(0, 0), "a draft uses it"
