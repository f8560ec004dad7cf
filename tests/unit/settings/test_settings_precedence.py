from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.errors import SettingInvalid, SettingsMissing
from pectui.settings.configuration import PRODUCTION_URL, SANDBOX_URL, Account, Secret
from pectui.settings.loader import read_configuration, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.usefixtures("no_keyring")

SECRETS = 'password = "p"\ntoken = "t"\n'


def account_of(name: str | None = None) -> Account:
    account = read_configuration(name).account
    assert account is not None
    return account


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def give(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"PECTUI_{name}", value)

    return give


def test_the_environment_alone_is_enough(env: Callable[..., None]) -> None:
    env(USERNAME="studio@pec.example", PASSWORD="p", TOKEN="t")
    configuration = read_configuration()
    assert configuration.account == Account(
        name="default",
        username="studio@pec.example",
        sender="studio@pec.example",
        password=Secret("p"),
        token=Secret("t"),
    )
    assert configuration.account_names == ()


def test_every_default(env: Callable[..., None]) -> None:
    env(USERNAME="studio@pec.example", PASSWORD="p", TOKEN="t")
    account, options = account_of(), read_configuration().options
    assert (account.base_url, account.mailbox) == (PRODUCTION_URL, "INBOX")
    assert (account.quota_unit, account.attachment_encoding) == ("KB", "data-uri")
    assert (account.subject_reference, account.daily_limit) == ("batches", 3500)
    assert (account.monthly_limit, account.price) == (0, None)
    assert (account.proxy, account.ca_file, account.token_expires) == (None, None, None)
    assert (options.theme, options.undo_seconds, dict(options.keys)) == ("", 10, {})
    assert (options.look_seconds, options.notify) == (60, "all")
    assert options.notify_ways == {"bell", "title", "desktop", "toast"}


@pytest.mark.parametrize(
    ("key", "given_as", "field", "expected"),
    [
        ("username", "other", "username", "other"),
        ("sender", "me@pec.example", "sender", "me@pec.example"),
        ("sender", "me@PEC.Example", "sender", "me@pec.example"),
        ("base_url", "https://host.example/", "base_url", "https://host.example"),
        ("base_url", "http://127.0.0.1:8025", "base_url", "http://127.0.0.1:8025"),
        ("base_url", "http://[::1]:80/x//", "base_url", "http://[::1]:80/x"),
        ("base_url", "http://localhost:1", "base_url", "http://localhost:1"),
        ("mailbox", "Archivio", "mailbox", "Archivio"),
        ("quota_unit", "MB", "quota_unit", "MB"),
        ("quota_unit", "B", "quota_unit", "B"),
        ("receipt_fields", "date=quando,body=testo", "receipt_fields", "date=quando, body=testo"),
        ("attachment_encoding", "base64", "attachment_encoding", "base64"),
        ("proxy", "http://u:p@proxy.example:3128", "proxy", "http://u:p@proxy.example:3128"),
        ("token_expires", "2026-12-31", "token_expires", "2026-12-31"),
        ("subject_reference", "always", "subject_reference", "always"),
        ("daily_limit", "0", "daily_limit", 0),
        ("requests_per_day", "0", "requests_per_day", 0),
        ("requests_per_day", "1440", "requests_per_day", 1440),
        ("keep", "headers", "keep", "headers"),
        ("keep", "none", "keep", "none"),
        ("monthly_limit", "30000", "monthly_limit", 30000),
        ("price", "0.05", "price", "0.05"),
        ("price", "0,05", "price", "0.05"),
        ("environment", "sandbox", "base_url", SANDBOX_URL),
        ("environment", "production", "base_url", PRODUCTION_URL),
    ],
)
@pytest.mark.parametrize("source", ["environment", "account", "top"])
def test_each_key_from_each_source(
    key: str,
    given_as: str,
    field: str,
    expected: object,
    source: str,
    env: Callable[..., None],
    write_settings: Callable[..., Path],
) -> None:
    line = f'{key} = "{given_as}"\n'
    user = "" if key == "username" else 'username = "studio@pec.example"\n'
    sender = "" if key == "sender" else 'sender = "studio@pec.example"\n'
    rest = SECRETS + user + sender
    if source == "environment":
        write_settings(rest)
        env(**{key.upper(): given_as})
    elif source == "account":
        write_settings(f"[accounts.a]\n{rest}{line}")
    else:
        write_settings(rest + line)
    assert getattr(account_of(), field) == expected


