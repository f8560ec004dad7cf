"""The themes of our own, and those a person made, as Textual knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import Theme

from pectui.settings.palettes import PALETTES, luminance

if TYPE_CHECKING:
    from collections.abc import Mapping

_DARK = 0.18
"""Luminance below which a ground is dark: half-way for the eye."""


def make_theme(name: str, colours: Mapping[str, str]) -> Theme:
    """Return the theme of the colours of a palette."""
    variables = {
        "quiet": colours["quiet"],
        "cursor-row": colours["cursor"],
        # Textual would reckon these with too little contrast.
        "text-muted": colours["quiet"],
        "text-disabled": colours["quiet"],
        "block-cursor-foreground": colours["on_primary"],
        "block-cursor-blurred-background": colours["cursor"],
        "button-color-foreground": colours["on_primary"],
    }
    return Theme(
        name=name,
        primary=colours["primary"],
        secondary=colours["secondary"],
        accent=colours["accent"],
        foreground=colours["foreground"],
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["panel"],
        success=colours["success"],
        warning=colours["warning"],
        error=colours["error"],
        dark=luminance(colours["background"]) < _DARK,
        variables=variables,
    )


OURS = tuple(make_theme(f"pectui-{name}", colours) for name, colours in PALETTES.items())
USUAL = "pectui-dark"
MONOCHROME = "pectui-monochrome"
"""Drawn in the terminal's own two colours: what lies on another ground is shown reversed."""


def own_variables(theme: Theme) -> dict[str, str]:
    """Return colours of ours for a theme that does not know them."""
    return {"quiet": "#8a949e", "cursor-row": f"{theme.primary} 45%"}


ACCOUNTS = {
    "blue": "#1f5fbf",
    "green": "#1b7a3b",
    "magenta": "#8e3a9d",
    "yellow": "#8a6100",
    "cyan": "#0b7285",
    "red": "#b3261e",
}
"""Colours that accounts are told by, in the order in which they are given out."""


def account_colour(name: str, number: int) -> str:
    """Return the colour of an account: by the name of one, else by its place among the others."""
    return ACCOUNTS.get(name) or list(ACCOUNTS.values())[number % len(ACCOUNTS)]
