"""In what the quota is counted: by what is a likely mailbox, then by what a letter took of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args
from urllib.parse import quote

from pectui.api.wire import number
from pectui.models import QuotaUnit
from pectui.services.self_test.findings import Finding
from pectui.services.self_test.forms import form_of, rows_of

if TYPE_CHECKING:
    from pectui.api import Client
    from pectui.services.self_test.findings import Learned

_BYTES: dict[QuotaUnit, int] = {"B": 1, "KB": 1024, "MB": 1024 * 1024}
_MB = 1024 * 1024
_LIKELY = (20 * _MB, 200 * 1024 * _MB)
"""Bytes of the smallest and the largest mailbox that is sold."""


async def look_at_quota(client: Client, mailbox: str, learned: Learned) -> float | None:
    """Find out the likely unit; return the usage in it. Raises the client's errors."""
    document = await client.document(f"/quota/{quote(mailbox, safe='')}")
    rows = rows_of(document)
    learned.forms["GET /quota/{mailbox}"] = form_of(rows)
    usage, limit = (number(rows[0].get(name)) if rows else None for name in ("usage", "limit"))
    units = _likely_units(limit)
    if len(units) == 1:
        learned.take(_finding(units[0], certain=False))
    return usage


def _likely_units(limit: float | None) -> tuple[QuotaUnit, ...]:
    if not limit or limit < 0:
        return ()
    low, high = _LIKELY
    return tuple(unit for unit, size in _BYTES.items() if low <= limit * size <= high)


def unit_by_growth(before: float | None, after: float | None, size: int) -> Finding | None:
    """Return the unit in which what grew can be a letter of `size` bytes, kept twice or so.

    The letter's own copy, and a receipt that may hold it or only name it. Other mail may come in
    meanwhile: what fits no unit, or more than one, tells nothing.
    """
    if before is None or after is None or after <= before:
        return None
    low, high = size / 2, size * 6
    fitting = [unit for unit in get_args(QuotaUnit) if _fits(after - before, unit, low, high)]
    return _finding(fitting[0], certain=True) if len(fitting) == 1 else None


def _fits(growth: float, unit: QuotaUnit, low: float, high: float) -> bool:
    # Rounded figures may be off by one.
    return low <= (growth + 1) * _BYTES[unit] and (growth - 1) * _BYTES[unit] <= high


def _finding(unit: QuotaUnit, *, certain: bool) -> Finding:
    return Finding("quota-unit", unit, certain=certain, setting=unit)
