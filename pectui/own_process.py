"""How a part of this program is started as a process of its own."""

from __future__ import annotations

import os
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


def environment() -> dict[str, str]:
    """Return the environment for a child: ours, without the secrets."""
    secrets = {"PECTUI_PASSWORD", "PECTUI_TOKEN", "PECTUI_PROXY"}
    return {name: value for name, value in os.environ.items() if name.upper() not in secrets}
