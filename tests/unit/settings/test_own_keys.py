"""Settings that name a theme, a command or a key there is none of end with exit code 3."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pectui.cli.main import run
from pectui.commands import COMMANDS, PLACES
from pectui.errors import SettingInvalid
from pectui.settings.configuration import SHORT_THEMES
from pectui.settings.key_names import nearest_key, plain_key
from pectui.settings.loader import read_settings
from pectui.settings.own_keys import check_own_keys
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
    ('[keys]\n"inbox.delete" = "r"', ["keys.inbox.delete", "“r”", "inbox.reply"]),
    ('[keys]\n"inbox.delete" = "j"', ["list.down"]),
    ('[keys]\n"inbox.delete" = "?"', ["app.help"]),
    ('[keys]\n"inbox.delete" = "X"\n"inbox.reply" = "X"', ["keys.inbox.", "“X”"]),
    ('theme = "nort"', ["theme", "“nord”"]),
    ('theme = "darkk"', ["theme", "“dark”"]),
    ('theme = "§§"', ["theme", "nord"]),
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
    assert read_settings().options.keys


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
