"""The receipts of one sending, in the order in which they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment

from pectui.catalogue import t
from pectui.models import Receipt
from pectui.pec.reasons import reason_of
from pectui.services.proof.reports import kind_words
from pectui.text import clean_line
from pectui.tui.formats.cells import fit
from pectui.tui.formats.times import full_date, minute_date
from pectui.tui.widgets.list.plain_list import PlainList
from pectui.tui.widgets.signs import KIND_ICONS

if TYPE_CHECKING:
    from collections.abc import Hashable


_KIND_WIDTH, _WIDEST_KIND = 20, 28
_DATE_WIDTH = 29
_NARROW = 90
"""Below so many columns a date goes without its seconds and zone: the addressee matters more."""


class ReceiptList(PlainList[Receipt]):
    """Shows receipts in the order they are given: kind, moment, whom it speaks of."""

    def identity(self, row: Receipt) -> Hashable:
        """Return what tells one receipt from another."""
        return (row.kind, row.date_text, row.sender, row.code, row.addressee, row.body)

    def segments(self, row: Receipt, width: int) -> list[Segment]:
        """Draw one receipt."""
        icon, colour = KIND_ICONS[row.kind]
        narrow = width < _NARROW
        moment = full_date(row.date, clean_line(row.date_text, 40))
        if narrow and row.date is not None:
            moment = minute_date(row.date)
        date_width = len(moment) + 1 if narrow else _DATE_WIDTH
        who = clean_line(row.addressee, 200) if row.addressee else ""
        if not who and row.kind.is_receipt:
            who = t("sent.unattributed") if len(row.certified | row.ordinary) != 1 else ""
        if reason := clean_line(reason_of(row), 200):
            who = f"{who} · {reason}" if who else reason
        kind_width = _KIND_WIDTH if narrow else _WIDEST_KIND
        return [
            Segment(
                fit(f"{icon} {kind_words(row)}", kind_width),
                self.style_of(f"line-list--{colour}"),
            ),
            Segment(fit(moment, date_width), self.style_of("line-list--plain")),
            Segment(fit(who, width - kind_width - date_width), self.style_of("line-list--quiet")),
        ]
