"""Deletes messages in the background, and ends well when the program does."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from pectui.catalogue import apart, t
from pectui.errors import PectuiError
from pectui.tui import show
from pectui.tui.messages import CallFailed, MessagesDeleted
from pectui.tui.screens.message_deletion import tell_deletion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import HeldMessage
    from pectui.tui.program import Host

_LOG = logging.getLogger("pectui.tui")

PATIENCE = 5.0
"""Seconds the answer to a DELETE is waited for when the program ends."""


class Deletions:
    """Deletes messages for the program; one deletion after the other."""

    def __init__(self, program: Host) -> None:
        self._program = program
        self._tasks: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Lock()
        self._stopped = False

    @property
    def under_way(self) -> bool:
        """Whether anything is being deleted."""
        return bool(self._tasks)

    def start(self, chosen: Sequence[HeldMessage]) -> None:
        """Delete messages in the background; the program is told what became of them."""
        task = asyncio.create_task(self._delete(tuple(chosen)), name="delete")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def end(self) -> None:
        """Begin with no further message; wait a few seconds for the one that is being deleted."""
        self._stopped = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=PATIENCE)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._stopped = False

    async def _delete(self, chosen: tuple[HeldMessage, ...]) -> None:
        from pectui.services.mailbox.deletion import delete_held

        program = self._program
        app = program.app

        def progress(done: int, everything: int) -> None:
            show.notify(app, t("inbox.deleting", **apart(done=done, all=everything)), timeout=2)

        told = progress if len(chosen) > 1 else None
        try:
            async with self._turn:
                local, remote = program.local.mailbox, program.session.mailbox
                deletion = await delete_held(local, remote, chosen, told, lambda: self._stopped)
        except PectuiError as error:
            app.post_message(CallFailed("delete", error))
        except Exception as error:
            _LOG.exception("deleting")
            app.post_message(CallFailed("delete", PectuiError(type(error).__name__)))
        else:
            program.tell_screens(lambda: MessagesDeleted(deletion))
            tell_deletion(program, deletion)
