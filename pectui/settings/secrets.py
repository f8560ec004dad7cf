"""Passwords and tokens: environment, command, system keyring, settings file; first found wins.

Nothing found here is ever logged, printed or put into an error's words.
"""

from __future__ import annotations

import os
import re
import selectors
import shlex
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pectui.catalogue import t
from pectui.errors import SecretUnavailable, SettingInvalid, SettingsMissing
from pectui.settings import keyring_process
from pectui.settings.configuration import Secret
from pectui.system import processes
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SecretName = Literal["password", "token"]
SecretSource = Literal["environment", "command", "keyring", "file"]

COMMAND_SECONDS = 30.0
"""How long a password command may take: somebody may have to type into its own prompt."""
_SHELLS = frozenset({"sh", "bash", "dash", "zsh", "ksh", "mksh", "fish", "busybox"})
_EXPANDED = re.compile(r"`|\$[A-Za-z_({]")
_FOR_A_SHELL = re.compile(
    r"\||`|\$[A-Za-z_({]|;(?:\s|$)|(?:^|\s)(?:&&?(?:\s|$)|[0-9]?[<>]|~(?:[/\s]|$))"
)
MAX_FIRST_LINE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Places:
    """Where one secret was said to be; None where nothing was said."""

    environment: str | None = None
    command: str | None = None
    file: str | None = None

    def __repr__(self) -> str:
        return "Places(•••)"


@dataclass(frozen=True, slots=True)
class FoundSecret:
    """A secret with where it came from."""

    secret: Secret
    source: SecretSource


def find_secrets(
    account: str,
    wanted: Mapping[SecretName, Places],
    *,
    file: Path,
    file_is_private: bool = True,
) -> dict[SecretName, FoundSecret]:
    """Return every secret of `wanted` for the account of that name.

    Raises SecretUnavailable when a command gives nothing or only a silent keyring is left,
    SettingInvalid when the one at hand lies in a file others may read, SettingsMissing otherwise.
    """
    found: dict[SecretName, FoundSecret] = {}
    for name, places in wanted.items():
        if places.environment:
            found[name] = FoundSecret(Secret(places.environment), "environment")
        elif places.command is not None:
            secret = run_command(places.command, f"{name}_command")
            found[name] = FoundSecret(secret, "command")
    missing = [name for name in wanted if name not in found]
    silence: SecretUnavailable | None = None
    if missing:
        try:
            answers = keyring_process.ask([f"{account}/{name}" for name in missing])
        except SecretUnavailable as error:
            answers, silence = {}, error
        for name in missing:
            if answer := answers.get(f"{account}/{name}"):
                found[name] = FoundSecret(Secret(answer), "keyring")
            else:
                secret = _from_file(name, wanted[name], file, file_is_private, silence)
                found[name] = FoundSecret(secret, "file")
    return found


def secret_source(account: str, name: SecretName, places: Places) -> SecretSource | None:
    """Return where one secret would be taken from, None for nowhere. Runs no command.

    Raises SecretUnavailable when only a silent keyring is left.
    """
    if places.environment:
        return "environment"
    if places.command is not None:
        return "command"
    try:
        if keyring_process.ask([f"{account}/{name}"]):
            return "keyring"
    except SecretUnavailable:
        if not places.file:
            raise
    return "file" if places.file else None


def _from_file(
    name: SecretName,
    places: Places,
    file: Path,
    file_is_private: bool,
    silence: SecretUnavailable | None,
) -> Secret:
    if not places.file:
        raise silence or SettingsMissing(key=name)
    if not file_is_private:
        reason = t("settings.reason.file-not-private", path=shlex.quote(str(file)))
        raise SettingInvalid(where=str(file), reason=reason)
    return Secret(places.file)


def run_command(command: str, key: str, seconds: float = COMMAND_SECONDS) -> Secret:
    """Return the first line that `command` prints; `key` names the setting in errors.

    Run without a shell, on this terminal's input and errors so that it can ask for a passphrase.
    Raises SecretUnavailable.
    """
    try:
        words = shlex.split(command)
    except ValueError:
        raise _unavailable(key, "settings.reason.command-syntax") from None
    if not words:
        raise _unavailable(key, "settings.reason.command-empty")
    if wants_shell(command, words[0]):
        raise _unavailable(key, "settings.reason.command-shell")
    try:
        process = subprocess.Popen(  # noqa: S603
            words, stdout=subprocess.PIPE, bufsize=0, env=processes.environment()
        )
    except (OSError, ValueError) as error:
        cause = system_reason(error)
        raise _unavailable(key, "settings.reason.command-not-found", cause=cause) from None
    try:
        line = _first_line(process, time.monotonic() + seconds)
    finally:
        _end(process)
    if line is None:
        raise _unavailable(key, "settings.reason.command-slow", seconds=round(seconds))
    if process.returncode:
        raise _unavailable(key, "settings.reason.command-failed", code=process.returncode)
    try:
        text = line.decode()
    except UnicodeDecodeError:
        raise _unavailable(key, "settings.reason.command-not-utf8") from None
    if not text:
        raise _unavailable(key, "settings.reason.command-silent")
    return Secret(text)


def wants_shell(command: str, program: str) -> bool:
    """Whether a command line is written for a shell that there is none of.

    What stands in quotes is left alone, and a line that starts a shell itself.
    """
    if program.rpartition("/")[2] in _SHELLS:
        return False
    bare = re.sub(r"'[^']*'|\\.", "", command)
    quoted = "".join(re.findall(r'"[^"]*"', bare))
    return bool(_EXPANDED.search(quoted) or _FOR_A_SHELL.search(re.sub(r'"[^"]*"', "", bare)))


def _unavailable(source: str, key: str, /, **values: object) -> SecretUnavailable:
    return SecretUnavailable(source=source, reason=t(key, **values))


def _first_line(process: subprocess.Popen[bytes], deadline: float) -> bytes | None:
    """Return what `process` prints up to its first line break, or None when time is over.

    Returns when the process itself has ended: an agent it leaves behind may hold the pipe open
    for ever. What follows the first line is read and dropped, so that the process can end.
    """
    assert process.stdout is not None
    pipe = process.stdout.fileno()
    collected = b""
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0:
            ended = process.poll() is not None
            if selector.select(0 if ended else min(left, 0.05)):
                chunk = os.read(pipe, 4096)
                if not chunk:
                    break
                if b"\n" not in collected and len(collected) < MAX_FIRST_LINE:
                    collected += chunk
            elif ended:
                break
    try:
        process.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return None
    return collected.partition(b"\n")[0].removesuffix(b"\r")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
        process.wait()
    assert process.stdout is not None
    process.stdout.close()
