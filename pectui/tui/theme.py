"""The two themes, light and dark."""

from __future__ import annotations

from textual.theme import Theme

VARIABLES = {"quiet": "#8a949e"}
"""Colours of ours that other themes do not know: quiet is for what matters least on a line."""

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
    dark=True,
    variables={"quiet": "#93a0ae"},
)

LIGHT = Theme(
    name="pectui-light",
    primary="#1f5fae",
    secondary="#3d6b80",
    accent="#8a5a00",
    foreground="#1c2329",
    background="#f7f7f4",
    surface="#efefeb",
    panel="#e3e4df",
    success="#246b2c",
    warning="#8f5200",
    error="#a8262b",
    dark=False,
    variables={"quiet": "#5c6670"},
)
