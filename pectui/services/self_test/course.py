"""The steps of the self-test, in order; what is learned is there at any moment.

    pages, texts, quota, search   read only
    letter                        sends a letter to oneself: costs what a sending costs
    receipts, search              read only; what was likely before is certain then
    other-letter                  packs its file the other way, where the first way was wrong
    removal                       deletes what the letters brought

A no ends the test; what a letter has brought is offered to be deleted all the same.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.errors import PectuiError, RequestInvalid, ServiceRefuses, Unreachable
from pectui.pec.dates import format_full
from pectui.services.self_test import letter as letters
from pectui.services.self_test import pages, removal, search, texts
from pectui.services.self_test.findings import Finding, Learned
from pectui.services.self_test.keeping import keep_report
from pectui.services.self_test.person import Step, Stopped
from pectui.services.self_test.receipts import await_receipts, read_arrived
from pectui.services.self_test.unit import look_at_quota, unit_by_growth
from pectui.services.session import open_session

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from pectui.models import Envelope, Letter, Message
    from pectui.services.self_test.person import Person
    from pectui.services.session import Session
    from pectui.settings.configuration import Account, AttachmentEncoding, Options

WAIT_SECONDS = 180.0
"""How long receipts are waited for, unless it is said otherwise."""
_OTHER: dict[AttachmentEncoding, AttachmentEncoding] = {
    "data-uri": "base64",
    "base64": "data-uri",
}
_IN_MAIL = letters.FILE_BYTES * 4 // 3
"""Bytes of the test's file as mail carries it."""


class _Refused(Exception):
    """The service took the letter for wrong."""

    def __init__(self, error: RequestInvalid) -> None:
        super().__init__(error)
        self.error = error


