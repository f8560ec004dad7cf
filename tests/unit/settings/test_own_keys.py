"""Settings that name a theme, a command or a key there is none of end with exit code 3."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.cli.main import run
from pectui.commands import COMMANDS, PLACES, beside
from pectui.errors import SettingInvalid
from pectui.settings.configuration import KEYS_PRESETS, SHORT_THEMES
from pectui.settings.key_names import nearest_key, plain_key, plain_keys
from pectui.settings.loader import read_settings
from pectui.settings.own_keys import check_own_keys
from pectui.settings.presets import PRESETS, keys_with
from pectui.settings.process import start_reading

BAD = [
    ('[keys]\n"inbox.delet" = "D"', ["keys.inbox.delet", "“inbox.delete”"]),
    ("[keys]\nmessage.delete = 'D'", ["keys.message.delete", "inbox.delete"]),
    ('[keys]\n"qqq" = "D"', ["keys.qqq", "no such command"]),
    ('[keys]\n"inbox.delete" = "PgDn"', ["keys.inbox.delete", "“PgDn”", "“pagedown”"]),
    ('[keys]\n"inbox.delete" = "Ctrl+R"', ["“Ctrl+R”", "“ctrl+r”"]),
    ('[keys]\n"inbox.delete" = "delet"', ["“delet”", "“delete”"]),
    ('[keys]\n"inbox.delete" = ["D", "F55"]', ["“F55”"]),
    ('[keys]\n"inbox.delete" = "ctrl+m"', ["ctrl+m", "“enter”"]),
    ('[keys]\n"inbox.delete" = "r"', ["keys.inbox.delete", "“r”", "inbox.reply", "“R”"]),
    ('[keys]\n"inbox.delete" = "j"', ["list.down", "“D”"]),
    ('[keys]\n"inbox.delete" = "?"', ["app.help"]),
    ('[keys]\n"inbox.delete" = "X"\n"inbox.reply" = "X"', ["keys.inbox.", "“X”"]),
    ('theme = "nort"', ["theme", "“nord”"]),
    ('theme = "darkk"', ["theme", "“dark”"]),
    ('theme = "§§"', ["theme", "nord"]),
    ('keys_preset = "mut"', ["keys_preset", "“mutt”"]),
    ('keys_preset = "§"', ["keys_preset", "mutt, aerc, nmail, gmail"]),
    ('[keys]\n"compose.send" = "s"', ["keys.compose.send", "“s”", "“f5”"]),
    ('[keys]\n"app.quit" = ["ctrl+q", "space"]', ["keys.app.quit", "“space”"]),
    ('usernam = "x"', ["usernam", "“username”"]),
]
GOOD = [
    '"inbox.delete" = "D"',
    '"inbox.delete" = "f55,D"'.replace("f55", "f12"),
    '"inbox.delete" = ["delete", "ctrl+delete", "è"]',
    '"inbox.reply" = "f"\n"inbox.forward" = "r"',
    '"outbox.now" = "S"\n"drafts.edit" = "S"',
    '"app.help" = "?"',
    '"inbox.delete" = ""',
    '"compose.save" = "alt+s"',
]


@pytest.mark.parametrize(("text", "words"), BAD)
def test_what_there_is_not_is_named_with_its_file_and_the_nearest(
    text: str, words: list[str], write_settings: Callable[..., Path]
) -> None:
    path = write_settings(text)
    with pytest.raises(SettingInvalid) as raised:
        read_settings()
    assert raised.value.exit_code == 3
    for word in (str(path), *words):
        assert word in raised.value.detail


@pytest.mark.parametrize("argv", [["inbox"], ["quota", "--json"], ["sent"], ["delete", "1", "-y"]])
def test_every_command_refuses_them(argv: list[str], write_settings: Callable[..., Path]) -> None:
    write_settings('[keys]\n"inbox.delet" = "D"')
    assert run(argv) == 3


def test_the_program_refuses_them(write_settings: Callable[..., Path]) -> None:
    path = write_settings('[keys]\n"inbox.delet" = "D"')
    with pytest.raises(SettingInvalid, match=path.name):
        start_reading(None).result()


@pytest.mark.parametrize("text", GOOD)
def test_what_there_is_is_taken(text: str, write_settings: Callable[..., Path]) -> None:
    write_settings(f"[keys]\n{text}")
    assert read_settings().file.keys


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_clashes_nowhere_and_leaves_every_command_a_key(name: str) -> None:
    preset = PRESETS[name]
    check_own_keys(name, preset)
    now = {one.id: preset.get(one.id, one.keys).split(",") for one in COMMANDS.values()}
    assert preset.keys() <= COMMANDS.keys()
    hard = {"number_sign", "at", "left_square_bracket", "right_square_bracket", "tilde"}
    chords = {"app.quit", "app.suspend", "app.interrupt"}
    for command, keys in now.items():
        easy = [key for key in keys if "+" not in key and key not in hard]
        assert easy or command in chords, f"{name}: {command} needs a chord or AltGr"


def test_the_presets_are_those_of_the_settings() -> None:
    assert tuple(PRESETS) == KEYS_PRESETS


def test_own_keys_win_over_the_preset(write_settings: Callable[..., Path]) -> None:
    write_settings('keys_preset = "mutt"\n[keys]\n"app.write" = "c"\n"inbox.delete" = ""')
    keys = read_settings().options.keys
    assert keys == {**PRESETS["mutt"], "app.write": "c"}


def test_what_a_preset_gave_goes_to_a_command_of_ones_own_choice() -> None:
    keys = keys_with("mutt", {"inbox.delete": "G", "inbox.reply": "m"})
    assert keys["inbox.refresh"] == "ctrl+r,f5"
    assert keys["app.write"] == "c", "its only key is gone: of the usual ones what is free"
    assert keys["sent.refresh"] == PRESETS["mutt"]["sent.refresh"], "it works elsewhere"


def test_the_last_key_of_a_preset_is_not_taken_away() -> None:
    with pytest.raises(SettingInvalid, match=r"inbox\.flag"):
        check_own_keys("keys", {"inbox.reply": "F"}, "mutt")


@given(
    st.sampled_from(sorted(PRESETS)),
    st.dictionaries(
        st.sampled_from(sorted(COMMANDS)), st.sampled_from("abcdefgstuGFT"), max_size=3
    ),
)
def test_whatever_is_chosen_no_command_is_without_a_key_nor_shares_one(
    preset: str, own: dict[str, str]
) -> None:
    try:
        check_own_keys("keys", own, preset)
    except SettingInvalid:
        return
    chosen = keys_with(preset, own)
    now = {one.id: plain_keys(chosen.get(one.id, one.keys)) for one in COMMANDS.values()}
    usual = {one.id: plain_keys(one.keys) for one in COMMANDS.values()}
    for command, keys in now.items():
        assert keys
        for other in beside(command):
            assert keys & now[other] <= usual[command] & usual[other], (command, other)


@given(
    st.sampled_from(sorted(COMMANDS)),
    st.sampled_from([*"abcdefghijklmnopqrstuvwxyzDRG", "enter", "?", "f8", "ctrl+r", "é"]),
    st.sampled_from(["", *PRESETS]),
)
def test_the_key_that_is_proposed_can_be_taken(command: str, key: str, preset: str) -> None:
    try:
        check_own_keys("keys", {command: key}, preset)
    except SettingInvalid as error:
        near = error.detail.rpartition("“")[2].partition("”")[0]
        check_own_keys("keys", {command: near}, preset)


def test_the_programs_own_keys_are_keys_and_clash_nowhere() -> None:
    for command in COMMANDS.values():
        assert all(plain_key(key) for key in command.keys.split(","))
        check_own_keys("keys", {command.id: command.keys})


def test_a_theme_in_the_folder_is_a_theme(write_settings: Callable[..., Path]) -> None:
    path = write_settings('theme = "sera"')
    with pytest.raises(SettingInvalid):
        read_settings()
    (path.parent / "themes").mkdir()
    (path.parent / "themes" / "sera.toml").write_text("acent = 1")
    assert read_settings().options.theme == "sera"
    path.write_text('theme = "serra"')
    with pytest.raises(SettingInvalid, match="“sera”"):
        read_settings()


@pytest.mark.parametrize("name", SHORT_THEMES)
def test_our_own_themes_have_short_names(name: str, write_settings: Callable[..., Path]) -> None:
    write_settings(f'theme = "{name}"')
    assert read_settings().options.theme == f"pectui-{name}"


def test_every_group_has_a_place() -> None:
    assert {command.group for command in COMMANDS.values()} == {
        group for place in PLACES for group in place
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [("?", "question_mark"), ("/", "slash"), (">", "greater_than_sign"), ("ctrl+@", "ctrl+at")],
)
def test_two_names_of_one_key_are_one_key(one: str, other: str) -> None:
    assert plain_key(one) == plain_key(other) is not None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Esc", "escape"), ("Del", "delete"), ("ctrl-r", "ctrl+r"), ("Page Down", "pagedown")],
)
def test_what_people_call_keys_is_known(typed: str, meant: str) -> None:
    assert plain_key(typed) is None
    assert nearest_key(typed) == meant


def test_the_keys_are_those_the_screen_knows() -> None:
    from textual.keys import Keys, _character_to_key

    for key in Keys:
        if plain_key(key.value) is None:
            odd = ("<", "return", "ctrl-at", "shift+escape")
            assert key.value.startswith(odd), key.value
    for sign in "?/>:*#+-_@\\\"'~|":
        assert plain_key(_character_to_key(sign)) == plain_key(sign)


def test_the_themes_are_those_the_screen_knows() -> None:
    from textual.app import App

    from pectui.settings.configuration import THEMES
    from pectui.tui import theme

    app: App[Any] = App()
    assert set(THEMES) == {*app.available_themes, *(one.name for one in theme.OURS)}
