"""Hands a link to the desktop's browser: never one inside this terminal, and no secrets."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys

from pectui.system import processes

_SECONDS = 5.0


async def open_link(target: str) -> bool:
    """Hand a link to the browser; False where none is within reach."""
    opener = _opener()
    if opener is None:
        return False
    try:
        process = await asyncio.create_subprocess_exec(
            opener,
            target,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
            env=processes.environment(),
        )
    except OSError:
        return False
    try:
        async with asyncio.timeout(_SECONDS):
            return await process.wait() == 0
    except TimeoutError:
        return True  # it is the browser itself


def _opener() -> str | None:
    if sys.platform == "darwin":
        return shutil.which("open")
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return None
    return shutil.which("xdg-open")
