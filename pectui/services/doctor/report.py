"""What a bug report needs of this machine: no secret, no address, no letter, no name of a person.

Names and numbers only, the same in every language. Nothing is asked of the service, no command is
run, and what cannot be read is said by its kind alone.
"""

from __future__ import annotations

import asyncio
import json
import locale
import os
import platform
import re
import sys
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from pectui import __version__
from pectui.errors import PectuiError
from pectui.services.clock import system_now
from pectui.services.sending.lock import owner_at
from pectui.settings.configuration import THEMES
from pectui.settings.loader import read_settings
from pectui.settings.values import ACCOUNT_KEYS, KEYS, PROGRAM_KEYS
from pectui.store.data import UserData
from pectui.store.mailbox.copy import MailboxCopy, file_of
from pectui.store.schema import FILE_NAME
from pectui.system.logs import FILE_NAME as LOG_NAME
from pectui.system.paths import directories
from pectui.system.redaction import pattern_of, redacted, strike_out
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pectui.settings.loader import Settings
    from pectui.store.data import Tables
    from pectui.system.paths import Directories

    Report = dict[str, object]

_LIBRARIES = ("textual", "httpx", "pydantic-settings", "idna", "keyring", "cryptography")
_IMPERSONAL = (
    "language", "theme", "signs", "keys_preset", "undo_seconds", "look_seconds", "notify",
    "environment", "quota_unit", "attachment_encoding", "subject_reference", "requests_per_day",
    "keep", "letter_language",
)  # fmt: skip
"""Settings whose values say nothing of a person."""
_TERMINAL = ("TERM", "TERM_PROGRAM", "COLORTERM", "NO_COLOR", "TMUX", "STY", "SSH_CONNECTION")
_SHOWN = ("TERM", "TERM_PROGRAM", "COLORTERM")
"""Of these the value is told, of the others only that they are set."""
_RECORD = re.compile(r"(?P<day>\d{4}-\d\d-\d\d) \S+ (?P<level>[A-Z]+) (?P<name>[\w.]+): ")
_EXCEPTION = re.compile(r"(?P<name>[A-Za-z_][\w.]*(?:Error|Exception|Invalid|Unusable))\b")
_LEAST = 4
"""Characters below which a name or secret may be part of any word."""
_MOST_LOGGED = 1_000_000
"""Bytes of the log that are looked through."""


async def make_report(account: str | None) -> Report:
    """Return the report of one account, by headings; every part stands by itself."""
    report: Report = {
        "pectui": __version__,
        "python": platform.python_version(),
        "platform": _platform(),
        "libraries": dict(_libraries()),
        "terminal": dict(_terminal()),
    }
    try:
        places = directories()
        report["folders"] = {
            name: _short(getattr(places, name)) for name in ("data", "cache", "state")
        }
        report["errors"] = await asyncio.to_thread(_errors, places.state / LOG_NAME)
        settings = read_settings(account)
    except PectuiError as error:
        return report | {"settings": error.kind}
    report["settings"] = dict(_settings(settings))
    report["accounts"] = len(settings.account_names)
    report["own_keys"] = len(settings.file.keys)
    report["hooks"] = sorted(settings.options.hooks)
    report["own_kinds"] = len(settings.options.kind_rows)
    kept = await _kept(settings, places)
    report |= {"self_test": kept.pop("self_test", "-"), "kept": kept}
    return {name: _without_own(part, settings) for name, part in report.items()}


def _platform() -> str:
    """Return system, release, machine and C library.

    `platform.platform` would start `uname`, and hand it our whole environment, secrets included.
    """
    known = (platform.system(), platform.release(), platform.machine(), *platform.libc_ver())
    return " ".join(filter(None, known))


def report_text(report: Report) -> str:
    """Return the report as lines to be pasted; past the gate, and without any known secret."""
    return redacted("\n".join(_lines(report)))


def _lines(part: dict[str, object], indent: str = "") -> Iterator[str]:
    for key, value in part.items():
        if isinstance(value, dict):
            yield f"{indent}{clean_line(key, 80)}:" + ("" if value else " -")
            yield from _lines(value, indent + "  ")
        else:
            words = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            yield f"{indent}{clean_line(key, 80)}: {clean_line(words, 200) or '-'}"


def _libraries() -> Iterator[tuple[str, str]]:
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            yield name, version(name)


def _terminal() -> Iterator[tuple[str, object]]:
    for name in _TERMINAL:
        if value := os.environ.get(name):
            yield name, value if name in _SHOWN else "set"
    yield "encoding", locale.getencoding()
    yield "is_terminal", bool(sys.stdout and sys.stdout.isatty())
    with suppress(OSError, ValueError):
        columns, rows = os.get_terminal_size(sys.stderr.fileno())
        yield "size", f"{columns}x{rows}"


