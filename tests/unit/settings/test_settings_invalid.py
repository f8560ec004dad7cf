from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.catalogue import use_language
from pectui.errors import SettingInvalid
from pectui.settings import checks
from pectui.settings.loader import read_configuration, read_settings
from pectui.settings.values import KEYS, SettingValues

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("no_keyring")

CANARY = "canary-7c1f"


def detail_of(action: Callable[[], object]) -> str:
    with pytest.raises(SettingInvalid) as caught:
        action()
    assert caught.value.exit_code == 3
    assert caught.value.hint
    return caught.value.detail


BAD = [
    ("base_url", "http://ws.pecmassiva.com", "https://"),
    ("base_url", "http://127.0.0.1.evil.example", "https://"),
    ("base_url", "http://localhost.evil.example", "https://"),
    ("base_url", "ftp://host.example", "https://"),
    ("base_url", "javascript:alert(1)", "is not an address"),
    ("base_url", "ws.pecmassiva.com", "is not an address"),
    ("base_url", "https://", "is not an address"),
    ("base_url", "https://host.example:99999", "is not an address"),
    ("base_url", "https://host.example:no", "is not an address"),
    ("base_url", "https://[::1", "is not an address"),
    ("base_url", "https://ho st.example", "is not an address"),
    ("base_url", "https://host.example\\@evil.example", "is not an address"),
    ("base_url", f"https://u:{CANARY}@host.example", "user name or password"),
    ("base_url", "https://host.example?x=1", "no “?”"),
    ("base_url", "https://host.example/#f", "no “?”"),
    ("proxy", "proxy.example:3128", "proxy"),
    ("proxy", f"socks9://u:{CANARY}@h.example", "proxy"),
    ("quota_unit", "GB", "KB, MB, B"),
    ("receipt_fields", "quando", "date=when, body=text"),
    ("receipt_fields", "id=x", "date=when, body=text"),
    ("receipt_fields", "date=due parole", "date=when, body=text"),
    ("attachment_encoding", "uuencode", "data-uri, base64"),
    ("subject_reference", "sometimes", "never, batches, always"),
    ("daily_limit", "-1", "0 to 999999"),
    ("daily_limit", "many", "0 to 999999"),
    ("requests_per_day", "-1", "0 to 999999"),
    ("requests_per_day", "free", "0 to 999999"),
    ("keep", "some", "all, headers, none"),
    ("monthly_limit", "1000000", "0 to 999999"),
    ("price", "five cents", "such as 0.05"),
    ("price", "-0.05", "such as 0.05"),
    ("price", "1e3", "such as 0.05"),
    ("price", "nan", "such as 0.05"),
    ("environment", "staging", "production, sandbox"),
    ("language", "fr", "en, it"),
    ("quiet", "maybe", "true, false"),
    ("quiet", "2", "true, false"),
    ("undo_seconds", "-1", "0 to 3600"),
    ("undo_seconds", "3601", "0 to 3600"),
    ("undo_seconds", "1.5", "0 to 3600"),
    ("undo_seconds", "soon", "0 to 3600"),
    ("undo_seconds", "١٢", "0 to 3600"),
    ("look_seconds", "14", "0, or a whole number from 15 to 86400"),
    ("look_seconds", "86401", "15 to 86400"),
    ("look_seconds", "-1", "15 to 86400"),
    ("look_seconds", "often", "15 to 86400"),
    ("reader", "never", "follow, enter"),
    ("notify", "ring", "bell, title, desktop, toast"),
    ("notify", "bell, none", "“none”"),
    ("notify", "all,bell", "“all”"),
    ("notify", "bell,,title", "some of"),
    ("token_expires", "31/12/2026", "2026-12-31"),
    ("token_expires", "2026-13-01", "2026-12-31"),
    ("sender", "nobody", "not an e-mail address"),
    ("sender", "a@b.it, c@d.it", "not an e-mail address"),
    ("username", "perché@pec.example", "ASCII"),
    ("username", " u@pec.example", "blank"),
    ("mailbox", "IN\x1bBOX", "control character"),
    ("ca_file", "/nowhere/at/all.pem", "cannot be read"),
]


