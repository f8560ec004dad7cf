"""What small mistakes in the life of a sending would break, and no other test says."""

from __future__ import annotations

from datetime import datetime, timedelta

from pectui.models import RecipientState, State
from pectui.pec.dates import ROME
from pectui.pec.life import recipient_states

SENT_AT = datetime(2026, 3, 10, 10, 0, tzinfo=ROME)


def test_silence_counts_from_a_day_after_the_sending() -> None:
    now = SENT_AT + timedelta(hours=30)
    (state,) = recipient_states(["rossi@pec.example"], (), now, sent_at=SENT_AT)
    overdue_since = SENT_AT + timedelta(hours=24)
    assert state == RecipientState("rossi@pec.example", State.OVERDUE, overdue_since, late=True)
