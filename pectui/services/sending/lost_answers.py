"""Matches a sending whose answer was lost with a code, by the receipts in the inbox.

Looked for in the newest pages of the inbox: an acceptance or non-acceptance whose subject without
its code is ours, and whose code was made between two minutes before the sending began and ten
minutes after, or at any time after where it comes from a backup. Of these a code counts only when

- no other sending has it on record,
- and the receipt, where it names its recipients, names ours.

While an equal subject is on its way in this very moment nothing is decided: its code is not on
record yet. Where another unknown sending could own the code as well, because the receipt names
nobody, the person decides. So equals need not be held back from leaving.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from pectui.catalogue import Phrase
from pectui.domains import address_key
from pectui.errors import PectuiError, SendingRestored, ServiceRefuses
from pectui.models import Kind
from pectui.pec.codes import moment_of, without_code
from pectui.pec.kinds import strip_prefix
from pectui.pec.receipts import receipts_of
from pectui.store.sending.sendings import Phase, subject_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import Envelope, Message
    from pectui.services.remote.listing import Page
    from pectui.services.sending.books import Books
    from pectui.services.sending.lock import SenderLock
    from pectui.store.data import Tables
    from pectui.store.sending.sendings import Record

_LOG = logging.getLogger(__name__)

BEFORE = timedelta(minutes=2)
AFTER = timedelta(minutes=10)
NO_TRACE_AFTER = 30 * 60.0
PAUSES = (10.0, 20.0, 30.0, 60.0, 120.0, 240.0, 480.0, 900.0, 1800.0)
"""Seconds between looks; the last one goes on for as long as the outcome is unknown."""
MAX_PAGES = 60
_ANSWERS = frozenset({Kind.ACCEPTANCE, Kind.NOT_ACCEPTED})


class Receipts(Protocol):
    """What is needed of `pectui.api.Client`."""

    async def receipts(self, code: str) -> tuple[Message, ...]:
        """Return `GET /send/{code}`."""


class Pages(Protocol):
    """What is needed of `pectui.services.remote.reading.Mailbox`."""

    async def page(self, number: int = 1, query: str = "", *, fresh: bool = False) -> Page:
        """Return one page of the inbox, 1 being the newest."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A code that may be that of an unknown sending."""

    code: str
    messages: tuple[Message, ...]
    named: frozenset[str] | None
    """Recipients its receipts name, case folded; None where they name nobody."""


@dataclass(frozen=True, slots=True)
class _Answers:
    """The acceptances and non-acceptances that were found."""

    envelopes: tuple[Envelope, ...]
    complete: bool
    """Whether the search went back far enough to say that there are no others."""


