"""Settings and secrets read in a short-lived process of their own.

The screen program stays small (what checks settings is large and never needed again), the reading
goes on while the screen's own libraries load, and a keyring that hangs can be ended. Secrets pass
over a pipe only. As a program its arguments are PIPE LANGUAGE NEED_ACCOUNT [ACCOUNT].
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pectui import catalogue, errors
from pectui.settings.configuration import Account, Configuration, Options, Secret
from pectui.system import logs, processes
from pectui.system.paths import Directories
from pectui.system.redaction import hide

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS = 75.0
"""Room for two password commands, the keyring and a slow start."""


class PendingConfiguration:
    """A configuration being read; `result` waits for it."""

    def __init__(self, process: subprocess.Popen[bytes], pipe: int) -> None:
        self._process = process
        self._pipe: int | None = pipe
        self._outcome: Configuration | errors.PectuiError | None = None

    def result(self, seconds: float = SECONDS) -> Configuration:
        """Return what was read, waiting for it at most `seconds`.

        Raises what `loader.read_configuration` raises, SecretUnavailable when the time is
        over, PectuiError when the process failed for a reason nobody foresaw.
        """
        if self._outcome is None:
            try:
                self._outcome = self._read(seconds)
            except errors.PectuiError as error:
                self._outcome = error
            finally:
                self.cancel()
        if isinstance(self._outcome, errors.PectuiError):
            raise self._outcome
        return self._outcome

    def cancel(self) -> None:
        """End the process if it still runs; harmless after `result`."""
        if self._pipe is None:
            return
        os.close(self._pipe)
        self._pipe = None
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()

    def _read(self, seconds: float) -> Configuration:
        pipe = self._pipe
        if pipe is None:
            raise errors.PectuiError("the settings process was ended before it was asked")
        deadline = time.monotonic() + seconds
        collected = b""
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, selectors.EVENT_READ)
            while not collected.endswith(b"\n"):
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise errors.SecretUnavailable(
                        source=catalogue.t("settings.source.settings"),
                        reason=catalogue.t("settings.reason.reading-slow", seconds=round(seconds)),
                    )
                chunk = os.read(pipe, 65536)
                if not chunk:
                    code = self._process.wait()
                    raise errors.PectuiError(f"the settings process ended with code {code}")
                collected += chunk
        answer: dict[str, Any] = json.loads(collected)
        if "error" in answer:
            raise _unpacked_error(answer["error"])
        return _unpacked(answer)


def start_reading(
    account: str | None,
    *,
    need_account: bool = False,
    environment: Mapping[str, str] | None = None,
) -> PendingConfiguration:
    """Begin to read the configuration and return at once; ask the answer for its `result`.

    Unless `need_account`, nothing set up yet is no error: the screen opens its set-up then. What
    `environment` has goes before the variables of this process.

    A password command may use the terminal: ask for the result before the screen starts.
    """
    ours, theirs = os.pipe()
    arguments = [str(theirs), catalogue.language(), str(int(need_account))]
    arguments += [account] if account is not None else []
    try:
        process = subprocess.Popen(  # noqa: S603
            processes.command("pectui.settings.process", *arguments),
            pass_fds=[theirs],
            env={**processes.environment(secrets=True), **(environment or {})},
        )
    except BaseException:
        os.close(ours)
        raise
    finally:
        os.close(theirs)
    return PendingConfiguration(process, ours)


def _packed(configuration: Configuration) -> dict[str, Any]:
    packed = asdict(configuration)
    if configuration.account is not None:
        packed["account"]["password"] = configuration.account.password.reveal()
        packed["account"]["token"] = configuration.account.token.reveal()
    return packed


def _unpacked(packed: dict[str, Any]) -> Configuration:
    options = packed["options"]
    options["config_file"] = Path(options["config_file"])
    places = {name: Path(place) for name, place in options["directories"].items()}
    options["directories"] = Directories(**places)
    options["kind_rows"] = tuple((name, words) for name, words in options["kind_rows"])
    fields = packed["account"]
    account: Account | None = None
    if fields is not None:
        secrets = {name: Secret(fields[name]) for name in ("password", "token")}
        account = Account(**{**fields, **secrets})
        hide(*account.secrets)
    return Configuration(Options(**options), account, tuple(packed["account_names"]))


def _packed_error(error: errors.PectuiError) -> dict[str, Any]:
    return {"class": type(error).__name__, "detail": error.detail, "values": error.values}


def _unpacked_error(packed: dict[str, Any]) -> errors.PectuiError:
    leaf = getattr(errors, packed["class"])
    error: errors.PectuiError = leaf(packed["detail"], **packed["values"])
    return error


def _bug(error: Exception) -> errors.PectuiError:
    """Keep the traceback in a file, not on the terminal; return an error that names it."""
    try:
        place = str(logs.write_crash(error))
    except errors.PectuiError as failure:
        place = failure.detail
    return errors.PectuiError(catalogue.t("cli.bug", what=type(error).__name__, path=place))


def _main(arguments: list[str]) -> None:
    pipe, language, need_account, *account = arguments
    os.set_inheritable(int(pipe), False)
    processes.keep_memory_private()
    catalogue.use_language("it" if language == "it" else "en")
    try:
        from pectui.settings.loader import read_configuration

        configuration = read_configuration(*account, need_account=need_account == "1")
        answer = _packed(configuration)
    except errors.PectuiError as error:
        answer = {"error": _packed_error(error)}
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        answer = {"error": _packed_error(_bug(error))}
    with os.fdopen(int(pipe), "wb") as stream:
        stream.write(json.dumps(answer, default=str).encode() + b"\n")


if __name__ == "__main__":
    _main(sys.argv[1:])
