"""The list of drafts and templates: date, recipients or name, subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment

from pectui.catalogue import t
from pectui.models import Draft
from pectui.services.sending.drafts import MAX_NAME, leave_at_of, template_name
from pectui.text import clean_line
from pectui.tui.formats.cells import fit
from pectui.tui.formats.times import minute_date, short_date
from pectui.tui.widgets.list.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Hashable

_DATE_WIDTH = 8
_MOST_RECIPIENT = 36


class DraftList(LineList[Draft]):
    """Shows drafts in the order they are given."""

    def identity(self, row: Draft) -> Hashable:
        """Return the draft's id."""
        return row.id

    def segments(self, row: Draft, width: int) -> list[Segment]:
        """Draw one draft."""
        room = max(0, width - _DATE_WIDTH - 1)
        recipient_width = min(_MOST_RECIPIENT, room * 2 // 5)
        name = template_name(row)
        who = clean_line(row.recipients, 200) or t("drafts.no-recipient")
        if name is not None:
            who = f"❏ {clean_line(name, MAX_NAME)}"
        leave_at = leave_at_of(row)
        subject = f"◷ {minute_date(leave_at)} · " if leave_at else ""
        subject += clean_line(row.subject, 400) or t("drafts.no-subject")
        reason = f" · {clean_line(row.reason, 200)}" if row.reason else ""
        style = self.style_of("plain" if name is None else "letter")
        return [
            Segment(f"{short_date(row.updated_at):>7}  ", self.style_of("quiet")),
            Segment(f"{fit(who, recipient_width - 1)} ", style),
            Segment(
                fit(subject + reason, room - recipient_width),
                self.style_of("doubtful" if reason else "plain"),
            ),
        ]
