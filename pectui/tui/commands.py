"""The keys of commands as Textual binds them."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from pectui.commands import COMMANDS, Command

__all__ = ["COMMANDS", "Command", "binding", "bindings"]


def bindings(*groups: str) -> list[BindingType]:
    """Return the bindings of whole groups, for a BINDINGS of an app, a screen or a widget."""
    return [binding(command.id) for command in COMMANDS.values() if command.group in groups]


def binding(command_id: str) -> Binding:
    """Return the binding of one command."""
    command = COMMANDS[command_id]
    return Binding(command.keys, command.action, id=command.id, priority=command.priority)
