"""The words typed, one after the other, and Ctrl+C between them."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from pectui.catalogue import t, tn
from pectui.cli import output
from pectui.cli.plain import mailbox, sendings
from pectui.cli.plain.console import EndOfInput
from pectui.cli.plain.deletion import delete
from pectui.cli.plain.words import help_lines, meant, more_lines, words
from pectui.cli.plain.writing import write
from pectui.cli.quota import figures
from pectui.errors import ArgumentInvalid, FileUnwritable, PectuiError, StoreUnusable
from pectui.models import MailView, State
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from pectui.cli.plain.desk import Desk

T = TypeVar("T")

WAIT_SECONDS = 60.0
"""How long `wait` waits where it is not said."""
_LONGEST_WAIT = 86_400.0


class _Over(Exception):
    """The person is done."""


class _Renewal(_Over):
    """The account is to have another password or token, and is opened anew with it."""


class Conversation:
    """Does what is said, one thing at a time. Ctrl+C ends the thing; at the first prompt, all."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._console = desk.console
        self._step: asyncio.Task[object] | None = None
        self._words: dict[str, Callable[[str], Awaitable[None]]] = {
            "list": lambda rest: mailbox.list_messages(desk, rest),
            "open": self._open,
            "next": self._next,
            "back": self._back,
            "search": lambda rest: mailbox.search(desk, rest),
            "reply": lambda rest: mailbox.reply(desk, rest),
            "forward": lambda rest: mailbox.forward(desk, rest),
            "delete": lambda rest: delete(desk, rest),
            "unread": lambda rest: mailbox.unread(desk, rest),
            "write": self._write,
            "drafts": lambda rest: sendings.drafts(desk, rest),
            "outbox": lambda rest: sendings.outbox(desk, rest),
            "cancel": lambda rest: sendings.cancel(desk, rest),
            "resume": lambda rest: sendings.resume(desk, rest),
            "again": lambda rest: sendings.again(desk, rest),
            "sent": lambda rest: sendings.sent(desk, rest),
            "wait": self._wait,
            "quota": self._quota,
            "sync": self._sync,
            "account": self._account,
            "more": self._more,
            "help": self._help,
            "quit": self._quit,
        }

    async def run(self) -> bool:
        """Talk until the person ends it, or the input does; return whether the account is renewed.

        Raises StoreUnusable.
        """
        loop, is_renewed = asyncio.get_running_loop(), False
        loop.add_signal_handler(signal.SIGINT, self._interrupt)
        try:
            with suppress(FileUnwritable):
                await self._greet()
            while True:
                await self._once()
        except _Renewal:
            is_renewed = True
        except (EndOfInput, _Over):
            pass
        finally:
            loop.remove_signal_handler(signal.SIGINT)
            if not is_renewed:
                await self._say_farewell()
        return is_renewed

    def _interrupt(self) -> None:
        if self._step is not None:
            self._console.is_interrupted = True
            self._step.cancel()

    async def _stepped(self, work: Coroutine[None, None, T]) -> T | None:
        """Do one thing; None where Ctrl+C ended it."""
        self._console.is_interrupted = False
        self._step = step = asyncio.create_task(work)
        try:
            return await step
        except asyncio.CancelledError:
            if not self._console.is_interrupted:
                raise  # the program was told to end
            return None
        finally:
            self._step = None

    async def _once(self) -> None:
        """Read a line and do what it says."""
        line = await self._stepped(self._console.rest(t("plain.prompt")))
        if line is None:
            self._console.end_line()
            raise _Over
        if not line.strip():
            return
        await self._stepped(self._do(line))
        if self._console.is_interrupted:
            self._console.end_line()
            self._console.warn(t("plain.stopped"))

    async def _do(self, line: str) -> None:
        try:
            name, rest = meant(line, words())
            await self._words[name](rest)
        except PectuiError as error:
            self._console.warn_of(error)

    async def _greet(self) -> None:
        desk = self._desk
        account = clean_line(desk.session.account.sender, 80)
        greeting = t("plain.greeting", account=account)
        if desk.local.mailbox.held_here:
            unread = (await desk.local.mailbox.view_counts())[MailView.UNREAD]
            greeting += f" {tn('plain.greeting.unread', unread)}"
        self._console.tell(greeting)
        with suppress(StoreUnusable):
            if trouble := await desk.session.tracking.needing_look():
                word = f"{t('plain.word.sent')} {t(MailView.TROUBLE.key).casefold()}"
                self._console.tell(tn("plain.trouble", trouble, word=word))
            if waiting := len(await desk.session.outbox.pending()):
                self._console.tell(tn("plain.waiting", waiting, word=t("plain.word.outbox")))
        self._console.tell(t("plain.start", help=t("plain.word.help"), quit=t("plain.word.quit")))

    async def _say_farewell(self) -> None:
        with suppress(PectuiError):
            pending = await self._desk.session.outbox.pending()
            if unsent := sum(one.state is State.QUEUED for one in pending):
                self._console.warn(tn("quitting.unsent", unsent))

    # ── going about ──────────────────────────────────────────────────────────

    async def _open(self, rest: str) -> None:
        await self._desk.open(rest)

    async def _next(self, rest: str) -> None:
        """Go on: in a text, then with the message after it, else with the list."""
        desk = self._desk
        if desk.opened is not None and not desk.opened.is_over:
            desk.opened.tell(self._console)
        elif desk.listing is None:
            await mailbox.list_messages(desk, "")
        elif desk.opened is not None and desk.opened.place >= 0:
            if desk.opened.place + 1 >= len(desk.listing.rows):
                raise ArgumentInvalid(t("plain.no-next"))
            await desk.open(str(desk.opened.place + 2))
        else:
            desk.listing.turn(1, self._console)

    async def _back(self, rest: str) -> None:
        """Go back: from a text to its list, in a list to the page before."""
        desk = self._desk
        if desk.listing is None:
            raise ArgumentInvalid(t("plain.no-back"))
        if desk.opened is not None:
            desk.opened = None
            desk.listing.tell(self._console)
        else:
            desk.listing.turn(-1, self._console)

    async def _write(self, rest: str) -> None:
        await write(self._desk, self._desk.session.drafts.new_draft(recipients=rest))

    # ── the account ──────────────────────────────────────────────────────────

    async def _quota(self, rest: str) -> None:
        known = await self._desk.session.quotas.ask()
        self._console.tell(figures(known.quota, known.forecast).replace(" · ", ", "))

    async def _sync(self, rest: str) -> None:
        """Look at the service now, and take over what is new."""
        desk = self._desk
        await desk.local.sync.look()
        await desk.news.take()
        await desk.session.tracking.ask_unclear()
        held = tn("cli.inbox.messages", desk.local.mailbox.held_here)
        self._console.tell(t("plain.looked", held=held))

    async def _wait(self, rest: str) -> None:
        """Wait for the receipts of what was sent in this conversation, and for news."""
        seconds = WAIT_SECONDS
        if rest:
            if not rest.isdecimal() or len(rest) > 5:
                raise ArgumentInvalid(t("plain.wait-what", word=t("plain.word.wait")))
            seconds = min(float(rest), _LONGEST_WAIT)
        news = self._desk.news
        is_settled = news.quiet if news.is_following else asyncio.Event()
        await self._console.listen(seconds, is_settled)

    async def _help(self, rest: str) -> None:
        for line in help_lines():
            self._console.tell(line)
        self._console.tell(t("plain.help-more"))

    async def _account(self, rest: str) -> None:
        """Have the account opened anew, with another password or token."""
        desk = self._desk
        if desk.is_demo or not output.can_ask():
            raise ArgumentInvalid(t("plain.no-renewal"))
        raise _Renewal

    async def _more(self, rest: str) -> None:
        """Tell what is done by other commands, none of which needs a screen."""
        for line in more_lines():
            self._console.tell(line)

    async def _quit(self, rest: str) -> None:
        raise _Over
