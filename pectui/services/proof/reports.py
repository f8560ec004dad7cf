"""A sending with its receipts as text to keep: what was sent, to whom, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.models import Body, Kind, State
from pectui.pec.bodies import looks_like_html
from pectui.pec.dates import format_full
from pectui.pec.life import SILENCE, word_of
from pectui.pec.reasons import reason_for
from pectui.pec.waiting import Awaited, notices_of, standing
from pectui.services.proof.deadlines import deadline_lines
from pectui.signed.receipts import wanted
from pectui.signed.words import judgement_words
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, timedelta

    from pectui.models import Original, Receipt, RecipientState, Sending
    from pectui.pec.life import Word

_RULE = "─" * 72


def when_label(sending: Sending) -> str:
    """Return what the date of a sending is: only what has left is called sent."""
    return t("sent.at") if sending.sent_at else t("sent.queued-at")


async def sending_report(sending: Sending) -> str:
    """Return the report: clean text, ending in a line break."""
    lines = [
        f"{t('sent.title', code=sending.code)}" if sending.code else t("sent.title.none"),
        f"{t('sent.subject')}: {clean_line(sending.subject)}",
        f"{when_label(sending)}: {format_full(sending.sent_at or sending.queued_at)}",
        f"{t('sent.state')}: {t(sending.state.key)}",
    ]
    if sending.is_partial:
        given = len(sending.recipients)
        lines.append(t("sent.partial", sent=sending.sent_count, given=given))
    elif sending.reason:
        lines.append(clean_line(sending.reason))
    lines += ["", f"{t('sent.recipients')}:"]
    lines += [
        f"  {clean_line(recipient.address)}: {t(recipient.state.key)}"
        + (f", {format_full(recipient.at)}" if recipient.at else "")
        + (f", {late_note(recipient)}" if recipient.late else "")
        + (f": {clean_line(reason)}" if (reason := reason_for(sending, recipient.address)) else "")
        for recipient in sending.recipient_states
    ] or [f"  {clean_line(address)}" for address in sending.recipients]
    if deadlines := deadline_lines(sending):
        lines += ["", *deadlines, ""]
    if sending.attachments:
        lines.append(f"{t('sent.attachments')}:")
    lines += [
        "  "
        + t(
            "sent.attachment",
            name=clean_line(attachment.name),
            size=attachment.size,
            digest=attachment.sha256,
        )
        for attachment in sending.attachments
    ]
    if originals := originals_words(sending):
        lines.append(originals)
    lines += [f"  {clean_line(one.file)}: {_judged(one)}" for one in sending.originals]
    lines += ["", t("sent.reading-copy")]
    if sending.body_html:
        lines += [_RULE, await _readable(sending.body_html, html=True)]
    for receipt in sending.receipts:
        lines += [_RULE, *await _receipt_lines(receipt)]
    return "\n".join(lines) + "\n"


_WAITS = {
    Awaited.ACCEPTANCE: "sent.waits.acceptance",
    Awaited.DELIVERY: "sent.waits.delivery",
}


def late_note(recipient: RecipientState) -> str:
    """Return what is to be said of a recipient who is `late`: delivered so, or silent."""
    return t("sent.silent") if recipient.state is State.OVERDUE else t("sent.late")


def waiting_words(sending: Sending, now: datetime, *, short: bool = False) -> str:
    """Return what a sending waits for and how long, and whom it will not reach; "" for nothing.

    In `short` only how long, the state beside it tells for what; and what is odd in a word or two,
    so that the subject beside it keeps its room.
    """
    how = standing(sending, now)
    words = []
    if how.failed and len(sending.recipients) > 1:
        words.append(tn("sent.not-reached", how.failed, of=len(sending.recipients)))
    if how.awaited is not None and short:
        words.append(t("sent.waits.short", time=duration(how.waited)))
    elif how.awaited is not None:
        waits = t(_WAITS[how.awaited], time=duration(how.waited))
        words.append(t("sent.waits.ask", waits=waits) if how.waited >= SILENCE else waits)
    return " · ".join([*words, *_odd_words(sending, short=short)])


def _odd_words(sending: Sending, *, short: bool) -> Iterator[str]:
    """Yield what a person should look at in the receipts, and what they leave open."""
    if notices := len(notices_of(sending)):
        yield tn("sent.notices", notices)
    word = word_of(sending.recipients, sending.receipts)
    if short and (word.strange or word.contradicted):
        yield t("sent.contradiction")
    elif not short:
        yield from _contradictions(word)
    if untold := sum(one.kind is Kind.DELIVERY for one in word.untold):
        yield tn("sent.untold-short" if short else "sent.untold", untold)


def _contradictions(word: Word) -> Iterator[str]:
    if word.strange:
        yield t("sent.strange", address=clean_line(word.strange[0].addressee or "", 80))
    if word.contradicted:
        yield t("sent.contradicted", address=clean_line(word.contradicted[0], 80))


def originals_words(sending: Sending) -> str:
    """Return how many of its signed originals prove here, of how many; "" for none to have."""
    want = wanted(sending)
    if not want.total:
        return ""
    key = "originals.here-lacking" if want.missing else "originals.here"
    return t(key, proofs=want.proofs, total=want.total)


def _judged(original: Original) -> str:
    """Return the one line of an original: what it is, and how it was judged."""
    return f"{t(original.data.kind.key)} · {judgement_words(original.judgement)}"


def kind_words(receipt: Receipt) -> str:
    """Return what a receipt is, in a person's words; of a notice nobody knows, that it is one."""
    return t(receipt.kind.key) if receipt.kind.is_receipt else t("sent.notice")


def duration(time: timedelta) -> str:
    """Return a time that passed: minutes, from an hour on hours, from two days on days."""
    minutes = int(time.total_seconds() // 60)
    if minutes < 60:
        return t("sent.minutes", count=minutes)
    if minutes < 48 * 60:
        return t("sent.hours", count=minutes // 60)
    return t("sent.days", count=minutes // (24 * 60))


async def _receipt_lines(receipt: Receipt) -> list[str]:
    moment = format_full(receipt.date) if receipt.date else clean_line(receipt.date_text)
    return [
        f"{kind_words(receipt)} · {moment} · {clean_line(receipt.sender)}",
        clean_line(receipt.subject),
        "",
        await _readable(receipt.body, html=looks_like_html(receipt.body)),
    ]


async def _readable(text: str, *, html: bool) -> str:
    from pectui.services.conversion import (
        readable,
    )  # late: telling how a sending stands does without

    return (await readable(Body(text, text, html=html))).clean