@pytest.mark.parametrize(("key", "value", "words"), BAD)
def test_a_bad_value_in_the_environment_names_the_variable(
    key: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, other in {"USERNAME": "u@pec.example", "PASSWORD": "p", "TOKEN": "t"}.items():
        monkeypatch.setenv(f"PECTUI_{name}", other)
    monkeypatch.setenv(f"PECTUI_{key.upper()}", value)
    detail = detail_of(read_configuration)
    assert f"PECTUI_{key.upper()}" in detail
    assert words in detail
    assert CANARY not in detail


@pytest.mark.parametrize(("key", "value", "words"), BAD)
@pytest.mark.parametrize("inside", [True, False])
def test_a_bad_value_in_the_file_names_file_and_key(
    key: str, value: str, words: str, inside: bool, write_settings: Callable[..., Path]
) -> None:
    of_program = {"language", "quiet", "reader", "undo_seconds", "look_seconds", "notify"}
    inside = inside and key not in of_program
    escaped = value.replace("\\", "\\\\").replace("\x1b", "\\u001b")
    line = f'{key} = "{escaped}"\n'
    rest = 'password = "p"\ntoken = "t"\n' + ("" if key == "username" else 'username = "u@p.it"\n')
    path = write_settings(("[accounts.studio]\n" if inside else "") + rest + line)
    detail = detail_of(read_configuration)
    assert detail.startswith(f"{path}, {'accounts.studio.' if inside else ''}{key}: ")
    assert words in detail


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("username = 5", "text in quotes"),
        ("password = 12345", "text in quotes"),
        ("token = [1]", "text in quotes"),
        ("mailbox = true", "text in quotes"),
        ("undo_seconds = true", "whole number"),
        ("undo_seconds = 2.5", "whole number"),
        ("daily_limit = 2.5", "whole number"),
        ("price = true", "such as 0.05"),
        ("look_seconds = true", "whole number"),
        ("notify = true", "text in quotes"),
        ('notify = ["bell", 1]', "text in quotes"),
        ('notify = ["bell", "all"]', "some of"),
        ("account = 1", "text in quotes"),
        ("accounts = 1", "must be a table"),
        ("keys = 'd'", "must be a table"),
        ("[accounts]\na = 1", "must be a table"),
        ('[keys]\n"inbox.delete" = 1', "must be a key"),
        ('[accounts."a/b"]', "slashes"),
        ('[accounts.".a"]', "begin with a dot"),
        ('[accounts."a\\u001b"]', "control characters"),
        ('[accounts.""]', "1 to 64"),
        (f"[accounts.{'a' * 65}]", "1 to 64"),
        ("usernam = 'x'", "“username”"),
        ("Base-Url = 'x'", "“base_url”"),
        ("[accounts.a]\nquota_units = 'KB'", "“quota_unit”"),
        ("[accounts.a]\nundo_seconds = 3", "top of the file"),
        ("zzz = 1", "no such setting"),
    ],
)
def test_what_the_file_must_not_hold(
    line: str, words: str, write_settings: Callable[..., Path]
) -> None:
    path = write_settings(line + "\n")
    detail = detail_of(read_settings)
    assert detail.startswith(str(path))
    assert words in detail


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f'language = "it"\npassword = {CANARY}\n', 2),
        (f'\n\ntoken = "{CANARY}', 3),
        (f'username = "{CANARY}"\nusername = "b"\n', 2),
        ("language = \"it\"\n\nmailbox = '\xe8'\n".encode("latin-1"), 3),
    ],
)
def test_a_file_that_cannot_be_read_names_the_line_and_quotes_nothing(
    text: str | bytes, line: int, write_settings: Callable[..., Path]
) -> None:
    path = write_settings(text)
    detail = detail_of(read_settings)
    assert detail.startswith(f"{path}:{line}: ")
    assert CANARY not in detail


def test_a_byte_order_mark_is_no_error(write_settings: Callable[..., Path]) -> None:
    write_settings(b"\xef\xbb\xbf" + b'theme = "nord"\n')
    assert read_settings().options.theme == "nord"


def test_a_folder_in_place_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PECTUI_CONFIG", str(tmp_path))
    assert str(tmp_path) in detail_of(read_settings)


def test_an_enormous_file(write_settings: Callable[..., Path]) -> None:
    write_settings("#" * (2 * 1024 * 1024))
    assert "too large" in detail_of(read_settings)


