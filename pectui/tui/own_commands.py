"""Runs a command of this program as a process of its own, and reads what it says as JSON.

What may hang, or would load what the screens never need, ends with that process.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from pectui.errors import CommandFailed
from pectui.system import processes
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Mapping


async def answer_of(
    command: str, *arguments: str, key: str, environment: Mapping[str, str], seconds: float
) -> dict[str, Any]:
    """Return what `pectui COMMAND ARGUMENTS` says as JSON, `key` among it; it can ask nothing.

    Raises CommandFailed where it cannot be run, takes longer, or says something else.
    """
    try:
        answer = json.loads(await _output((command, *arguments), environment, seconds))
    except (TimeoutError, ValueError) as error:
        raise CommandFailed(command=command) from error
    except OSError as error:
        raise CommandFailed(system_reason(error), command=command) from error
    match answer:
        case {"error": {"title": title, "detail": detail}} if key not in answer:
            raise CommandFailed(f"{title}: {detail}", command=command)
        case dict() if key in answer:
            return answer
    raise CommandFailed(command=command)


async def _output(
    arguments: tuple[str, ...], environment: Mapping[str, str], seconds: float
) -> bytes:
    process = await asyncio.create_subprocess_exec(
        *processes.command("pectui", *arguments),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(seconds):
            output, _ = await process.communicate()
        return output
    finally:
        if process.returncode is None:
            processes.end_session(process.pid)
            await process.wait()
