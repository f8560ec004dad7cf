"""What this machine knows of a batch's addressees, as warnings of their rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pectui.catalogue import tn
from pectui.models import Finding, Gravity
from pectui.pec.dates import format_full
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pectui.models import KnownAddress
    from pectui.services.addresses.memory import Addresses
    from pectui.services.batches.check import Check


async def with_known(check: Check, addresses: Addresses) -> Check:
    """Return `check` with what is known of each addressee. Raises StoreUnusable."""
    known = await addresses.about_many(check.addressees)
    warnings = [
        replace(finding, row=row, line=line)
        for (row, line), one in zip(check.addressees.values(), known, strict=True)
        for finding in _warnings(one)
    ]
    delivered = sum(one.delivered > 0 for one in known)
    facts = (tn("batches.delivered-before", delivered),) if delivered else ()
    return replace(check, warnings=(*check.warnings, *warnings), facts=(*check.facts, *facts))


def _warnings(known: KnownAddress) -> Iterator[Finding]:
    address = ("address", clean_line(known.address, 120))
    if known.looks_like is not None:
        other = ("other", clean_line(known.looks_like, 120))
        yield Finding(Gravity.WARNING, "letters.look-alike", (address, other))
    if known.has_failed_last and known.failed_at is not None:
        date = ("date", format_full(known.failed_at))
        if known.failure:
            reason = ("reason", clean_line(known.failure, 120))
            yield Finding(Gravity.WARNING, "letters.failed-because", (address, date, reason))
        else:
            yield Finding(Gravity.WARNING, "letters.failed-before", (address, date))
