"""Runs the user's own editor on a file, while the program gives the terminal away."""

from __future__ import annotations

import asyncio
import os
import shlex
import signal
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol, TypeVar

from textual.app import SuspendNotSupported

from pectui.catalogue import t
from pectui.errors import EditorFailed
from pectui.system import processes
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

R = TypeVar("R")

_LOOK_SECONDS = 0.3
"""Between two looks at what the editor has saved."""
_MERCY_SECONDS = 2.0
"""How long an editor may take to end when the program has to."""


class Host(Protocol):
    """The program that gives its terminal away."""

    in_front: asyncio.subprocess.Process | None
    """The editor that has the terminal for now."""

    @property
    def is_ending(self) -> bool:
        """Whether the program was told to end."""

    def suspend(self) -> AbstractContextManager[None]:
        """Leave the terminal to another program, and take it back."""


class _ProgramEndsError(Exception):
    """The program was asked to end while the editor had the terminal."""


async def run(host: Host, path: Path, look: Callable[[], Awaitable[None]]) -> float:
    """Let the person change a file in $VISUAL, $EDITOR or vi; return the seconds that took.

    `look` is called again and again meanwhile. Letters on their way go on. Raises EditorFailed
    where no editor can be run or it ended with an error. When the program is told to end, so is the
    editor, and the terminal is not taken back.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    began = time.monotonic()
    failure: OSError | ValueError | None = None
    code = 0
    try:
        with host.suspend(), _interrupts_are_the_editors():
            try:
                code = await _run(host, [*shlex.split(command), str(path)], look)
            except (OSError, ValueError) as error:
                # Caught inside: with an error on its way, Textual would not take the terminal back.
                failure = error
            if host.is_ending:
                raise _ProgramEndsError  # noqa: TRY301 - past what takes the terminal back
    except SuspendNotSupported as error:
        reason = t("errors.terminal-missing.title")
        raise EditorFailed(command=command, reason=reason) from error
    except _ProgramEndsError:
        return time.monotonic() - began
    if failure is not None:
        reason = system_reason(failure)
        raise EditorFailed(command=command, reason=reason) from failure
    if code != 0:
        raise EditorFailed(command=command, reason=f"exit {code}")
    return time.monotonic() - began


async def _run(host: Host, command: list[str], look: Callable[[], Awaitable[None]]) -> int:
    process = await asyncio.create_subprocess_exec(*command, env=processes.environment())
    host.in_front = process
    try:
        while process.returncode is None:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_SECONDS):
                    await process.wait()
            await look()
    finally:
        host.in_front = None
    return process.returncode


async def lend(host: Host, work: Callable[[], R]) -> R:
    """Return `work()`, run in a thread: what it starts may ask in the terminal."""
    failure: Exception | None = None
    try:
        with host.suspend(), _interrupts_are_the_editors():
            try:
                return await asyncio.to_thread(work)
            except Exception as error:
                # Caught inside, as above.
                failure = error
    except SuspendNotSupported:
        return await asyncio.to_thread(work)
    raise failure


def end(process: asyncio.subprocess.Process) -> None:
    """Tell an editor that its terminal is gone, so that it can save; end it soon after."""

    def send(number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            if process.returncode is None:
                process.send_signal(number)

    send(signal.SIGHUP)
    asyncio.get_running_loop().call_later(_MERCY_SECONDS, send, signal.SIGKILL)


@contextmanager
def _interrupts_are_the_editors() -> Iterator[None]:
    """Let Ctrl+C, which reaches the whole terminal, mean the editor only."""
    before = signal.getsignal(signal.SIGINT)
    # A handler and not SIG_IGN: the editor would inherit that.
    signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
