"""The settings file as it stands on disk: its tables and whether others may read it.

language = "it"                # the top level holds for every account
[accounts.studio]              # one table an account; the first is the default
username = "studio@pec.example"
[keys]                         # command id → keys
"message.delete" = "D"
[hooks]                        # event → command
on_message = "notify-send PEC"
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pectui.catalogue import t
from pectui.errors import SettingInvalid
from pectui.system.reasons import system_reason
from pectui.text import is_clean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Table = dict[str, Any]

MAX_BYTES = 1024 * 1024
"""A settings file is read whole; nothing legitimate is larger."""


_TOML_REASONS = (
    ("Invalid value", "settings.reason.toml-value"),
    ("Expected '=' after a key", "settings.reason.toml-key"),
    ("Invalid statement", "settings.reason.toml-key"),
    ("Invalid initial character for a key", "settings.reason.toml-key"),
    ("Expected newline or end of document", "settings.reason.toml-rest"),
    ("Cannot overwrite a value", "settings.reason.toml-twice"),
    ("Cannot declare", "settings.reason.toml-twice"),
    ("Cannot mutate", "settings.reason.toml-twice"),
    ("Duplicate", "settings.reason.toml-twice"),
    ("Illegal character", "settings.reason.toml-character"),
    ("Unterminated string", "settings.reason.toml-quote"),
    ("Expected \"'", "settings.reason.toml-quote"),
    ("Unescaped", "settings.reason.toml-backslash"),
    ("Unclosed array", "settings.reason.toml-bracket"),
    ("Expected ']", "settings.reason.toml-bracket"),
)
"""How tomllib's words begin, and the reason they stand for."""


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """What the file says, by table; empty where there is no file."""

    path: Path
    top: Mapping[str, Any] = field(default_factory=dict)
    accounts: Mapping[str, Table] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    """Command id → keys, comma-separated."""
    hooks: Mapping[str, Any] = field(default_factory=dict)
    """Event → command line."""
    mode: int = 0o600
    """Permission bits when it was read."""

    @property
    def is_private(self) -> bool:
        """Whether only its owner may read and write it, so that it may hold secrets."""
        return not self.mode & 0o077

    @property
    def holds_secrets(self) -> bool:
        """Whether a password or token stands in it."""
        tables = (self.top, *self.accounts.values())
        return any(table.get(key) for table in tables for key in ("password", "token"))


def invalid(where: str, key: str, /, **values: object) -> SettingInvalid:
    """Return the error for a place (file, table, variable), for a reason of the catalogue."""
    return SettingInvalid(where=where, reason=t(key, **values))


def name_problem(name: str) -> str | None:
    """Return the reason (see `invalid`) that keeps `name` from being an account's name, or None.

    Names become part of keyring entries and of file names.
    """
    if not name.strip() or len(name) > 64:
        return "settings.reason.name-length"
    if re.search(r"[/\\\n\t]", name) or not is_clean(name) or name[0] in ". " or name[-1] == " ":
        return "settings.reason.name-characters"
    return None


def read_settings_file(path: Path) -> SettingsFile:
    """Read the file at `path`; a missing file is an empty one.

    Raises SettingInvalid naming the file, and the line where TOML cannot be read.
    """
    try:
        raw, mode = _read(path)
    except FileNotFoundError:
        return SettingsFile(path)
    document = _parse(path, raw)
    accounts = _tables(path, "accounts", document.pop("accounts", {}))
    keys = _keys(path, document.pop("keys", {}))
    hooks = document.pop("hooks", {})
    if not isinstance(hooks, dict):
        raise invalid(f"{path}, hooks", "settings.reason.not-a-table", example="[hooks]")
    return SettingsFile(path, document, accounts, keys, hooks, stat.S_IMODE(mode))


def read_table(path: Path) -> Table:
    """Read a TOML file of one table.

    Raises SettingInvalid naming the file, and the line where TOML cannot be read.
    """
    try:
        return _parse(path, _read(path)[0])
    except FileNotFoundError:
        raise invalid(str(path), "settings.reason.no-such-file", path=str(path)) from None


def read_kind_rows(path: Path) -> tuple[tuple[str, str], ...]:
    """Read a user's own rows of the table of kinds; a missing file has none.

    Raises SettingInvalid naming the file, and the line of a row that cannot be used.
    """
    try:
        raw, _ = _read(path)
    except FileNotFoundError:
        return ()
    from pectui.pec.kinds_table import BadRow, read_rows  # late: few have rows of their own

    try:
        return tuple((row.name, row.words) for row in read_rows(_text(path, raw)))
    except BadRow as bad:
        raise invalid(f"{path}:{bad.line}", bad.reason, **bad.values) from None


def _read(path: Path) -> tuple[bytes, int]:
    """Return what `path` holds, and its permission bits. Raises FileNotFoundError."""
    try:
        # Not waiting for who might write into a FIFO.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as stream:
            mode = os.fstat(stream.fileno()).st_mode
            if not stat.S_ISREG(mode) and str(path) != os.devnull:
                raise invalid(str(path), "settings.reason.file-not-regular")
            raw = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        reason = system_reason(error)
        raise SettingInvalid(where=str(path), reason=reason) from error
    if len(raw) > MAX_BYTES:
        raise invalid(str(path), "settings.reason.file-too-large")
    return raw, mode


def _text(path: Path, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise invalid(f"{path}:{line}", "settings.reason.file-not-utf8") from None


def _parse(path: Path, raw: bytes) -> Table:
    import tomllib  # late: many give all in the environment

    text = _text(path, raw)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # tomllib's words can quote the file, hence a secret: only the place is passed on.
        place = re.search(r"at line (\d+), column (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        raise invalid(f"{path}:{line}", _toml_reason(str(error))) from None
    except RecursionError:
        raise invalid(str(path), "settings.reason.not-toml") from None


def _toml_reason(words: str) -> str:
    """Return the reason for what tomllib says; its words themselves can quote the file."""
    return next(
        (reason for start, reason in _TOML_REASONS if words.startswith(start)),
        "settings.reason.not-toml",
    )


def _tables(path: Path, key: str, value: object) -> dict[str, Table]:
    if not isinstance(value, dict):
        raise invalid(f"{path}, {key}", "settings.reason.not-a-table", example="[accounts.name]")
    for name, table in value.items():
        if not isinstance(table, dict):
            raise invalid(
                f"{path}, {key}.{name}", "settings.reason.not-a-table", example="[accounts.name]"
            )
        if problem := name_problem(name):
            raise invalid(f"{path}, [{key}.{name}]", problem)
    return value


def _keys(path: Path, value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise invalid(f"{path}, keys", "settings.reason.not-a-table", example="[keys]")
    keys: dict[str, str] = {}
    for command, chosen in _flat(value):
        several = chosen if isinstance(chosen, list) else [chosen]
        named = [key for key in several if isinstance(key, str)]
        if len(named) < len(several):
            raise invalid(f"{path}, keys.{command}", "settings.reason.not-keys")
        keys[command] = ",".join(named)
    return keys


def _flat(table: Table, prefix: str = "") -> list[tuple[str, object]]:
    # TOML reads an unquoted message.delete as nested tables; the command's id has the dot.
    pairs: list[tuple[str, object]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            pairs += _flat(value, f"{prefix}{key}.")
        else:
            pairs.append((prefix + key, value))
    return pairs
