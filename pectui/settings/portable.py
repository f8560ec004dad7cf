"""The settings as they may leave this machine: without secrets, and without what runs a command."""

from __future__ import annotations

from typing import Any

from pectui.errors import SettingInvalid
from pectui.settings.file import MAX_BYTES

LEFT_OUT = frozenset(
    {"password", "token", "password_command", "token_command", "proxy", "hooks", "editor"}
)
"""A command may hold a secret, and on its way back would run whatever somebody wrote into it."""


def portable_settings(content: bytes) -> bytes:
    """Return a settings file with the values alone that may leave; comments stay behind.

    Raises SettingInvalid, which quotes nothing of it.
    """
    import tomllib  # late: few commands need them

    import tomlkit

    try:
        document = tomllib.loads(content[:MAX_BYTES].decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise SettingInvalid(where="config.toml", reason="TOML") from None
    kept = _without(document)
    accounts = kept.get("accounts")
    if isinstance(accounts, dict):
        kept["accounts"] = {
            name: _without(table) for name, table in accounts.items() if isinstance(table, dict)
        }
    return tomlkit.dumps(kept).encode()


def _without(table: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key not in LEFT_OUT}
