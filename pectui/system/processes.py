"""How other programs, and parts of this one, are started as processes of their own."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SECRET_VARIABLES = frozenset({"PECTUI_PASSWORD", "PECTUI_TOKEN", "PECTUI_PROXY"})
"""Variables that may hold a secret: passwords and tokens, and the password of a proxy."""

_START = (
    "import runpy, sys; sys.path.append(sys.argv.pop(1)); "
    "runpy.run_module(sys.argv.pop(1), run_name='__main__')"
)
_PR_SET_DUMPABLE = 4
"""Of Linux's <sys/prctl.h>."""


def command(module: str, *arguments: str) -> list[str]:
    """Return the command line that runs `module` of this very copy of the program.

    Unlike `python -m`, it never looks into the current folder, where anybody's files may lie; the
    copy's own folder comes last, after what is installed.
    """
    folder = str(Path(__file__).resolve().parents[2])
    return [sys.executable, "-P", "-c", _START, folder, module, *arguments]


_sealed: dict[str, str] = {}
"""Secrets that were taken out of this process's own environment."""
_held: dict[str, dict[str, str]] = {}
"""Secrets that are nowhere but here, by their account and their variables."""
_speaks_of: list[str] = []
"""The account that the environment speaks of, once that is known."""


def is_secret(variable: str) -> bool:
    """Whether the settings call what this variable holds a secret; they read any case of it."""
    return variable.upper() in SECRET_VARIABLES


def seal() -> None:
    """Take the secrets out of this process's environment: libraries start programs as well."""
    for name in [name for name in os.environ if is_secret(name)]:
        _sealed[name] = os.environ.pop(name)


def speak_of(account: str) -> None:
    """Take the environment to speak of this account from now on; only the first call counts.

    Nothing that it says of an account, a secret least of all, goes to another one's service.
    """
    if not _speaks_of:
        _speaks_of.append(account)


def is_spoken_of(account: str) -> bool:
    """Whether the environment speaks of an account, as far as is known."""
    return not _speaks_of or account in _speaks_of


def hold(account: str, secrets: Mapping[str, str]) -> None:
    """Keep secrets of an account, by their variables, in the memory of this program alone.

    They go before what the environment gave at the start. An empty one is forgotten, there too.
    """
    kept = _held.setdefault(account, {})
    for name, value in secrets.items():
        kept.pop(name, None)
        if value:
            kept[name] = value
        elif is_spoken_of(account):
            _sealed.pop(name, None)


def forget(account: str) -> None:
    """Forget what is held for an account that is no more."""
    _held.pop(account, None)


def held(account: str | None) -> dict[str, str]:
    """Return what is held for an account, or for the one the environment speaks of."""
    return dict(_held.get(account or "".join(_speaks_of), {}))


def environment(*, secrets: bool = False) -> dict[str, str]:
    """Return the environment for a child: ours, without secrets unless it is to read them.

    A child may live on for days, as clipboard tools do, and anybody who may look at it sees its
    environment.
    """
    if secrets:
        return {**_sealed, **os.environ}
    return {name: value for name, value in os.environ.items() if not is_secret(name)}


def end_session(pid: int) -> None:
    """End a process that leads a session of its own, with all it started, at once."""
    import signal

    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def run_whole(command: Sequence[str], seconds: float) -> tuple[int, str]:
    """Run a program to its end; return its code and what it said on stderr.

    What it started ends with it, also where it is given up after `seconds`: a starter that is
    killed alone leaves the program proper behind. Raises OSError and TimeoutExpired. Blocks.
    """
    import subprocess
    import tempfile

    # A file, not a pipe: a child that lives on would keep a pipe open.
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 - the caller's own words
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            env=environment(),
            start_new_session=True,
        )
        try:
            code = process.wait(seconds)
        finally:
            end_session(process.pid)
            process.wait()
        said.seek(0)
        return code, said.read(10_000).decode(errors="replace")


def keep_memory_private() -> None:
    """Let a crash leave no image of the memory, which holds secrets and letters.

    On Linux other programs of the same user cannot look into it either. Not where
    PECTUI_DEVELOPMENT is set: debuggers and profilers need it.
    """
    if os.environ.get("PECTUI_DEVELOPMENT"):
        return
    import ctypes
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # A limit of 0 does not keep an image from a program that collects them; this does.
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
