"""A sending at a glance, and the timeline of its receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.content import Content
from textual.widgets import Static

from pectui.catalogue import t
from pectui.models import Receipt, Sending, State
from pectui.pec.reasons import reason_for, reason_of
from pectui.services.proof.reports import kind_words, waiting_words
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.times import full_date, minute_date, now
from pectui.tui.widgets.line_list import fit
from pectui.tui.widgets.message_list import ICONS
from pectui.tui.widgets.sending_list import STATE_ICONS, PlainList

if TYPE_CHECKING:
    from collections.abc import Hashable

    from pectui.models import RecipientState

_KIND_WIDTH, _WIDEST_KIND = 20, 28
_DATE_WIDTH = 29
_NARROW = 90
"""Below so many columns a date goes without its seconds and zone: the addressee matters more."""
COLOURS = {
    "good": "$text-success",
    "fair": "$text-primary",
    "bad": "$text-error",
    "doubtful": "$text-warning",
    "letter": "$accent",
    "quiet": "$quiet",
}
"""Theme colour of each kind of news."""


class ReceiptList(PlainList[Receipt]):
    """Shows receipts in the order they are given: kind, moment, whom it speaks of."""

    def identity(self, row: Receipt) -> Hashable:
        """Return what tells one receipt from another."""
        return (row.kind, row.date_text, row.sender, row.code, row.addressee, row.body)

    def segments(self, row: Receipt, width: int) -> list[Segment]:
        """Draw one receipt."""
        icon, colour = ICONS[row.kind]
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


class SendingSummary(Static):
    """Subject, moment, attachments and the state of each recipient."""

    def show_sending(self, sending: Sending | None, *, asking: bool) -> None:
        """Show `sending`; without one, that it is looked for or not to be found."""
        if sending is None:
            show.put(self, Content(t("sent.asking") if asking else t("sent.unknown-code")))
            return
        show.put(self, Content("\n").join(summary_lines(sending)))


def summary_lines(sending: Sending) -> list[Content]:
    """Return what there is to say of a sending, line by line."""
    lines = [
        Content.assemble((f"{t('sent.subject')}: ", "$quiet"), show.line(sending.subject)),
        Content.assemble(
            (f"{t('sent.at')}: ", "$quiet"), full_date(sending.sent_at or sending.queued_at)
        ),
    ]
    lines += [
        Content.assemble((f"{t('sent.attachments')}: ", "$quiet"), show.line(attachment.name))
        for attachment in sending.attachments
    ]
    if sending.is_partial:
        words = t("sent.partial", sent=sending.sent_count, given=len(sending.recipients))
        lines.append(Content.styled(f"! {words}", "$text-warning"))
    if sending.resent_of:
        lines.append(Content(t("sent.resent-of", id=sending.resent_of[:8])))
    lines.append(state_line(sending.state, clean_line(sending.reason or "", 400)))
    if waits := waiting_words(sending, now()):
        lines.append(Content.styled(f"◷ {waits}", "$text-warning"))
    for recipient in sending.recipient_states:
        lines.append(recipient_line(recipient))
        if reason := reason_for(sending, recipient.address):
            lines.append(Content.assemble("    ", show.line(reason)).stylize("$text-warning"))
    if not sending.receipts and sending.code:
        lines.append(Content.styled(t("sent.none-yet"), "$quiet"))
    if sending.receipts:
        lines.append(Content.styled(t("sent.reading-copy"), "$quiet"))
    return lines


def state_line(state: State, reason: str) -> Content:
    """Return the state with what it means, or the reason where there is one."""
    icon, colour = STATE_ICONS[state]
    meaning = reason or t(f"states.{state}.meaning")
    return Content.assemble(
        (f"{icon} {t(f'states.{state}')}", f"bold {COLOURS[colour]}"), f"  {meaning}"
    )


def recipient_line(recipient: RecipientState) -> Content:
    """Return one recipient: address, state, moment."""
    icon, colour = STATE_ICONS[recipient.state]
    moment = f" · {full_date(recipient.at)}" if recipient.at else ""
    if recipient.late:
        silent = recipient.state is State.OVERDUE
        moment += f" · {t('sent.silent') if silent else t('sent.late')}"
    return Content.assemble(
        "  ",
        (f"{icon} {t(f'states.{recipient.state}')}", COLOURS[colour]),
        "  ",
        show.line(recipient.address),
        (moment, "$quiet"),
    )
