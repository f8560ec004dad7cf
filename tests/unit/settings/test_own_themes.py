"""Themes that a person made: read, or refused with file, key and the nearest valid one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.errors import SettingInvalid
from pectui.settings.own_themes import (
    COLOURS,
    LEAST,
    _nearest_colour,
    read_own_theme,
)
from pectui.settings.palettes import GROUNDS, PALETTES, TEXTS, contrast
from pectui.system.paths import own_theme_names

WriteTheme = Callable[..., Path]


@pytest.fixture
def write_theme(tmp_path: Path) -> WriteTheme:
    """Write a theme beside a settings file; return the settings file."""

    def write(text: str, name: str = "sera") -> Path:
        folder = tmp_path / "themes"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
        return tmp_path / "config.toml"

    return write


def test_what_is_not_given_is_that_of_the_base(write_theme: WriteTheme) -> None:
    config = write_theme('base = "light"\naccent = "#246"\nprimary = "Navy"\n')
    theme = read_own_theme(config, "sera")
    expected = {
        **PALETTES["light"],
        "accent": "#224466",
        "primary": "#000080",
        "on_primary": "#ffffff",
    }
    assert theme.colours == expected
    assert read_own_theme(write_theme(""), "sera").colours == PALETTES["dark"]


def test_a_folder_that_is_not_there_has_no_themes(tmp_path: Path) -> None:
    assert own_theme_names(tmp_path / "config.toml") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('acent = "#fff"', ["acent", "“accent”"]),
        ('Fore-ground = "#fff"', ["“foreground”"]),
        ('qqq = "#fff"', ["qqq", "background"]),
        ('accent = "#ff"', ["accent", "“#ff”", "“#ff0000”"]),
        ('accent = "ff8800"', ["accent", "“#ff8800”"]),
        ('accent = "#ff88zz"', ["“#ff8800”"]),
        ('accent = "oragne"', ["accent", "“orange”"]),
        ("accent = 3", ["accent", "“3”"]),
        ('accent = ["#fff"]', ["accent"]),
        ('base = "ligth"', ["base", "“light”"]),
        ("base = 1", ["base", "high-contrast"]),
        ("[base]\nx = 1", ["base"]),
        ('background = "#fff"', ["background", "foreground #d8dee6"]),
        ('foreground = "#202020"', ["foreground", "background #14181d"]),
        ('primary = "#333333"\non_primary = "#303030"', ["on_primary"]),
        ("accent = ", [":1"]),
    ],
)
def test_what_cannot_be_used_is_refused(
    text: str, words: list[str], write_theme: WriteTheme
) -> None:
    config = write_theme(text)
    with pytest.raises(SettingInvalid) as raised:
        read_own_theme(config, "sera")
    assert raised.value.exit_code == 3
    for word in (str(config.with_name("themes") / "sera.toml"), *words):
        assert word in raised.value.detail


@pytest.mark.parametrize("name", ["nord", "dark", "pectui-light"])
def test_a_name_that_is_taken_is_refused(name: str, write_theme: WriteTheme) -> None:
    with pytest.raises(SettingInvalid, match=name):
        read_own_theme(write_theme("", name), name)


@given(st.text(max_size=12))
def test_the_nearest_colour_is_one(word: str) -> None:
    near = _nearest_colour(word.lower())
    assert near.isalpha() or (len(near) == 7 and int(near[1:], 16) >= 0)


@given(st.dictionaries(st.sampled_from(COLOURS), st.from_regex("#[0-9a-f]{6}", fullmatch=True)))
def test_no_theme_locks_anybody_out(colours: dict[str, str]) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        config = Path(folder) / "config.toml"
        (Path(folder) / "themes").mkdir()
        text = "".join(f'{key} = "{value}"\n' for key, value in colours.items())
        (Path(folder) / "themes/sera.toml").write_text(text)
        try:
            theme = read_own_theme(config, "sera")
        except SettingInvalid:
            return
    for text_ in TEXTS:
        for ground in GROUNDS:
            assert contrast(theme.colours[text_], theme.colours[ground]) >= LEAST
