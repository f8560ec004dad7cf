"""Commands of the person's own, run when mail comes: what came is one JSON document on stdin.

A run is claimed in the user's data before it begins, so that several processes run it once. Only
mail that a scan found new gets here: not what was there at first, nor what reappears.
"""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING

from pectui.errors import PectuiError
from pectui.pec.receipts import announces_trouble
from pectui.services.documents import Json, message_view, sending_view
from pectui.system import processes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pectui.models import Envelope, HeldMessage
    from pectui.services.receipts.tracking import Tracking
    from pectui.services.sending.books import Books

_LOG = logging.getLogger(__name__)

SECONDS = 30.0
"""After which a command is ended, with all it started."""
SLOW, MISSING = "slow", "missing"
"""Problems besides the exit code: not ended in time, not to be started."""


class Hooks:
    """The commands of one account's mailbox."""

    def __init__(
        self,
        commands: Mapping[str, tuple[str, ...]],
        account: str,
        books: Books,
        tracking: Tracking,
    ) -> None:
        """`commands` holds the words of each command line, by `on_` and the event's name."""
        self._commands = commands
        self._account = account
        self._books = books
        self._tracking = tracking

    async def run(self, rows: Sequence[HeldMessage]) -> None:
        """Run what is wanted for mail that has just arrived, the oldest first, one after another.

        Nothing is raised: what goes wrong is logged, and kept for `pectui doctor`.
        """
        if not self._commands:
            return
        try:
            for event, row in await self._claimed(rows):
                await self._run(event, row)
        except PectuiError as error:
            _LOG.warning("commands for new mail were not run: %s", error)

    async def _claimed(self, rows: Sequence[HeldMessage]) -> list[tuple[str, HeldMessage]]:
        wanted = {
            (event, row.identity): row
            for row in sorted(rows, key=lambda row: row.number)
            for event in _events(row.envelope)
            if f"on_{event}" in self._commands
        }
        if not wanted:
            return []
        # How a sending stands by these receipts is told along.
        await self._tracking.take_listed(row.envelope for row in wanted.values())
        claimed = await self._books.data.run(lambda tables: tables.hooks.claim(wanted))
        return [(event, wanted[event, identity]) for event, identity in claimed]

    async def _run(self, event: str, row: HeldMessage) -> None:
        document = json.dumps(await self._document(event, row.envelope)).encode() + b"\n"
        problem = await run_command(self._commands[f"on_{event}"], document)
        if problem is None:
            return
        _LOG.warning("the command on_%s failed: %s", event, problem)
        await self._books.data.run(lambda tables: tables.hooks.failed(event, row.identity, problem))

    async def _document(self, event: str, envelope: Envelope) -> Json:
        document: Json = {
            "event": event,
            "account": self._account,
            "message": message_view(envelope),
        }
        if envelope.kind.is_receipt:
            sending = await self._tracking.sending(envelope.code) if envelope.code else None
            document["sending"] = sending_view(sending) if sending else None
        return document


def _events(envelope: Envelope) -> Iterator[str]:
    yield "receipt" if envelope.kind.is_receipt else "message"
    if announces_trouble(envelope):
        yield "trouble"


async def run_command(
    words: Sequence[str], document: bytes, seconds: float | None = None
) -> str | None:
    """Run a command without a shell; return what went wrong, or None.

    It is ended after `seconds`. What it started ends with it, whatever it has left behind.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            *words,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
            env=processes.environment(),
        )
    except (OSError, ValueError):
        return MISSING
    try:
        async with asyncio.timeout(SECONDS if seconds is None else seconds):
            await process.communicate(document)
    except TimeoutError:
        return SLOW
    finally:
        processes.end_session(process.pid)
        await process.wait()
    return str(process.returncode) if process.returncode else None
