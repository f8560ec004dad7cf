"""The sendings of one mailbox as kept here, and who is told when one of them changes."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pectui.catalogue import Phrase
from pectui.models import Sending, State
from pectui.pec.life import overall, recipient_states
from pectui.pec.listed import nameless_state
from pectui.services.clock import boot_id
from pectui.signed.receipts import with_originals
from pectui.store.sending.sendings import Phase, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pectui.models import Original, Receipt
    from pectui.store.data import Tables, UserData

_STATES = {
    Phase.QUEUED: State.QUEUED,
    Phase.CLAIMED: State.SENDING,
    Phase.WIRE: State.SENDING,
    Phase.REFUSED: State.REFUSED,
    Phase.UNKNOWN: State.UNKNOWN,
    Phase.CANCELLED: State.DRAFT,
}


class Books:
    """Shared by the services of one account: data, clocks, callbacks when a sending changes."""

    def __init__(self, data: UserData, ticks: Callable[[], float] = time.monotonic) -> None:
        self.data = data
        self.owner = data.owner
        self.ticks = ticks
        self.boot = boot_id()
        self.listeners: list[Callable[[Sending], None]] = []

    def now(self) -> datetime:
        """Return the present moment, by the clock the data are written with."""
        return self.data.now()

    @property
    def seconds(self) -> float:
        """The present moment in seconds since the epoch."""
        return self.now().timestamp()

    def standing(
        self,
        record: Record,
        receipts: Iterable[Receipt] = (),
        originals: tuple[Original, ...] = (),
        *,
        deliver_by: float | None = None,
    ) -> Sending:
        """Return how a sending stands, by its mark, its receipts, and originals that prove some."""
        held = with_originals(receipts, originals)
        if record.phase is Phase.SENT:
            states = recipient_states(
                record.recipients, held, self.now(), sent_at=_moment(record.sent_at)
            )
            state = overall(states) if states else nameless_state(held)
        else:
            states = ()
            state = _STATES[record.phase]
        return Sending(
            id=record.id,
            account=self.owner.name,
            recipients=record.recipients,
            subject=record.subject,
            state=state,
            queued_at=datetime.fromtimestamp(record.queued_at, UTC),
            body_html=record.letter.body_html,
            attachments=record.letter.attachments,
            letter_id=record.letter.letter_id,
            code=record.code,
            sent_at=_moment(record.sent_at),
            sent_count=record.sent_count,
            why=record.why,
            error_kind=record.error_kind,
            due_at=_moment(_due(record)) if record.phase is Phase.QUEUED else None,
            leave_at=_moment(record.leave_at) if record.phase is Phase.QUEUED else None,
            tries=record.tries,
            resent_of=record.resent_of,
            seen_to=record.seen_to,
            recipient_states=states,
            receipts=held,
            deliver_by=_moment(deliver_by),
            cleared_at=_moment(record.cleared_at),
            originals=originals,
        )

    def load(self, tables: Tables, record: Record) -> Sending:
        """Return how a sending stands, with the receipts held for it."""
        return self.load_all(tables, [record])[0]

    def load_all(self, tables: Tables, records: Sequence[Record]) -> tuple[Sending, ...]:
        """Return how sendings stand, each with the receipts held for it, in the order given."""
        codes = [record.code for record in records if record.code]
        read = tables.receipts.by_code(codes) if codes else {}
        unread = tables.listed.unread_by_code(read, codes) if codes else {}
        originals = tables.originals.by_code(codes) if codes else {}

        def receipts(code: str | None) -> tuple[Receipt, ...]:
            return (*read.get(code, ()), *unread.get(code, ())) if code else ()

        batches = {record.batch for record in records if record.batch is not None}
        known = {number: tables.batches.numbered(number) for number in batches}
        deliver_by = {number: batch.deliver_by for number, batch in known.items() if batch}
        return tuple(
            self.standing(
                record,
                receipts(record.code),
                originals.get(record.code or "", ()),
                deliver_by=deliver_by.get(record.batch or 0),
            )
            for record in records
        )

    def receipts(self, tables: Tables, code: str) -> tuple[Receipt, ...]:
        """Return the receipts of a sending whose texts are held, with those its originals prove."""
        originals = tables.originals.by_code([code]).get(code, ())
        return with_originals(tables.receipts.of_code(code), originals)

    async def sendings(self, ids: Iterable[str]) -> tuple[Sending, ...]:
        """Return how the sendings with these ids stand, in the order asked for."""
        wanted = tuple(ids)

        def work(tables: Tables) -> tuple[Sending, ...]:
            records = (tables.sendings.by_id(one) for one in wanted)
            return self.load_all(tables, [record for record in records if record])

        return await self.data.read(work)

    async def tell(self, *ids: str) -> None:
        """Call every listener with each of these sendings as it stands now."""
        if not self.listeners:
            return
        for sending in await self.sendings(ids):
            for listener in tuple(self.listeners):
                listener(sending)


def _due(record: Record) -> float:
    return max(record.due_at, record.leave_at or record.due_at)


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


REASON_LOST = Phrase("outbox.ended-while-sending")
"""Why a sending is unknown whose process ended while it left."""
