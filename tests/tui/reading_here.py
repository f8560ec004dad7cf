"""Settings read in this process, where a test is not about the process that reads them.

Another interpreter takes a fifth of a second for each account that is opened or saved: a third of
all that most tests of accounts do. What the process promises is in
`tests/unit/settings/test_settings_process.py`.
"""

from __future__ import annotations

import os
import pickle
from threading import Lock
from typing import TYPE_CHECKING

from pectui.errors import PectuiError
from pectui.services import new_account
from pectui.settings.loader import read_configuration
from pectui.settings.process import environment_of
from pectui.tui import accounts

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

    from pectui.settings.configuration import Configuration

_ONE_AT_A_TIME = Lock()
"""There is one environment."""


class ReadHere:
    """Stands for what the process has read: with the environment it would have, and as copied."""

    def __init__(self, answer: Configuration | PectuiError) -> None:
        self._answer: Configuration | PectuiError = pickle.loads(pickle.dumps(answer))

    def result(self) -> Configuration:
        if isinstance(self._answer, PectuiError):
            raise self._answer
        return self._answer

    def give_up(self) -> None:
        """Leave it; there is nothing to end."""


def read_here(
    account: str | None,
    *,
    need_account: bool = False,
    environment: Mapping[str, str] | None = None,
    apart: bool = False,
) -> ReadHere:
    """Read the configuration at once, as `start_reading` begins to."""
    with _ONE_AT_A_TIME:
        before = dict(os.environ)
        given = {**environment_of(account), **(environment or {})}
        try:
            _become(given)
            return ReadHere(read_configuration(account, need_account=need_account))
        except PectuiError as error:
            return ReadHere(error)
        finally:
            _become(before)


def _become(wanted: Mapping[str, str]) -> None:
    """Make the environment that one, touching only what differs."""
    for name in set(os.environ) - set(wanted):
        del os.environ[name]
    for name, value in wanted.items():
        if os.environ.get(name) != value:
            os.environ[name] = value


def read_settings_here(patch: pytest.MonkeyPatch) -> None:
    """Have accounts that are opened and saved read in this process."""
    for module in (accounts, new_account):
        patch.setattr(module, "start_reading", read_here)
