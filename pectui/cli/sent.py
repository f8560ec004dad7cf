"""`pectui sent`: the sendings known here and how they stand; with a code, the service is asked."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from pectui.catalogue import apart, number, t, tn
from pectui.cli import output
from pectui.cli.parser import positive, seconds, sending_code
from pectui.cli.runner import run_with_session
from pectui.cli.table import GAP, WHOLE, listing
from pectui.cli.views import few, local, sending_view
from pectui.errors import ArgumentInvalid, NotFound, PectuiError, TimedOut
from pectui.pec.reasons import reason_for
from pectui.pec.waiting import needs_look
from pectui.services.clock import system_now
from pectui.services.proof.deadlines import deadline_lines
from pectui.services.proof.reports import (
    kind_words,
    late_note,
    originals_words,
    waiting_words,
)
from pectui.text import clean_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pectui.cli.parser import Parser
    from pectui.models import Sending
    from pectui.services.sending.copies import Copies
    from pectui.services.session import Session

FIRST_PAUSE, LONGEST_PAUSE, GROWTH = 1.0, 30.0, 1.5
"""Seconds between two questions while waiting, and how they grow."""
LAST_QUESTION = 0.5
"""Seconds that the last question is given, asked when the time is over."""
_LEAST = (WHOLE, 10, WHOLE, 12, 17)
"""Cells that code, state, date, recipients and subject need on a terminal."""
_NEEDLESS = (2, 3)
"""Date, then recipients, left out where the subject lacks room."""
_WIDE = 100
"""Columns from which a date has its year and time."""
_TELL_EVERY = 500
"""Messages of the inbox between two words about how far it is read."""


def add_arguments(parser: Parser) -> None:
    """Add the code and the time to wait."""
    parser.add_argument(
        "code", metavar=t("cli.code"), nargs="?", type=sending_code, help=t("cli.sent.code")
    )
    parser.add_argument("--rebuild", action="store_true", help=t("cli.sent.rebuild"))
    parser.add_argument("--wait", metavar=t("cli.seconds"), type=seconds, help=t("cli.sent.wait"))
    parser.add_argument(
        "--remove-copies", metavar=t("cli.days"), type=positive, help=t("cli.sent.remove-copies")
    )


def run(arguments: argparse.Namespace) -> int:
    """Print one sending, asked for anew, or all that are known here."""
    if arguments.wait is not None and arguments.code is None:
        raise ArgumentInvalid(t("cli.sent.wait-needs-code"))
    if arguments.rebuild and arguments.code is not None:
        raise ArgumentInvalid(t("cli.sent.rebuild-has-no-code"))

    if arguments.remove_copies is not None:
        return _remove_copies(arguments)

    async def work(session: Session) -> tuple[Sending, ...]:
        if arguments.rebuild:
            await _rebuild(session)
        if arguments.code is None:
            return await _all(session)
        return (await _await_final(session, arguments.code, arguments.wait or 0.0),)

    sendings = run_with_session(arguments, work)
    if arguments.json:
        output.document({"sendings": [sending_view(sending) for sending in sendings]})
    elif arguments.code is not None:
        output.prose(account_words(sendings[0]))
    elif sendings:
        output.data(_table(sendings))
        output.words(tn("cli.sent.count", len(sendings)))
    else:
        output.words(t("cli.sent.none"))
    return 0


def _remove_copies(arguments: argparse.Namespace) -> int:
    """Remove the copies of attachments that are no longer needed; tell how many there were."""
    if arguments.code is not None or arguments.rebuild:
        raise ArgumentInvalid(t("cli.sent.remove-copies-alone"))

    async def work(session: Session) -> Copies:
        return await session.outbox.remove_copies(arguments.remove_copies)

    removed = run_with_session(arguments, work)

    def tell() -> None:
        if arguments.json:
            output.document({"removed": {"letters": removed.letters, "bytes": removed.bytes}})
        else:
            megabytes = number(f"{removed.bytes / 1_000_000:.1f}")
            output.words(tn("cli.sent.removed-copies", removed.letters, size=megabytes))

    return output.report(0, tell)


async def _rebuild(session: Session) -> None:
    """Find in the inbox what other machines sent, and read the receipts of what is open."""
    told = 0

    def progress(read: int, found: int) -> None:
        nonlocal told
        if read >= told + _TELL_EVERY:
            told = read
            output.words(t("cli.sent.reading", **apart(read=read, found=found)))

    found = await session.tracking.rebuild(session.mailbox.walk(), progress)
    output.words(tn("cli.sent.found", found))
    if found:
        output.words(t("cli.sent.reading-receipts"))
        await session.tracking.ask_unclear(None, adopted=None)


async def _all(session: Session) -> tuple[Sending, ...]:
    """Return all sendings, after looking for those whose outcome an earlier program left open."""
    sendings = await session.tracking.sendings()
    if not any(sending.state.is_open for sending in sendings):
        return sendings
    try:
        await session.outbox.reconcile()
    except PectuiError as error:
        # What is known here can be told without the service.
        output.words(t("cli.sent.not-looked", reason=str(error)))
    return await session.tracking.sendings()


async def _await_final(session: Session, code: str, wait: float) -> Sending:
    """Ask until the state is final or `wait` seconds are over; at least once.

    A sending made elsewhere is known by its first receipt, which may be still to come. An answer
    that takes longer than that is not waited for; without `wait` it is.
    """
    end, pause = time.monotonic() + wait, FIRST_PAUSE
    while True:
        try:
            left = max(LAST_QUESTION, end - time.monotonic())
            async with asyncio.timeout(left if wait else None):
                sending = await session.tracking.refresh(code)
        except TimeoutError:
            return await _known(session, code, wait)
        except NotFound:
            if time.monotonic() >= end:
                raise
        else:
            if sending.state.is_final or time.monotonic() >= end:
                return sending
        left = max(0.0, end - time.monotonic())
        await asyncio.sleep(min(pause, left))
        pause = min(pause * GROWTH, LONGEST_PAUSE)


async def _known(session: Session, code: str, wait: float) -> Sending:
    """Return what is known of a sending that was asked for in vain. Raises TimedOut."""
    known = await session.tracking.sending(code)
    if known is None:
        raise TimedOut(host=session.client.host, seconds=wait)
    output.words(t("cli.sent.no-answer-in-time"))
    return known


def _table(sendings: Sequence[Sending]) -> str:
    heading = (
        t("cli.sent.heading.code"),
        t("cli.sent.heading.state"),
        t("cli.sent.heading.date"),
        t("cli.sent.heading.recipients"),
        t("cli.sent.heading.subject"),
    )
    width = output.list_width()
    short = width is not None and width < _WIDE
    rows = [_row(sending, short=short) for sending in sendings]
    return listing(heading, rows, width, _record, least=_LEAST, needless=_NEEDLESS)


def _record(row: tuple[str, ...]) -> tuple[str, ...]:
    code, state, date, recipients, subject = row
    return f"{code}{GAP}{state}{GAP}{subject}", f"{date}{GAP}{recipients}"


def _row(sending: Sending, *, short: bool) -> tuple[str, str, str, str, str]:
    return (
        sending.code or "—",
        state_words(sending, short=short),
        local(sending.sent_at or sending.queued_at, zone=False, short=short),
        few(sending.recipients) if short else _recipients(sending),
        clean_line(sending.subject) or t("cli.no-subject"),
    )


def state_words(sending: Sending, *, short: bool = False) -> str:
    """Return the state and what is waited for, also in `short`; what needs a look is marked."""
    now = system_now()
    words = [t(sending.state.key), waiting_words(sending, now, short=short)]
    if sending.leave_at is not None:
        words.append(local(sending.leave_at, zone=False))
    mark = "! " if needs_look(sending, now) else ""
    return mark + " · ".join(filter(None, words))


def _recipients(sending: Sending) -> str:
    return ", ".join(clean_line(one) for one in sending.recipients) or "—"


def account_words(sending: Sending) -> str:
    """Return one sending in full: its recipients' states and its receipts, oldest first."""
    subject = clean_line(sending.subject) or t("cli.no-subject")
    lines = [
        f"{sending.code or '—'}  {subject}",
        f"{t(sending.state.key)}  {local(sending.sent_at)}",
        t(sending.state.meaning_key),
    ]
    if waits := waiting_words(sending, system_now()):
        lines.append(waits)
    if sending.reason:
        lines.append(clean_line(sending.reason, 400))
    for one in sending.recipient_states:
        late = f" ({late_note(one)})" if one.late else ""
        state = t(one.state.key)
        lines.append(f"  {clean_line(one.address)}  {state}{late}  {local(one.at)}")
        if reason := reason_for(sending, one.address):
            lines.append(f"    {clean_line(reason)}")
    if deadlines := deadline_lines(sending):
        lines += ["", *deadlines]
    if originals := originals_words(sending):
        lines += ["", originals]
    if sending.receipts:
        lines += ["", t("cli.sent.receipts")]
    for receipt in sending.receipts:
        date = local(receipt.date) if receipt.date else clean_line(receipt.date_text) or "—"
        whom = f"  {clean_line(receipt.addressee)}" if receipt.addressee else ""
        lines.append(f"  {date}  {kind_words(receipt)}{whom}")
    return "\n".join(lines)
