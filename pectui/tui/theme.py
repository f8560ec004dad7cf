"""The themes of our own: dark, light, high contrast and monochrome."""

from __future__ import annotations

from textual.theme import Theme


def _variables(*, quiet: str, cursor: str, on_primary: str) -> dict[str, str]:
    """Return what Textual does not know, or would reckon with too little contrast.

    `quiet` is for what matters least on a line, `cursor` lies behind the row under the cursor.
    """
    return {
        "quiet": quiet,
        "cursor-row": cursor,
        "text-muted": quiet,
        "text-disabled": quiet,
        "block-cursor-foreground": on_primary,
        "button-color-foreground": on_primary,
    }


DARK = Theme(
    name="pectui-dark",
    primary="#5b8fd6",
    secondary="#7aa2b8",
    accent="#e0b25c",
    foreground="#d8dee6",
    background="#14181d",
    surface="#1a1f26",
    panel="#222932",
    success="#7fbf7f",
    warning="#e0a458",
    error="#e2777a",
    variables=_variables(quiet="#a3afbc", cursor="#2f4159", on_primary="#0b0e12"),
)

LIGHT = Theme(
    name="pectui-light",
    dark=False,
    primary="#1f5fae",
    secondary="#3d6b80",
    accent="#744b00",
    foreground="#1c2329",
    background="#f7f7f4",
    surface="#efefeb",
    panel="#e3e4df",
    success="#246b2c",
    warning="#7a4600",
    error="#a8262b",
    variables=_variables(quiet="#4a535c", cursor="#bcd2ee", on_primary="#ffffff"),
)

HIGH_CONTRAST = Theme(
    name="pectui-high-contrast",
    primary="#7cc0ff",
    secondary="#9fd4ff",
    accent="#ffe070",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#161616",
    success="#8cff9e",
    warning="#ffd75f",
    error="#ffb3b3",
    variables=_variables(quiet="#e0e0e0", cursor="#003566", on_primary="#000000"),
)

MONOCHROME = Theme(
    name="pectui-monochrome",
    primary="#d8d8d8",
    secondary="#c8c8c8",
    accent="#ffffff",
    foreground="#e8e8e8",
    background="#101010",
    surface="#101010",
    panel="#1c1c1c",
    success="#e8e8e8",
    warning="#e8e8e8",
    error="#ffffff",
    variables=_variables(quiet="#b8b8b8", cursor="#484848", on_primary="#000000"),
)
"""Drawn in the terminal's own two colours: what lies on another ground is shown reversed."""

OURS = (DARK, LIGHT, HIGH_CONTRAST, MONOCHROME)


def own_variables(theme: Theme) -> dict[str, str]:
    """Return colours of ours for a theme that does not know them."""
    return {"quiet": "#8a949e", "cursor-row": f"{theme.primary} 45%"}
