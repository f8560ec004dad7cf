"""The colours of the program's own themes, by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXTS = ("foreground", "quiet", "accent", "success", "warning", "error")
"""What is written; `quiet` is for what matters least on a line."""
GROUNDS = ("background", "surface", "panel", "cursor")
"""What is written on; `cursor` lies behind the row under the cursor."""
MARKS = ("primary", "secondary", "on_primary")
"""What is chosen, and the text on it."""

PALETTES: Mapping[str, Mapping[str, str]] = {
    "dark": {
        "foreground": "#d8dee6",
        "quiet": "#a3afbc",
        "accent": "#e0b25c",
        "primary": "#5b8fd6",
        "secondary": "#7aa2b8",
        "on_primary": "#0b0e12",
        "success": "#7fbf7f",
        "warning": "#e0a458",
        "error": "#e2777a",
        "background": "#14181d",
        "surface": "#1a1f26",
        "panel": "#222932",
        "cursor": "#2f4159",
    },
    "light": {
        "foreground": "#1c2329",
        "quiet": "#4a535c",
        "accent": "#744b00",
        "primary": "#1f5fae",
        "secondary": "#3d6b80",
        "on_primary": "#ffffff",
        "success": "#246b2c",
        "warning": "#7a4600",
        "error": "#a8262b",
        "background": "#f7f7f4",
        "surface": "#efefeb",
        "panel": "#e3e4df",
        "cursor": "#bcd2ee",
    },
    "high-contrast": {
        "foreground": "#ffffff",
        "quiet": "#e0e0e0",
        "accent": "#ffe070",
        "primary": "#7cc0ff",
        "secondary": "#9fd4ff",
        "on_primary": "#000000",
        "success": "#8cff9e",
        "warning": "#ffd75f",
        "error": "#ffb3b3",
        "background": "#000000",
        "surface": "#000000",
        "panel": "#161616",
        "cursor": "#003566",
    },
    "monochrome": {
        "foreground": "#e8e8e8",
        "quiet": "#b8b8b8",
        "accent": "#ffffff",
        "primary": "#d8d8d8",
        "secondary": "#c8c8c8",
        "on_primary": "#000000",
        "success": "#e8e8e8",
        "warning": "#e8e8e8",
        "error": "#ffffff",
        "background": "#101010",
        "surface": "#101010",
        "panel": "#1c1c1c",
        "cursor": "#484848",
    },
}
"""Name of a theme → colours, the same ones in each."""


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour `#rrggbb`, as WCAG 2 reckons it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG 2 reckons it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
