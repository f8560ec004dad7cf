"""The Textual program: wiring only. Screens, account, connection, sendings, quitting."""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.reactive import var

from pectui.catalogue import t
from pectui.errors import PectuiError, ServiceRefuses, Unreachable
from pectui.models import MailView
from pectui.services.mailbox.sync import Progress
from pectui.services.session import open_session
from pectui.tui import show
from pectui.tui.background.deletions import Deletions
from pectui.tui.background.mailbox_watch import MailboxWatch
from pectui.tui.background.new_mail import NewMail
from pectui.tui.commands import bindings
from pectui.tui.counts import Counts, counted, unfinished
from pectui.tui.messages import (
    CallFailed,
    CountsArrived,
    MessagesDeleted,
    QuotaArrived,
    SendingChanged,
)
from pectui.tui.palette import CommandsOfNow
from pectui.tui.screens import routes
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.screens.message_screen import MessageScreen
from pectui.tui.screens.view import View
from pectui.tui.terminal.attention import Attention
from pectui.tui.terminal_app import TerminalApp, has_shell
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
    from pathlib import Path, PurePath

    from textual.message import Message as Told
    from textual.screen import Screen

    from pectui.models import Draft, HeldMessage, Quota, Sending
    from pectui.pec.forecast import Forecast
    from pectui.services.mailbox.opening import LocalServices
    from pectui.services.sending.books import Books
    from pectui.services.session import Session
    from pectui.settings.configuration import Configuration
    from pectui.tui.terminal.first_picture import Picture

_log = logging.getLogger("pectui.tui")
_QUIT_SECONDS = 2.0
"""How long quitting may wait for a look at the outbox."""

SENDING_AGAIN = 30.0
"""Seconds after which sending is begun again, where it stopped by a failure."""


