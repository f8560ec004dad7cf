"""Sets of keys for hands that know another program; each names only what differs from ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.commands import COMMANDS, beside
from pectui.settings.key_names import plain_keys

if TYPE_CHECKING:
    from collections.abc import Mapping

_MUTT = {
    "app.write": "m",
    "list.first": "equals_sign,home",
    "list.last": "asterisk,end",
    "list.mark": "t",
    "inbox.flag": "F",
    "inbox.refresh": "G,ctrl+r,f5",
    "sent.refresh": "G,ctrl+r,f5",
    "outbox.look": "G,ctrl+r,f5",
    "outbox.later": "T",
    "drafts.template": "T",
    "text.page-up": "minus,b",
    "reader.links": "ctrl+b,L",
}
_AERC = {
    "app.write": "C,m",
    "list.mark": "v,space",
    "list.page-down": "ctrl+f,ctrl+d,pagedown",
    "list.page-up": "ctrl+u,pageup",
    "inbox.filter": "backslash,l",
    "inbox.delete": "D,d,delete",
    "reader.mode": "H",
    "reader.links": "ctrl+l,L",
    "sent.seen": "e",
    "sent.filter": "backslash,l",
}
_NMAIL = {
    "app.write": "c",
    "list.open": "enter,full_stop,o,right",
    "list.mark": "space",
    "inbox.back": "comma,escape,left",
    "inbox.refresh": "l,ctrl+r,f5",
    "inbox.filter": "minus",
    "inbox.flag": "asterisk",
    "inbox.save": "x,s",
    "reader.mode": "t,v",
    "sent.back": "comma,q,escape,left",
    "sent.save": "x,s",
    "compose.send": "ctrl+x,f9,ctrl+r",
}
_GMAIL = {
    "app.write": "c",
    "inbox.back": "u,escape,left",
    "inbox.unread": "U",
    "inbox.read-all": "I",
    "inbox.flag": "s",
    "inbox.save": "D",
    "inbox.delete": "number_sign,delete",
    "inbox.tags": "l",
    "inbox.filter": "T",
    "sent.back": "u,q,escape,left",
    "sent.delete": "number_sign,delete",
    "compose.send": "f9,ctrl+enter,ctrl+r",
    "compose.save": "f2,ctrl+s,ctrl+o",
}
PRESETS: Mapping[str, Mapping[str, str]] = {
    "mutt": _MUTT,
    "aerc": _AERC,
    "nmail": _NMAIL,
    "gmail": _GMAIL,
}
"""Name of a preset → command id → keys, comma-separated."""


def keys_with(preset: str, own: Mapping[str, str]) -> dict[str, str]:
    """Return the keys that differ from the usual ones: those of the preset, then one's own.

    A key of one's own is taken from the preset's commands beside it; one that has none left gets
    its usual keys that are free, and where there is none keeps the key: that is a clash.
    """
    chosen = {command: keys for command, keys in own.items() if keys.strip(", ")}
    if not preset:
        return chosen
    keys = {one: PRESETS[preset][one] for one in PRESETS[preset] if one not in chosen} | chosen
    for command in chosen.keys() & COMMANDS.keys():
        for other in beside(command):
            if other in keys and other not in chosen:
                left = _without(keys[other], plain_keys(chosen[command]))
                keys[other] = (
                    left or _without(COMMANDS[other].keys, _taken(other, keys)) or keys[other]
                )
    return keys


def _taken(command: str, keys: Mapping[str, str]) -> frozenset[str]:
    """Return the keys of the commands beside one, but for those they always share."""
    usual = plain_keys(COMMANDS[command].keys)
    return frozenset().union(
        *(
            plain_keys(keys.get(other, COMMANDS[other].keys))
            - (usual & plain_keys(COMMANDS[other].keys))
            for other in beside(command)
        )
    )


def _without(keys: str, gone: frozenset[str]) -> str:
    return ",".join(key for key in keys.split(",") if not plain_keys(key) & gone)
