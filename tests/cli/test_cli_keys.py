"""`pectui keys`: every command with its keys, the person's own included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pectui.cli.table import cells
from pectui.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Write the settings file; return its path."""

    def write(text: str) -> Path:
        file = tmp_path / "config.toml"
        file.write_text(text, encoding="utf-8")
        monkeypatch.setenv("PECTUI_CONFIG", str(file))
        return file

    return write


def test_every_command_is_listed_once_with_its_keys(cli: Callable[..., Any]) -> None:
    places = cli("keys", "--json").json["places"]
    listed = {one["id"]: one for place in places for one in place["commands"]}
    assert list(listed) == list(COMMANDS)
    assert listed["inbox.delete"]["keys"] == ["d", "delete"]
    assert not any(one["own"] for one in listed.values())
    assert len({place["place"] for place in places}) == len(places)
    words = cli("keys").out
    for command in COMMANDS.values():
        assert f"{command.help}  ({command.id})" in words


def test_the_persons_own_keys_stand_instead_of_the_usual_ones(
    cli: Callable[..., Any], settings: Callable[[str], Path]
) -> None:
    settings('[keys]\n"inbox.reply" = "R"\n"inbox.delete" = ["delete", "ctrl+d"]\n')
    done = cli("keys", "--json")
    listed = {one["id"]: one for place in done.json["places"] for one in place["commands"]}
    own = {name: one["keys"] for name, one in listed.items() if one["own"]}
    assert own == {"inbox.reply": ["R"], "inbox.delete": ["delete", "ctrl+d"]}
    assert listed["inbox.reply"]["usual"] == ["r"]
    assert "Del Ctrl+D" in cli("keys").out


def test_a_preset_is_shown_and_ones_own_keys_over_it(
    cli: Callable[..., Any], settings: Callable[[str], Path]
) -> None:
    settings('keys_preset = "mutt"\n[keys]\n"inbox.reply" = "R"\n')
    done = cli("keys", "--json").json
    listed = {one["id"]: one for place in done["places"] for one in place["commands"]}
    assert done["preset"] == "mutt"
    assert listed["list.mark"] | {"does": ""} == {
        "id": "list.mark",
        "keys": ["t"],
        "usual": ["x", "space"],
        "own": False,
        "preset": True,
        "does": "",
    }
    reply, note = listed["inbox.reply"], listed["inbox.note"]
    assert (reply["keys"], reply["own"], reply["preset"]) == (["R"], True, False)
    assert (note["keys"], note["own"], note["preset"]) == (["a"], False, False)
    words = cli("keys").out
    assert "(list.mark, mutt)" in words
    assert "(inbox.reply, your own keys)" in words


def test_a_preset_of_the_environment_is_shown(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli("keys", "--json").json["preset"] is None
    monkeypatch.setenv("PECTUI_KEYS_PRESET", "gmail")
    assert cli("keys", "--json").json["preset"] == "gmail"
    monkeypatch.setenv("PECTUI_KEYS_PRESET", "gmial")
    done = cli("keys", "--json")
    assert done.code == 3
    assert "PECTUI_KEYS_PRESET" in done.error["detail"]
    assert "“gmail”" in done.error["detail"]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ('keys_preset = "arec"\n', "aerc"),
        ('[keys]\n"inbox.replay" = "R"\n', "inbox.reply"),
        ('[keys]\n"inbox.reply" = "pagedwn"\n', "pagedown"),
        ('languge = "it"\n', "language"),
        ("[accounts.studio]\nusernme = 'a'\n", "username"),
    ],
)
def test_what_is_wrong_in_the_settings_is_an_error_here_too(
    text: str, near: str, cli: Callable[..., Any], settings: Callable[[str], Path]
) -> None:
    file = settings(text)
    done = cli("keys", "--json")
    assert done.code == 3
    assert str(file) in done.error["detail"]
    assert near in done.error["detail"]


def test_the_language_of_the_settings_is_spoken(
    cli: Callable[..., Any], settings: Callable[[str], Path]
) -> None:
    settings('language = "it"\n')
    assert "Canc" in cli("keys").out


@pytest.mark.parametrize("width", [40, 80])
def test_on_a_terminal_no_word_is_cut_and_no_line_too_wide(
    width: int, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pectui.cli.output.list_width", lambda: width)
    out = cli("keys").out
    assert max(map(cells, out.splitlines())) <= width
    plain = " ".join(out.split())
    for command in COMMANDS.values():
        assert f"{command.help} ({command.id})" in plain
