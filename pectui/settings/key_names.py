"""Names of keys as the settings give them: which there are, and whether two mean one key."""

from __future__ import annotations

import string
import unicodedata

_NAMED = (
    "escape", "enter", "tab", "space", "backspace", "insert", "delete", "home", "end",
    "pageup", "pagedown", "left", "right", "up", "down", *(f"f{n}" for n in range(1, 25)),
)  # fmt: skip
_SIGNS = {
    unicodedata.name(sign).lower().replace("-", "_").replace(" ", "_"): sign
    for sign in string.punctuation
} | {"slash": "/", "backslash": "\\", "at": "@", "minus": "-", "plus": "+", "underscore": "_"}
"""Signs by their names, some shorter than Unicode's."""
_MODIFIERS = ("ctrl", "alt", "shift", "super", "meta", "hyper")
SENT_AS = {"ctrl+h": "backspace", "ctrl+i": "tab", "ctrl+j": "enter", "ctrl+m": "enter"}
"""Keys that no terminal tells from another: nothing would ever happen on them."""
_EDITING = frozenset(
    ("enter", "space", "tab", "backspace", "delete", "home", "end", "left", "right", "up", "down")
)
_SPOKEN = {
    "esc": "escape", "return": "enter", "del": "delete", "canc": "delete", "ins": "insert",
    "pgup": "pageup", "pgdn": "pagedown", "pgdown": "pagedown", "spacebar": "space",
}  # fmt: skip
"""What people call keys."""


def plain_key(name: str) -> str | None:
    """Return the one spelling of a key, the same for all of its names; None for no key."""
    *modifiers, base = name.split("+") if len(name) > 1 else [name]
    if base == "" and name.endswith("++"):
        modifiers, base = modifiers[:-1], "+"
    if any(one not in _MODIFIERS for one in modifiers):
        return None
    sign = base if base in _NAMED else _sign(base)
    return None if sign is None else "+".join((*modifiers, sign))


def _sign(base: str) -> str | None:
    if len(base) == 1:
        return base if base.isprintable() and base != " " else None
    if base in _SIGNS:
        return _SIGNS[base]
    try:
        sign = unicodedata.lookup(base.replace("_", " ")) if base.islower() else ""
    except KeyError:
        return None
    return sign if len(sign) == 1 and sign.isprintable() else None


def plain_keys(keys: str) -> frozenset[str]:
    """Return the one spelling of each of several keys, comma-separated."""
    # A comma between commas is the key itself only by its name.
    return frozenset(plain for key in keys.split(",") if (plain := plain_key(key.strip())))


def is_typed(key: str) -> bool:
    """Whether a field for text takes the key."""
    plain = plain_key(key) or ""
    return len(plain) == 1 or plain in _EDITING


def nearest_key(name: str) -> str | None:
    """Return the key that was probably meant."""
    from difflib import get_close_matches

    *modifiers, base = name.strip().lower().replace("-", "+").split("+")
    base = base.replace(" ", "")
    base = _SPOKEN.get(base, base)
    if plain_key(base) is None:
        base = next(iter(get_close_matches(base, (*_NAMED, *_SIGNS), 1)), "")
    meant = "+".join((*modifiers, base))
    return meant if base and plain_key(meant) is not None else None
