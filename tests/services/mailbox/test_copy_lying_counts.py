"""A service whose counts lie, or whose last page comes again for ever, is held all the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from pectui.api import open_client
from tests.accounts import make_account
from tests.hostile.test_hostile_lists import LYING, row, service
from tests.services.fake_service import FakeService
from tests.services.mailbox.copy_desk import on_the_service, open_local_desk

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.models import InboxAnswer


@pytest.mark.parametrize("beyond", ["last page again", "first page again", "nothing"])
@pytest.mark.parametrize("lie", LYING.values(), ids=LYING)
async def test_everything_is_held_and_looking_ends_whatever_is_claimed(
    tmp_path: Path, lie: dict[str, object], beyond: str
) -> None:
    asked: list[int] = []
    most = 200

    def pages(number: int) -> dict[str, object]:
        asked.append(number)
        assert len(asked) < most, "it does not end"
        number = max(1, number)
        if number > 3:
            number = {"last page again": 3, "first page again": 1, "nothing": 9}[beyond]
        start = (number - 1) * 25
        return {"data": [row(n) for n in range(start, min(start + 25, 60))], **lie}

    async with (
        open_client(make_account(), asgi=service(pages)) as client,
        open_local_desk(tmp_path, client) as desk,
    ):
        await desk.bring_up_to_date()
        assert sum(desk.here().values()) == len(desk.here()) == 60
        assert not desk.gone()
        asked.clear()
        most = 200
        for _ in range(5):
            await desk.sync.look()
            await desk.sync.fill()
        assert len(asked) <= 5 * 12, "a lie costs little once it is known"
        assert sum(desk.here().values()) == len(desk.here()) == 60
        assert not desk.gone()


@dataclass
class Miscounting(FakeService):
    """A service that counts otherwise than it lists."""

    off_by: int = 0

    async def inbox(self, *, page: int | None = None, query: str = "") -> InboxAnswer:
        answer = await FakeService.inbox(self, page=page, query=query)
        return replace(answer, total=len(self.messages) + self.off_by)


@pytest.mark.parametrize("off_by", [-300, -60, -3, 3, 60])
async def test_what_lies_on_the_service_has_not_vanished_whatever_it_counts_all_at_once(
    tmp_path: Path, off_by: int
) -> None:
    service = Miscounting(400)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        for count in (off_by, 0, off_by):
            service.off_by = count
            await desk.sync.look()
            await desk.sync.look()
            assert not desk.gone()
            assert desk.here() == on_the_service(service)
        service.calls.clear()
        for _ in range(10):
            await desk.sync.look()
        assert len(service.calls) <= 40, "not every page is read at every look"
        new = service.arrive()
        await desk.sync.look()
        assert desk.rows()[0].envelope.subject.endswith(f" {new.key}")
