"""Refuses control characters at the last exit to the terminal.

The gate in `pectui.text` is the rule; whatever this guard has to remove is a bug, and is counted.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from textual.strip import Strip

if TYPE_CHECKING:
    from rich.color import ColorSystem
    from rich.style import Style

_log = logging.getLogger("pectui.tui")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

removed = 0
"""Characters removed since the program started: 0 unless text went around the gate."""


def _guarded(text: str) -> str:
    global removed
    safe, count = _CONTROL.subn("\N{REPLACEMENT CHARACTER}", text)
    if count:
        removed += count
        _log.error("the guard removed %d control characters: text went around the gate", count)
    return safe


def install() -> None:
    """Put the guard at Textual's only exit for text."""
    if getattr(Strip.render_style, "is_guarded", False):
        return
    render: Any = Strip.render_style.__func__  # type: ignore[attr-defined]

    def render_style(cls: type[Strip], style: Style, text: str, color_system: ColorSystem) -> str:
        result: str = render(cls, style, _guarded(text), color_system)
        return result

    render_style.is_guarded = True  # type: ignore[attr-defined]
    Strip.render_style = classmethod(render_style)  # type: ignore[method-assign,assignment]
