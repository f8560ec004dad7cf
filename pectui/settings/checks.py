"""What a value must be like to be a setting: one check a key, each returning it tidied.

A check raises Unfit with a reason of the catalogue; none puts the value itself into the reason,
since some are secrets and a proxy's address may hold one.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args
from urllib.parse import SplitResult, urlsplit

from pectui.errors import AddressInvalid
from pectui.settings.configuration import (
    KEYS_PRESETS,
    NOTIFY_ALL,
    NOTIFY_FORCED,
    SHORT_THEMES,
    THEMES,
    ReaderPane,
    Signs,
)
from pectui.system.paths import config_file, own_theme_names

if TYPE_CHECKING:
    from collections.abc import Iterable

Choice = TypeVar("Choice", bound=str)

UNDO_SECONDS = (0, 3600)
LIMITS = (0, 999_999)
LOOK_SECONDS = (15, 86_400)
"""The service is shared by many: nobody looks more often than this; 0 is never by itself."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_FIELD = re.compile(r"(?:date|subject|body) ?= ?[A-Za-z_][A-Za-z0-9_.-]{0,39}")
"""A field of a receipt, and what the service calls it."""
_BOOLEANS = {"1": "true", "yes": "true", "on": "true", "0": "false", "no": "false", "off": "false"}
_PRICE = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,6})?")
_URL_UNSAFE = re.compile(r"[\s\x00-\x20\x7f-\x9f\\]")


class Unfit(ValueError):
    """A value that does not fit, with the reason's key in the catalogue and its fields."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


def nearest(word: str, known: Iterable[str], alike: float = 0.6) -> str | None:
    """Return the one of `known` that was probably meant."""
    from difflib import get_close_matches  # late: only for a word that is wrong

    return next(iter(get_close_matches(word, list(known), 1, alike)), None)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Unfit("settings.reason.not-text")
    return value


def one_line(value: Any) -> str:
    """Check a text without control characters; blanks at its ends are dropped."""
    text = _text(value).strip()
    if _CONTROL.search(text):
        raise Unfit("settings.reason.control-characters")
    return text


def header(value: str) -> str:
    """Check what travels as a header's value: ASCII, one line, no blank at either end."""
    if _CONTROL.search(value):
        raise Unfit("settings.reason.header-lines")
    if not value.isascii():
        raise Unfit("settings.reason.header-characters")
    if value != value.strip():
        raise Unfit("settings.reason.header-blanks")
    return value


def username(value: Any) -> str:
    """Check the mailbox user's name, which travels as a header."""
    return header(_text(value))


def password(value: Any) -> str:
    """Check the mailbox password, which travels as a header."""
    return header(_text(value))


def token(value: Any) -> str:
    """Check the token, which travels behind "Bearer "."""
    text = header(_text(value))
    if " " in text:
        raise Unfit("settings.reason.token-blank")
    return text


def sender(value: Any) -> str:
    """Check the address letters leave from."""
    # Late: a sender of its own is rare, and the rules of addresses take a moment to load.
    from pectui.pec.addresses import check_address

    try:
        return check_address(one_line(value))
    except AddressInvalid:
        raise Unfit("settings.reason.not-an-address") from None


def language(value: Any) -> str:
    """Take "it", "IT" and "it_IT.UTF-8" alike."""
    return re.split(r"[_.@-]", _text(value).strip().lower())[0]


def receipt_fields(value: Any) -> str:
    """Check other names of the fields of receipts: `date=when, subject=title, body=text`."""
    text = one_line(value)
    pairs = [one.strip() for one in text.split(",")] if text else []
    if not all(_FIELD.fullmatch(one) for one in pairs):
        raise Unfit("settings.reason.not-fields")
    return ", ".join(pairs)


def theme(value: Any) -> str:
    """Check the name of a theme; our own may be named without `pectui-`."""
    name = one_line(value)
    if not name or name in THEMES:
        return name
    if name in SHORT_THEMES:
        return f"pectui-{name}"
    own = own_theme_names(config_file())
    if name in own:
        return name
    if near := nearest(name.lower(), (*own, *SHORT_THEMES, *THEMES), 0.4):
        raise Unfit("settings.reason.unknown-theme-near", near=near)
    raise Unfit("settings.reason.not-one-of", choices=", ".join((*own, *THEMES)))


def reader(value: Any) -> ReaderPane:
    """Check what the reader beside the list shows."""
    return one_of(value, get_args(ReaderPane))


def signs(value: Any) -> Signs:
    """Check what is drawn besides letters."""
    return one_of(value, get_args(Signs))


def quiet(value: Any) -> bool:
    """Check whether the screen keeps still: true or false, also as the environment writes it."""
    if isinstance(value, bool):
        return value
    name = one_line(value).lower()
    return one_of(_BOOLEANS.get(name, name), ("true", "false")) == "true"


