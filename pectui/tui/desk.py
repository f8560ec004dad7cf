"""An account in the open program: its services, its background, what is known of it, its screens.

A screen knows the program as the desk it was opened at. What it asks for is done for that account,
also while another one is shown; where it wants to go is gone to when its account is shown again.
"""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from pectui.catalogue import t, thousands
from pectui.errors import PectuiError, ServiceRefuses, Unreachable
from pectui.models import MailView
from pectui.services.mailbox.sync import Progress
from pectui.services.session import open_session
from pectui.tui import show
from pectui.tui.acting import acting_for
from pectui.tui.background.deletions import Deletions
from pectui.tui.background.mailbox_watch import MailboxWatch
from pectui.tui.background.new_mail import NewMail
from pectui.tui.background.recovery import recover_edited
from pectui.tui.background.renewal import Renewal
from pectui.tui.background.sending_watch import SendingWatch
from pectui.tui.counts import Counts
from pectui.tui.home import Guest
from pectui.tui.messages import CallFailed, CountsArrived, QuotaArrived, ViewsCounted
from pectui.tui.workers import end_calls, is_under_way, start_call

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from pathlib import Path

    from textual.timer import Timer

    from pectui.models import HeldMessage, Quota
    from pectui.pec.forecast import Forecast
    from pectui.services.mailbox.opening import LocalServices
    from pectui.services.sending.books import Books
    from pectui.services.session import Session
    from pectui.settings.configuration import Configuration
    from pectui.tui.home import Home
    from pectui.tui.messages import Answer

_TOLD = ("is_open", "problem", "is_being_removed")
"""What is told of an account besides."""
KNOWN = (
    "mailbox", "connection", "quota", "outlook", "progress", "spent", "view_counts", "counts",
)  # fmt: skip
"""What is known of an account and shown on every screen: the program's own vars follow these."""


