"""`pectui quota`: how full the mailbox is and when it will be, in one line.

With `--check` the line and the exit code are those of a monitoring plugin (see `quota_check`).
Loads no more than it must.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from pectui.catalogue import apart, t, thousands
from pectui.cli import output, quota_check
from pectui.cli.runner import account_of, configure, run_async
from pectui.cli.wants import CHECK
from pectui.pec.forecast import forecast_words
from pectui.text import clean_line

if TYPE_CHECKING:
    import argparse

    from pectui.cli.parser import Parser
    from pectui.models import Quota
    from pectui.pec.forecast import Forecast
    from pectui.services.quota import Fullness
    from pectui.settings.configuration import Account
    from pectui.system.paths import Directories

CELLS = 20
_COLOURS = {"fine": "\x1b[32m", "filling": "\x1b[33m", "full": "\x1b[31m", "over": "\x1b[31m"}
_LEVELS = {
    "filling": "cli.quota.filling",
    "full": "cli.quota.full",
    "over": "cli.quota.over",
}
_PLAIN = "\x1b[0m"
_DAY = 86_400.0


def add_arguments(parser: Parser) -> None:
    """Add the thresholds of a monitoring plugin."""
    parser.add_argument(
        CHECK,
        metavar="WARN:CRIT",
        type=quota_check.thresholds,
        help=t("cli.quota.check"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the quota of the account's mailbox, or judge it by the thresholds given."""
    configuration = configure(arguments)
    account = account_of(configuration)
    known = run_async(_ask(account, configuration.options.directories))
    check = None
    if arguments.check is not None:
        check = quota_check.judge(known.quota, known.forecast, arguments.check)
    if arguments.json:
        document = view(known.quota) | {"forecast": forecast_view(known.forecast, time.time())}
        output.document(document | ({"check": check.view()} if check else {}))
    elif check is not None:
        output.data(check.line)
    else:
        words = output.wrapped(line(known.quota, known.forecast, colour=False), sys.stdout)
        output.data(_coloured(words, known.quota) if output.has_colour() else words)
    return check.exit_code if check else 0


async def _ask(account: Account, directories: Directories) -> Fullness:
    from pectui.services.quota import ask_alone  # late: the help goes without

    return await ask_alone(account, directories)


def forecast_view(outlook: Forecast, now: float) -> dict[str, object]:
    """Return the forecast's JSON: trend, days left, and the moment in UTC; null where not known."""
    from datetime import UTC, datetime

    days, full_at = outlook.days, None
    if days is not None:
        moment = datetime.fromtimestamp(now + days * _DAY, UTC)
        full_at = moment.isoformat(timespec="seconds")
    return {"trend": outlook.trend.value, "days": _rounded(days), "full_at": full_at}


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


def line(quota: Quota, outlook: Forecast | None = None, *, colour: bool) -> str:
    """Return the one line: mailbox, bar, percentage, used and limit, how full, and until when."""
    name, percent = clean_line(quota.mailbox, 60), quota.percent
    if quota.used_mb is None or percent is None or quota.limit_mb is None:
        return f"{name}  {figures(quota)}"
    words = f"{name}  {_bar(percent)} {figures(quota, outlook)}"
    return _coloured(words, quota) if colour else words


def _coloured(words: str, quota: Quota) -> str:
    """Return the line with its bar in the colour of the level."""
    if quota.percent is None:
        return words
    bar = _bar(quota.percent)
    return words.replace(bar, f"{_COLOURS[quota.level]}{bar}{_PLAIN}", 1)


def figures(quota: Quota, outlook: Forecast | None = None) -> str:
    """Return percentage, used and limit, how full, and until when, without the bar."""
    used, limit, percent = quota.used_mb, quota.limit_mb, quota.percent
    if used is None:
        return t("cli.quota.unknown")
    if percent is None or limit is None:
        return t("cli.quota.unlimited", used=thousands(round(used)))
    words = [
        t(
            "cli.quota.figures",
            percent=f"{percent:.0f}",
            **apart(used=round(used), limit=round(limit)),
        )
    ]
    if quota.level in _LEVELS:
        words.append(t(_LEVELS[quota.level]))
    if outlook and quota.level != "over":
        words.append(forecast_words(outlook))
    return " · ".join(words)


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
