"""Deleting what the test made, and nothing else; what moves with it tells what ids are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.pec.envelopes import likeness
from pectui.services.self_test.findings import Finding
from pectui.services.self_test.letter import is_of_test

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import Envelope
    from pectui.services.remote.reading import Mailbox
    from pectui.services.self_test.findings import Learned
    from pectui.services.session import Session

_PAGES = 3
"""Of the newest, among which what the test made is looked for."""


async def made_by(mailbox: Mailbox, code: str) -> tuple[Envelope, ...]:
    """Return what the test letter with that code brought, as it is listed now, oldest first.

    Raises the client's errors.
    """
    rows: list[Envelope] = []
    for number in range(1, _PAGES + 1):
        page = await mailbox.page(number)
        rows += [row for row in page.envelopes if row.id is not None and is_of_test(row, code)]
        if number >= page.pages:
            break
    return tuple(sorted(rows, key=lambda row: row.id or 0))


async def remove(session: Session, code: str, learned: Learned) -> None:
    """Delete what the letter brought, one after the other, each checked as everywhere.

    The lowest id goes first: were ids positions, all others would move. Raises what a deletion was
    refused for, or left unknown, and the client's errors.
    """
    from pectui.services.mailbox.opening import open_taking_away  # late: few come so far

    mailbox = session.mailbox
    mailbox.forget()
    rows = await made_by(mailbox, code)
    async with open_taking_away(session) as take_away:
        while rows:
            done = await mailbox.delete(rows[:1], gone=take_away)
            for _, error in (*done.refused, *done.unknown):
                raise error
            learned.deleted = True
            after = await made_by(mailbox, code)
            learned.take(*_moved(rows[1:], after))
            rows, learned.left[code] = after, len(after)


def _moved(before: Sequence[Envelope], after: Sequence[Envelope]) -> tuple[Finding, ...]:
    """Say what ids are, by those of messages that stayed while one below them was deleted."""
    now = {likeness(row): row.id for row in after}
    pairs = [(row.id, now[likeness(row)]) for row in before if likeness(row) in now]
    if not pairs or len(now) < len(after):
        return ()
    if all(old == new for old, new in pairs):
        return (Finding("ids", "stable"),)
    moved = all(old is not None and new == old - 1 for old, new in pairs)
    return (Finding("ids", "positions"),) if moved else ()
