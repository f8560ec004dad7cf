"""Settings and secrets read in a short-lived process of their own, for the program with a screen.

What checks settings is large and never needed again; the process takes it along when it ends. That
saves 10 MB for as long as the program is open (54 beside 64 with a mailbox of 1,000) and, where a
second core is free, some 130 ms that Textual's own loading hides; where none is free, the start of
another interpreter takes about as long. A command ends anyway and reads for itself.

As a program its arguments are LANGUAGE NEED_ACCOUNT [ACCOUNT]; what was read, secrets included,
goes over its standard output, a pipe.
"""

from __future__ import annotations

import gc
import pickle
import subprocess
import sys
from dataclasses import fields
from typing import TYPE_CHECKING

from pectui import catalogue
from pectui.errors import PectuiError, SecretUnavailable
from pectui.settings.configuration import Account
from pectui.system import processes
from pectui.system.redaction import hide

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pectui.settings.configuration import Configuration

_OF_ACCOUNTS = frozenset(
    f"PECTUI_{name.upper()}"
    for name in (
        *(field.name for field in fields(Account) if field.name != "name"),
        *("password_command", "token_command", "environment"),
    )
)
"""Variables that speak of an account, and not of the program."""

SECONDS = 75.0
"""Room for two password commands, the keyring and a slow start."""


class PendingConfiguration:
    """A configuration being read; `result` waits for it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._is_waited_for = False

    def give_up(self) -> None:
        """End the process, and what it started where it is apart, unless it has ended."""
        if self._process.poll() is None:
            processes.end_session(self._process.pid)
            self._process.kill()
        if not self._is_waited_for:
            with self._process:
                pass  # nobody else takes its end, and closes its pipe

    def result(self, seconds: float = SECONDS) -> Configuration:
        """Return what was read, waiting for it at most `seconds`; to be asked once.

        Raises what `loader.read_configuration` raises, SecretUnavailable when the time is over,
        PectuiError when the process failed for a reason nobody foresaw.
        """
        self._is_waited_for = True
        with self._process as process:
            try:
                answered, _ = process.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                raise SecretUnavailable(
                    source=catalogue.t("settings.source.settings"),
                    reason=catalogue.t("settings.reason.reading-slow", seconds=round(seconds)),
                ) from None
            finally:
                process.kill()
        if process.returncode:
            raise PectuiError(f"the settings process ended with code {process.returncode}")
        answer: Configuration | PectuiError = pickle.loads(answered)  # noqa: S301 - our own words
        if isinstance(answer, PectuiError):
            raise answer
        if answer.account is not None:
            hide(*answer.account.secrets)
        return answer


def environment_of(account: str | None) -> dict[str, str]:
    """Return the environment for a child that is to read the settings of an account."""
    found = processes.environment(secrets=True)
    if account is not None and not processes.is_spoken_of(account):
        found = {name: one for name, one in found.items() if name.upper() not in _OF_ACCOUNTS}
    return {**found, **processes.held(account)}


def start_reading(
    account: str | None,
    *,
    need_account: bool = False,
    environment: Mapping[str, str] | None = None,
    apart: bool = False,
) -> PendingConfiguration:
    """Begin to read the configuration and return at once; ask the answer for its `result`.

    Unless `need_account`, an account that is not set up, or cannot be used, is no error: the screen
    opens its set-up then. What `environment` has goes before the variables of this process.

    A password command may use the terminal: ask for the result before the screen starts, or have
    the process `apart`, which leaves it no terminal to ask in.
    """
    arguments = [catalogue.language(), str(int(need_account))]
    arguments += [account] if account is not None else []
    process = subprocess.Popen(  # noqa: S603
        processes.command("pectui.settings.process", *arguments),
        stdin=subprocess.DEVNULL if apart else None,
        stdout=subprocess.PIPE,
        start_new_session=apart,
        env={**environment_of(account), **(environment or {})},
    )
    return PendingConfiguration(process)


def _bug(error: Exception) -> PectuiError:
    """Keep the traceback in a file, not on the terminal; return an error that names it."""
    from pectui.system.logs import write_crash

    try:
        place = str(write_crash(error))
    except PectuiError as failure:
        place = failure.detail
    return PectuiError(catalogue.t("cli.bug", what=type(error).__name__, path=place))


def _main(language: str, need_account: str, *account: str) -> None:
    gc.disable()  # as in a command: loading makes no garbage
    processes.keep_memory_private()
    catalogue.use_language("it" if language == "it" else "en")
    answer: Configuration | PectuiError
    try:
        from pectui.settings.loader import read_configuration

        answer = read_configuration(*account, need_account=need_account == "1")
    except PectuiError as error:
        answer = error
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        answer = _bug(error)
    pickle.dump(answer, sys.stdout.buffer)
    gc.freeze()


if __name__ == "__main__":
    _main(*sys.argv[1:])
