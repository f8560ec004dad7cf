from __future__ import annotations

import os
import stat
import time
import tomllib
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.errors import FileUnwritable, SecretUnavailable, SettingInvalid
from pectui.settings.accounts import (
    account_names,
    open_beside,
    remove_account,
    save_account,
    set_value,
)
from pectui.settings.configuration import Secret
from pectui.settings.loader import read_configuration

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pectui.settings.accounts import SecretPlace
    from pectui.settings.secrets import SecretName
    from tests.fake_keyring import FakeKeyring

SECRETS: dict[SecretName, Secret] = {"password": Secret("p"), "token": Secret("t")}
WRITTEN = """# my settings
language = "it"  # the family's

# the office
[accounts.office]
username = "office@pec.example" # don't touch
password = "x"

[keys]
"inbox.delete" = "D"
"""


@pytest.mark.usefixtures("no_keyring")
def test_a_first_account_in_a_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new" / "place" / "config.toml"
    monkeypatch.setenv("PECTUI_CONFIG", str(path))
    assert save_account(path, "Studio", {"username": "s@pec.example"}, SECRETS) == "file"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    account = read_configuration().account
    assert account is not None
    assert (account.name, account.username) == ("Studio", "s@pec.example")
    assert (account.password, account.token) == (Secret("p"), Secret("t"))
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.usefixtures("no_keyring")
def test_everything_else_stays_as_it_was_written(write_settings: Callable[..., Path]) -> None:
    path = write_settings(WRITTEN, 0o644)
    save_account(path, "home", {"username": "h@pec.example", "sender": ""}, SECRETS)
    text = path.read_text()
    for line in WRITTEN.strip().splitlines():
        assert line in text
    assert account_names(path) == ("office", "home")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.usefixtures("no_keyring")
def test_changing_keeps_what_is_not_given_and_removes_what_is_emptied(
    write_settings: Callable[..., Path],
) -> None:
    path = write_settings(WRITTEN)
    save_account(path, "office", {"sender": "o@pec.example", "mailbox": "X"})
    save_account(path, "office", {"mailbox": ""}, SECRETS)
    assert tomllib.loads(path.read_text())["accounts"]["office"] == {
        "username": "office@pec.example",
        "sender": "o@pec.example",
        "password": "p",
        "token": "t",
    }
    assert "# don't touch" in path.read_text()


@pytest.mark.usefixtures("no_keyring")
def test_new_secrets_replace_a_command(write_settings: Callable[..., Path]) -> None:
    path = write_settings('[accounts.a]\nusername = "a@p.it"\npassword_command = "false"\n')
    save_account(path, "a", {}, SECRETS)
    account = read_configuration().account
    assert account is not None
    assert account.password == Secret("p")


def test_secrets_go_to_a_keyring_that_answers(
    keyring: FakeKeyring, write_settings: Callable[..., Path]
) -> None:
    path = write_settings('[accounts.a]\nusername = "a@p.it"\npassword = "old"\n')
    assert save_account(path, "a", {}, SECRETS) == "keyring"
    assert keyring.held() == {"pectui:a/password": "p", "pectui:a/token": "t"}
    assert tomllib.loads(path.read_text()) == {"accounts": {"a": {"username": "a@p.it"}}}
    account = read_configuration().account
    assert account is not None
    assert account.token == Secret("t")


@pytest.mark.parametrize("mood", ["fails", "none"])
def test_secrets_go_to_the_file_when_the_keyring_does_not_answer(
    mood: str, keyring: FakeKeyring, write_settings: Callable[..., Path]
) -> None:
    keyring.be(mood)
    path = write_settings("")
    assert save_account(path, "a", {"username": "a@p.it"}, SECRETS) == "file"
    assert tomllib.loads(path.read_text())["accounts"]["a"]["password"] == "p"


def test_the_file_can_be_preferred(
    keyring: FakeKeyring, write_settings: Callable[..., Path]
) -> None:
    path = write_settings("")
    assert save_account(path, "a", {"username": "a"}, SECRETS, place="file") == "file"
    assert keyring.held() == {}


@pytest.mark.parametrize("place", ["keyring", "command", "file", "session"])
def test_secrets_are_where_they_were_wanted_and_nowhere_else(
    place: SecretPlace, keyring: FakeKeyring, write_settings: Callable[..., Path]
) -> None:
    path = write_settings('[accounts.a]\nusername = "a@p.it"\npassword = "old"\ntoken = "old"\n')
    keyring.hold(a__password="older", a__token="older")
    commands = {"password_command": "pass show p", "token_command": "pass show t"}
    given = (commands, None) if place == "command" else ({}, SECRETS)
    assert save_account(path, "a", *given, place=place) == place
    written = tomllib.loads(path.read_text())["accounts"]["a"]
    del written["username"]
    stored = {"pectui:a/password": "p", "pectui:a/token": "t"}
    assert keyring.held() == (stored if place == "keyring" else {})
    wanted = {"command": commands, "file": {"password": "p", "token": "t"}}
    assert written == wanted.get(place, {})
    assert "old" not in path.read_text()


