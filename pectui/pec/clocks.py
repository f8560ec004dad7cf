"""The law's clocks: when a delivery takes effect for who receives it.

Art. 147 c.p.c.: what is delivered between 21:00 and 07:00, by the clock of Rome, counts for the
addressee at 07:00. What that means for a deadline a lawyer decides.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from pectui.pec.dates import ROME

_EVENING, _MORNING = time(21), time(7)


def effective_at(delivered: datetime) -> datetime:
    """Return when a delivery (aware) takes effect for the addressee, in Rome's time."""
    local = delivered.astimezone(ROME)
    if _MORNING <= local.time() < _EVENING:
        return local
    day = local.date() + timedelta(days=local.time() >= _EVENING)
    return datetime.combine(day, _MORNING, ROME)


def is_in_time(delivered: datetime | None, deliver_by: datetime) -> bool:
    """Whether a letter was delivered (aware) by a moment, as it counts for the addressee."""
    return delivered is not None and effective_at(delivered) <= deliver_by