LAYERS = ("environment", "account", "top")


@given(present=st.sets(st.sampled_from(LAYERS)), key=st.sampled_from(["mailbox", "sender"]))
def test_the_higher_source_wins(
    tmp_path_factory: pytest.TempPathFactory, present: set[str], key: str
) -> None:
    values = {layer: f"{layer}@pec.example" for layer in present}
    lines = {layer: f'{key} = "{value}"\n' for layer, value in values.items()}
    path = tmp_path_factory.mktemp("settings") / "config.toml"
    path.write_text(
        f'{lines.get("top", "")}[accounts.a]\nusername = "u@pec.example"\n{SECRETS}'
        f"{lines.get('account', '')}"
    )
    path.chmod(0o600)
    default = {"mailbox": "INBOX", "sender": "u@pec.example"}[key]
    expected = next((values[layer] for layer in LAYERS if layer in values), default)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PECTUI_CONFIG", str(path))
        if "environment" in values:
            patch.setenv(f"PECTUI_{key.upper()}", values["environment"])
        assert getattr(account_of(), key) == expected


def test_environment_decides_over_an_address_below_it_and_not_beside_it(
    env: Callable[..., None], write_settings: Callable[..., Path]
) -> None:
    base = f'username = "u@pec.example"\n{SECRETS}'
    write_settings(f'base_url = "https://a.example"\nenvironment = "sandbox"\n{base}')
    assert account_of().base_url == "https://a.example"
    env(ENVIRONMENT="sandbox")
    assert account_of().base_url == SANDBOX_URL
    env(BASE_URL="https://b.example")
    assert account_of().base_url == "https://b.example"


TWO = f"""
[accounts.zeta]
username = "z@pec.example"
{SECRETS}
[accounts.alfa]
username = "a@pec.example"
{SECRETS}
"""


def test_the_first_account_is_the_default(write_settings: Callable[..., Path]) -> None:
    write_settings(TWO)
    configuration = read_configuration()
    assert configuration.account_names == ("zeta", "alfa")
    assert account_of().username == "z@pec.example"


def test_which_account_argument_then_environment_then_file(
    env: Callable[..., None], write_settings: Callable[..., Path]
) -> None:
    write_settings('account = "alfa"\n' + TWO)
    assert account_of().name == "alfa"
    env(ACCOUNT="zeta")
    assert account_of().name == "zeta"
    assert account_of("alfa").name == "alfa"


@pytest.mark.parametrize("wanted", ["alfo", "nobody", "default"])
def test_an_account_that_is_none(wanted: str, write_settings: Callable[..., Path]) -> None:
    write_settings(TWO)
    with pytest.raises(SettingInvalid) as caught:
        read_configuration(wanted)
    assert wanted in caught.value.detail
    assert "--account" in caught.value.detail
    assert ("“alfa”" in caught.value.detail) == (wanted == "alfo")


def test_nobody_has_set_it_up_yet() -> None:
    configuration = read_configuration(need_account=False)
    assert configuration.account is None
    assert configuration.options.undo_seconds == 10
    with pytest.raises(SettingsMissing) as caught:
        read_configuration()
    assert "username" in caught.value.detail


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ('[accounts.a]\nmailbox = "X"', "username"),
        ('username = "u@pec.example"\ntoken = "t"', "password"),
        ('username = "u@pec.example"\npassword = "p"', "token"),
        ('username = "u@pec.example"\npassword = ""\ntoken = "t"', "password"),
    ],
)
def test_half_set_up_is_said_with_what_there_is_where_it_is_not_needed(
    text: str, missing: str, write_settings: Callable[..., Path]
) -> None:
    write_settings(text)
    with pytest.raises(SettingsMissing) as caught:
        read_configuration()
    assert missing in caught.value.detail
    configuration = read_configuration(need_account=False)
    assert configuration.account is None
    assert isinstance(configuration.problem, SettingsMissing)
    assert configuration.problem.detail == caught.value.detail
    outline = configuration.outline
    assert outline is not None
    assert outline.username == ("" if missing == "username" else "u@pec.example")
    there = {"password": {"token"}, "token": {"password"}}.get(missing, set())
    assert set(outline.sources) == there