class Desk(Guest):
    """One account of the program; `configuration` may be one without an account, for the set-up."""

    session: Session

    def __init__(self, home: Home, configuration: Configuration, name: str) -> None:
        super().__init__(home, name)
        self.configuration = configuration
        self.mailbox = ""
        self.connection = "connecting"
        self.quota: Quota | None = None
        self.outlook: Forecast | None = None
        self.progress = Progress()
        self.spent = False
        self.view_counts: Mapping[MailView, int] = {}
        self.counts = Counts()
        self.problem: PectuiError | None = None
        """Why it could not be opened."""
        self.is_open = False
        """Whether its services are."""
        self.is_being_removed = False
        """Whether the person has agreed to have it taken out: it is gone to no more."""
        self.last_folder: Path | None = None
        """Where a file was attached from last."""
        self.farewell_words = ""
        """What was done while quitting, to be said at the end."""
        toast = "toast" in configuration.options.notify_ways
        self.new_mail = NewMail(self, home.attention, toast=toast)
        self.deletions = Deletions(self)
        self.renewal = Renewal(self)
        self._stack = AsyncExitStack()
        self._receipts: Timer | None = None

    def __setattr__(self, name: str, value: object) -> None:
        """Keep `value`, and tell the program where it is one that every screen shows."""
        super().__setattr__(name, value)
        if name in KNOWN or name in _TOLD:
            self.home.note_known(self, name)

    @property
    def lacks_answers(self) -> bool:
        """Whether it is not open for something that a person can give in its set-up."""
        return self.problem is not None and self.problem is self.configuration.problem

    # ── opening, closing ───────────────────────────────────────────────────────────────────────

    async def open(self, begin: Callable[[Books], Awaitable[None]] | None = None) -> None:
        """Open the services, and let letters leave from now on. Raises StoreUnusable."""
        account, options = self.configuration.account, self.configuration.options
        assert account is not None
        opened = open_session(account, options, asgi=self.asgi, keep=not self.demo, begin=begin)
        with acting_for(self):
            self.session = await self._stack.enter_async_context(opened)
            self.mailbox = account.sender
            self._mailbox_watch = await MailboxWatch.open(self, self._stack, options.look_seconds)
            self.new_mail.open()
            self._sending_watch = SendingWatch(self, self._mailbox_watch)
            self._sending_watch.start()
        self.is_open = True

    def begin(self) -> None:
        """Follow the mailbox and the receipts, and say what is to be known of the account."""
        with acting_for(self):
            self._mailbox_watch.start()
            unkept = () if self.local.is_kept else (t("shell.not-kept"),)
            for notice in (*self.session.notices, *unkept):
                show.notify(self.app, notice, severity="warning", timeout=20)
            recover_edited(self)
        self.refresh_quota()
        self.count()
        seconds = 3 if self.demo else 20
        self._receipts = self.app.set_interval(seconds, self.follow_receipts, name="receipts")

    async def close(self) -> None:
        """Let the letter in progress end, then close everything."""
        if self._receipts is not None:
            self._receipts.stop()
        await self.deletions.end()
        if self.is_open:
            self.is_open = False
            await self._sending_watch.stop()
            end_calls(self.key, self.app)
        await self._stack.aclose()
        self._stack = AsyncExitStack()

    async def hold_letters(self) -> None:
        """Let no further letter leave from here, until they may go on; nor from another process."""
        await self._sending_watch.stop()

    def let_letters_leave(self) -> None:
        """Let letters leave again."""
        with acting_for(self):
            self._sending_watch.go_on()

    # ── calls, and what they answer ────────────────────────────────────────────────────────────

    def call(
        self, group: str, work: Callable[[], Awaitable[object]], *, replace: bool = False
    ) -> None:
        """Run `work` in the background for the account; its answer comes to `answered`."""
        with acting_for(self):
            start_call(self.app, group, work, replace=replace)

    def is_calling(self, group: str) -> bool:
        """Whether such a call of the account has not ended."""
        with acting_for(self):
            return is_under_way(self.app, group)

    def answered(self, event: Answer) -> None:
        """Take over what a call found."""
        if isinstance(event, QuotaArrived):
            self.outlook = event.outlook
            self.quota = event.quota
            self.connection = "online"
        elif isinstance(event, CountsArrived):
            self.counts = event.counts
        elif isinstance(event, ViewsCounted):
            self.view_counts = event.counts
            self.new_mail.show_unread(self.unread)
        elif isinstance(event, CallFailed):
            self.note_failure(event.error)
            # Those of the background stay quiet.
            if event.group not in {"quota", "receipts"}:
                with acting_for(self):
                    show.notify_error(self.app, event.error)

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
        """Take over whether the day's requests are used up, and say once what that means."""
        was, self.spent = self.spent, self.session.requests.is_spent
        if self.spent and not was:
            words = t("shell.spent", limit=thousands(self.session.requests.limit))
            with acting_for(self):
                show.notify(self.app, words, severity="warning", timeout=20)

    def refresh_quota(self) -> None:
        """Ask how full the mailbox is."""
        quotas = self.session.quotas

        async def work() -> QuotaArrived:
            known = await quotas.ask()
            return QuotaArrived(known.quota, known.forecast)

        self.call("quota", work, replace=True)

    # ── the mailbox, the sendings ──────────────────────────────────────────────────────────────

    @property
    def local(self) -> LocalServices:
        """The mailbox on this machine, and what keeps it up to date."""
        return self._mailbox_watch.services

    @property
    def unread(self) -> int:
        """Messages that wait to be read."""
        return self.view_counts.get(MailView.UNREAD, 0)

    def tell_new(self, rows: Sequence[HeldMessage]) -> None:
        """Tell the person, and the commands of their own, of mail that has just arrived."""
        self.new_mail.tell(rows)
        hooks = self.session.hooks
        self.call("hooks", lambda: hooks.run(rows))

    def tell_screens(self, message: Callable[[], Answer]) -> None:
        """Post a message to every screen of the account, whether it is in view or not."""
        with acting_for(self):
            for screen in self.home.screens_of(self):
                screen.post_message(message())

    def delete(self, chosen: Sequence[HeldMessage]) -> None:
        """Delete messages in the background."""
        with acting_for(self):
            self.deletions.start(chosen)

    def count(self) -> None:
        """Count again what the top bar shows."""
        self._sending_watch.count()

    def follow_receipts(self) -> None:
        """See to what waits for receipts, unless that is going on already."""
        self._sending_watch.follow_receipts()
