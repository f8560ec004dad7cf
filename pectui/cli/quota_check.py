"""`pectui quota --check`: the language of monitoring plugins (Nagios, Icinga and their kin).

One line on stdout, `PECTUI QUOTA <STATE> - words | performance data`, and the exit codes 0 ok,
1 warning, 2 critical, 3 unknown. Whatever keeps the answer from being known is "unknown", wrong
arguments too: 2 would raise an alarm. With `--json` the exit code is the same, and the document
says the state under `check`.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import number, t
from pectui.cli import output
from pectui.errors import FileUnwritable
from pectui.pec.forecast import forecast_words
from pectui.text import clean_line

if TYPE_CHECKING:
    from pectui.errors import PectuiError
    from pectui.models import Quota
    from pectui.pec.forecast import Forecast

STATES = ("ok", "warning", "critical", "unknown")
"""By their exit codes."""
UNKNOWN = STATES.index("unknown")
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,6})?")
_DAY = 86_400
_MOST_SECONDS = 10**10


@dataclass(frozen=True, slots=True)
class Check:
    """What the check found."""

    exit_code: int
    words: str
    """For a person; clean, on one line, without `|`."""
    warning: float
    critical: float
    performance: str = ""

    @property
    def line(self) -> str:
        """The one line of a plugin."""
        return _line(self.exit_code, self.words, self.performance)

    def view(self) -> dict[str, object]:
        """Return what `--json` adds to the quota's document."""
        state = STATES[self.exit_code]
        return {"state": state, "warning": self.warning, "critical": self.critical}


def thresholds(text: str) -> tuple[float, float]:
    """Return the percentages of "80:95"; ArgumentTypeError for anything else."""
    warning, _, critical = text.partition(":")
    if _NUMBER.fullmatch(warning) and _NUMBER.fullmatch(critical):
        pair = float(warning), float(critical)
        if pair[0] <= pair[1] <= 100:
            return pair
    raise argparse.ArgumentTypeError(t("cli.quota.not-thresholds", value=repr(text)))


def judge(quota: Quota, outlook: Forecast, limits: tuple[float, float]) -> Check:
    """Judge a quota: from the first percentage on it is a warning, from the second critical.

    What is judged is the rounded figure that is printed. Without a limit nothing can be judged.
    """
    warning, critical = limits
    used, limit, percent = quota.used_mb, quota.limit_mb, quota.percent
    if used is None:
        return Check(UNKNOWN, t("cli.quota.unknown"), warning, critical)
    if percent is None or limit is None:
        words = t("cli.quota.unlimited", used=f"{used:.0f}")
        return Check(UNKNOWN, words, warning, critical, f"usage={_plain(used)}MB;;;0")
    share = round(percent, 1)
    code = 2 if share >= critical else 1 if share >= warning else 0
    words = t(
        "cli.quota.check-used",
        percent=number(f"{share:.1f}"),
        used=f"{used:.0f}",
        limit=f"{limit:.0f}",
    )
    if outlook.days:
        words = f"{words}, {forecast_words(outlook)}"
    from_mb = [_plain(limit * one / 100) for one in limits]
    performance = (
        f"quota={share:.1f}%;{_plain(warning)};{_plain(critical)};0;100"
        f" usage={_plain(used)}MB;{from_mb[0]};{from_mb[1]};0;{_plain(limit)}"
        f" full_in={_seconds(outlook)};;;0"
    )
    return Check(code, words, warning, critical, performance)


def unknown(error: PectuiError, *, as_json: bool) -> int:
    """Tell that the state could not be found out, and why; return the exit code for that."""
    told = error.as_json() | {"exit_code": UNKNOWN}
    try:
        if as_json:
            output.document({"error": told, "check": {"state": STATES[UNKNOWN]}})
        else:
            output.data(_line(UNKNOWN, f"{error.title}: {error.detail}"))
    except FileUnwritable:
        output.failure(error, as_json=False)
    return UNKNOWN


def _line(code: int, words: str, performance: str = "") -> str:
    # A bar ends the words and begins the performance data: none may come from outside.
    safe = clean_line(words, 400).replace("|", "¦")
    line = f"PECTUI QUOTA {STATES[code].upper()} - {safe}"
    return f"{line} | {performance}" if performance else line


def _seconds(outlook: Forecast) -> str:
    """Return the time left as a value in seconds; U, the guidelines' word, where none is known."""
    if outlook.days is None:
        return "U"
    return f"{min(round(outlook.days * _DAY), _MOST_SECONDS)}s"


def _plain(number: float) -> str:
    """Return a number without needless zeros, never with an exponent."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
