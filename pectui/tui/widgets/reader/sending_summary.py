"""A sending at a glance: subject, moment, attachments and where each recipient stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from pectui.catalogue import t
from pectui.models import Sending, State
from pectui.pec.reasons import reason_for
from pectui.pec.way import way_of
from pectui.services.proof.deadlines import deadline_lines
from pectui.services.proof.reports import waiting_words, when_label
from pectui.signed.receipts import wanted
from pectui.signed.words import judgement_words
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import key_label
from pectui.tui.formats.sizes import size_words
from pectui.tui.formats.times import full_date, now
from pectui.tui.widgets.reader.way_line import way_line
from pectui.tui.widgets.signs import COLOURS, STATE_ICONS, VERDICT_ICONS, verdict_of

if TYPE_CHECKING:
    from pectui.models import OutgoingAttachment, RecipientState


class SendingSummary(Static):
    """Subject, moment, attachments, and the way to each recipient."""

    def __init__(self) -> None:
        super().__init__()
        self._sending: Sending | None = None
        self._asking = False

    def show_sending(self, sending: Sending | None, *, asking: bool) -> None:
        """Show `sending`; without one, that it is looked for or not to be found."""
        self._sending, self._asking = sending, asking
        self._show()

    def on_resize(self) -> None:
        """Tell as much as there is room for."""
        self._show()

    def _show(self) -> None:
        if self._sending is None:
            words = t("sent.asking") if self._asking else t("sent.unknown-code")
            show.put(self, Content(words))
            return
        again = t("sent.again-hint", key=key_label(self, "sent.again"))
        lines = summary_lines(self._sending, self.content_size.width, again)
        show.put(self, Content("\n").join(lines))


def summary_lines(sending: Sending, width: int, again: str) -> list[Content]:
    """Return what there is to say of a sending in `width` columns, line by line.

    Where somebody was not reached, `again` says how another letter is begun.
    """
    lines = [
        Content.assemble((f"{t('sent.subject')}: ", "$quiet"), show.line(sending.subject)),
        Content.assemble(
            (f"{when_label(sending)}: ", "$quiet"), full_date(sending.sent_at or sending.queued_at)
        ),
    ]
    for file in sending.attachments:
        lines += file_lines(file)
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
        if way := way_of(sending, recipient):
            lines.append(Content.assemble("    ", way_line(way, width)))
        if reason := reason_for(sending, recipient.address):
            lines.append(Content.assemble("    ", show.line(reason)).stylize("$text-warning"))
    if any(recipient.state.can_go_again for recipient in sending.recipient_states):
        lines.append(Content(f"  {again}"))
    lines += original_lines(sending)
    lines += [Content.styled(line, "$quiet") for line in deadline_lines(sending)]
    if not sending.receipts and sending.code:
        lines.append(Content.styled(t("sent.none-yet"), "$quiet"))
    if sending.receipts and not sending.originals:
        lines.append(Content.styled(t("sent.reading-copy"), "$quiet"))
    return lines


def original_lines(sending: Sending) -> list[Content]:
    """Return how many signed originals are here, and how each was judged; none to have: nothing."""
    want = wanted(sending)
    if not want.total:
        return []
    words = t("originals.here", proofs=want.proofs, total=want.total)
    if want.missing:
        words = t("originals.here-import", here=words)
    look = "$text-success" if want.proofs == want.total else "$quiet"
    lines = [Content.styled(words, look)]
    for one in sending.originals:
        icon, colour, _ = VERDICT_ICONS[verdict_of(one.judgement)]
        kind, judged = t(one.data.kind.key), judgement_words(one.judgement)
        what = (f"  {icon} {kind}", COLOURS[colour])
        lines.append(Content.assemble(what, (f" · {judged}", "$quiet")))
    return lines


def state_line(state: State, reason: str) -> Content:
    """Return the state with what it means, or the reason where there is one."""
    icon, colour = STATE_ICONS[state]
    meaning = reason or t(state.meaning_key)
    return Content.assemble((f"{icon} {t(state.key)}", f"bold {COLOURS[colour]}"), f"  {meaning}")


def file_lines(file: OutgoingAttachment) -> list[Content]:
    """Return name and size of a file that left, and below them its hash."""
    lines = [
        Content.assemble(
            (f"{t('sent.attachments')}: ", "$quiet"),
            show.line(file.name, 200),
            (f" · {size_words(file.size)}", "$quiet"),
        )
    ]
    if file.sha256:
        lines.append(Content.styled(f"  SHA-256 {clean_line(file.sha256)}", "$quiet"))
    return lines


def recipient_line(recipient: RecipientState) -> Content:
    """Return one recipient: state and address; its moment stands on its way."""
    icon, colour = STATE_ICONS[recipient.state]
    late = ""
    if recipient.late:
        silent = recipient.state is State.OVERDUE
        late = f" · {t('sent.silent') if silent else t('sent.late')}"
    return Content.assemble(
        "  ",
        (f"{icon} {t(recipient.state.key)}", COLOURS[colour]),
        "  ",
        show.line(recipient.address),
        (late, "$quiet"),
    )
