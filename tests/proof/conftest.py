"""What the tests of proof share: an account's data, and originals taken in from files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pectui.models import Sending
from pectui.services.proof.originals import Originals, Taken
from tests.proof.making_originals import Made, authority
from tests.services.fake_service import Clock, FakeService
from tests.services.outbox_desk import Desk, letter, open_desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@dataclass
class Shelf:
    """Originals of one account, files to take in, and the sendings they prove."""

    desk: Desk
    originals: Originals
    folder: Path

    def file(self, name: str, raw: bytes) -> Path:
        place = self.folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(raw)
        return place

    async def take(self, *made: Made | bytes, anyway: bool = False) -> list[Taken]:
        """Take in originals, each from a file of its own."""
        raws = [one if isinstance(one, bytes) else one.raw() for one in made]
        paths = [self.file(f"{number}.eml", raw) for number, raw in enumerate(raws)]
        return await self.take_from(self.originals, *paths, anyway=anyway)

    async def take_from(
        self, originals: Originals, *paths: Path, anyway: bool = False
    ) -> list[Taken]:
        return [one async for one in originals.take_in(paths, anyway=anyway)]

    async def sent(self, *addresses: str) -> Sending:
        """Send a letter, to several together; it has a code then and no receipts."""
        to = addresses or ("comune@pec.example",)
        queued = await self.desk.outbox.queue(letter("Istanza", *to, together=len(to) > 1))
        return (await self.desk.outbox.deliver([one.id for one in queued]))[0]

    async def now(self, sending: Sending) -> Sending:
        return (await self.desk.books.sendings([sending.id]))[0]

    def kept_files(self) -> list[Path]:
        return sorted(one for one in (self.desk.data / "originals").rglob("*") if one.is_file())


@pytest.fixture
def ca(tmp_path: Path) -> Path:
    """The file of the authority that is trusted."""
    place = tmp_path / "ca.pem"
    place.write_bytes(authority().pem)
    return place


@pytest.fixture
async def shelf(tmp_path: Path, ca: Path) -> AsyncIterator[Shelf]:
    folder = tmp_path / "files"
    folder.mkdir()
    async with open_desk(tmp_path / "data", FakeService(0, clock=Clock())) as desk:
        yield Shelf(desk, Originals(desk.books, str(ca)), folder)