class Reconciler:
    """Looks for what became of unknown sendings, with growing pauses."""

    def __init__(
        self,
        books: Books,
        client: Receipts,
        pages: Pages,
        lock: SenderLock,
        *,
        poll: float = 2.0,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        self._books = books
        self._client = client
        self._pages = pages
        self._lock = lock
        self._poll = poll
        self._pauses = tuple(pauses)
        self._one_at_a_time = asyncio.Lock()
        self._welcome = asyncio.Event()
        self._welcome.set()

    async def work(self) -> None:
        """Look for what is due while this process is the sender, until cancelled."""
        pause = self._poll
        while True:
            await asyncio.sleep(pause)
            await self._welcome.wait()
            pause = self._poll
            if not self._lock.held:
                continue
            try:
                await self.look()
            except ServiceRefuses as error:
                # Asking on with credentials that are not accepted may lock the mailbox.
                _LOG.warning("no more looks for lost answers until resumed: %s", error)
                self._welcome.clear()
            except PectuiError as error:
                _LOG.info("a look for lost answers failed: %s", error)
                pause = max(self._poll, self._pauses[min(1, len(self._pauses) - 1)])

    def resume(self) -> None:
        """Look again after the service refused the account."""
        self._welcome.set()

    async def look(self, *, all_unknown: bool = False) -> tuple[str, ...]:
        """Look once for what is due, or for all; return the ids of the sendings that changed.

        Raises what `GET /inbox` and `GET /send/{code}` raise, and StoreUnusable.
        """
        async with self._one_at_a_time:
            until = float("inf") if all_unknown else None
            unknown = await self._books.data.read(lambda tables: tables.sendings.unknown(until))
            if not unknown:
                return ()
            answers = await self._answers(min(_began(record) for record in unknown))
            self._welcome.set()
            changed = [record.id for record in unknown if await self._settle(record, answers)]
            await self._books.tell(*changed)
            return tuple(changed)

    async def candidates(self, record: Record) -> tuple[str, ...]:
        """Return the codes that may be that of an unknown sending, by a fresh look."""
        answers = await self._answers(_began(record))
        return tuple(one.code for one in await self._candidates(record, answers))

    async def _answers(self, since: datetime) -> _Answers:
        """Return the acceptances and non-acceptances of the newest pages back to `since`."""
        found: list[Envelope] = []
        oldest = since - BEFORE
        for number in range(1, MAX_PAGES + 1):
            page = await self._pages.page(number, fresh=number == 1)
            found += (one for one in page.envelopes if one.kind in _ANSWERS and one.code)
            dates = [one.date for one in page.envelopes if one.date]
            # By the newest of the page: one odd date must not end the search.
            if number >= page.pages or (dates and max(dates) < oldest):
                return _Answers(tuple(found), complete=True)
        return _Answers(tuple(found), complete=False)

    async def _candidates(self, record: Record, answers: _Answers) -> tuple[_Candidate, ...]:
        codes = _matching(record, answers.envelopes)
        taken = await self._books.data.read(
            lambda tables: tables.matching.codes_of_others(record, codes)
        )
        found = [await self._read(code) for code in codes if code not in taken]
        ours = frozenset(map(address_key, record.recipients))
        return tuple(one for one in found if one.named is None or one.named == ours)

    async def _read(self, code: str) -> _Candidate:
        messages = await self._client.receipts(code)
        named: set[str] = set()
        for receipt in receipts_of(code, messages):
            if receipt.kind in _ANSWERS:
                named |= receipt.certified | receipt.ordinary
        folded = frozenset(map(address_key, named))
        return _Candidate(code, messages, folded or None)

    async def _settle(self, record: Record, answers: _Answers) -> bool:
        """Adopt the one code that is certain, or note that there is none; whether it changed."""
        candidates = await self._candidates(record, answers)
        return await self._books.data.run(
            lambda tables: self._decide(tables, record, candidates, complete=answers.complete)
        )

    def _decide(
        self,
        tables: Tables,
        record: Record,
        candidates: Sequence[_Candidate],
        *,
        complete: bool,
    ) -> bool:
        now = self._books.seconds
        rivals = tables.matching.rivals(record)
        codes = [one.code for one in candidates]
        taken = tables.matching.codes_of_others(record, codes)
        free = [one for one in candidates if one.code not in taken]
        next_look = now + self._pauses[min(record.looks, len(self._pauses) - 1)]
        if any(rival.phase is not Phase.UNKNOWN for rival in rivals):
            tables.steps.look_again(record.id, now + self._pauses[0])
            return False
        # mutants: the first of one is the last
        if len(free) == 1 and not _contested(free[0], record, rivals):
            if _left_when_due(record, free[0]):
                return self._adopt(tables, record, free[0])  # mutants: the first of one is the last
            reason = Phrase("outbox.perhaps", code=free[0].code)
        elif free:
            reason = Phrase("outbox.several", codes=", ".join(one.code for one in free))
        elif (
            complete
            and now - _began(record).timestamp() > NO_TRACE_AFTER
            and not _is_restored(record)  # it may leave there tomorrow
        ):
            reason = Phrase("outbox.no-trace")
        else:
            tables.steps.look_again(record.id, next_look)
            return False
        tables.steps.look_again(record.id, next_look, reason)
        return reason != record.why

    def _adopt(self, tables: Tables, record: Record, candidate: _Candidate) -> bool:
        moment = moment_of(candidate.code) or self._books.now()
        tables.receipts.keep(candidate.messages)
        return tables.steps.adopt(record.id, candidate.code, moment.timestamp())

    async def adopt(self, record: Record, code: str) -> bool:
        """Give an unknown sending the code its sender has chosen; False when it is taken."""
        candidate = await self._read(code)

        def work(tables: Tables) -> bool:
            if tables.matching.codes_of_others(record, [code]):
                return False
            return self._adopt(tables, record, candidate)

        return await self._books.data.run(work)


def _began(record: Record) -> datetime:
    return datetime.fromtimestamp(record.wire_at or record.queued_at, UTC)


def _matching(record: Record, answers: Sequence[Envelope]) -> tuple[str, ...]:
    """Return the codes of the answers that fit by subject and time, each once."""
    codes = {
        envelope.code: None
        for envelope in answers
        if envelope.code
        and may_own(
            record, envelope.code, without_code(strip_prefix(envelope.subject, envelope.kind))
        )
    }
    return tuple(codes)


def may_own(record: Record, code: str, subject: str) -> bool:
    """Whether a code with this subject fits a sending by subject and time."""
    fits = subject_key(subject) == subject_key(record.subject)
    return fits and _fits_time(record, moment_of(code))


def _fits_time(record: Record, moment: datetime | None) -> bool:
    """Whether a sending may have left at a moment.

    One that comes from a backup may have left at any time since, from the machine it comes from.
    """
    began = _began(record)
    if moment is None or moment < began - BEFORE:
        return False
    return _is_restored(record) or moment <= began + AFTER


def _left_when_due(record: Record, candidate: _Candidate) -> bool:
    """Whether a code is of the time at which a sending was to leave, or the subject tells it.

    A later letter of the same subject, from the machine a backup comes from, may be another one.
    """
    moment = moment_of(candidate.code)
    if not _is_restored(record) or record.reference or moment is None:
        return True
    due = datetime.fromtimestamp(record.leave_at or 0, UTC)
    return moment <= _began(record) + AFTER or due - BEFORE <= moment <= due + AFTER


def _is_restored(record: Record) -> bool:
    return record.error_kind == SendingRestored.kind


def _contested(candidate: _Candidate, record: Record, rivals: Sequence[Record]) -> bool:
    """Whether another unknown sending could own the code just as well."""
    moment = moment_of(candidate.code)
    ours = frozenset(map(address_key, record.recipients))
    for rival in rivals:
        theirs = frozenset(map(address_key, rival.recipients))
        if candidate.named is not None and theirs != ours:
            continue
        if _fits_time(rival, moment):
            return True
    return False
