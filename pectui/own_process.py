"""How a part of this program is started as a process of its own, and kept to itself."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

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
    folder = str(Path(__file__).resolve().parent.parent)
    return [sys.executable, "-P", "-c", _START, folder, module, *arguments]


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