def test_a_user_that_is_no_address_needs_a_sender(env: Callable[..., None]) -> None:
    env(USERNAME="studio", PASSWORD="p", TOKEN="t")
    with pytest.raises(SettingsMissing) as caught:
        read_configuration()
    assert "sender" in caught.value.detail
    env(SENDER="studio@pec.example")
    assert account_of().sender == "studio@pec.example"


def test_variables_of_no_setting_are_no_error(env: Callable[..., None]) -> None:
    env(USERNAME="u@pec.example", PASSWORD="p", TOKEN="t", WHATEVER="x", DEBUG="1")
    assert account_of().username == "u@pec.example"


def test_an_empty_value_is_a_value_not_given(
    env: Callable[..., None], write_settings: Callable[..., Path]
) -> None:
    write_settings(f'mailbox = "Top"\n[accounts.a]\nmailbox = ""\nusername = "u@p.it"\n{SECRETS}')
    env(MAILBOX="")
    assert account_of().mailbox == "Top"


def test_program_settings_and_keys(write_settings: Callable[..., Path]) -> None:
    path = write_settings(
        'language = "it_IT"\ntheme = "nord"\nundo_seconds = 0\n[keys]\n'
        '"inbox.delete" = "D"\ninbox.reply = ["r", "R"]\n'
    )
    options = read_settings().options
    assert (options.language, options.theme, options.undo_seconds) == ("it", "nord", 0)
    assert options.config_file == path
    assert dict(options.keys) == {"inbox.delete": "D", "inbox.reply": "r,R"}


@pytest.mark.parametrize(
    ("line", "variable", "expected"),
    [
        ('notify = "none"', "", set()),
        ("notify = []", "", set()),
        ('notify = "bell"', "", {"bell"}),
        ('notify = " Bell , osc777,bell"', "", {"bell", "osc777"}),
        ('notify = ["title", "toast"]', "", {"title", "toast"}),
        ('notify = "none"', "bell,desktop", {"bell", "desktop"}),
        ('notify = "bell"', "ALL", {"bell", "title", "desktop", "toast"}),
    ],
)
def test_the_ways_of_telling_new_mail(
    line: str,
    variable: str,
    expected: set[str],
    env: Callable[..., None],
    write_settings: Callable[..., Path],
) -> None:
    write_settings(line)
    env(NOTIFY=variable)
    assert read_settings().options.notify_ways == expected


@pytest.mark.parametrize("seconds", [0, 15, 86400])
def test_the_seconds_between_two_looks(seconds: int, write_settings: Callable[..., Path]) -> None:
    write_settings(f"look_seconds = {seconds}")
    assert read_settings().options.look_seconds == seconds


@pytest.mark.parametrize(
    ("lang", "variable", "expected"),
    [("it_IT.UTF-8", "", "it"), ("it_IT.UTF-8", "en", "en"), ("C", "IT", "it"), ("C", "", "en")],
)
def test_language_by_variable_then_locale(
    lang: str, variable: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", lang)
    monkeypatch.setenv("PECTUI_LANGUAGE", variable)
    assert read_settings().options.language == expected


def test_toml_dates_and_relative_certificate(write_settings: Callable[..., Path]) -> None:
    path = write_settings(
        f'token_expires = 2026-12-31\nca_file = "ca.pem"\nusername = "u@p.it"\n{SECRETS}'
    )
    (path.parent / "ca.pem").write_text("x")
    account = account_of()
    assert account.token_expires == "2026-12-31"
    assert account.ca_file == str(path.parent / "ca.pem")


def test_places_follow_environment_then_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    home = Path(os.environ["HOME"])
    options = read_settings().options
    assert options.config_file == home / ".config/pectui/config.toml"
    assert options.directories.data == home / ".local/share/pectui"
    assert options.directories.cache == home / ".cache/pectui"
    assert options.directories.state == home / ".local/state/pectui"
    places: dict[str, Any] = {"DATA": "data", "CACHE": "cache", "STATE": "state"}
    for variable, folder in places.items():
        monkeypatch.setenv(f"PECTUI_{variable}_DIR", f"~/{folder}")
    monkeypatch.setenv("PECTUI_CONFIG", "~/c.toml")
    options = read_settings().options
    assert options.config_file == home / "c.toml"
    assert options.directories.data == home / "data"
    assert options.directories.cache == home / "cache"
    assert options.directories.state == home / "state"


def test_nothing_is_created_by_reading(tmp_path: Path) -> None:
    read_settings()
    assert list((tmp_path / "home").iterdir()) == []
