"""Batches over the services of the outbox's desk, for the tests of the engine."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pectui.services.addresses.memory import Addresses
from pectui.services.batches.batches import Batches
from pectui.services.batches.delivery import PATIENCE
from pectui.services.batches.request import BatchRequest
from pectui.services.quota import Quotas
from pectui.services.sending.allowance import Terms
from tests.services.fake_service import ADDRESS
from tests.services.outbox_desk import open_desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from tests.services.fake_service import FakeService
    from tests.services.outbox_desk import Desk

NAMES = ("rossi", "bianchi", "verdi")


@dataclass
class BatchDesk:
    """One process's batches, and a folder with a table."""

    batches: Batches
    hurried: Batches
    """As `batches`, but with little patience where nothing leaves."""
    desk: Desk
    folder: Path

    def request(self, *names: str, **fields: Any) -> BatchRequest:
        """Write a table with a row for each name; return what is asked for with it."""
        rows = "".join(f"{one}@pec.example;{one}\n" for one in names or NAMES)
        (self.folder / "tabella.csv").write_text(f"pec;nome\n{rows}", "utf-8")
        given: dict[str, Any] = {
            "subject": "Sollecito {{ nome }}",
            "body": "Gentile {{ nome }}.",
        } | fields
        return BatchRequest(str(self.folder / "tabella.csv"), **given)

    async def states(self, batch: str) -> list[str]:
        return [one.state for one in await self.batches.rows(batch)]

    async def queued(self) -> int:
        """Return how many letters may leave now or later."""
        return await self.desk.books.data.read(
            lambda tables: len(
                [one for one in tables.sendings.find("mark = 'queued'") if one.batch is not None]
            )
        )


@contextlib.asynccontextmanager
async def open_batch_desk(
    folder: Path, service: FakeService, *, terms: Terms | None = None
) -> AsyncIterator[BatchDesk]:
    async with open_desk(folder / "data", service, terms=terms) as desk:
        quotas, addresses = Quotas(desk.books.data, service, "INBOX"), Addresses(desk.books)
        batches, hurried = (
            Batches(
                desk.books,
                desk.outbox,
                desk.data,
                ADDRESS,
                quotas,
                addresses,
                terms or Terms(),
                poll=0.005,
                patience=patience,
            )
            for patience in (PATIENCE, 0.3)
        )
        yield BatchDesk(batches, hurried, desk, folder)


def recipients(service: FakeService) -> Sequence[str]:
    """Return whom the letters went to that the service took."""
    return [one for request in service.left for one in request.recipients]
