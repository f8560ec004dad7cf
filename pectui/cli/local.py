"""Originals of an account, opened without its secrets and without the service."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pectui.catalogue import use_language
from pectui.cli.runner import run_async

if TYPE_CHECKING:
    import argparse
    from collections.abc import Awaitable, Callable

    from pectui.services.proof.originals import Originals

T = TypeVar("T")


def run_with_originals(
    arguments: argparse.Namespace, work: Callable[[Originals], Awaitable[T]]
) -> T:
    """Run `work` with the originals of the account asked for. Raises SettingsError."""
    from pectui.pec.kinds import use_rows
    from pectui.services.proof.originals import open_originals
    from pectui.services.sending.lock import owner_at
    from pectui.settings.loader import certificate_file, check_account, read_settings
    from pectui.system import logs

    settings = read_settings(arguments.account)
    use_language(settings.options.language)
    use_rows(settings.options.kind_rows)
    check_account(settings)
    values, directories = settings.values, settings.options.directories
    logs.start_log(directories.state)
    owner = owner_at(values.username or "", values.base_url, settings.account_name)
    authority = certificate_file(settings, "pec_ca_file")

    async def main() -> T:
        async with open_originals(directories.data, owner, authority) as originals:
            return await work(originals)

    return run_async(main())
