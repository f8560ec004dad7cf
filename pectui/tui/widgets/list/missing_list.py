"""The sendings some of whose signed originals are still to be fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment

from pectui.catalogue import t
from pectui.models import Sending
from pectui.signed.receipts import Wanted
from pectui.text import clean_line
from pectui.tui.formats.cells import fit
from pectui.tui.formats.times import short_date
from pectui.tui.widgets.list.line_list import LineList
from pectui.tui.widgets.list.sending_list import recipient_words

if TYPE_CHECKING:
    from collections.abc import Hashable

_DATE_WIDTH = 9
_COUNT_WIDTH = 8
_MOST_RECIPIENT = 44


class MissingList(LineList[tuple[Sending, Wanted]]):
    """Shows sendings in the order they are given, each with how many originals it lacks."""

    def identity(self, row: tuple[Sending, Wanted]) -> Hashable:
        """Return the sending's id."""
        return row[0].id

    def segments(self, row: tuple[Sending, Wanted], width: int) -> list[Segment]:
        """Draw one sending."""
        sending, want = row
        room = max(0, width - _DATE_WIDTH - _COUNT_WIDTH)
        recipient_width = min(_MOST_RECIPIENT, room * 2 // 5)
        gone = f"{t('originals.gone')} · " if sending.cleared_at is not None else ""
        look = "quiet" if gone else "plain"
        return [
            Segment(
                f"{short_date(sending.sent_at or sending.queued_at):>7}  ",
                self.style_of("quiet"),
            ),
            Segment(
                fit(
                    t("originals.count-short", here=want.total - len(want.missing), of=want.total),
                    _COUNT_WIDTH,
                ),
                self.style_of("doubtful"),
            ),
            Segment(
                f"{fit(recipient_words(sending, recipient_width - 1), recipient_width - 1)} ",
                self.style_of(look),
            ),
            Segment(
                fit(gone + clean_line(sending.subject, 400), room - recipient_width),
                self.style_of(look),
            ),
        ]
