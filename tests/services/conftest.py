"""What the tests of the services share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.fake_service import Clock, FakeService
from tests.services.outbox_desk import Desk, open_desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def service(clock: Clock) -> FakeService:
    return FakeService(0, clock=clock)


@pytest.fixture
async def desk(tmp_path: Path, service: FakeService) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path / "data", service) as opened:
        yield opened