def test_a_keyring_that_does_not_answer_is_still_where_secrets_are(
    keyring: FakeKeyring, write_settings: Callable[..., Path]
) -> None:
    keyring.be("fails")
    write_settings('[accounts.a]\nusername = "a@p.it"\n')
    configuration = read_configuration(need_account=False)
    assert configuration.account is None
    assert isinstance(configuration.problem, SecretUnavailable)
    assert configuration.outline is not None
    assert configuration.outline.sources == {"password": "keyring", "token": "keyring"}


@pytest.mark.parametrize("mood", ["fails", "none"])
def test_a_keyring_that_was_wanted_and_keeps_nothing_is_an_error(
    mood: str, keyring: FakeKeyring, write_settings: Callable[..., Path]
) -> None:
    keyring.be(mood)
    path = write_settings("# mine\n")
    with pytest.raises(SecretUnavailable):
        save_account(path, "a", {"username": "a@p.it"}, SECRETS, place="keyring")
    assert path.read_text() == "# mine\n", "and nothing goes into the file instead"


@pytest.mark.usefixtures("no_keyring")
@pytest.mark.parametrize("name", ["", " ", "a/b", "a\\b", ".a", "a\n", "\x1b[2J", "x" * 65, "a "])
def test_a_name_that_is_none(name: str, write_settings: Callable[..., Path]) -> None:
    path = write_settings(WRITTEN)
    with pytest.raises(SettingInvalid):
        save_account(path, name, {"username": "u"})
    assert path.read_text() == WRITTEN


@pytest.mark.usefixtures("no_keyring")
def test_a_broken_file_is_never_overwritten(write_settings: Callable[..., Path]) -> None:
    broken = "[accounts.a\nusername ="
    path = write_settings(broken)
    with pytest.raises(SettingInvalid):
        save_account(path, "b", {"username": "u"}, SECRETS)
    assert path.read_text() == broken


@pytest.mark.usefixtures("no_keyring")
def test_a_failed_write_leaves_the_old_file_alone(
    write_settings: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_settings(WRITTEN)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pectui.settings.accounts.os.fsync", full)
    with pytest.raises(FileUnwritable) as caught:
        save_account(path, "b", {"username": "u"}, SECRETS)
    assert "disk is full" in caught.value.detail
    assert path.read_text() == WRITTEN
    assert not list(path.parent.glob(".pectui-*"))


@pytest.mark.usefixtures("no_keyring")
def test_what_a_killed_process_left_beside_the_file_goes_with_the_next_write(
    write_settings: Callable[..., Path],
) -> None:
    path = write_settings(WRITTEN)
    _, left = open_beside(path)
    _, used = open_beside(path)
    own = path.parent / ".pectui-settings.toml"
    own.write_text("")
    for one in (left, own):
        os.utime(one, (time.time() - 7200,) * 2)
    save_account(path, "b", {"username": "u"}, SECRETS)
    assert (left.exists(), used.exists(), own.exists()) == (False, True, True)


@pytest.mark.usefixtures("no_keyring")
def test_what_several_write_at_once_is_all_there(
    write_settings: Callable[..., Path],
) -> None:
    path = write_settings(WRITTEN)
    names = [f"a{number}" for number in range(8)]
    with ThreadPoolExecutor(len(names)) as pool:
        ways: list[Future[Any]] = [
            pool.submit(save_account, path, one, {"username": f"{one}@p.it"}) for one in names
        ]
        theme = pool.submit(set_value, path, "theme", "dark")
        removal = pool.submit(remove_account, path, "office")
        for way in (*ways, theme, removal):
            way.result()
    said = tomllib.loads(path.read_text())
    assert (sorted(said["accounts"]), said["theme"]) == (names, "dark")


@pytest.mark.usefixtures("no_keyring")
def test_a_link_is_followed(tmp_path: Path, write_settings: Callable[..., Path]) -> None:
    path = write_settings(WRITTEN)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    save_account(link, "b", {"username": "u"}, SECRETS)
    assert link.is_symlink()
    assert account_names(path) == ("office", "b")


@given(
    name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
    password=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
)
def test_any_name_and_password_come_back(
    tmp_path_factory: pytest.TempPathFactory, name: str, password: str
) -> None:
    path = tmp_path_factory.mktemp("accounts") / "config.toml"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pectui.settings.keyring_process.is_available", lambda: False)
        patch.setattr("pectui.settings.accounts.os.fsync", lambda _: None)
        try:
            save_account(path, name, {"username": "u@p.it"}, {"password": Secret(password)})
        except SettingInvalid:
            assert not path.exists()
            return
    assert tomllib.loads(path.read_text())["accounts"][name]["password"] == password
