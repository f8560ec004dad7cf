"""Names of keys as they are printed on a keyboard."""

from __future__ import annotations

_SHOWN = {
    "question_mark": "?", "colon": ":", "slash": "/", "greater_than_sign": ">",
    "less_than_sign": "<", "pagedown": "PgDn", "pageup": "PgUp", "down": "↓", "up": "↑",
    "left": "←", "right": "→", "enter": "Enter", "escape": "Esc", "delete": "Del",
    "home": "Home", "end": "End", "space": "Space",
}  # fmt: skip


def shown_key(key: str) -> str:
    """Return a Textual key name as it is printed on a keyboard."""
    if key in _SHOWN:
        return _SHOWN[key]
    if key.startswith("ctrl+"):
        return f"^{shown_key(key[5:]).upper()}" if len(key) == 6 else f"^{shown_key(key[5:])}"
    return key.upper() if key.startswith("f") and key[1:].isdigit() else key
