"""What the tests of batches share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.batches.batch_desk import BatchDesk, open_batch_desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.services.fake_service import FakeService


@pytest.fixture
async def office(tmp_path: Path, service: FakeService) -> AsyncIterator[BatchDesk]:
    async with open_batch_desk(tmp_path, service) as opened:
        yield opened
