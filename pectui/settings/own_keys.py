"""The person's own keys, checked: ids that exist, keys that exist, one command for each key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.commands import COMMANDS, beside
from pectui.settings.checks import nearest
from pectui.settings.file import invalid
from pectui.settings.key_names import SENT_AS, is_typed, nearest_key, plain_key, plain_keys
from pectui.settings.presets import keys_with
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping


def check_own_keys(place: str, own: Mapping[str, str], preset: str = "") -> None:
    """Check the table [keys]: command id → keys, comma-separated; `place` names the table.

    They stand over the keys of `preset`.

    Raises SettingInvalid naming the command and the nearest valid id or key.
    """
    for command, keys in own.items():
        where = f"{place}.{clean_line(command, 60)}"
        if command not in COMMANDS:
            if near := _nearest(command.lower()):
                raise invalid(where, "settings.reason.unknown-command-near", near=near)
            raise invalid(where, "settings.reason.unknown-command")
        for key in _several(keys):
            _check_key(where, key)
            if COMMANDS[command].priority and is_typed(key):
                near = _free_key(command, key, _taken(command, _keys_now(own, preset)))
                raise invalid(where, "settings.reason.key-typed", key=key, near=near)
    _check_clashes(place, own, preset)


def _nearest(command: str) -> str | None:
    """Return the id that was probably meant: of the same name in another group, or alike."""
    group, _, name = command.partition(".")
    if all(one.group != group for one in COMMANDS.values()):
        same = [one for one in COMMANDS if one.endswith(f".{name}")]
        if same and name:
            return same[0]
    return nearest(command, COMMANDS)


def _check_key(where: str, key: str) -> None:
    shown = clean_line(key, 40)
    if key in SENT_AS:
        raise invalid(where, "settings.reason.key-sent-as", key=shown, near=SENT_AS[key])
    if plain_key(key) is not None:
        return
    if near := nearest_key(key):
        raise invalid(where, "settings.reason.unknown-key-name-near", key=shown, near=near)
    raise invalid(where, "settings.reason.unknown-key-name", key=shown)


def _check_clashes(place: str, own: Mapping[str, str], preset: str) -> None:
    """Raise SettingInvalid where a chosen key has another command in the same part of the program.

    What shares a key by the program's own choice is told apart by what is on the screen.
    """
    usual = {one: plain_keys(command.keys) for one, command in COMMANDS.items()}
    now = _keys_now(own, preset)
    for command in own:
        for other in beside(command):
            shared = (now[command] & now[other]) - (usual[command] & usual[other])
            if shared:
                key, where = min(shared), f"{place}.{command}"
                near = _free_key(command, key, _taken(command, now))
                reason = "settings.reason.key-taken"
                raise invalid(where, reason, key=key, other=other, near=near)


def _keys_now(own: Mapping[str, str], preset: str) -> dict[str, frozenset[str]]:
    chosen = keys_with(preset, own)
    return {one.id: plain_keys(chosen.get(one.id, one.keys)) for one in COMMANDS.values()}


def _taken(command: str, now: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the keys of a command and of those beside it."""
    return frozenset().union(now[command], *(now[one] for one in beside(command)))


def _free_key(command: str, key: str, taken: frozenset[str]) -> str:
    """Return a key near to one that is taken: the same letter, else one of the command's name."""
    if COMMANDS[command].priority:
        near = [f"f{number}" for number in range(2, 13)]
    else:
        letters = [one for one in (key, *command.partition(".")[2]) if len(one) == 1]
        letters = [one for one in letters if one.isalpha()]
        near = [one for letter in letters for one in (letter.swapcase(), letter, f"ctrl+{letter}")]
    usable = (one for one in near if plain_key(one) and one not in SENT_AS)
    return next((one for one in usable if one not in taken), "f12")


def _several(keys: str) -> list[str]:
    # A comma between commas is the key itself.
    return [key.strip() for key in keys.split(",") if key.strip()]