class SelfTest:
    """One self-test of one account; `learned` is filled as it goes."""

    def __init__(
        self,
        account: Account,
        options: Options,
        person: Person,
        wait: float = WAIT_SECONDS,
    ) -> None:
        self.learned = Learned()
        self._account = account
        self._options = options
        self._person = person
        self._wait = wait
        self._codes: list[str] = []
        """Of the letters of this test, those of an earlier one that are used again too."""
        self._refused = False
        """Whether the service did not take a file packed in one of the two ways."""

    async def run(self) -> None:
        """Take the steps. What stopped one is in `learned.problems`; nothing of it raises.

        What was learned is kept in the user's data, also where the test ends early.
        """
        first = self._account.attachment_encoding
        if await self._in_session(first, self._first_part) is False:
            await self._in_session(_OTHER[first], self._second_part)

    async def _in_session(
        self,
        packing: AttachmentEncoding,
        part: Callable[[Session], Awaitable[bool | None]],
    ) -> bool | None:
        """Run a part of the test; keep what it learned, and count what it asked."""
        account = replace(self._account, attachment_encoding=packing)
        async with open_session(account, self._options) as session:
            try:
                return await part(session)
            finally:
                self.learned.requests += session.client.requests
                await keep_report(session.books.data, self.learned)

    async def _first_part(self, session: Session) -> bool | None:
        """Read, send the letter; False where the other way to pack its file is to be tried."""
        try:
            await self._read(session)
            right = await self._try_letter(session)
        except Stopped:
            right = None
        else:
            self.learned.complete = right is not False
        if right is not False:
            await self._remove(session)
        return right

    async def _second_part(self, session: Session) -> None:
        """Send the letter with its file packed the other way, then tidy up."""
        try:
            right = await self._try_letter(session, other=True)
        except Stopped:
            pass
        else:
            self.learned.complete = True
            if right is False:
                self.learned.take(Finding("attachment", "neither", copes=False))
        await self._remove(session)

    # Reading

    async def _read(self, session: Session) -> None:
        client, learned = session.client, self.learned
        rows: Sequence[Envelope] = ()
        messages: tuple[Message, ...] = ()

        async def look() -> None:
            nonlocal rows
            rows = await pages.look_at_pages(client, learned)

        async def read() -> None:
            nonlocal messages
            messages = await texts.read_some(client, rows, learned)
            learned.take(*texts.judge_texts(one.body for one in messages))

        async def ask() -> None:
            await look_at_quota(client, self._account.mailbox, learned)

        async def search_for() -> None:
            await search.try_search(client, messages, learned)

        await self._reading("pages", t("selftest.step.pages"), pages.REQUESTS, look)
        if rows:
            await self._reading("texts", t("selftest.step.texts"), texts.REQUESTS, read)
        await self._reading("quota", t("selftest.step.quota"), 1, ask)
        await self._reading("search", t("selftest.step.search"), search.REQUESTS, search_for)

    async def _reading(
        self, name: str, words: str, requests: int, work: Callable[[], Awaitable[None]]
    ) -> None:
        cost = tn("selftest.costs.reads", requests)
        if await self._agrees(Step(name, "reads", f"{words} {cost}")):
            await self._take(name, work)

    async def _agrees(self, step: Step) -> bool:
        reply = await self._person.agrees(step)
        if reply == "stop":
            raise Stopped
        return reply == "yes"

    async def _take(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Take a step; note what stopped it, and go on where others may still succeed."""
        try:
            await work()
        except PectuiError as error:
            self.learned.problems[name] = error
            if not self.learned.findings:
                raise Stopped from error
            self._person.tell(f"{error.title}: {error.detail}")
            if isinstance(error, Unreachable):
                raise Stopped from error

    # The letter

    async def _try_letter(self, session: Session, *, other: bool = False) -> bool | None:
        """Send the letter and see what comes of it; False where its file was packed wrong.

        None where that was not found out.
        """
        packing = session.account.attachment_encoding
        try:
            with letters.letter_to(self._account.sender, packing) as letter:
                code, before = await self._code_of_letter(session, letter, other=other)
        except _Refused as refused:
            self._person.tell(t("selftest.letter-refused", reason=refused.error.detail))
            self._refused = True
            if not other:
                return False
            self.learned.problems["letter"] = refused.error
            return None
        except PectuiError as error:
            self.learned.problems["letter"] = error
            self._person.tell(error.with_hint)
            return None
        if code is None:
            return None
        self._codes.append(code)
        await self._take("receipts", partial(self._follow, session, code, before))
        return await self._judge_file(packing, other=other)

    async def _code_of_letter(
        self, session: Session, letter: Letter, *, other: bool
    ) -> tuple[str | None, float | None]:
        """Return the letter's code and how much was used before it; None where none left.

        One that left within a day and is still there is used again. Raises _Refused, and what
        keeps a letter from leaving.
        """
        if await session.outbox.sender_elsewhere() is not None:
            self._person.tell(t("selftest.sends-elsewhere"))
            return None, None
        _, review = await session.outbox.review(letter)
        name = "other-letter" if other else "letter"
        if earlier := await letters.earlier_letter(session, review):
            assert earlier.sent_at is not None
            words = t("selftest.letter-again", date=format_full(earlier.sent_at))
            again = await self._agrees(Step(name, "reads", words))
            return earlier.code if again else None, None
        words = t("selftest.step.other-letter" if other else "selftest.step.letter")
        cost = t("selftest.costs.sends", address=self._account.sender)
        if not await self._agrees(Step(name, "sends", f"{words} {cost} {', '.join(review.facts)}")):
            return None, None
        before = await self._usage(session)
        try:
            sending = await letters.send(session, letter, self._person.tell)
        except RequestInvalid as error:
            raise _Refused(error) from error
        except asyncio.CancelledError:
            self._person.tell(t("cli.send.interrupted"))
            raise
        assert sending.code is not None
        self.learned.sent.append(sending.code)
        return sending.code, before

    async def _usage(self, session: Session) -> float | None:
        """Return what is used of the mailbox; None where the service does not tell."""
        with suppress(PectuiError):
            return await look_at_quota(session.client, self._account.mailbox, self.learned)
        return None

    async def _follow(self, session: Session, code: str, before: float | None) -> None:
        """See what comes of the letter: receipts, texts, what it takes; and look for it."""
        client, learned = session.client, self.learned
        self._person.tell(t("selftest.waiting", seconds=f"{self._wait:.0f}"))
        rows = await await_receipts(client, code, self._wait, learned)
        if not rows:
            return
        arrived = await read_arrived(client, session.mailbox, code, rows, learned)
        await session.tracking.keep((*arrived.receipts, *arrived.messages))
        if before is not None:
            unit = unit_by_growth(before, await self._usage(session), _IN_MAIL)
            learned.take(*([unit] if unit else []))
        if not learned.is_certain("search-where", "search-words", "search-parts"):
            await search.try_search(client, arrived.messages, learned)

    async def _judge_file(self, packing: AttachmentEncoding, *, other: bool) -> bool | None:
        """Ask whether the file came through; False where not."""
        right = None
        if "receipts" in self.learned.findings:
            right = await self._person.sees(
                t(
                    "selftest.file-question",
                    subject=letters.SUBJECT,
                    file=letters.FILE_NAME,
                    first=letters.FIRST_LINE,
                    last=letters.LAST_LINE,
                )
            )
        if right is not False:
            certain = right is True or (other and self._refused)
            self.learned.take(Finding("attachment", packing, certain=certain, setting=packing))
        return right

    # Tidying up

    async def _remove(self, session: Session) -> None:
        """Delete what the letters brought, where the person agrees; say what is left of it."""
        try:
            for code in self._codes:
                await self._take("removal", partial(self._remove_one, session, code))
        except Stopped:
            self.learned.complete = False
        self.learned.complete &= not self.learned.problems
        if left := sum(self.learned.left.values()):
            self._person.tell(tn("selftest.left", left, subject=letters.SUBJECT))

    async def _remove_one(self, session: Session, code: str) -> None:
        session.mailbox.forget()
        made = len(await removal.made_by(session.mailbox, code))
        if not made:
            return
        self.learned.left[code] = made
        step = Step("removal", "deletes", tn("selftest.step.removal", made))
        if not await self._agrees(step):
            return
        try:
            await removal.remove(session, code, self.learned)
        except ServiceRefuses:
            self._person.tell(t("selftest.no-delete"))