def _settings(settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield the keys that were given and where, with the value where it is nobody's own."""
    source = settings.source
    table = settings.file.accounts.get(settings.account_name, {})
    for key in KEYS:
        if key in source.environment:
            place = "environment"
        elif key in ACCOUNT_KEYS and table.get(key) not in {None, ""}:
            place = "account"
        elif settings.file.top.get(key) not in {None, ""}:
            place = "program" if key in PROGRAM_KEYS else "top level"
        else:
            continue
        value = getattr(settings.values, key)
        # A theme of the person's own has a name of their own.
        shown = key in _IMPERSONAL and (key != "theme" or value in THEMES)
        yield key, f"{value} ({place})" if shown else f"({place})"


async def _kept(settings: Settings, places: Directories) -> Report:
    """Return how much there is of what, and what it takes."""
    values = settings.values
    owner = owner_at(values.username or "", values.base_url, settings.account_name)
    copy = file_of(places.cache, owner)
    kept: Report = {
        "data_bytes": _size(places.data / FILE_NAME),
        "copy_bytes": _size(copy),
        "log_bytes": _size(places.state / LOG_NAME),
    }
    try:
        if (places.data / FILE_NAME).exists():
            data = await asyncio.to_thread(
                UserData.open, places.data, owner, system_now, mend=False
            )
            try:
                kept |= await data.read(_counts)
            finally:
                await data.aclose()
        if copy.exists():
            kept["messages"] = await _messages(places.cache, settings)
    except PectuiError as error:
        kept["problem"] = error.kind
    return kept


def _without_own(part: object, settings: Settings) -> object:
    """Return a part of the report without the account's user, sender and secrets.

    A folder may be named after them.
    """
    values = settings.values
    given = [one.get_secret_value() for one in (values.password, values.token) if one]
    own = [one for one in (*given, values.sender, values.username) if one and len(one) >= _LEAST]
    patterns = [pattern_of(one) for one in own]
    if isinstance(part, dict):
        return {
            strike_out(name, patterns): _without_own(one, settings) for name, one in part.items()
        }
    return strike_out(part, patterns) if isinstance(part, str) else part


def _last_self_test(tables: Tables) -> Report:
    """Return what the last self-test found out, and on which day."""
    last = tables.self_tests.last()
    if last is None:
        return {}
    day = datetime.fromtimestamp(last.at, UTC).date().isoformat()
    return {"self_test": {"day": day, **json.loads(last.report)}}


def _counts(tables: Tables) -> Report:
    sendings = Counter(str(record.phase) for record in tables.sendings.not_cancelled())
    return {
        "sendings": dict(sorted(sendings.items())),
        "drafts": len(tables.drafts.newest_first()),
        "originals": len(tables.originals.all()),
        **_last_self_test(tables),
    }


async def _messages(cache: Path, settings: Settings) -> int:
    values = settings.values
    owner = owner_at(values.username or "", values.base_url, settings.account_name)
    copy = await asyncio.to_thread(MailboxCopy.open, cache, owner)
    try:
        return copy.look(lambda tables: tables.state.count_here())
    finally:
        await copy.aclose()


def _size(path: Path) -> int:
    """Return the bytes of a file, 0 where there is none."""
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _errors(log: Path) -> Report:
    """Return the kinds of what the log has, how often and when last; none of its words."""
    found: dict[str, tuple[int, str]] = {}
    kind, day = "", ""
    for line in _log_lines(log):
        record = _RECORD.match(line)
        if record:
            kind, day = f"{record['level']} {record['name']}", record["day"]
            found[kind] = (found.get(kind, (0, ""))[0] + 1, day)
        elif kind and (raised := _EXCEPTION.match(line)):
            name = f"{kind} {raised['name']}"
            found[name] = (found.get(name, (0, ""))[0] + 1, day)
    return {name: f"{count}, last {day}" for name, (count, day) in found.items()}


def _log_lines(log: Path) -> list[str]:
    try:
        with log.open("rb") as file:
            return file.read(_MOST_LOGGED).decode("utf-8", "replace").splitlines()
    except OSError:
        return []


def _short(path: Path) -> str:
    """Return a path with the person's own folder shortened: it is named after them, mostly."""
    with suppress(RuntimeError):
        home = Path.home()
        if path.is_relative_to(home):
            return str("~" / path.relative_to(home))
    return str(path)
