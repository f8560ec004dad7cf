"""The test letter: what it says, and sending it to oneself through the outbox, never twice.

Its text is the same each time, so that the outbox knows an equal one: while the outcome of one is
unknown none follows, and one that left within a day is used again.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.errors import PectuiError
from pectui.models import Letter, State
from pectui.services.sending.outcomes import error_of
from pectui.services.sending.submission import submit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pectui.models import Envelope, Sending
    from pectui.services.sending.checks import Review
    from pectui.services.session import Session
    from pectui.settings.configuration import AttachmentEncoding

SUBJECT = "pectui self-test girandola turchese"
SAMPLE = "Perché è già così: àèìòù – € 100% “prova” C++ 1+1=2"
"""What a charset or an encoding would spoil."""
FILE_NAME = "pectui-self-test.txt"
FIRST_LINE, LAST_LINE = "PRIMA RIGA / FIRST LINE", "ULTIMA RIGA / LAST LINE"
_STILL_TO_COME = timedelta(hours=1)
"""How long after a letter its receipts are waited for, before another is sent."""
FILE_BYTES = 1024 * 1024
"""Enough to be seen in a quota that is counted in megabytes."""
_FILLING = b"0123456789 abcdefghijklmnopqrstuvwxyz 0123456789 abcdefghijklm\n"


@contextmanager
def letter_to(address: str, packing: AttachmentEncoding) -> Iterator[Letter]:
    """Give the letter to oneself, whose file lies on the disk meanwhile."""
    with tempfile.TemporaryDirectory(prefix="pectui-") as folder:
        path = Path(folder) / FILE_NAME
        path.write_bytes(_content(packing))
        body = "\n".join(
            (
                "Prova di pectui a se stessi, nulla da fare.",
                "A test of pectui to oneself, nothing to do.",
                SAMPLE,
                f"filastrocca ({packing})",
            )
        )
        yield Letter((address,), SUBJECT, body, attachments=(str(path),))


def _content(packing: AttachmentEncoding) -> bytes:
    first, last = (f"{line} ({packing})\n".encode() for line in (FIRST_LINE, LAST_LINE))
    lines = (FILE_BYTES - len(first) - len(last)) // len(_FILLING)
    return first + _FILLING * lines + last


async def earlier_letter(session: Session, review: Review) -> Sending | None:
    """Return a letter equal to the one reviewed that left within a day and can be used again.

    Its receipts are there, or may still come. Raises the client's errors.
    """
    for sending in reversed((*review.equals.recent, *review.equals.answered)):
        if sending.code is None or sending.sent_at is None:
            continue
        age = session.books.now() - sending.sent_at
        if age < _STILL_TO_COME and not sending.state.is_final:
            return sending
        if await session.client.receipts(sending.code):
            return sending
    return None


async def send(session: Session, letter: Letter, tell: Callable[[str], object]) -> Sending:
    """Send the letter once; return it with its code.

    Raises what says why it did not leave: RequestInvalid where the service took it for wrong, and
    OutcomeUncertain where nobody knows. What did not leave is in no list of the person's then.
    """
    try:
        done = await submit(session.outbox, letter, again=False, tell=tell)
    except PectuiError:
        await _clear_away(session, letter)
        raise
    if done.error is not None:
        raise done.error
    sending = (*done.sendings, *done.earlier)[0]
    if sending.state.has_left and sending.code:
        return sending
    if sending.state in {State.REFUSED, State.DRAFT}:
        await session.outbox.dismiss(sending.id)
        await _clear_away(session, letter)
    raise error_of(sending) or PectuiError(sending.why)


async def _clear_away(session: Session, letter: Letter) -> None:
    """Delete the draft into which a letter that did not leave has come back."""
    for draft in await session.drafts.all():
        if (draft.subject, draft.body) == (letter.subject, letter.body):
            await session.drafts.delete(draft.id)


def is_of_test(row: Envelope, code: str) -> bool:
    """Whether a message of the mailbox comes of the test letter with that code."""
    return row.code == code and SUBJECT in row.subject
