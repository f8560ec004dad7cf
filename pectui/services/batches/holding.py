"""Holds a batch, and lets it go on: without the letters that left in another way meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import Phrase
from pectui.domains import address_key
from pectui.models import BatchPhase, Why
from pectui.services.batches.earlier import LATELY_SECONDS
from pectui.services.batches.request import request_from
from pectui.store.sending.history import bare_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pectui.services.sending.books import Books
    from pectui.services.sending.outbox import Outbox
    from pectui.store.data import Tables
    from pectui.store.sending.batches import BatchRecord
    from pectui.store.sending.sendings import Record


def stop(tables: Tables, batch: int) -> None:
    """Take back what has not left of a batch, within the transaction that is open."""
    known = tables.batches.numbered(batch)
    if known is not None and known.phase is not BatchPhase.FILLING:
        tables.batches.set_phase(batch, BatchPhase.STOPPED)
        tables.batch_queue.take_back(batch)


def resume(tables: Tables, batch: int) -> None:
    """Let a batch go on, within the transaction that is open.

    A letter that was taken back stays so where an equal one was confirmed since, as from a table
    that was mended, or leaves from a batch that was stopped too: its row says so.
    """
    known = tables.batches.numbered(batch)
    if known is None or known.phase is BatchPhase.FILLING:
        return
    if known.phase is BatchPhase.STOPPED:
        tables.batch_queue.put_back(batch)
        for one in _repeating(tables, known):
            why = Phrase("batches.left-lately", address=one.recipients[0])
            tables.batch_queue.keep_back(one.id, why)
    tables.batches.set_phase(batch, BatchPhase.OPEN)


async def go_on(outbox: Outbox, books: Books) -> None:
    """Let leave what waits because the service refused the account: it lets it in again."""
    await outbox.resume()

    def work(tables: Tables) -> None:
        for known in tables.batches.all():
            if known.phase is BatchPhase.PAUSED and known.why == Why.ACCOUNT:
                resume(tables, known.number)

    await books.data.run(work)
    outbox.wake()


def _repeating(tables: Tables, known: BatchRecord) -> Iterator[Record]:
    """Yield what waits in a batch and says the same as a letter that leaves or left elsewhere.

    Where equal letters were asked for, older ones are none of it: only later ones count.
    """
    waiting = tables.batch_queue.queued(known.number)
    if not waiting:
        return
    since = min(tables.now() - LATELY_SECONDS, known.confirmed_at)
    request = request_from(known.request)
    is_repeated = request.allow_duplicates or bool(request.again)
    later: dict[tuple[str, str], list[int]] = {}
    for number, recipients, subject in tables.history.lately(
        since, waiting[0].number if is_repeated else 0
    ):
        for recipient in recipients:
            later.setdefault((address_key(recipient), subject), []).append(number)
    # One made anew each time has other bytes each time.
    by_bytes = not request.as_pdf
    for one in waiting if later else ():
        numbers = later.get((address_key(one.recipient), bare_key(one.subject)), [])
        record = tables.sendings.by_id(one.id) if numbers else None
        if record is None:
            continue
        files = sorted(file.sha256 for file in record.letter.attachments) if by_bytes else None
        same = tables.history.say_the_same(numbers, record.letter.body_html, files)
        others = tables.history.numbered(same)
        first = one.number if is_repeated else 0
        if any(other.number > first and other.batch != known.number for other in others):
            yield record
