"""What is written of a message: its row, and its words where they can be had."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pectui.catalogue import t
from pectui.errors import MessageChanged, NotFound, PectuiError
from pectui.pec.bodies import decode_body
from pectui.text import clean_block, without_joiners

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from pectui.models import Body, HeldMessage, Message
    from pectui.services.mailbox.contents import LocalMailbox


class Reads(Protocol):
    """What reads a message from the service (see `LocalServices`)."""

    async def read(self, row: HeldMessage) -> Message:
        """Return a message in full."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A message as it is to be written."""

    row: HeldMessage
    body: Body | None = None
    """None where it cannot be had."""
    text: str = ""
    """What it says, readable; foreign."""
    notes: tuple[str, ...] = ()
    missing: str | None = None
    """Why its text is not there, in words; None where it is."""
    is_final: bool = True
    """Whether its text, where it is missing, is missing for good."""

    @property
    def words(self) -> str:
        """What it says, fit for a screen; where that is missing, why."""
        return f"[{self.missing}]" if self.missing else clean_block(self.text)


@dataclass(slots=True)
class Reading:
    """Reads messages for an export: from the copy, and what it lacks from the service.

    `open_service` is entered when the first text is lacking. Once the service cannot be asked,
    `refusal` says why and it is not asked again.
    """

    local: LocalMailbox
    open_service: Callable[[], AbstractAsyncContextManager[Reads]]
    refusal: PectuiError | None = None
    missing: int = 0
    _service: Reads | None = None
    _stack: contextlib.AsyncExitStack = field(default_factory=contextlib.AsyncExitStack)

    async def exported(self, row: HeldMessage) -> Exported:
        """Return a message as it is to be written. Raises StoreUnusable."""
        raw = await self.local.raw_body(row)
        if raw is not None:
            return await exported_as(row, decode_body(raw))
        try:
            return await exported_as(row, (await self._ask(row)).body)
        except (NotFound, MessageChanged):
            self.missing += 1
            return Exported(row, missing=t("exporting.gone"))
        except PectuiError as error:
            self.refusal = error
            self.missing += 1
            return Exported(row, missing=t("exporting.not-here"), is_final=False)

    async def _ask(self, row: HeldMessage) -> Message:
        if not row.here:
            raise NotFound
        if self.refusal is not None:
            raise self.refusal
        if self._service is None:
            self._service = await self._stack.enter_async_context(self.open_service())
        return await self._service.read(row)

    async def aclose(self) -> None:
        """Close what was opened to ask the service."""
        await self._stack.aclose()


async def exported_as(row: HeldMessage, body: Body) -> Exported:
    """Return a message whose text is at hand as it is to be written."""
    from pectui.services.conversion import notes_on, readable  # late: a list does without

    page = await readable(body)
    # A long page leaves the loop no other moment to be ended in.
    await asyncio.sleep(0)
    return Exported(row, body, without_joiners(page.text), tuple(notes_on(page)))
