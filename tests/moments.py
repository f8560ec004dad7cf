"""A command ended as by a power cut, at one moment after the other, out of one loaded process."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

_PARENT = """
import importlib, json, os, sys

left, told = 0, None

def leave(code):
    # What this one had to load, the next one finds loaded.
    os.write(told, " ".join(name for name in sys.modules if name.startswith(LOADED)).encode())
    os._exit(code)

def ended(work):
    def call(*given, **named):
        global left
        if not left:
            leave(9)
        left -= 1
        return work(*given, **named)
    return call

LOADED = ("pectui", "httpx", "httpcore", "pydantic", "sqlite3", "asyncio", "zipfile")
exec(sys.argv[1])
from pectui.cli.main import run

for line in sys.stdin:
    left, argv = json.loads(line)
    reading, told = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            sys.stdin, sys.stdout = open(os.devnull), sys.stderr
            code = run(argv)
        finally:
            leave(code)
    os.close(told)
    with open(reading) as names:
        for name in names.read().split():
            importlib.import_module(name)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Moments:
    """Runs a command in a child of its own, which ends with 9 at the moment it is told.

    The moments are calls: `patches` is code that lays `ended` around the functions that count.
    """

    def __init__(self, patches: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PARENT, patches],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, left: int, *argv: str) -> int:
        """Run `argv` up to the moment after `left` others; return the exit code."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps([left, argv])}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.communicate()