HALF = 'username = "u@pec.example"\n'


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644, 0o666])
def test_secrets_in_a_file_others_may_touch_are_refused(
    mode: int, write_settings: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_settings(f'{HALF}password = "{CANARY}"\ntoken = "t"\n', mode)
    detail = detail_of(read_configuration)
    assert f"chmod 600 {path}" in detail
    assert CANARY not in detail
    monkeypatch.setenv("PECTUI_PASSWORD", "p")
    monkeypatch.setenv("PECTUI_TOKEN", "t")
    account = read_configuration().account
    assert account is not None
    assert account.password.reveal() == "p"


@pytest.mark.parametrize("mode", [0o600, 0o400, 0o700])
def test_secrets_in_a_private_file_are_used(mode: int, write_settings: Callable[..., Path]) -> None:
    write_settings(f'{HALF}password = "p"\ntoken = "t"\n', mode)
    account = read_configuration().account
    assert account is not None
    assert account.token.reveal() == "t"


@pytest.mark.parametrize(
    ("secret", "words"),
    [
        ("perché", "ASCII"),
        ("5€", "ASCII"),
        ("two\nlines", "line break"),
        ("carriage\rreturn", "line break"),
        ("esc\x1b", "line break"),
        ("del\x7f", "line break"),
        (" before", "blank"),
        ("after ", "blank"),
    ],
)
@pytest.mark.parametrize("name", ["PASSWORD", "TOKEN"])
@pytest.mark.parametrize("source", ["environment", "command", "file"])
def test_a_secret_no_header_can_carry_is_said_at_once(
    secret: str,
    words: str,
    name: str,
    source: str,
    monkeypatch: pytest.MonkeyPatch,
    write_settings: Callable[..., Path],
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("PECTUI_USERNAME", "u@pec.example")
    for other in {"PASSWORD", "TOKEN"} - {name}:
        monkeypatch.setenv(f"PECTUI_{other}", "fine")
    where = f"PECTUI_{name}"
    if source == "environment":
        monkeypatch.setenv(where, secret)
    elif source == "file":
        escaped = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in secret)
        path = write_settings(f'{name.lower()} = "{escaped}"\n')
        where = f"{path}, {name.lower()}"
    else:
        secret = secret.replace("\n", "\t")  # a command's secret ends with its first line
        (tmp_path / "secret").write_bytes(secret.encode())
        path = write_settings(f"{name.lower()}_command = \"cat '{tmp_path / 'secret'}'\"\n")
        where = f"{path}, {name.lower()}_command"
    detail = detail_of(read_configuration)
    assert detail.startswith(where)
    assert words in detail
    assert secret.strip() not in detail


def test_a_token_with_its_scheme(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"USERNAME": "u@p.it", "PASSWORD": "p w", "TOKEN": "Bearer x"}.items():
        monkeypatch.setenv(f"PECTUI_{name}", value)
    detail = detail_of(read_configuration)
    assert "PECTUI_TOKEN" in detail
    assert "Bearer" in detail


@given(secret=st.text(min_size=1, max_size=30))
def test_what_passes_as_a_header_can_be_one(secret: str) -> None:
    import h11

    try:
        checks.header(secret)
    except checks.Unfit:
        return
    h11.Request(
        method="GET",
        target="/",
        headers=[(b"Host", b"x"), (b"x-password", secret.encode("ascii"))],
    )


@given(value=st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.lists(st.text())))
def test_no_value_breaks_a_check(value: object) -> None:
    found = [one for field in SettingValues.model_fields.values() for one in field.metadata]
    assert len(found) > 10
    for check in found:
        try:
            check.func(value)
        except checks.Unfit as unfit:
            assert unfit.reason  # noqa: PT017 - either outcome is right, a third is not


@given(text=st.text(max_size=40))
def test_an_address_that_passes_is_safe(text: str) -> None:
    for url in (text, f"https://{text}", f"http://{text}"):
        try:
            passed = checks.base_url(url)
        except checks.Unfit:
            continue
        assert passed.isprintable()
        assert not set(passed) & set(" ?#\\")
        assert passed.startswith(("https://", "http://localhost", "http://127.", "http://[::1]"))


def test_words_of_errors_are_italian_too(monkeypatch: pytest.MonkeyPatch) -> None:
    use_language("it")
    monkeypatch.setenv("PECTUI_QUOTA_UNIT", "GB")
    assert "deve essere uno tra: KB, MB" in detail_of(read_settings)


def test_no_traceback_of_a_bad_secret_quotes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import traceback

    monkeypatch.setenv("PECTUI_USERNAME", f"{CANARY}é")
    with pytest.raises(SettingInvalid) as caught:
        read_settings()
    assert CANARY not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None or CANARY not in repr(caught.value.__context__)


def test_every_key_has_a_variable_of_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in KEYS:
        for name in [name for name in os.environ if name.startswith("PECTUI_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv(f"PECTUI_{key.upper()}", "\x01")
        try:
            settings = read_settings()
        except SettingInvalid as error:
            assert f"PECTUI_{key.upper()}" in error.detail  # noqa: PT017 - some keys take it
        else:
            assert key in settings.source.environment
