"""The table [hooks], checked: names that exist, command lines that need no shell."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from pectui.settings.checks import nearest
from pectui.settings.configuration import HOOKS
from pectui.settings.file import invalid
from pectui.settings.secrets import wants_shell
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_hooks(place: str, table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the words of each command line, by the hook's name; `place` names the table.

    Raises SettingInvalid, with the nearest valid name.
    """
    hooks: dict[str, tuple[str, ...]] = {}
    for name, line in table.items():
        where = f"{place}.{clean_line(name, 60)}"
        if name not in HOOKS:
            if near := nearest(name.lower().replace("-", "_"), HOOKS):
                raise invalid(where, "settings.reason.unknown-key-near", near=near)
            raise invalid(where, "settings.reason.not-one-of", choices=", ".join(HOOKS))
        if not isinstance(line, str):
            raise invalid(where, "settings.reason.not-text")
        if line.strip():
            hooks[name] = _words(where, line)
    return hooks


def _words(where: str, line: str) -> tuple[str, ...]:
    try:
        words = shlex.split(line)
    except ValueError:
        raise invalid(where, "settings.reason.command-syntax") from None
    if not words or "\0" in line:
        raise invalid(where, "settings.reason.command-empty")
    if wants_shell(line, words[0]):
        raise invalid(where, "settings.reason.command-shell")
    return tuple(words)
