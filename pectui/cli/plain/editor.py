"""The person's own editor on the text of a letter, while the conversation waits."""

from __future__ import annotations

import asyncio
import os
import shlex
from contextlib import suppress
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import EditorFailed, FileUnreadable, StoreUnusable
from pectui.system import processes
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from pectui.services.sending.editing import EditedFile

_LOOK_SECONDS = 0.5
"""Between two looks at what the editor has saved."""


async def edit(file: EditedFile, keep: Callable[[str], Awaitable[None]]) -> bool:
    """Let the person change `file`; each time it is saved, `keep` is given the text.

    Returns whether anything was changed. Raises EditorFailed or FileUnreadable.
    """
    changed = False

    async def look(*, settled: bool) -> None:
        nonlocal changed
        text = await file.saved(settled=settled)
        if text is not None:
            changed = True
            await keep(text)

    async def look_meanwhile() -> None:
        with suppress(FileUnreadable, StoreUnusable):  # the last look is the one that counts
            await look(settled=True)

    try:
        await _run(file.path, look_meanwhile)
    finally:
        await look(settled=False)
    return changed


async def _run(path: Path, look: Callable[[], Awaitable[None]]) -> None:
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    if not command.strip():
        # Not vi: it needs a terminal whose cursor can be moved, and who asks for lines has none.
        raise EditorFailed(t("plain.no-editor"), command="$EDITOR", reason="—")
    try:
        process = await asyncio.create_subprocess_exec(
            *shlex.split(command), str(path), env=processes.environment()
        )
    except (OSError, ValueError) as error:
        reason = system_reason(error)
        raise EditorFailed(command=command, reason=reason) from error
    try:
        while process.returncode is None:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_SECONDS):
                    await process.wait()
            await look()
    except asyncio.CancelledError:
        with suppress(ProcessLookupError):
            process.terminate()
        raise
    if process.returncode:
        raise EditorFailed(command=command, reason=f"exit {process.returncode}")
