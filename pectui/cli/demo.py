"""`pectui demo`: the program on the built-in sandbox. Its screen is opened by `pectui.__main__`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pectui.cli.parser import Parser


def add_arguments(parser: Parser) -> None:
    """Add nothing: the demo needs no settings."""
