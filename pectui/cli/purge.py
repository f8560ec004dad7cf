"""`pectui purge`: removes what the copy of the mailbox holds on this machine; user data stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import number, t, use_language
from pectui.cli import output

if TYPE_CHECKING:
    import argparse

    from pectui.cli.parser import Parser


def add_arguments(parser: Parser) -> None:
    """Add nothing: the command takes the common options only."""


def run(arguments: argparse.Namespace) -> int:
    """Remove the account's copy; no password is needed for it."""
    from pectui.services.purge import purge
    from pectui.services.sending.lock import owner_at
    from pectui.settings.loader import check_account, read_settings
    from pectui.text import clean_line

    settings = read_settings(arguments.account)
    use_language(settings.options.language)
    check_account(settings)
    values = settings.values
    owner = owner_at(values.username or "", values.base_url, settings.account_name)
    purged = purge(settings.options.directories, owner)
    if arguments.json:
        output.document({"removed": {"account": owner.name, "bytes": purged.bytes}})
        return 0
    name = clean_line(owner.name, 64)
    if not purged.bytes:
        output.words(t("cli.purge.nothing", account=name))
        return 0
    output.words(t("cli.purge.done", account=name, size=number(f"{purged.bytes / 1_000_000:.1f}")))
    return 0
