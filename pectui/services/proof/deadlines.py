"""When a sending was accepted, delivered and takes effect, in words: the rule, no advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.pec.dates import format_full
from pectui.pec.moments import moments_of
from pectui.pec.reasons import is_full, reason_for
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pectui.models import Sending
    from pectui.pec.moments import Moments


def deadline_lines(sending: Sending) -> list[str]:
    """Return the moments of each recipient and what they mean, clean; none while there are none."""
    lines = [words for one in moments_of(sending) if (words := _words(one))]
    return [*lines, *([t("deadlines.rule")] if lines else ()), *full_words(sending)]


def _words(one: Moments) -> str:
    parts = [
        t("deadlines.accepted", moment=format_full(one.accepted)) if one.accepted else "",
        t("deadlines.delivered", moment=format_full(one.delivered)) if one.delivered else "",
        t("deadlines.effective", moment=format_full(one.effective)) if one.effective else "",
    ]
    words = " · ".join(filter(None, parts))
    return f"{clean_line(one.address)}: {words}" if words else ""


def full_words(sending: Sending) -> Iterator[str]:
    """Yield what it means that the mailbox of a recipient is full, clean."""
    for one in sending.recipient_states:
        if one.state.has_failed and is_full(reason_for(sending, one.address)):
            yield t("deadlines.full", address=clean_line(one.address))
