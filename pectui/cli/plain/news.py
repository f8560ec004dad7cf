"""What comes while the conversation goes on: mail, receipts, the connection; a line each."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.cli.inbox import who_words
from pectui.cli.views import few
from pectui.errors import PectuiError
from pectui.models import State
from pectui.pec.codes import without_code
from pectui.pec.kinds import strip_prefix
from pectui.services.batches.guard import Guard
from pectui.services.mailbox.cadence import next_look
from pectui.services.mailbox.sync import Doing
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping

    from pectui.models import Envelope, HeldMessage, Sending
    from pectui.services.mailbox.contents import Change
    from pectui.services.mailbox.opening import LocalServices
    from pectui.services.mailbox.sync import Progress
    from pectui.services.session import Session

_LOG = logging.getLogger("pectui.cli")

AGAIN_SECONDS = 30.0
"""After which what stopped by a failure is begun again."""
FOLLOW_SECONDS = 20.0
"""Between two looks at what waits for receipts."""
MOST_TOLD = 5
"""Messages of one look that have a line each."""
_QUIET = frozenset({State.DRAFT, State.QUEUED, State.SENDING})
_OUTCOMES = frozenset({State.SENT, State.REFUSED, State.UNKNOWN})
"""What is told of a sending by who sees it off."""


class News:
    """Keeps sending and looking while the conversation lasts, and tells what comes of it."""

    def __init__(
        self, session: Session, local: LocalServices, tell: Callable[[str], object]
    ) -> None:
        self._session = session
        self._local = local
        self._tell = tell
        self._known: dict[str, Mapping[str, State]] = {}
        """How sendings stood for each of their recipients when that was told last."""
        self._open: set[str] = set()
        """Sendings confirmed in this conversation that are not settled."""
        self.hushed: set[str] = set()
        """Sendings whose leaving is being told by who confirmed them."""
        self._told: set[str | None] = set()
        """Codes of sendings whose new receipts are told themselves, each in its line."""
        self.is_following = False
        """Whether anything was confirmed in this conversation."""
        self.quiet = asyncio.Event()
        """Set where no sending of this conversation waits for anything."""
        self.looked = asyncio.Event()
        """Set once the service was asked, with or without an answer."""
        self._listed: list[Envelope] = []
        self._new: list[int] = []
        self._taking = asyncio.Lock()
        self._is_offline = False
        self._looked_at = 0.0
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Let letters leave and mail come from now on. Raises StoreUnusable."""
        for sending in await self._session.tracking.sendings():
            if not sending.state.is_final:
                self._known[sending.id] = _states(sending)
        guard = Guard(self._session.books, self._session.quotas)
        self._session.outbox.on_change.append(self._changed)
        self._local.mailbox.on_change.append(self._came)
        self._local.sync.on_progress.append(self._progressed)
        self._keep("outbox", self._session.outbox.run)
        self._keep("batches", guard.work)
        self._keep("mailbox", self._local.sync.run)
        self._keep("receipts", self._follow)

    async def stop(self) -> None:
        """Begin with nothing further."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _keep(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Have `work` go on whatever goes wrong meanwhile; it is told once for each failure."""

        async def going() -> None:
            while True:
                try:
                    await work()
                except PectuiError as error:
                    self._tell(error.with_hint)
                except Exception:
                    _LOG.exception("%s stopped", name)
                await asyncio.sleep(AGAIN_SECONDS)

        self._start(going(), name)

    def _start(self, work: Coroutine[None, None, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # ── sendings ─────────────────────────────────────────────────────────────

    def follow(self, sendings: Iterable[Sending]) -> None:
        """Have `quiet` wait for these until they are settled."""
        self.is_following = True
        self._open |= {one.id for one in sendings if not one.state.is_final}
        self._settle()

    def _settle(self) -> None:
        if self._open:
            self.quiet.clear()
        else:
            self.quiet.set()

    def _changed(self, sending: Sending) -> None:
        now, before = _states(sending), self._known.get(sending.id)
        self._known[sending.id] = now
        if sending.state.is_final or sending.state is State.DRAFT:
            self._open.discard(sending.id)
        if before is not None and (len(now) > 1 or sending.code not in self._told):
            self._tell_states(sending, before, now)
        self._settle()

    def _tell_states(
        self, sending: Sending, before: Mapping[str, State], now: Mapping[str, State]
    ) -> None:
        quiet = _QUIET | _OUTCOMES if sending.id in self.hushed else _QUIET
        changed: dict[State, list[str]] = {}
        for address, state in now.items():
            # To whom others' letters went is found out late: that alone is no news.
            if before.get(address, state) is not state and state not in quiet:
                changed.setdefault(state, []).append(address)
        for state, addresses in changed.items():
            self._tell(
                t(
                    "plain.news.state",
                    state=t(state.key),
                    recipients=few(addresses),
                    subject=clean_line(sending.subject, 120) or t("cli.no-subject"),
                )
            )

    async def _follow(self) -> None:
        """See to what waits for receipts, every so often."""
        tracking, requests = self._session.tracking, self._session.requests
        while True:
            await asyncio.sleep(min(FOLLOW_SECONDS, self._session.options.look_seconds or 1e9))
            with suppress(PectuiError):  # told by the looks at the mailbox
                waiting = await tracking.waiting_age()
                if waiting is not None and self._is_due(waiting):
                    self._local.sync.wake()
                if not requests.is_spent and not self._is_offline:
                    await tracking.ask_unclear()

    def _is_due(self, waiting: float) -> bool:
        session = self._session
        look = next_look(
            session.options.look_seconds,
            session.books.now(),
            waiting=waiting,
            made=session.requests.made_today,
            limit=session.requests.limit,
        )
        rested = asyncio.get_running_loop().time() - self._looked_at
        return look.seconds is not None and rested >= look.seconds

    # ── the mailbox ──────────────────────────────────────────────────────────

    def _came(self, change: Change) -> None:
        self._listed += [row for row in change.listed if row.code]
        self._new += change.new
        if self._listed or self._new:
            self._start(self.take(), "news")

    async def take(self) -> None:
        """Take over what was listed, and tell what is new among it."""
        async with self._taking:
            listed, self._listed = self._listed, []
            new, self._new = self._new, []
            try:
                rows = await self._local.mailbox.rows(new)
                self._told = {row.envelope.code for row in rows if row.envelope.kind.is_receipt}
                await self._session.tracking.take_listed(listed)
                lines = [await self._words(row) for row in reversed(rows)]
            except PectuiError as error:
                self._tell(error.with_hint)
                return
            finally:
                self._told = set()
            if len(lines) > MOST_TOLD:
                lines[MOST_TOLD:] = [tn("plain.news.more", len(lines) - MOST_TOLD)]
            if lines:
                self._tell("\n".join(lines))
        await self._session.hooks.run(rows)

    async def _words(self, row: HeldMessage) -> str:
        """Return the line of a new message; of a receipt, about whom it is."""
        envelope = row.envelope
        subject = strip_prefix(envelope.subject, envelope.kind)
        who, sending = who_words(envelope), None
        if envelope.kind.is_receipt and envelope.code:
            subject = without_code(subject)
            sending = await self._session.tracking.sending(envelope.code)
        if sending is not None and sending.recipients:
            who = few(sending.recipients)
        return t(
            "plain.news.message",
            kind=t(envelope.kind.key),
            who=who,
            subject=clean_line(subject, 120) or t("cli.no-subject"),
        )

    def _progressed(self, progress: Progress) -> None:
        if progress.doing is Doing.LOOKING:
            self._looked_at = asyncio.get_running_loop().time()
            return
        self.looked.set()
        is_offline = progress.doing in {Doing.FAILED, Doing.REFUSED}
        if is_offline and not self._is_offline and progress.error is not None:
            self._tell(progress.error.with_hint)
        elif self._is_offline and not is_offline:
            self._tell(t("plain.news.online"))
        self._is_offline = is_offline


def _states(sending: Sending) -> dict[str, State]:
    """Return how a sending stands for each of its recipients."""
    if sending.state.has_left and sending.recipient_states:
        return {one.address: one.state for one in sending.recipient_states}
    return dict.fromkeys(sending.recipients, sending.state)
