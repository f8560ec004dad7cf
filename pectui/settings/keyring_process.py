"""The system keyring, asked in a process of its own.

A locked keyring can wait for ever inside a library, and loading that library is slow and large:
a process can be ended and gives its memory back. Requests and answers are JSON on its pipes; a
secret is never an argument.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from pectui.catalogue import t
from pectui.errors import SecretUnavailable
from pectui.system import processes
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

SERVICE = "pectui"
SECONDS = 3.0
"""How long the keyring is waited for."""


def is_available() -> bool:
    """Whether the optional library is installed; says nothing about the keyring itself."""
    return importlib.util.find_spec("keyring") is not None


def ask(users: Sequence[str], seconds: float = SECONDS) -> dict[str, str]:
    """Return the secrets stored for `users` ("ACCOUNT/password"), without those that are not there.

    Empty where the library is not installed. Raises SecretUnavailable when the keyring is silent
    or fails.
    """
    if not is_available():
        return {}
    answer = _call({"get": list(users)}, seconds)
    return {user: secret for user, secret in answer.items() if isinstance(secret, str) and secret}


def store(secrets: dict[str, str], seconds: float = SECONDS) -> None:
    """Store each secret under its user. Raises SecretUnavailable when that is not possible."""
    _call({"set": secrets}, seconds)


def remove(users: Sequence[str], seconds: float = SECONDS) -> None:
    """Remove the secrets stored for `users`. Raises SecretUnavailable when that is not possible."""
    _call({"remove": list(users)}, seconds)


def _call(request: dict[str, Any], seconds: float) -> dict[str, Any]:
    source = t("settings.source.keyring")
    try:
        done = subprocess.run(  # noqa: S603
            processes.command("pectui.settings.keyring_process"),
            input=json.dumps(request).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=processes.environment(),
            timeout=seconds,
            check=False,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        reason = t("settings.reason.keyring-slow", seconds=round(seconds))
        raise SecretUnavailable(source=source, reason=reason) from None
    except (OSError, ValueError) as error:
        answer = {"failure": type(error).__name__}
    if failure := answer.get("failure"):
        reason = t("settings.reason.keyring-failed", reason=clean_line(str(failure), 80))
        raise SecretUnavailable(source=source, reason=reason)
    return answer


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    import keyring
    import keyring.errors

    for user, secret in request.get("set", {}).items():
        keyring.set_password(SERVICE, user, secret)
    for user in request.get("remove", ()):
        keyring.delete_password(SERVICE, user)
    try:
        return {user: keyring.get_password(SERVICE, user) for user in request.get("get", ())}
    except keyring.errors.NoKeyringError:
        # The library without any keyring behind it (a server, a container): nothing is kept there.
        return {}


def main() -> None:
    """Answer the one request on standard input."""
    request = json.load(sys.stdin)
    try:
        answer = _answer(request)
    except Exception as error:  # backends raise what they like; it is passed on
        answer = {"failure": type(error).__name__}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
