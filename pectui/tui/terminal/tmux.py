"""Asks the tmux this program runs in, by its own command."""

from __future__ import annotations

import asyncio
import logging

from pectui.system import processes

_log = logging.getLogger("pectui.tui")

ESCAPE = "\x1b"


async def run_tmux(*arguments: str, octets: bytes = b"", seconds: float) -> bytes | None:
    """Run tmux with `octets` as its input; return what it printed.

    Returns None where there is no tmux, where it failed, or where it took more than `seconds`.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            "tmux",
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=processes.environment(),
        )
    except OSError as error:
        _log.info("tmux: %s", error)
        return None
    try:
        async with asyncio.timeout(seconds):
            printed, _ = await process.communicate(octets)
    except TimeoutError:
        _log.info("tmux: no answer")
        process.kill()
        await process.wait()
        return None
    return printed if process.returncode == 0 else None


def passed_through(sequence: str) -> str:
    """Return what has tmux hand `sequence` on to the terminal outside, where that is allowed."""
    return f"{ESCAPE}Ptmux;{sequence.replace(ESCAPE, ESCAPE * 2)}{ESCAPE}\\"
