"""`pectui register`: what was sent and received in a period, as a table for a spreadsheet."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.cli import output
from pectui.cli.local import run_with_copy
from pectui.pec.dates import ROME

if TYPE_CHECKING:
    import argparse

    from pectui.cli.parser import Parser
    from pectui.services.mailbox.opening import Copy


_FIRST_YEAR, _LAST_YEAR = 1900, 9998
"""Of the days that a register takes: beyond them no calendar of the machine is to be relied on."""


def add_arguments(parser: Parser) -> None:
    """Add what is wanted of which period, and where."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--sent", action="store_true", help=t("cli.register.sent"))
    which.add_argument("--received", action="store_true", help=t("cli.register.received"))
    add = parser.add_argument
    add("--tag", metavar="TAG", default="", help=t("cli.register.tag"))
    add("--from", metavar=t("cli.register.date"), dest="since", type=_day,
        help=t("cli.register.from"))  # fmt: skip
    add("--to", metavar=t("cli.register.date"), dest="until", type=_day_after,
        help=t("cli.register.to"))  # fmt: skip
    add("-o", "--output", metavar=t("cli.file"), required=True, help=t("cli.register.output"))


def _day(text: str) -> datetime:
    """Return the first moment of a day, a month or a year; ArgumentTypeError for what is none."""
    from argparse import ArgumentTypeError

    from pectui.search.days import first_day
    from pectui.services.clock import system_now

    day = first_day(text, system_now().astimezone(ROME).date())
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ArgumentTypeError(t("cli.register.no-day", text=repr(text)))
    return datetime.combine(day, time(), ROME)


def _day_after(text: str) -> datetime:
    """Return the first moment after a day, a month or a year; ArgumentTypeError as `_day`."""
    first = _day(text)
    if re.fullmatch("[0-9]{4}", text):
        return first.replace(year=first.year + 1)
    if re.fullmatch("[0-9]{4}-[0-9]{1,2}", text):
        return (first + timedelta(days=31)).replace(day=1)
    return first + timedelta(days=1)


def run(arguments: argparse.Namespace) -> int:
    """Write the table from what is here, without the service."""
    from pectui.services.proof.register import Wanted, write_register

    path = Path(arguments.output)
    wanted = Wanted(
        sent=not arguments.received,
        received=not arguments.sent,
        tag=arguments.tag.strip(),
        since=arguments.since,
        until=arguments.until,
    )

    async def work(copy: Copy) -> int:
        return await write_register(copy, wanted, path)

    rows = run_with_copy(arguments, work)

    def tell() -> None:
        if arguments.json:
            output.document({"register": str(path), "rows": rows})
        else:
            output.words(tn("cli.register.done", rows, path=str(path)))

    return output.report(0, tell)
