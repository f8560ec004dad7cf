"""How other programs, and parts of this one, are started as processes of their own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

SECRET_VARIABLES = frozenset({"PECTUI_PASSWORD", "PECTUI_TOKEN", "PECTUI_PROXY"})
"""Variables that may hold a secret: passwords and tokens, and the password of a proxy."""

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


_sealed: dict[str, str] = {}
"""Secrets that were taken out of this process's own environment."""


def is_secret(variable: str) -> bool:
    """Whether the settings call what this variable holds a secret; they read any case of it."""
    return variable.upper() in SECRET_VARIABLES


def seal() -> None:
    """Take the secrets out of this process's environment: libraries start programs as well."""
    for name in [name for name in os.environ if is_secret(name)]:
        _sealed[name] = os.environ.pop(name)


def environment(*, secrets: bool = False) -> dict[str, str]:
    """Return the environment for a child: ours, without secrets unless it is to read them.

    A child may live on for days, as clipboard tools do, and anybody who may look at it sees its
    environment.
    """
    if secrets:
        return {**_sealed, **os.environ}
    return {name: value for name, value in os.environ.items() if not is_secret(name)}
