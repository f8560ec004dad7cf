"""`pectui quota`: how full the mailbox is, in one line. Loads no more than it must."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.api import open_client
from pectui.catalogue import t
from pectui.cli import output
from pectui.cli.runner import account_of, configure, run_async
from pectui.text import clean_line

if TYPE_CHECKING:
    import argparse

    from pectui.cli.parser import Parser
    from pectui.configuration import Account
    from pectui.models import Quota

CELLS = 20
_COLOURS = {"fine": "\x1b[32m", "filling": "\x1b[33m", "full": "\x1b[31m", "over": "\x1b[31m"}
_PLAIN = "\x1b[0m"


def add_arguments(parser: Parser) -> None:
    """Add nothing: the command takes the common options only."""


def run(arguments: argparse.Namespace) -> int:
    """Print the quota of the account's mailbox."""
    account = account_of(configure(arguments))
    quota = run_async(_ask(account))
    if arguments.json:
        output.document(view(quota))
    else:
        output.data(line(quota, colour=output.has_colour()))
    return 0


async def _ask(account: Account) -> Quota:
    async with open_client(account) as client:
        return await client.quota(account.mailbox)


def view(quota: Quota) -> dict[str, object]:
    """Return the JSON of the outside contract; null where a figure is not known."""
    return {
        "mailbox": quota.mailbox,
        "percent": _rounded(quota.percent),
        "used_mb": _rounded(quota.used_mb),
        "limit_mb": _rounded(quota.limit_mb),
        "usage": _whole(quota.usage),
        "limit": _whole(quota.limit),
        "unit": quota.unit,
    }


def line(quota: Quota, *, colour: bool) -> str:
    """Return the one line: mailbox, bar, percentage, used and limit, a word when it gets full."""
    name = clean_line(quota.mailbox, 60)
    used, limit, percent = quota.used_mb, quota.limit_mb, quota.percent
    if used is None:
        return f"{name}  {t('cli.quota.unknown')}"
    if percent is None or limit is None:
        return f"{name}  {t('cli.quota.unlimited', used=f'{used:.0f}')}"
    figures = t(
        "cli.quota.figures", percent=f"{percent:.0f}", used=f"{used:.0f}", limit=f"{limit:.0f}"
    )
    level = quota.level
    word = "" if level == "fine" else f" · {t(f'cli.quota.{level}')}"
    bar = _bar(percent)
    if colour:
        bar = f"{_COLOURS[level]}{bar}{_PLAIN}"
    return f"{name}  {bar} {figures}{word}"


def _bar(percent: float) -> str:
    filled = min(CELLS, max(0, round(percent / 100 * CELLS)))
    if percent > 0:
        filled = max(1, filled)
    if output.can_show("▕█░▏"):
        return f"▕{'█' * filled}{'░' * (CELLS - filled)}▏"
    return f"[{'#' * filled}{'-' * (CELLS - filled)}]"


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 1)


def _whole(number: float | None) -> float | None:
    return int(number) if number is not None and number == int(number) else number
