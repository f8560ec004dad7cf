"""The list of sendings by the size of their receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment

from pectui.catalogue import number, t
from pectui.pec.weights import MB
from pectui.services.receipts.cleanup import Weighed
from pectui.text import clean_line
from pectui.tui.formats.cells import fit
from pectui.tui.formats.times import short_date
from pectui.tui.widgets.list.mark_list import MarkList
from pectui.tui.widgets.list.sending_list import recipient_words

if TYPE_CHECKING:
    from collections.abc import Hashable

_SIZE_WIDTH = 12
_DATE_WIDTH = 9
_MOST_RECIPIENT = 44
_LEAST_SHOWN = 0.1


class WeighedList(MarkList[Weighed]):
    """Shows weighed sendings in the order they are given; they are marked to be deleted."""

    def identity(self, row: Weighed) -> Hashable:
        """Return the sending's id."""
        return row.sending.id

    def segments(self, row: Weighed, width: int) -> list[Segment]:
        """Draw one sending."""
        sending = row.sending
        size = weight_words(row)
        room = max(0, width - _SIZE_WIDTH - _DATE_WIDTH)
        recipient_width = min(_MOST_RECIPIENT, room * 2 // 5)
        return [
            Segment(f"{size:>{_SIZE_WIDTH - 1}} ", self.style_of("fair")),
            Segment(f"{short_date(sending.sent_at):>7}  ", self.style_of("quiet")),
            Segment(
                f"{fit(recipient_words(sending, recipient_width - 1), recipient_width - 1)} ",
                self.style_of("plain"),
            ),
            Segment(
                fit(clean_line(sending.subject, 400), room - recipient_width),
                self.style_of("plain"),
            ),
        ]


def weight_words(row: Weighed) -> str:
    """Return what the receipts of one sending weigh, and how surely that is known."""
    if row.mb < _LEAST_SHOWN:
        # Of a letter with unknown files, next to nothing says nothing.
        return t("cleanup.size-unknown") if row.files_unknown else mb_words(row.size)
    return f"{'≥' if row.files_unknown else '≈'} {mb_words(row.size)}"


def mb_words(size: int) -> str:
    """Return bytes in megabytes as the quota counts them."""
    mb = size / MB
    return f"{number(f'{mb:.1f}')} MB" if mb >= _LEAST_SHOWN else t("cleanup.very-little")
