"""The keys of commands as Textual binds them, and as they are printed on a keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from pectui.commands import COMMANDS, Command, shown_key

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

__all__ = ["COMMANDS", "Command", "binding", "bindings", "key_label", "keys_of"]


def bindings(*names: str) -> list[BindingType]:
    """Return the bindings of groups and of single commands, for BINDINGS of an app or a widget."""
    chosen = (one for one in COMMANDS.values() if one.group in names or one.id in names)
    return [binding(command.id) for command in chosen]


def binding(command_id: str) -> Binding:
    """Return the binding of one command."""
    command = COMMANDS[command_id]
    return Binding(command.keys, command.action, id=command.id, priority=command.priority)


def keys_of(node: MessagePump, command_id: str) -> list[str]:
    """Return the keys of a command, those the person chose instead of the usual ones."""
    own = getattr(node.app, "own_keys", {})
    return str(own.get(command_id, COMMANDS[command_id].keys)).split(",")


def key_label(node: MessagePump, command_id: str) -> str:
    """Return the first key of a command as it is printed on a keyboard."""
    return shown_key(keys_of(node, command_id)[0])