def keys_preset(value: Any) -> str:
    """Check the name of a preset of keys."""
    return one_of(value, KEYS_PRESETS) if one_line(value) else ""


def one_of(value: Any, choices: tuple[Choice, ...]) -> Choice:
    """Return the one of `choices` that is named."""
    name = one_line(value)
    for choice in choices:
        if name == choice:
            return choice
    listed = ", ".join(choices)
    if near := nearest(name.lower(), choices, 0.4):
        raise Unfit("settings.reason.not-one-of-near", choices=listed, near=near)
    raise Unfit("settings.reason.not-one-of", choices=listed)


def undo_seconds(value: Any) -> int:
    """Check the seconds a letter waits on screen."""
    return _whole(value, *UNDO_SECONDS)


def limit(value: Any) -> int:
    """Check how many sends or requests are allowed; 0 is no limit."""
    return _whole(value, *LIMITS)


def price(value: Any) -> str:
    """Check a price in EUR, given as a number or as text, with a point or a comma."""
    text = "" if isinstance(value, bool) else str(value).strip().replace(",", ".")
    if not _PRICE.fullmatch(text):
        raise Unfit("settings.reason.not-a-price")
    return text


def _whole(value: Any, lowest: int, highest: int) -> int:
    number = _whole_number(value)
    if number is None or not lowest <= number <= highest:
        raise Unfit("settings.reason.not-in-range", lowest=lowest, highest=highest)
    return number


def look_seconds(value: Any) -> int:
    """Check the seconds between two looks for new mail: 0, or not too few."""
    lowest, highest = LOOK_SECONDS
    number = _whole_number(value)
    if number is None or (number and not lowest <= number <= highest):
        raise Unfit("settings.reason.not-zero-or-in-range", lowest=lowest, highest=highest)
    return number


def _whole_number(value: Any) -> int | None:
    text = "" if isinstance(value, bool) else str(value).strip()
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else None


def notify(value: Any) -> str:
    """Check how new mail is told: "all", "none", or some ways, in a list or with commas between."""
    parts = value if isinstance(value, list) else _text(value).split(",")
    words = [_text(part).strip().lower() for part in parts]
    if words in (["all"], ["none"]):
        return words[0]
    ways = (*NOTIFY_ALL, *NOTIFY_FORCED)
    if any(word not in ways for word in words):
        raise Unfit("settings.reason.not-some-of", choices=", ".join(ways))
    return ",".join(dict.fromkeys(words)) or "none"


def token_expires(value: Any) -> str:
    """Check an ISO date, given as text or as TOML's own date."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    try:
        return date.fromisoformat(_text(value).strip()).isoformat()
    except ValueError:
        raise Unfit("settings.reason.not-a-date") from None


def base_url(value: Any) -> str:
    """Check the service's address: https, or http on this machine; no slash at the end."""
    text = _text(value).strip()
    parts = _split(text, "settings.reason.url-unreadable")
    if parts.username is not None or parts.password is not None:
        raise Unfit("settings.reason.url-userinfo")
    if "?" in text or "#" in text:
        raise Unfit("settings.reason.url-query")
    if parts.scheme not in {"http", "https"}:
        raise Unfit(
            "settings.reason.url-http" if parts.scheme else "settings.reason.url-unreadable"
        )
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise Unfit("settings.reason.url-http")
    return text.rstrip("/")


def proxy(value: Any) -> str:
    """Check a proxy's address; it may hold the proxy's own user and password."""
    text = _text(value).strip()
    parts = _split(text, "settings.reason.proxy-unreadable")
    if parts.scheme not in {"http", "https"} or "?" in text or "#" in text:
        raise Unfit("settings.reason.proxy-unreadable")
    return text


def is_loopback(host: str) -> bool:
    """Whether `host` can only be this machine."""
    if host.lower() == "localhost":
        return True
    import ipaddress  # late: few addresses are other than https

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _split(text: str, reason: str) -> SplitResult:
    # urlsplit drops line breaks silently, and reads a backslash otherwise than the HTTP client.
    if _URL_UNSAFE.search(text) or not text.isprintable():
        raise Unfit(reason)
    try:
        parts = urlsplit(text)
        usable = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
        parts = urlsplit("")
    if not usable:
        raise Unfit(reason)
    return parts


def file_path(text: str, folder: Path | None) -> Path:
    """Return the path of a file named in the settings, relative to `folder` or to here."""
    try:
        path = Path(text).expanduser()
    except RuntimeError:
        raise Unfit("settings.reason.no-such-home") from None
    return ((folder / path) if folder else path).absolute()
