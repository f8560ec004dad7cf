"""`pectui keys`: the keys as they are now, the person's own included, by part of the program."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING

from pectui.catalogue import t, use_language
from pectui.cli import output
from pectui.cli.table import cells
from pectui.commands import COMMANDS, Command, spelled_key

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from pectui.cli.parser import Parser
_MOST = 18
"""Cells for keys; more of them move the words to the next line."""


def add_arguments(parser: Parser) -> None:
    """Add nothing: the command takes the common options only."""


def run(arguments: argparse.Namespace) -> int:
    """Print every command with its keys."""
    chosen = _chosen_keys(arguments.account)
    parts = [
        (group, list(commands))
        for group, commands in groupby(COMMANDS.values(), key=lambda command: command.group)
    ]
    if arguments.json:
        places = [_place(group, commands, chosen) for group, commands in parts]
        output.document({"preset": chosen.preset or None, "places": places})
        return 0
    width = output.list_width()
    output.data("\n\n".join(_part(group, commands, chosen, width) for group, commands in parts))
    return 0


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Keys that differ from the usual ones, and where they are from."""

    preset: str
    own: frozenset[str]
    """Ids of the commands with keys of the person's own."""
    keys: Mapping[str, str]

    def keys_of(self, command: Command) -> list[str]:
        """Return the keys as they are now."""
        return _several(self.keys.get(command.id, command.keys))

    def is_of_preset(self, command: Command) -> bool:
        """Whether the preset gave it other keys than the usual ones."""
        return command.id not in self.own and self.keys_of(command) != _several(command.keys)


def _several(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",")]


def _chosen_keys(account: str | None) -> _Chosen:
    """Return what the settings choose, and speak their language. Raises SettingInvalid."""
    from pectui.settings.file import read_settings_file
    from pectui.system.paths import config_file

    file = read_settings_file(config_file())
    says = file.top or file.accounts or file.hooks or file.keys
    if not (says or account or os.environ.get("PECTUI_KEYS_PRESET")):
        return _Chosen("", frozenset(), {})
    from pectui.settings.loader import read_settings  # late: it takes long to load

    settings = read_settings(account)
    use_language(settings.options.language)
    own = frozenset(one for one, keys in settings.file.keys.items() if keys.strip(", "))
    return _Chosen(settings.values.keys_preset, own, settings.options.keys)


def _place(group: str, commands: list[Command], chosen: _Chosen) -> dict[str, object]:
    return {
        "place": group,
        "title": t(f"shell.help.{group}"),
        "commands": [
            {
                "id": one.id,
                "keys": chosen.keys_of(one),
                "usual": _several(one.keys),
                "own": one.id in chosen.own,
                "preset": chosen.is_of_preset(one),
                "does": one.help,
            }
            for one in commands
        ],
    }


def _part(group: str, commands: list[Command], chosen: _Chosen, width: int | None) -> str:
    """Return a part of the program: its title, then its commands in lines of at most `width`."""
    shown = {one.id: " ".join(map(spelled_key, chosen.keys_of(one))) for one in commands}
    room = min(_MOST, max(map(cells, shown.values())), width // 4 if width else _MOST)
    lines = [t(f"shell.help.{group}")]
    for one in commands:
        name = one.id
        if one.id in chosen.own:
            name = t("cli.keys.own", id=one.id)
        elif chosen.is_of_preset(one):
            name = f"{one.id}, {chosen.preset}"
        lines += _row(shown[one.id], f"{one.help}  ({name})", room, width)
    return "\n".join(lines)


def _row(keys: str, words: str, room: int, width: int | None) -> list[str]:
    indent = " " * (room + 4)
    several = (
        [words]
        if width is None
        else wrap(words, max(20, width - len(indent)), break_on_hyphens=False)
    )
    start = f"  {keys}{' ' * (room - cells(keys))}  "
    if cells(keys) > room and width is not None:
        return [start.rstrip(), *(indent + line for line in several)]
    return [start + several[0], *(indent + line for line in several[1:])]
