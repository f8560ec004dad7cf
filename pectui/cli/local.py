"""What is known here of an account, opened without its secrets and without the service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from pectui.catalogue import use_language
from pectui.cli.runner import run_async

if TYPE_CHECKING:
    import argparse
    from collections.abc import Awaitable, Callable

    from pectui.services.mailbox.opening import Copy
    from pectui.services.proof.originals import Originals
    from pectui.settings.loader import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LocalData:
    """What is known here of an account: its sendings with their originals, and whose they are."""

    originals: Originals
    account: str
    """The user of the service."""
    host: str
    """Of the service."""


def run_locally(arguments: argparse.Namespace, work: Callable[[LocalData], Awaitable[T]]) -> T:
    """Run `work` with what is known of the account asked for. Raises SettingsError."""
    from pectui.services.proof.originals import open_originals
    from pectui.services.sending.lock import owner_at
    from pectui.settings.loader import certificate_file

    settings = _settings(arguments)
    values = settings.values
    owner = owner_at(values.username or "", values.base_url, settings.account_name)
    authority = certificate_file(settings, "pec_ca_file")

    async def main() -> T:
        folder = settings.options.directories.data
        async with open_originals(folder, owner, authority) as originals:
            host = urlsplit(values.base_url).hostname or values.base_url
            return await work(LocalData(originals, values.username or "", host))

    return run_async(main())


def run_with_originals(
    arguments: argparse.Namespace, work: Callable[[Originals], Awaitable[T]]
) -> T:
    """Run `work` with the originals of the account asked for. Raises SettingsError."""
    return run_locally(arguments, lambda local: work(local.originals))


def run_with_copy(arguments: argparse.Namespace, work: Callable[[Copy], Awaitable[T]]) -> T:
    """Run `work` with the copy of the mailbox of the account. Raises SettingsError."""
    from pectui.services.mailbox.opening import open_copy
    from pectui.services.sending.lock import owner_at

    settings = _settings(arguments)
    values = settings.values
    owner = owner_at(values.username or "", values.base_url, settings.account_name)

    async def main() -> T:
        async with open_copy(settings.options.directories, owner) as copy:
            return await work(copy)

    return run_async(main())


def _settings(arguments: argparse.Namespace) -> Settings:
    """Return the settings of the account, and speak its language from now on."""
    from pectui.pec.kinds import use_rows
    from pectui.settings.loader import check_account, read_settings
    from pectui.system import logs

    settings = read_settings(arguments.account)
    use_language(settings.options.language)
    use_rows(settings.options.kind_rows)
    check_account(settings)
    logs.start_log(settings.options.directories.state)
    return settings
