"""Finds --json and --check in raw arguments: errors of usage come in that form too."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CHECK = "--check"
"""The option of `pectui quota` that makes it a monitoring plugin."""


def wants_json(argv: Sequence[str]) -> bool:
    """Whether --json is among the arguments."""
    return "--json" in _options(argv)


def wants_check(argv: Sequence[str]) -> bool:
    """Whether a monitoring plugin's answer is asked for."""
    options = _options(argv)
    asked = any(word == CHECK or word.startswith(f"{CHECK}=") for word in options)
    return asked and "quota" in options


def _options(argv: Sequence[str]) -> list[str]:
    return list(argv[: argv.index("--")]) if "--" in argv else list(argv)
