"""What comes of the test letter: its receipts, their fields, and its own copy in the mailbox."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.api.wire import Answer, read_receipts
from pectui.errors import NotFound
from pectui.models import Kind
from pectui.pec.envelopes import read_envelope
from pectui.services.self_test.findings import Finding
from pectui.services.self_test.forms import KNOWN, form_of, names_in, rows_of, to_set
from pectui.services.self_test.letter import SAMPLE, is_of_test
from pectui.services.self_test.texts import judge_texts, read_one, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.api import Client
    from pectui.models import Body, Message
    from pectui.services.remote.reading import Mailbox
    from pectui.services.self_test.findings import Learned
    from pectui.services.self_test.forms import Row

FIRST_PAUSE, LONGEST_PAUSE, GROWTH = 2.0, 20.0, 1.5
"""Seconds between two questions for receipts, and how they grow."""
_PRESCRIBED = ("è stato accettato", "è stato consegnato", "è stata accettata", "è stata consegnata")
"""What acceptances and deliveries say by the rules of certified mail."""
_MOST_ROWS = 75
"""Of the newest rows, among which what the letter brought is looked for."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came of the letter."""

    receipts: tuple[Message, ...]
    """What the service has under the letter's code."""
    messages: tuple[Message, ...]
    """What lies in the mailbox of it, read."""


async def await_receipts(
    client: Client, code: str, seconds: float, learned: Learned
) -> tuple[Row, ...]:
    """Ask until acceptance and delivery are there, or the time is over; return what is there.

    Raises the client's errors.
    """
    began, pause = time.monotonic(), FIRST_PAUSE
    while True:
        rows = await _receipts(client, code)
        waited = time.monotonic() - began
        kinds = _kinds(rows, code)
        if {Kind.ACCEPTANCE, Kind.DELIVERY} <= kinds:
            learned.take(Finding("receipts", "came", detail=f"{waited:.0f}"))
            break
        if waited >= seconds:
            missing = "some" if rows else "none"
            learned.take(Finding("receipts", missing, certain=False, detail=f"{waited:.0f}"))
            break
        await asyncio.sleep(min(pause, max(0.0, seconds - waited)))
        pause = min(pause * GROWTH, LONGEST_PAUSE)
    _look_at_fields(rows, code, learned)
    return rows


async def _receipts(client: Client, code: str) -> tuple[Row, ...]:
    try:
        return rows_of(await client.document(f"/send/{code}"))
    except NotFound:
        return ()


def _kinds(rows: Sequence[Row], code: str) -> set[Kind]:
    """Return the kinds of the receipts, by subjects under whatever name they come."""
    names = names_in(rows, code).get("subject", ())
    return {
        read_envelope(sender=row.get("sender"), recipient="", date="", subject=row[name]).kind
        for row in rows
        for name in names
        if row.get(name)
    }


def _look_at_fields(rows: Sequence[Row], code: str, learned: Learned) -> None:
    if not rows:
        return
    learned.forms["GET /send/{code}"] = form_of(rows)
    names = names_in(rows, code)
    setting = to_set(names)
    detail = ", ".join(f"{role}={'|'.join(names[role])}" for role in KNOWN if role in names)
    value = "missing" if setting is None else "other" if setting else "known"
    learned.take(
        Finding(
            "receipt-fields", value, copes=setting is not None, setting=setting or "", detail=detail
        )
    )
    subjects = [str(row.get(name, "")) for row in rows for name in names.get("subject", ())]
    ends = all(one.strip().endswith(code) for one in subjects if one)
    if any(subjects):
        learned.take(Finding("code", "ends" if ends else "elsewhere", copes=ends))


async def read_arrived(
    client: Client, mailbox: Mailbox, code: str, receipts: tuple[Row, ...], learned: Learned
) -> Arrived:
    """Read what the letter brought into the mailbox, and judge its texts.

    Raises the client's errors.
    """
    messages = []
    seen = 0
    async for row in mailbox.walk():
        seen += 1
        if is_of_test(row, code) and (message := await read_one(client, row, learned)):
            messages.append(message)
        if seen >= _MOST_ROWS:
            break
    names = {role: found[0] for role, found in names_in(receipts, code).items()}
    of_call = read_receipts(Answer(200, {"data": list(receipts)}), names)
    bodies = [one.body for one in (*messages, *of_call)]
    learned.take(*judge_texts(bodies, certain=True), *_judge_sample(messages, bodies))
    return Arrived(of_call, tuple(messages))


def _judge_sample(messages: Sequence[Message], bodies: Sequence[Body]) -> tuple[Finding, ...]:
    """Say whether what is known to have been written is read so."""
    letters = [one for one in messages if one.envelope.kind.is_letter]
    if any(SAMPLE in words_of(one.body) for one in letters):
        return (Finding("text", "whole"),)
    if any(words in words_of(body) for body in bodies for words in _PRESCRIBED):
        return (Finding("text", "receipts", certain=False),)
    return (Finding("text", "changed", copes=False),) if letters else ()