class PectuiApp(TerminalApp):
    """Certified mail in a terminal."""

    TITLE = "pectui"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["styles/shell.tcss", "styles/mailbox.tcss"]
    """What the inbox needs; the other screens name their own, read when they are first opened."""
    BINDINGS = bindings("app")
    COMMANDS: ClassVar[set[Any]] = {CommandsOfNow}
    ENABLE_COMMAND_PALETTE = False
    """Ours is `action_command_palette`; Textual's own would bring a key and commands with it."""
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "inbox": InboxScreen,
        "sent": routes.sent,
        "outbox": routes.outbox,
        "drafts": routes.drafts,
        "account": routes.account,
    }
    NOTIFICATION_TIMEOUT = 5

    session: Session
    mailbox: var[str] = var("")
    """The PEC address in use."""
    connection: var[str] = var("connecting")
    """"connecting", "online", "offline" or "refused": what the last call met."""
    quota: var[Quota | None] = var(None)
    outlook: var[Forecast | None] = var(None)
    """When the mailbox will be full."""
    progress: var[Progress] = var(Progress())
    """How far the mailbox is held here."""
    spent: var[bool] = var(default=False)
    """Whether the requests of the day are used up, and the background goes on slowly."""
    view_counts: var[Mapping[MailView, int]] = var({}, init=False)
    """Messages in those views of the mailbox whose number is told."""
    counts: var[Counts] = var(Counts())
    """Letters that wait, and what needs a look."""
    demo: var[bool] = var(default=False)

    def __init__(
        self,
        configuration: Configuration,
        *,
        asgi: Callable[..., Any] | None = None,
        demo: bool = False,
        begin: Callable[[Books], Awaitable[None]] | None = None,
        picture: Picture | None = None,
    ) -> None:
        super().__init__(configuration.options, picture)
        self.configuration = configuration
        self.restart = False
        """Whether another account was set up and the program is to open on it."""
        ways = configuration.options.notify_ways
        attention = Attention(ways, os.environ, self.write_sequence)
        self.new_mail = NewMail(self, attention, toast="toast" in ways)
        self.deletions = Deletions(self)
        self.farewell_words = ""
        """What was done while quitting, to be said at the end."""
        self.last_folder: Path | None = None
        """Where a file was attached from last."""
        self.asgi = asgi
        """What to talk to instead of the network."""
        self._begin = begin
        self._stack = AsyncExitStack()
        self._engine: asyncio.Task[None] | None = None
        self.set_reactive(PectuiApp.demo, demo)

    # ── opening, closing ───────────────────────────────────────────────────────────────────────

    async def on_mount(self) -> None:
        """Open the account's services, then the inbox; without an account, the set-up."""
        self.end_on_signals()
        if self.configuration.account is None:
            self.push_screen(routes.account_form())
            return
        # Nothing is painted before there is something to see: a first picture stays until then.
        with self.batch_update():
            try:
                await self.open_account(self.configuration)
            except PectuiError as error:
                self.end_with(error)

    async def open_account(self, configuration: Configuration) -> None:
        """Open the services of the configuration's account and show its inbox.

        With an account open already, the program ends and starts on the new one. Raises
        StoreUnusable.
        """
        assert configuration.account is not None
        self.configuration = configuration
        if self._engine is not None:
            self.restart = True
            self.exit()
            return
        opened = open_session(
            configuration.account,
            configuration.options,
            asgi=self.asgi,
            keep=not self.demo,
            begin=self._begin,
        )
        self.session = await self._stack.enter_async_context(opened)
        self.mailbox = configuration.account.sender
        self.keeps_pictures = configuration.account.keep != "none"
        look_seconds = configuration.options.look_seconds
        self._mailbox_watch = await MailboxWatch.open(self, self._stack, look_seconds)
        self.new_mail.open()
        self.session.outbox.on_change.append(self._sending_changed)
        self._engine = asyncio.create_task(self._keep_sending(), name="outbox")
        await self.switch_mode("inbox")
        self._mailbox_watch.start()
        unkept = () if self.local.is_kept else (t("shell.not-kept"),)
        for notice in (*self.session.notices, *unkept):
            show.notify(self, notice, severity="warning", timeout=20)
        self._recover_edited()
        self.refresh_quota()
        self.count()
        self.set_interval(3 if self.demo else 20, self.follow_receipts, name="receipts")

    async def _keep_sending(self) -> None:
        """Let letters leave for as long as the program runs, whatever goes wrong meanwhile."""
        while True:
            try:
                await self.session.outbox.run()
            except PectuiError as error:
                show.notify_error(self, error)
            except Exception as error:
                _log.exception("sending stopped")
                show.notify_error(self, PectuiError(type(error).__name__))
            await asyncio.sleep(SENDING_AGAIN)

    def _recover_edited(self) -> None:
        """Take what an ended program left in an editor's files into the drafts, and say so."""
        editing = self.session.editing

        async def work() -> Told | None:
            for words in await editing.recover():
                show.notify(self, words, severity="warning", timeout=20)
            return None

        start_call(self, "recover", work)

    async def _close_account(self) -> None:
        await self.deletions.end()
        if self._engine is not None:
            self._engine.cancel()
            await asyncio.gather(self._engine, return_exceptions=True)
            self._engine = None
        await self._stack.aclose()
        self._stack = AsyncExitStack()

    async def on_unmount(self) -> None:
        """Let a letter in progress end, then close everything."""
        self.new_mail.close()
        await self._close_account()

    async def action_leave(self) -> None:
        """Quit; where letters have not left, say so and ask what is to become of them.

        While messages are being deleted, that is asked about first.
        """
        if self.deletions.under_way:
            self.deletions.ask(lambda: self.call_later(self.action_leave))
            return
        if self._engine is None or self.screen.query("#quit-answers"):
            # Asked for once more while it is being asked about.
            self._say_goodbye()
            return
        try:
            async with asyncio.timeout(_QUIT_SECONDS):
                letters = unfinished(await self.session.outbox.pending())
                elsewhere = letters and await self.session.outbox.sender_elsewhere() is not None
        except (TimeoutError, PectuiError) as error:
            _log.warning("quitting without a look at the outbox: %s", type(error).__name__)
            self._say_goodbye()
            return
        if not letters or elsewhere:
            self._say_goodbye(replace(self.counts, unsent=0))
        else:
            self.push_screen(routes.quit_question(letters), self._answered_quit)

    def action_suspend_process(self) -> None:
        """Stop until the shell brings the program back; not while a letter is being sent."""
        if self._engine is not None and self.session.outbox.flying:
            show.notify(self, t("shell.suspend.sending"), severity="warning")
        elif not has_shell():
            show.notify(self, t("shell.suspend.no-shell"), severity="warning")
        else:
            super().action_suspend_process()

    async def _answered_quit(self, agreed: bool | None) -> None:
        if agreed:
            try:
                self.counts = await counted(self.session)
            except PectuiError as error:
                _log.warning("quitting without a count: %s", type(error).__name__)
            self._say_goodbye()

    def _say_goodbye(self, counts: Counts | None = None) -> None:
        """End, and leave a word behind about letters that have not left."""
        self.counts = counts or self.counts
        self.exit(message=self.farewell())

    def farewell(self) -> Text | None:
        """Return what is to be known when the program ends."""
        words = "\n".join(filter(None, (self.farewell_words, self.counts.farewell)))
        return Text(words) if words else None

    # ── going somewhere ────────────────────────────────────────────────────────────────────────

    async def action_view(self, name: str) -> None:
        """Go to one of the five views."""
        if self._engine is not None and isinstance(self.screen, View):
            await self.switch_mode(name)

    async def action_cleanup(self) -> None:
        """Go to the account, and from there to what fills its mailbox."""
        if self._engine is None or not isinstance(self.screen, View):
            return
        await self.switch_mode("account")
        stack = [screen.help_group for screen in self.screen_stack if isinstance(screen, View)]
        if "cleanup" not in stack:
            self.push_screen(routes.cleanup())

    async def action_write(self) -> None:
        """Write a new letter; what is typed right after the key is typed into it."""
        if self._engine is not None:
            await self.push_screen(routes.compose(self.session.drafts.new_draft()))

    def write(self, draft: Draft) -> None:
        """Open `draft` for writing."""
        self.push_screen(routes.compose(draft))

    def show_sending(self, code: str) -> None:
        """Show the sending with this code, known here or not."""
        self.push_screen(routes.sending(code))

    async def show_in_inbox(self, words: str) -> None:
        """Show in the inbox what is held of `words`."""
        await self.switch_mode("inbox")
        for screen in self.mailbox_screens():
            if isinstance(screen, InboxScreen):
                screen.show_found(words)

    def action_command_palette(self) -> None:
        """Find a command by its name."""
        from textual.command import CommandPalette

        if self._engine is not None and not isinstance(self.screen, CommandPalette):
            placeholder = t("shell.palette.placeholder")
            self.push_screen(CommandPalette(placeholder=placeholder, id="--command-palette"))

    def action_help(self) -> None:
        """Show all keys, those of this place first."""
        group = self.screen.help_group if isinstance(self.screen, View) else "app"
        self.push_screen(routes.help_keys(group))

    # ── what the program knows of the service ──────────────────────────────────────────────────

    def note_failure(self, error: PectuiError) -> None:
        """Take over what a failed call tells of the connection."""
        if isinstance(error, Unreachable):
            self.connection = "offline"
        elif isinstance(error, ServiceRefuses):
            self.connection = "refused"

    def retry_connection(self) -> None:
        """Let pollers ask again, after a person asked for it."""
        if self.connection != "online":
            self.connection = "connecting"
        self.local.sync.wake()
        self.refresh_quota()

    def note_requests(self) -> None:
        """Take over whether the day's requests are used up."""
        self.spent = self.session.requests.is_spent

    def watch_spent(self, spent: bool) -> None:
        """Say once that the day's requests are used up, and what that means."""
        if spent:
            limit = self.session.requests.limit
            show.notify(self, t("shell.spent", limit=limit), severity="warning", timeout=20)

    def refresh_quota(self) -> None:
        """Ask how full the mailbox is."""
        quotas = self.session.quotas

        async def work() -> Told | None:
            known = await quotas.ask()
            return QuotaArrived(known.quota, known.forecast)

        start_call(self, "quota", work, replace=True)

    def on_quota_arrived(self, event: QuotaArrived) -> None:
        """Show the quota on every screen."""
        self.outlook = event.outlook
        self.quota = event.quota
        self.connection = "online"

    def on_call_failed(self, event: CallFailed) -> None:
        """Say what went wrong with a call of the app's own; background ones stay quiet."""
        self.note_failure(event.error)
        if event.group not in {"quota", "receipts"}:
            show.notify_error(self, event.error)

    # ── the mailbox ────────────────────────────────────────────────────────────────────────────

    @property
    def local(self) -> LocalServices:
        """The mailbox on this machine, and what keeps it up to date."""
        return self._mailbox_watch.services

    @property
    def unread(self) -> int:
        """Messages that wait to be read."""
        return self.view_counts.get(MailView.UNREAD, 0)

    def watch_view_counts(self) -> None:
        """Show in the terminal's title how many messages wait to be read."""
        self.new_mail.show_unread(self.unread)

    def tell_new(self, rows: Sequence[HeldMessage]) -> None:
        """Tell the person of mail that has just arrived, newest first."""
        self.new_mail.tell(rows, self.unread)

    def mailbox_screens(self) -> Iterator[MessageScreen]:
        """Yield every screen that lists messages, whether it is in view or not."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, MessageScreen):
                    yield screen

    def on_messages_deleted(self, event: MessagesDeleted) -> None:
        """Hand the result to the screens that list messages, wherever the person is by now."""
        for place, screen in enumerate(self.mailbox_screens()):
            screen.show_deletion(event.deletion, tell=place == 0)

    def delete(self, chosen: Sequence[HeldMessage]) -> None:
        """Delete messages in the background."""
        self.deletions.start(chosen)

    # ── sendings ───────────────────────────────────────────────────────────────────────────────

    def _sending_changed(self, sending: Sending) -> None:
        for stack in self._screen_stacks.values():
            for screen in stack:
                screen.post_message(SendingChanged(sending))
        self.count()

    def count(self) -> None:
        """Count again what the top bar shows."""

        async def work() -> CountsArrived:
            return CountsArrived(await counted(self.session))

        start_call(self, "counts", work, replace=True)

    def on_counts_arrived(self, event: CountsArrived) -> None:
        """Show them in the top bar."""
        self.counts = event.counts

    def follow_receipts(self) -> None:
        """See to what waits for receipts, unless that is going on already.

        They come with the list of the inbox: it is looked at every few minutes while a letter
        waits. Only what the list cannot tell is asked about, and not once the day's requests are
        used up.
        """
        if self.connection == "refused":
            return
        tracking, link = self.session.tracking, self._mailbox_watch

        async def work() -> Told | None:
            try:
                waiting = await tracking.waiting_age()
                if waiting is not None and self.connection == "online":
                    link.look_after(waiting)
                if not self.session.requests.is_spent:
                    await tracking.ask_unclear()
            finally:
                # Also without news: what waits comes to need a look by waiting.
                self.count()
            return None

        under_way = (worker for worker in self.workers if worker.node is self)
        if not any(w.group == "call:receipts" and not w.is_finished for w in under_way):
            start_call(self, "receipts", work)
