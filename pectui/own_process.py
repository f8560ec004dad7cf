"""How a part of this program is started as a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

_START = (
    "import runpy, sys; sys.path.append(sys.argv.pop(1)); "
    "runpy.run_module(sys.argv.pop(1), run_name='__main__')"
)


def command(module: str, *arguments: str) -> list[str]:
    """Return the command line that runs `module` of this very copy of the program.

    Unlike `python -m`, it never looks into the current folder, where anybody's files may lie; the
    copy's own folder comes last, after what is installed.
    """
    folder = str(Path(__file__).resolve().parent.parent)
    return [sys.executable, "-P", "-c", _START, folder, module, *arguments]
