"""The Textual program: wiring only. Screens, theme, keys, connection state, crash, quitting."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import AsyncExitStack
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.reactive import var

from pectui import logs
from pectui.catalogue import t
from pectui.errors import PectuiError, ServiceRefuses, Unreachable
from pectui.services.session import open_session
from pectui.tui import first_picture, guard, rooms, show, theme
from pectui.tui.commands import bindings
from pectui.tui.keys import shown_key
from pectui.tui.messages import CallFailed, MessagesDeleted, QuotaArrived, SendingChanged
from pectui.tui.palette import CommandsOfNow
from pectui.tui.screens.dialogs import Question
from pectui.tui.screens.mailbox import MailboxScreen
from pectui.tui.screens.view import View
from pectui.tui.widgets.top_bar import TopBar
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import PurePath

    from textual.binding import Binding
    from textual.driver import Driver
    from textual.message import Message as Told
    from textual.screen import Screen

    from pectui.configuration import Configuration
    from pectui.models import Draft, Quota, Sending
    from pectui.services.session import Session
    from pectui.tui.first_picture import Picture

_log = logging.getLogger("pectui.tui")


class PectuiApp(App[None]):
    """Certified mail in a terminal."""

    TITLE = "pectui"
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        "styles/shell.tcss",
        "styles/mailbox.tcss",
        "styles/compose.tcss",
        "styles/sendings.tcss",
        "styles/account.tcss",
    ]
    BINDINGS = bindings("app")
    COMMANDS: ClassVar[set[Any]] = {CommandsOfNow}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    ENABLE_COMMAND_PALETTE = False
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "inbox": MailboxScreen,
        "sent": rooms.sendings,
        "outbox": rooms.outbox,
        "drafts": rooms.drafts,
        "account": rooms.account,
    }
    NOTIFICATION_TIMEOUT = 5

    session: Session
    mailbox: var[str] = var("")
    """The PEC address in use."""
    connection: var[str] = var("connecting")
    """"connecting", "online", "offline" or "refused": what the last call met."""
    quota: var[Quota | None] = var(None)
    waiting: var[int] = var(0)
    """Letters in the outbox."""
    demo: var[bool] = var(default=False)

    def __init__(
        self,
        configuration: Configuration,
        *,
        asgi: Callable[..., Any] | None = None,
        demo: bool = False,
        picture: Picture | None = None,
    ) -> None:
        super().__init__(driver_class=driver_for(picture))
        guard.install()
        self.configuration = configuration
        self.own_keys = dict(configuration.options.keys)
        self._asgi = asgi
        self._picture = picture
        self._stack = AsyncExitStack()
        self._engine: asyncio.Task[None] | None = None
        self.set_reactive(PectuiApp.demo, demo)
        self.register_theme(theme.DARK)
        self.register_theme(theme.LIGHT)
        self.theme = configuration.options.theme or theme.DARK.name
        self.set_keymap(self.own_keys)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own colours, for themes that do not set them."""
        return theme.VARIABLES

    # ── opening, closing ───────────────────────────────────────────────────────────────────────

    async def on_mount(self) -> None:
        """Open the account's services, then the inbox; without an account, the set-up."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.exit)
        account = self.configuration.account
        if account is None:
            self.push_screen(rooms.account_form())
            return
        # Nothing is painted before there is something to see: a first picture stays until then.
        with self.batch_update():
            await self.open_account(self.configuration)

    async def open_account(self, configuration: Configuration) -> None:
        """Open the services of the configuration's account and show its inbox."""
        assert configuration.account is not None
        self.configuration = configuration
        await self._close_account()
        opened = open_session(
            configuration.account, configuration.options, asgi=self._asgi, keep=not self.demo
        )
        self.session = await self._stack.enter_async_context(opened)
        self.mailbox = configuration.account.sender
        self.session.outbox.on_change.append(self._sending_changed)
        self._engine = asyncio.create_task(self.session.outbox.run())
        await self.session.mailbox.restore()
        await self.switch_mode("inbox")
        for notice in self.session.notices:
            show.notify(self, notice, severity="warning", timeout=20)
        self.refresh_quota()
        self._count_outbox()
        self.set_interval(3 if self.demo else 20, self._follow_receipts, name="receipts")

    async def _close_account(self) -> None:
        if self._engine is not None:
            self._engine.cancel()
            await asyncio.gather(self._engine, return_exceptions=True)
            self._engine = None
        await self._stack.aclose()
        self._stack = AsyncExitStack()

    async def on_unmount(self) -> None:
        """Let a letter in progress end, then close everything."""
        await self._close_account()

    def action_leave(self) -> None:
        """Leave; ask first while a letter is being sent."""
        if self._engine is None or not self.session.outbox.flying:
            self.exit()
            return
        lines = [t("shell.quit.detail")]
        if self.waiting > 1:
            lines.append(t("shell.quit.queued", count=self.waiting - 1))
        question = Question(
            t("shell.quit.title"), lines, yes=t("shell.quit.yes"), no=t("shell.quit.no")
        )
        self.push_screen(question, lambda agreed: self.exit() if agreed else None)

    def keep_picture(self, view: View) -> None:
        """Keep what is on the screen as the picture of the next start."""
        picture, size = self._picture, self.size
        if picture is None or self.screen is not view or view.focused is None:
            return
        strips = view._compositor.render_strips()
        # What the connection is like is not known at the next start.
        strips[0] = view.query_one(TopBar).without_state(strips[0])
        text = "\r\n".join(strip.render(self.console) for strip in strips)
        work = partial(first_picture.keep, picture, size.width, size.height, text)
        self.run_worker(asyncio.to_thread(_try, work), group="picture", exclusive=True)

    # ── keys ───────────────────────────────────────────────────────────────────────────────────

    async def on_event(self, event: events.Event) -> None:
        """Run the command of a key before the next key is looked at.

        Textual lets a key travel up from the focused widget first: of a burst typed over a slow
        line, what follows a Tab would land in the field before it.
        """
        if isinstance(event, events.Key) and not event.is_forwarded:
            focused = self.focused
            taken = focused and focused.check_consume_key(event.key, event.character)
            if not taken and (
                await self._check_bindings(event.key, priority=True)
                or await self._check_bindings(event.key)
            ):
                return
        await super().on_event(event)

    def get_key_display(self, binding: Binding) -> str:
        """Return a binding's key as it is printed on a keyboard."""
        return shown_key(binding.key)

    # ── going somewhere ────────────────────────────────────────────────────────────────────────

    async def action_view(self, name: str) -> None:
        """Go to one of the five views."""
        if self._engine is not None and isinstance(self.screen, View):
            await self.switch_mode(name)

    def action_write(self) -> None:
        """Write a new letter."""
        if self._engine is not None:
            self.write(self.session.drafts.new_draft())

    def write(self, draft: Draft) -> None:
        """Open `draft` for writing."""
        self.push_screen(rooms.compose(draft))

    def show_sending(self, code: str) -> None:
        """Show the sending with this code, known here or not."""
        self.push_screen(rooms.sending(code))

    def action_help(self) -> None:
        """Show all keys, those of this place first."""
        group = self.screen.VIEW if isinstance(self.screen, View) else "app"
        self.push_screen(rooms.help_keys(group))

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
        self.refresh_quota()

    def refresh_quota(self) -> None:
        """Ask how full the mailbox is."""
        mailbox = self.session.mailbox

        async def work() -> Told | None:
            return QuotaArrived(await mailbox.quota())

        start_call(self, "quota", work, replace=True)

    def on_quota_arrived(self, event: QuotaArrived) -> None:
        """Show the quota on every screen."""
        self.quota = event.quota
        self.connection = "online"

    def on_call_failed(self, event: CallFailed) -> None:
        """Say what went wrong with a call of the app's own; background ones stay quiet."""
        self.note_failure(event.error)
        if event.group not in {"quota", "receipts"}:
            show.notify_error(self, event.error)

    def on_messages_deleted(self, event: MessagesDeleted) -> None:
        """Hand the result to the inbox, wherever the person is by now."""
        for screen in self._screen_stacks.get("inbox", []):
            if isinstance(screen, MailboxScreen):
                screen.show_deletion(event.deletion)

    # ── sendings ───────────────────────────────────────────────────────────────────────────────

    def _sending_changed(self, sending: Sending) -> None:
        for stack in self._screen_stacks.values():
            for screen in stack:
                screen.post_message(SendingChanged(sending))
        self._count_outbox()

    def _count_outbox(self) -> None:
        async def work() -> Told | None:
            self.waiting = len(await self.session.outbox.pending())
            return None

        start_call(self, "outbox-count", work, replace=True)

    def _follow_receipts(self) -> None:
        if self.connection == "refused":
            return
        tracking = self.session.tracking

        async def work() -> Told | None:
            await tracking.refresh_open()
            return None

        start_call(self, "receipts", work)

    # ── crash ──────────────────────────────────────────────────────────────────────────────────

    def _fatal_error(self) -> None:
        """End with a plain word and a log: Textual's own traceback would print locals."""
        error = self._exception or PectuiError()
        self.bell()
        try:
            path = str(logs.write_crash(error, self.configuration.options.directories.state))
        except PectuiError as failure:
            path = str(failure)
        words = t("shell.crash", what=type(error).__name__, path=path)
        self._exit_renderables.append(show.block(words).plain)
        self._close_messages_no_wait()


def driver_for(picture: Picture | None) -> type[Driver] | None:
    """Return the driver that takes over from a picture on the screen, else Textual's own."""
    if picture is None or not picture.is_shown:
        return None
    from pectui.tui.driver import taking_over

    return taking_over(picture)


def _try(work: Callable[[], object]) -> None:
    """Do what is a mere help: its failure is logged."""
    try:
        work()
    except OSError as error:
        _log.warning("not kept: %s", error)
