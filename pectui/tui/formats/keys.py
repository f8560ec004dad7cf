"""Names keys as they are printed on a keyboard."""

from __future__ import annotations

from pectui.catalogue import t

_SHOWN = {
    "question_mark": "?", "asterisk": "*", "colon": ":", "slash": "/", "greater_than_sign": ">",
    "less_than_sign": "<", "down": "↓", "up": "↑", "left": "←", "right": "→", "escape": "Esc",
    "home": "Home", "tab": "Tab", "backspace": "Backspace",
}  # fmt: skip
_NAMED = {
    "delete": "shell.key.delete",
    "end": "shell.key.end",
    "enter": "shell.key.enter",
    "pagedown": "shell.key.pagedown",
    "pageup": "shell.key.pageup",
    "space": "shell.key.space",
}
"""Keys that are printed otherwise on an Italian keyboard."""


def shown_key(key: str) -> str:
    """Return a Textual key name as it is printed on a keyboard."""
    if key in _NAMED:
        return t(_NAMED[key])
    if key in _SHOWN:
        return _SHOWN[key]
    if key.startswith("ctrl+"):
        return f"^{shown_key(key[5:]).upper()}" if len(key) == 6 else f"^{shown_key(key[5:])}"
    return key.upper() if key.startswith("f") and key[1:].isdigit() else key
