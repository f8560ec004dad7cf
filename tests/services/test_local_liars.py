"""A service whose counts lie, or whose last page comes again for ever, is held all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pectui.api import open_client
from tests.hostile.test_hostile_lists import LYING, row, service
from tests.services.local_desk import open_local_desk
from tests.tui.conftest import make_account

if TYPE_CHECKING:
    from pathlib import Path


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
