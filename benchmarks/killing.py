"""Processes that kill themselves at a named point of the code, for the loops that kill."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SOON = 0.003
"""Seconds from a call's end to the kill, where that is to come `soon after`."""


def note(path: Path, text: str) -> None:
    """Append a line that survives whatever comes next."""
    handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    os.write(handle, f"{text}\n".encode())
    os.fsync(handle)
    os.close(handle)


def lines(path: Path) -> list[str]:
    """Return the lines noted in `path`."""
    return path.read_text().splitlines() if path.exists() else []


def arm(
    place: object,
    name: str,
    when: str,
    die: Callable[[], None],
    *,
    counts: Callable[[Any], object] = lambda _: True,
) -> None:
    """Have `die` called at every call of `place.name`: `before`, `after` or `soon after` it.

    Afterwards only where `counts` holds of what the call returned.
    """
    original: Callable[..., Any] = getattr(place, name)

    def after(result: object) -> None:
        if not counts(result):
            return
        if when == "soon after":
            asyncio.get_running_loop().call_later(SOON, die)
        elif when == "after":
            die()

    async def asynchronous(*arguments: Any, **values: Any) -> Any:
        if when == "before":
            die()
        result = await original(*arguments, **values)
        after(result)
        return result

    def plain(*arguments: Any, **values: Any) -> Any:
        if when == "before":
            die()
        result = original(*arguments, **values)
        after(result)
        return result

    setattr(place, name, asynchronous if asyncio.iscoroutinefunction(original) else plain)


def kill_itself() -> None:
    """End this process at once, as nothing else ends it."""
    os.kill(os.getpid(), signal.SIGKILL)
