"""What sending a batch costs and takes: plan, money, time, room for the receipts it will bring."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from pectui.catalogue import number, t, tn
from pectui.errors import PectuiError
from pectui.models import Finding, Gravity
from pectui.pec.weights import MB, RECEIPT_BYTES
from pectui.services.sending import allowance
from pectui.services.sending.allowance import Usage, day_of, month_of
from pectui.services.sending.pace import PERIOD

if TYPE_CHECKING:
    from pectui.services.batches.check import Check
    from pectui.services.quota import Quotas
    from pectui.services.sending.allowance import Terms
    from pectui.services.sending.books import Books

_RECEIPTS_EACH = 2
"""Acceptance and delivery; the delivery carries the letter back."""
_MEGABYTE = 1_000_000
_MINUTE = 60
_DAY = timedelta(days=1)


async def with_facts(check: Check, books: Books, terms: Terms, quotas: Quotas) -> Check:
    """Return `check` with facts and warnings about the whole of it.

    What the service does not answer is left out. Raises StoreUnusable.
    """
    now = books.now()
    spans = (day_of(now), month_of(now))
    today, month = await books.data.read(
        lambda tables: [tables.history.leaving_between(one.start, one.end) for one in spans]
    )
    usage = Usage(today, month)
    room, warnings = await _room(check, quotas)
    limits = allowance.warnings(terms, usage, check.ready)
    days = _days(check.ready, terms, usage)
    return replace(
        check,
        facts=(
            *allowance.facts(terms, usage, check.ready),
            _duration(check.ready),
            *days,
            *room,
            *check.facts,
        ),
        warnings=(
            *check.warnings,
            *warnings,
            *(Finding(Gravity.WARNING, "batches.said", (("words", one),)) for one in limits),
        ),
    )


def _duration(count: int) -> str:
    seconds = count * PERIOD
    if seconds < _MINUTE:
        return tn("batches.takes-seconds", round(seconds))
    minutes = round(seconds / _MINUTE)
    if minutes < 2 * _MINUTE:
        return tn("batches.takes-minutes", minutes)
    return t("batches.takes-hours", hours=number(f"{seconds / 3600:.1f}"))


def _days(count: int, terms: Terms, usage: Usage) -> tuple[str, ...]:
    """Return over how many days a batch spreads that is larger than the plan allows in one."""
    if not terms.daily_limit:
        return ()
    left = max(terms.daily_limit - usage.today, 0)
    if count <= left:
        return ()
    days = 1 + -(-(count - left) // terms.daily_limit)
    return (t("batches.spreads", days=days, limit=terms.daily_limit),)


async def _room(check: Check, quotas: Quotas) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Return what the receipts will take of the mailbox, and whether they find no room."""
    takes = check.bytes + check.ready * _RECEIPTS_EACH * RECEIPT_BYTES
    words = t("batches.receipts-take", size=_megabytes(takes))
    try:
        quota = (await quotas.ask()).quota
    except PectuiError:
        return (words,), ()
    if quota.limit_mb is None or quota.used_mb is None:
        return (words,), ()
    free = (quota.limit_mb - quota.used_mb) * MB
    if takes <= free:
        return (words,), ()
    values = (("size", _megabytes(takes)), ("free", _megabytes(free)))
    return (words,), (Finding(Gravity.WARNING, "batches.no-room", values),)


def _megabytes(size: float) -> str:
    return number(f"{math.ceil(10 * size / _MEGABYTE) / 10:.1f}")
