"""The list of sendings: state, date, recipient, subject."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.segment import Segment

from pectui.catalogue import Language, language, t
from pectui.models import Sending, State
from pectui.pec.reasons import reason_for
from pectui.pec.waiting import needs_look
from pectui.services.proof.reports import waiting_words
from pectui.text import clean_line
from pectui.tui.formats.cells import fit
from pectui.tui.formats.times import minute_date, now, short_date
from pectui.tui.widgets.list.line_list import LineList
from pectui.tui.widgets.signs import STATE_ICONS

if TYPE_CHECKING:
    from collections.abc import Hashable

_STATE_WIDTH = 17
_TROUBLE_WIDTH = 20
"""Cells in which the words for what failed are whole in either language."""
DATE_WIDTH = 8
_MOST_RECIPIENT = 36
_ROOMY = 100
"""Columns from which it is also said what is waited for; in fewer the state has to tell."""


class SendingList(LineList[Sending]):
    """Shows sendings in the order they are given."""

    def identity(self, row: Sending) -> Hashable:
        """Return the sending's id."""
        return row.id

    def segments(self, row: Sending, width: int) -> list[Segment]:
        """Draw one sending."""
        return sending_segments(self, row, width)


def widths(width: int) -> tuple[int, int, int]:
    """Return the cells of a line for state, recipient, and recipient with what stands after it."""
    state_width = max(_STATE_WIDTH, min(_widest_state(language()), max(_TROUBLE_WIDTH, width // 4)))
    room = max(0, width - state_width - DATE_WIDTH - 1)
    return state_width, min(_MOST_RECIPIENT, room * 2 // 5), room


def sending_segments(
    shown: LineList[Any], row: Sending, width: int, replies: int = 0
) -> list[Segment]:
    """Return the pieces of a sending's line in a list, with how many letters answer it."""
    icon, colour = STATE_ICONS[row.state]
    word = t(row.state.key)
    if row.leave_at is not None:
        icon, word = "◷", minute_date(row.leave_at)
    state_width, recipient_width, room = widths(width)
    answers = f"↩{replies} · " if replies else ""
    left = room - recipient_width - cell_len(answers)
    moment = now()
    waits = waiting_words(row, moment, short=width < _ROOMY)
    words = f"{waits} · " if waits else ""
    words = fit(words, min(cell_len(words), left))
    look = "doubtful" if needs_look(row, moment) else "quiet"
    return [
        Segment(fit(f"{icon} {word}", state_width), shown.style_of(colour)),
        Segment(f"{short_date(row.sent_at or row.queued_at):>7}  ", shown.style_of("quiet")),
        Segment(
            f"{fit(recipient_words(row, recipient_width - 1), recipient_width - 1)} ",
            shown.style_of("plain"),
        ),
        Segment(answers, shown.style_of("letter")),
        Segment(words, shown.style_of(look)),
        Segment(fit(_with_reason(row), left - cell_len(words)), shown.style_of("plain")),
    ]


def _with_reason(sending: Sending) -> str:
    """Return the subject, and why it failed or waits where a word says so; clean."""
    reasons = (reason_for(sending, address) for address in sending.recipients)
    reason = clean_line(sending.reason or next(filter(None, reasons), ""), 200)
    return clean_line(sending.subject, 400) + (f" · {reason}" if reason else "")


def recipient_words(sending: Sending, room: int | None = None) -> str:
    """Return the recipient, clean; of several the first and how many more.

    Where none is known, that is said in fewer words if they have not the `room` in cells.
    """
    if not sending.recipients:
        words = t("sent.recipients-unread")
        is_tight = room is not None and cell_len(words) > room
        return t("sent.recipients-unread.short") if is_tight else words
    first = clean_line(sending.recipients[0], 120)
    more = len(sending.recipients) - 1
    return t("sent.more-recipients", address=first, count=more) if more else first


@lru_cache
def _widest_state(_: Language) -> int:
    """Return the columns that the longest name of a state takes with its icon, as spoken now."""
    return max(cell_len(t(state.key)) for state in State) + 3
