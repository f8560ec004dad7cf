"""What is known of an address, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.text import clean_line
from pectui.tui.formats.times import short_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pectui.models import KnownAddress

_REASON = 60
"""Characters of a reason."""


def known_words(known: KnownAddress) -> str:
    """Return what is known of an address, what speaks against it first; "" where nothing is."""
    return " · ".join((*warnings_of(known), *_past(known)))


def warnings_of(known: KnownAddress) -> Iterator[str]:
    """Yield what speaks against an address."""
    if known.looks_like is not None:
        yield t("addresses.looks-like", other=clean_line(known.looks_like, 80))
    if known.is_ordinary:
        yield t("addresses.ordinary")
    if known.has_failed_last:
        date = short_date(known.failed_at)
        if known.failure:
            reason = clean_line(known.failure, _REASON)
            yield t("addresses.failed-because", date=date, reason=reason)
        else:
            yield t("addresses.failed", date=date)


def _past(known: KnownAddress) -> Iterator[str]:
    if known.delivered:
        yield tn("addresses.delivered", known.delivered, date=short_date(known.delivered_at))
    elif known.written:
        yield tn("addresses.written", known.written)
    if known.received:
        yield tn("addresses.received", known.received)
