"""What sending costs and how much of it the plan allows: counted here, as the service cannot tell.

Days and months are those of Europe/Rome. Sendings of other programs are known only where their
receipts were asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from pectui.catalogue import apart, number, t, tn
from pectui.pec.dates import ROME
from pectui.store.sending.batches import Limit

if TYPE_CHECKING:
    from pectui.settings.configuration import Account, SubjectReference

DAILY_LIMIT = 3500
"""Sends a day of the Standard plan."""
_CENTS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Terms:
    """How letters leave from an account: references, the plan's limits, the price."""

    subject_reference: SubjectReference = "batches"
    daily_limit: int | None = DAILY_LIMIT
    """Sends a day; None without a limit."""
    monthly_limit: int | None = None
    price: Decimal | None = None
    """EUR a send."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Sendings that have left, may have left, or are waiting to leave."""

    today: int = 0
    this_month: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A day or a month, in seconds since the epoch; `end` is not part of it."""

    start: float
    end: float


def terms_of(account: Account) -> Terms:
    """Return the terms in the account's settings."""
    return Terms(
        subject_reference=account.subject_reference,
        daily_limit=account.daily_limit or None,
        monthly_limit=account.monthly_limit or None,
        price=Decimal(account.price) if account.price is not None else None,
    )


def day_of(moment: datetime) -> Span:
    """Return the day `moment` is in, midnight to midnight in Rome."""
    start = moment.astimezone(ROME).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return Span(start.timestamp(), (start + timedelta(days=1)).timestamp())


def month_of(moment: datetime) -> Span:
    """Return the month `moment` is in, from its first to the next one in Rome."""
    start = moment.astimezone(ROME).replace(
        day=1, hour=0, minute=0, second=0, microsecond=0, fold=0
    )
    return Span(start.timestamp(), (start + timedelta(days=32)).replace(day=1).timestamp())


def limits_of(terms: Terms, now: datetime) -> tuple[Limit, ...]:
    """Return the plan's limits for the day and the month of a moment."""
    allowed = ((day_of, terms.daily_limit), (month_of, terms.monthly_limit))
    return tuple(Limit(span(now).start, count) for span, count in allowed if count)


def facts(terms: Terms, usage: Usage, count: int) -> tuple[str, ...]:
    """Return what `count` sends cost and what is left of the plan before them, in words."""
    found: list[str] = [tn("letters.sends", count)]
    if terms.price is not None:
        found.append(t("letters.cost", amount=_amount(terms.price * count)))
    if terms.daily_limit:
        left = max(terms.daily_limit - usage.today, 0)
        found.append(t("letters.left-today", **apart(left=left, limit=terms.daily_limit)))
    if terms.monthly_limit:
        left = max(terms.monthly_limit - usage.this_month, 0)
        counts = apart(left=left, limit=terms.monthly_limit)
        found.append(t("letters.left-this-month", **counts))
    return tuple(found)


def warnings(terms: Terms, usage: Usage, count: int) -> tuple[str, ...]:
    """Return which of the plan's limits `count` more sends would exceed, in words."""
    found: list[str] = []
    if terms.daily_limit and usage.today + count > terms.daily_limit:
        left = max(terms.daily_limit - usage.today, 0)
        counts = apart(count=count, left=left, limit=terms.daily_limit)
        found.append(t("letters.over-today", **counts))
    if terms.monthly_limit and usage.this_month + count > terms.monthly_limit:
        left = max(terms.monthly_limit - usage.this_month, 0)
        counts = apart(count=count, left=left, limit=terms.monthly_limit)
        found.append(t("letters.over-this-month", **counts))
    return tuple(found)


def _amount(amount: Decimal) -> str:
    """Return an amount in euro: two decimals, more where the price has them."""
    cents = amount.quantize(_CENTS)
    text = f"{cents:f}" if cents == amount else f"{amount.normalize():f}"
    return number(text)
