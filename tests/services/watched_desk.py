"""A held mailbox over a service of small pages, with a note of what is asked and told."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pectui.services.mailbox.sync import Progress
from tests.services.local_desk import LocalDesk, on_the_service, open_local_desk
from tests.services.mailbox_fake import FakeService

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from pectui.services.mailbox.contents import Change


@dataclass
class Watched:
    """A held mailbox of small pages, with a note of what is told."""

    desk: LocalDesk
    service: FakeService
    told: list[tuple[str, int, int | None, bool]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def note(self, progress: Progress) -> None:
        self.told.append((progress.doing, progress.held, progress.total, progress.complete))

    def asked(self) -> list[str]:
        """Return which pages were asked for since the last time; "1" is the page asked first."""
        pages = [call.removeprefix("inbox ").replace("None", "1") for call in self.service.calls]
        self.service.calls.clear()
        self.told.clear()
        return pages

    def is_like_the_service(self) -> bool:
        return self.desk.here() == on_the_service(self.service)

    def missing_here(self) -> set[str]:
        return {subject.rpartition(" ")[2] for subject in self.desk.gone()}


@contextlib.asynccontextmanager
async def watching(folder: Path, service: FakeService, *, filled: bool) -> AsyncIterator[Watched]:
    async with open_local_desk(folder, service) as desk:
        watched = Watched(desk, service)
        if filled:
            await desk.sync.look()
            await desk.sync.fill()
        desk.sync.on_progress.append(watched.note)
        desk.local.on_change.append(watched.changes.append)
        watched.asked()
        yield watched


def mailbox(count: int = 52) -> FakeService:
    return FakeService(count, size=5)
