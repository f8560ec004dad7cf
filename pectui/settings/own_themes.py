"""Themes that a person made: a file of colours each, in the folder `themes` beside the settings.

base = "light"             # dark, light, high-contrast, monochrome: what is not given is from there
background = "#fdf6e3"
accent = "#b58900"

A colour that is none, and text that could not be read on its ground, are errors: nobody is to find
the program black on black.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from pectui.settings.checks import nearest
from pectui.settings.configuration import SHORT_THEMES, THEMES
from pectui.settings.file import invalid, read_table
from pectui.settings.palettes import GROUNDS, MARKS, PALETTES, TEXTS, contrast
from pectui.system.paths import themes_folder
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

COLOURS = (*TEXTS, *GROUNDS, *MARKS)
LEAST = 3.0
"""The contrast below which a text is refused: what WCAG 2 asks of large text."""
_PAIRS = (*product(TEXTS, GROUNDS), ("on_primary", "primary"))
_BASE = "dark"
_STEPS = 20
_NAMED = {
    "black": "#000000", "silver": "#c0c0c0", "gray": "#808080", "grey": "#808080",
    "white": "#ffffff", "maroon": "#800000", "red": "#ff0000", "purple": "#800080",
    "fuchsia": "#ff00ff", "green": "#008000", "lime": "#00ff00", "olive": "#808000",
    "yellow": "#ffff00", "navy": "#000080", "blue": "#0000ff", "teal": "#008080",
    "aqua": "#00ffff", "orange": "#ffa500",
}  # fmt: skip
"""Colours that have a name in every list of them."""


@dataclass(frozen=True, slots=True)
class OwnTheme:
    """A theme that a person made, every colour of it known."""

    name: str
    colours: Mapping[str, str]


def read_own_theme(config: Path, name: str) -> OwnTheme:
    """Read one theme. Raises SettingInvalid naming its file, its key and the nearest valid one."""
    path = themes_folder(config) / f"{name}.toml"
    if name in {*THEMES, *SHORT_THEMES}:
        raise invalid(str(path), "settings.reason.theme-name-taken", name=clean_line(name, 60))
    table = read_table(path)
    base = table.pop("base", _BASE)
    if base not in tuple(PALETTES):
        raise _not_a_base(f"{path}, base", base)
    given = {key: _colour(path, key, value) for key, value in table.items()}
    colours = {**PALETTES[base], **given}
    if "primary" in given and "on_primary" not in given:
        colours["on_primary"] = max(
            "#000000", "#ffffff", key=lambda c: contrast(c, given["primary"])
        )
    _check_contrast(path, colours, given)
    return OwnTheme(name, colours)


def _not_a_base(where: str, base: object) -> Exception:
    choices = ", ".join(PALETTES)
    near = nearest(base.lower(), PALETTES, 0.4) if isinstance(base, str) else None
    if near:
        return invalid(where, "settings.reason.not-one-of-near", choices=choices, near=near)
    return invalid(where, "settings.reason.not-one-of", choices=choices)


def _colour(path: Path, key: str, value: Any) -> str:
    """Return a colour as `#rrggbb`."""
    where = f"{path}, {clean_line(key, 60)}"
    if key not in COLOURS:
        near = nearest(key.lower().replace("-", "_"), (*COLOURS, "base"))
        if near:
            raise invalid(where, "settings.reason.unknown-colour-near", near=near)
        raise invalid(where, "settings.reason.unknown-colour", choices=", ".join(COLOURS))
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in _NAMED:
        return _NAMED[word]
    if re.fullmatch("#(?:[0-9a-f]{3}|[0-9a-f]{6})", word):
        return word if len(word) == 7 else "#" + "".join(digit * 2 for digit in word[1:])
    given = clean_line(str(value), 40)
    raise invalid(where, "settings.reason.not-a-colour", given=given, near=_nearest_colour(word))


def _nearest_colour(word: str) -> str:
    """Return a colour that was perhaps meant."""
    if name := nearest(word, _NAMED):
        return name
    digits = "".join(one if one in "0123456789abcdef" else "0" for one in word.lstrip("#"))
    return f"#{digits[:6]:0<6}" if digits.strip("0") else "#1a2b3c"


def _check_contrast(path: Path, colours: Mapping[str, str], given: Mapping[str, str]) -> None:
    """Raise SettingInvalid where a text cannot be read on its ground."""
    for text, ground in _PAIRS:
        if contrast(colours[text], colours[ground]) >= LEAST:
            continue
        key = text if text in given else ground
        raise invalid(
            f"{path}, {key}",
            "settings.reason.no-contrast",
            text=f"{text} {colours[text]}",
            ground=f"{ground} {colours[ground]}",
            key=key,
            near=_apart(key, colours),
        )


def _apart(key: str, colours: Mapping[str, str]) -> str:
    """Return the colour nearest to that of `key` that stands apart from what it meets."""
    met = [colours[ground] for text, ground in _PAIRS if text == key]
    met += [colours[text] for text, ground in _PAIRS if ground == key]
    for step in range(1, _STEPS + 1):
        for end in ("#000000", "#ffffff"):
            mixed = _mixed(colours[key], end, step / _STEPS)
            if all(contrast(mixed, other) >= LEAST for other in met):
                return mixed
    return max("#000000", "#ffffff", key=lambda end: min(contrast(end, one) for one in met))


def _mixed(colour: str, other: str, share: float) -> str:
    """Return a colour with a share of another in it."""
    pairs = [(int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)
