"""What the commands take, as their parsers have it: for completion scripts and the man page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pectui.catalogue import t
from pectui.cli.main import COMMANDS, parser_of

if TYPE_CHECKING:
    import argparse

    Kind = Literal["account", "file", "text"]

_PATHS = ("FILE", "FOLDER", "CARTELLA", "TABLE", "TABELLA", "ZIP")
"""Words in the name of a value that is a path, in both languages."""


@dataclass(frozen=True, slots=True)
class Taken:
    """An option, or a word that stands in a place of its own."""

    names: tuple[str, ...]
    """`-f`, `--file`; nothing for a word without an option."""
    help: str
    value: str
    """What its value is called; empty for a switch."""
    kind: Kind
    choices: tuple[str, ...]
    several: bool
    needed: bool
    shared: bool = False
    """Whether every command takes it."""

    @property
    def shown(self) -> str:
        """Return it as a line of usage has it."""
        value = f"{self.value}…" if self.several else self.value
        text = " ".join(filter(None, (self.names[0] if self.names else "", value)))
        return text if self.needed else f"[{text}]"


@dataclass(frozen=True, slots=True)
class Described:
    """One command."""

    name: str
    summary: str
    description: str
    examples: str
    options: tuple[Taken, ...]
    places: tuple[Taken, ...]
    """What stands without an option, in order."""


def described() -> tuple[Described, ...]:
    """Return every command, in the language spoken now."""
    return tuple(map(_described, COMMANDS))


def shared_options() -> tuple[Taken, ...]:
    """Return the options that every command takes, and that may stand before its name."""
    return tuple(one for one in described()[0].options if one.shared)


def _described(name: str) -> Described:
    parser = parser_of(name)
    taken = [_taken(action) for action in parser.actions]
    return Described(
        name=name,
        summary=t(f"cli.{name}.summary"),
        description=t(f"cli.{name}.description"),
        examples=t(f"cli.{name}.examples"),
        options=tuple(one for one in taken if one.names),
        places=tuple(one for one in taken if not one.names),
    )


def _taken(action: argparse.Action) -> Taken:
    value = "" if action.nargs == 0 else str(action.metavar or "")
    choices = tuple(map(str, action.choices or ()))
    return Taken(
        names=tuple(action.option_strings),
        help=(action.help or "").replace("%%", "%"),
        value=value or (f"{{{','.join(choices)}}}" if choices else ""),
        kind=_kind(action, value),
        choices=choices,
        several=action.nargs in {"+", "*"},
        needed=action.required,
        shared=action.dest in _SHARED,
    )


_SHARED = ("account", "json", "help")


def _kind(action: argparse.Action, value: str) -> Kind:
    if action.dest == "account":
        return "account"
    return "file" if any(word in value for word in _PATHS) else "text"
