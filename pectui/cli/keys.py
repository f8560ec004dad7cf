"""`pectui keys`: the keys as they are now, the person's own included, by part of the program."""

from __future__ import annotations

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

    Keys = Mapping[str, list[str]]

_MOST = 18
"""Cells for keys; more of them move the words to the next line."""


def add_arguments(parser: Parser) -> None:
    """Add nothing: the command takes the common options only."""


def run(arguments: argparse.Namespace) -> int:
    """Print every command with its keys."""
    own = _own_keys(arguments.account)
    keys = {one.id: _several(own.get(one.id) or one.keys) for one in COMMANDS.values()}
    parts = [
        (group, list(commands))
        for group, commands in groupby(COMMANDS.values(), key=lambda command: command.group)
    ]
    if arguments.json:
        places = [_place(group, commands, keys) for group, commands in parts]
        output.document({"places": places})
        return 0
    width = output.list_width()
    output.data("\n\n".join(_part(group, commands, keys, width) for group, commands in parts))
    return 0


def _several(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",")]


def _own_keys(account: str | None) -> Mapping[str, str]:
    """Return the person's own keys, checked, and speak their language. Raises SettingInvalid."""
    from pectui.settings.file import read_settings_file
    from pectui.system.paths import config_file

    file = read_settings_file(config_file())
    if file.top or file.accounts or file.hooks or account:
        from pectui.settings.loader import read_settings  # late: it takes long to load

        settings = read_settings(account)
        use_language(settings.options.language)
    elif file.keys:
        from pectui.settings.own_keys import check_own_keys

        check_own_keys(f"{file.path}, keys", file.keys)
    return file.keys


def _place(group: str, commands: list[Command], keys: Keys) -> dict[str, object]:
    return {
        "place": group,
        "title": t(f"shell.help.{group}"),
        "commands": [
            {
                "id": one.id,
                "keys": keys[one.id],
                "usual": one.keys.split(","),
                "own": keys[one.id] != one.keys.split(","),
                "does": one.help,
            }
            for one in commands
        ],
    }


def _part(group: str, commands: list[Command], keys: Keys, width: int | None) -> str:
    """Return a part of the program: its title, then its commands in lines of at most `width`."""
    shown = {one.id: " ".join(map(spelled_key, keys[one.id])) for one in commands}
    room = min(_MOST, max(map(cells, shown.values())), width // 4 if width else _MOST)
    lines = [t(f"shell.help.{group}")]
    for one in commands:
        is_own = keys[one.id] != one.keys.split(",")
        name = t("cli.keys.own", id=one.id) if is_own else one.id
        words = f"{one.help}  ({name})"
        lines += _row(shown[one.id], words, room, width)
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
