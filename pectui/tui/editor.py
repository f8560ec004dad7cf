"""The user's own editor for the text of a letter; the program steps aside and comes back."""

from __future__ import annotations

import asyncio
import os
import shlex
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from pectui import own_process
from pectui.catalogue import t
from pectui.errors import EditorFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App

_CHARSETS = ("utf-8-sig", "cp1252")
"""What an editor may leave, most likely first; latin-1 reads the rest."""


async def edit(app: App[None], text: str) -> str:
    """Return `text` as the person left it in $VISUAL, $EDITOR or vi.

    Letters on their way go on meanwhile. Raises EditorFailed where no editor can be run, or where
    it failed without writing anything; the text is then unchanged on the screen.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    written = text.encode("utf-8", "replace")
    failure: OSError | ValueError | None = None
    code, content = 0, written
    try:
        with app.suspend(), _interrupts_are_the_editors():
            try:
                # In a thread: a letter that is leaving must not wait for the end of the writing.
                code, content = await asyncio.to_thread(_run, shlex.split(command), written)
            except (OSError, ValueError) as error:
                # Caught inside: with an error on its way, Textual would not take the terminal back.
                failure = error
    except SuspendNotSupported as error:
        raise _not_run(command, error) from error
    if failure is not None:
        raise _not_run(command, failure) from failure
    # What was written before an editor failed is kept: it can be undone, but not typed again.
    if code != 0 and content == written:
        raise EditorFailed(command=command, reason=t("compose.editor.ended", code=code))
    return decoded(content).removesuffix("\n")


def _not_run(command: str, error: Exception) -> EditorFailed:
    reason = getattr(error, "strerror", None) or t("compose.editor.failed")
    return EditorFailed(command=command, reason=reason)


def decoded(content: bytes) -> str:
    """Return what an editor left as text, whatever charset it writes."""
    for charset in _CHARSETS:
        try:
            return content.decode(charset)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _run(command: list[str], content: bytes) -> tuple[int, bytes]:
    """Return how the editor ended and what it left in a file that held `content`."""
    descriptor, name = tempfile.mkstemp(prefix="pectui-", suffix=".txt")  # always 0600
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        done = subprocess.run(  # noqa: S603
            [*command, name], check=False, env=own_process.environment()
        )
        code = done.returncode
        return code, path.read_bytes()
    finally:
        path.unlink(missing_ok=True)


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
