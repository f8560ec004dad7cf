"""Wires the program together: account, screens, background work, and what they show."""

from __future__ import annotations

import os
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any, ClassVar

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
from pectui.tui.background.recovery import recover_edited
from pectui.tui.background.renewal import Renewal
from pectui.tui.background.sending_watch import SendingWatch
from pectui.tui.commands import bindings
from pectui.tui.counts import Counts
from pectui.tui.exit import Exit
from pectui.tui.messages import (
    CallFailed,
    CountsArrived,
    QuotaArrived,
)
from pectui.tui.screens import routes
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.terminal.attention import Attention
from pectui.tui.terminal_app import TerminalApp, has_shell
from pectui.tui.widgets.chrome.footer import working_commands
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from pathlib import Path, PurePath

    from rich.text import Text
    from textual.screen import Screen

    from pectui.models import Draft, HeldMessage, Quota
    from pectui.pec.forecast import Forecast
    from pectui.services.mailbox.opening import LocalServices
    from pectui.services.sending.books import Books
    from pectui.services.session import Session
    from pectui.settings.configuration import Configuration
    from pectui.tui.messages import Answer
    from pectui.tui.terminal.first_picture import Picture


class PectuiApp(TerminalApp):
    """Certified mail in a terminal."""

    TITLE = "pectui"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["styles/shell.tcss", "styles/mailbox.tcss"]
    """What the inbox needs; the other screens name their own, read when they are first opened."""
    BINDINGS = bindings("app")
    ENABLE_COMMAND_PALETTE = False
    """Ours is `action_command_palette`; Textual's own would bring a key and commands with it."""
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "inbox": InboxScreen,
        "sent": routes.sent,
        "outbox": routes.outbox,
        "drafts": routes.drafts,
        "account": routes.account,
        "batches": routes.batches,
    }
    NOTIFICATION_TIMEOUT = 5

    session: Session
    mailbox: var[str] = var("")
    """The PEC address in use."""
    connection: var[str] = var("connecting")
    """What the last call met: "connecting", "online", "waiting" (no answer yet), "offline" or
    "refused"."""
    quota: var[Quota | None] = var(None)
    outlook: var[Forecast | None] = var(None)
    """When the mailbox will be full."""
    progress: var[Progress] = var(Progress())
    """How much of the mailbox is stored here."""
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
        self.renewal = Renewal(self)
        self.farewell_words = ""
        """What was done while quitting, to be said at the end."""
        self.last_folder: Path | None = None
        """Where a file was attached from last."""
        self.asgi = asgi
        """What to talk to instead of the network."""
        self._begin = begin
        self._stack = AsyncExitStack()
        self._way_out = Exit(self, self.deletions)
        self.is_open = False
        """Whether an account is open."""
        self.set_reactive(PectuiApp.demo, demo)

    # ── opening, closing ───────────────────────────────────────────────────────────────────────

    async def on_mount(self) -> None:
        """Open the account's services, then the inbox; without a usable account, the set-up."""
        self.end_on_signals()
        if self.configuration.account is None:
            self.push_screen(routes.account_form(self.configuration))
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
        if self.is_open:
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
        self._sending_watch = SendingWatch(self, self._mailbox_watch)
        self._sending_watch.start()
        self.is_open = True
        await self.switch_mode("inbox")
        self._mailbox_watch.start()
        unkept = () if self.local.is_kept else (t("shell.not-kept"),)
        if self.theme_problem is not None:
            show.notify_error(self, self.theme_problem)
        for notice in (*self.session.notices, *unkept):
            show.notify(self, notice, severity="warning", timeout=20)
        recover_edited(self)
        self.refresh_quota()
        self.count()
        self.set_interval(3 if self.demo else 20, self.follow_receipts, name="receipts")

    async def _close_account(self) -> None:
        await self.deletions.end()
        if self.is_open:
            self.is_open = False
            await self._sending_watch.stop()
        await self._stack.aclose()
        self._stack = AsyncExitStack()

    async def on_unmount(self) -> None:
        """Let a letter in progress end, then close everything."""
        self.new_mail.close()
        await self._close_account()

    async def action_leave(self) -> None:
        """Quit; where letters have not left, ask first."""
        await self._way_out.ask()

    def farewell(self) -> Text | None:
        """Return what is to be known when the program ends."""
        return self._way_out.farewell

    def action_suspend_process(self) -> None:
        """Stop until the shell brings the program back; not while a letter is being sent."""
        if self.is_open and self.session.outbox.flying:
            show.notify(self.screen, t("shell.suspend.sending"), severity="warning")
        elif not has_shell():
            show.notify(self.screen, t("shell.suspend.no-shell"), severity="warning")
        else:
            super().action_suspend_process()

    # ── going somewhere ────────────────────────────────────────────────────────────────────────

    async def action_view(self, name: str) -> None:
        """Go to one of the six views, and close what is open over it where nothing is lost."""
        if not self.is_open or not isinstance(self.screen, FramedScreen):
            return
        await self.switch_mode(name)
        while self.screen is not self.screen_stack[0]:
            if not isinstance(self.screen, FramedScreen) or self.screen.has_work:
                return
            self.screen.dismiss()

    async def action_cleanup(self) -> None:
        """Go to the account, and from there to what fills its mailbox."""
        if not self.is_open or not isinstance(self.screen, FramedScreen):
            return
        await self.switch_mode("account")
        framed = [one for one in self.screen_stack if isinstance(one, FramedScreen)]
        if "cleanup" not in {screen.help_group for screen in framed}:
            self.push_screen(routes.cleanup())

    async def action_write(self) -> None:
        """Write a new letter; what is typed right after the key is typed into it."""
        if self.is_open:
            await self.push_screen(routes.compose(self.session.drafts.new_draft()))

    def write(self, draft: Draft) -> None:
        """Open `draft` for writing."""
        self.push_screen(routes.compose(draft))

    def show_sending(self, code: str) -> None:
        """Show the sending with this code, known here or not."""
        self.push_screen(routes.sending(code))

    async def show_in_inbox(self, words: str) -> None:
        """Show in the inbox the stored messages that match `words`."""
        await self.switch_mode("inbox")
        inbox = self.screen_stack[0]
        assert isinstance(inbox, InboxScreen)
        inbox.searching.show_found(words)

    def action_command_palette(self) -> None:
        """Find a command by its name, and do it."""
        if not self.is_open:
            return
        from pectui.tui.palette import offers_for  # late: the start has no use for it

        self.push_screen(routes.palette(offers_for(self.screen)), self._do)

    def _do(self, run: Callable[[], object] | None) -> None:
        """Do what was found, on the screen it was found for."""
        if run is not None:
            self.call_next(run)

    def action_help(self) -> None:
        """Show all keys, those of this place first."""
        group = self.screen.help_group if isinstance(self.screen, FramedScreen) else "app"
        working = [command for command, _ in working_commands(self.screen)]
        self.push_screen(routes.help_keys(group, working))

    # ── what the program knows of the service ──────────────────────────────────────────────────

    def note_failure(self, error: PectuiError) -> None:
        """Take over what a failed call tells of the connection."""
        if isinstance(error, Unreachable):
            self.connection = "offline"
        elif isinstance(error, ServiceRefuses):
            self.connection = "refused"

    def retry_connection(self) -> None:
        """Let pollers ask again, after a person asked for it."""
        self.renewal.forget()
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

        async def work() -> Answer | None:
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
        """Tell the person, and the commands of their own, of mail that has just arrived."""
        self.new_mail.tell(rows, self.unread)
        hooks = self.session.hooks
        start_call(self, "hooks", lambda: hooks.run(rows))

    def tell_screens(self, message: Callable[[], Answer]) -> None:
        """Post a message to every screen, whether it is in view or not."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                screen.post_message(message())

    def delete(self, chosen: Sequence[HeldMessage]) -> None:
        """Delete messages in the background."""
        self.deletions.start(chosen)

    # ── sendings ───────────────────────────────────────────────────────────────────────────────

    def count(self) -> None:
        """Count again what the top bar shows."""
        self._sending_watch.count()

    def on_counts_arrived(self, event: CountsArrived) -> None:
        """Show them in the top bar."""
        self.counts = event.counts

    def follow_receipts(self) -> None:
        """See to what waits for receipts, unless that is going on already."""
        self._sending_watch.follow_receipts()
