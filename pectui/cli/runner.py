"""Settings, log and services around the work of a command."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import threading
from typing import TYPE_CHECKING, Any, TypeVar

from pectui.catalogue import use_language
from pectui.cli.main import Interrupted
from pectui.errors import SettingsMissing
from pectui.pec.kinds import use_rows

if TYPE_CHECKING:
    import argparse
    from collections.abc import Awaitable, Callable, Coroutine

    from pectui.services.session import Session
    from pectui.settings.configuration import Account, Configuration

T = TypeVar("T")

_SIGNALS = (signal.SIGTERM, signal.SIGHUP)


def configure(arguments: argparse.Namespace, *, need_account: bool = True) -> Configuration:
    """Return the configuration of the account asked for, and speak its language from now on.

    Unless `need_account`, one that cannot be used yet is no error. Raises SettingsError.
    """
    # Late, as the libraries for settings are not needed to be told what a command takes.
    from pectui.settings.loader import read_configuration

    configuration = read_configuration(arguments.account, need_account=need_account)
    use_language(configuration.options.language)
    use_rows(configuration.options.kind_rows)
    return configuration


def account_of(configuration: Configuration) -> Account:
    """Return the account. Raises SettingsMissing without one."""
    if configuration.account is None:
        raise SettingsMissing(key="username")
    return configuration.account


def run_async(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` to its end. SIGTERM and SIGHUP end it as Ctrl+C does: cleanly.

    Raises Interrupted for those two, KeyboardInterrupt for Ctrl+C, and what `work` raises.
    """
    came: list[int] = []
    # Without a handler, Python would print warnings among the words for the person.
    logging.getLogger().addHandler(logging.NullHandler())

    async def main() -> T:
        task = asyncio.current_task()
        assert task is not None

        def end(number: int) -> None:
            came.append(number)
            task.cancel()

        if threading.current_thread() is threading.main_thread():
            for number in _SIGNALS:
                asyncio.get_running_loop().add_signal_handler(number, end, number)
        gc.enable()  # the start switched it off
        return await work

    try:
        return asyncio.run(main())
    except asyncio.CancelledError:
        if came:
            raise Interrupted(came[0]) from None
        raise


def run_with_session(arguments: argparse.Namespace, work: Callable[[Session], Awaitable[T]]) -> T:
    """Run `work` with the services of the account asked for, and close them after it."""
    return run_configured(configure(arguments), work)


def run_configured(configuration: Configuration, work: Callable[[Session], Awaitable[T]]) -> T:
    """Run `work` with the services of an account, and close them after it."""
    from pectui.cli import output
    from pectui.services.session import open_session
    from pectui.system import logs

    account = account_of(configuration)
    logs.start_log(configuration.options.directories.state)

    async def main() -> T:
        async with open_session(account, configuration.options) as session:
            for notice in session.notices:
                output.words(notice)
            return await work(session)

    return run_async(main())
