"""Wires the program together: accounts, their screens, and what every screen shows."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.reactive import var

from pectui.catalogue import t
from pectui.errors import PectuiError
from pectui.tui import show
from pectui.tui.account_app import AccountApp
from pectui.tui.accounts import Accounts
from pectui.tui.commands import bindings, key_label
from pectui.tui.desk import Desk
from pectui.tui.exit import Exit
from pectui.tui.messages import CallFailed, CountsArrived, QuotaArrived, ViewsCounted
from pectui.tui.screens import routes
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.terminal.attention import Attention
from pectui.tui.terminal_app import has_shell
from pectui.tui.widgets.chrome.footer import working_commands

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import PurePath

    from rich.text import Text

    from pectui.models import Draft
    from pectui.services.mailbox.opening import LocalServices
    from pectui.services.sending.books import Books
    from pectui.services.session import Session
    from pectui.settings.configuration import Configuration
    from pectui.tui.background.deletions import Deletions
    from pectui.tui.background.new_mail import NewMail
    from pectui.tui.messages import Answer
    from pectui.tui.removal import Removal
    from pectui.tui.terminal.first_picture import Picture


class PectuiApp(AccountApp):
    """Certified mail in a terminal."""

    TITLE = "pectui"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["styles/shell.tcss", "styles/mailbox.tcss"]
    """What the inbox needs; the other screens name their own, read when they are first opened."""
    BINDINGS = bindings("app")
    ENABLE_COMMAND_PALETTE = False
    """Ours is `action_command_palette`; Textual's own would bring a key and commands with it."""
    NOTIFICATION_TIMEOUT = 5

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
        self.attention = Attention(
            configuration.options.notify_ways, os.environ, self.write_sequence
        )
        self.asgi = asgi
        """What to talk to instead of the network."""
        self._begin = begin
        self.set_reactive(PectuiApp.demo, demo)
        self.accounts = self._set_up(configuration)
        self._way_out = Exit(self)
        self._removal: Removal | None = None
        """The last that was asked for."""

    # ── opening, closing ───────────────────────────────────────────────────────────────────────

    def _set_up(self, configuration: Configuration) -> Accounts:
        """Return the accounts, with services and views yet to be opened."""
        account = configuration.account
        outline = configuration.outline
        name = account.name if account else outline.name if outline else ""
        first = Desk(self, configuration, name)
        unread = replace(configuration, account=None, outline=None, problem=None)
        names = configuration.account_names
        if self.demo or first.name not in names:
            names = (first.name,)
        desks = [first if one == first.name else Desk(self, unread, one) for one in names]
        for desk in desks:
            self.add_views(desk)
        return Accounts(desks, first)

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

        One of the others is opened beside what is open. One that is open already has the program
        end, and start on it, where the person lets it cut nothing short. Raises StoreUnusable.
        """
        account = configuration.account
        assert account is not None
        closed = [one for one in self.desks if one.key == account.name and not one.is_open]
        if self.is_open and closed:
            self.open_account_beside(closed[0], configuration)
            return
        if self.is_open:
            self._way_out.begin_again(partial(self._begin_again, configuration))
            return
        self.configuration = configuration
        desk = self.desk
        desk.configuration, desk.name = configuration, account.name
        await desk.open(self._begin)
        await self.go("inbox")
        desk.begin()
        if self.theme_problem is not None:
            show.notify_error(self, self.theme_problem)
        # What is shown comes first: the others open beside it.
        self.call_after_refresh(self.accounts.open_others)

    def _begin_again(self, configuration: Configuration) -> None:
        """End the program, to start on another configuration."""
        self.configuration, self.restart = configuration, True
        self.exit()

    async def on_unmount(self) -> None:
        """Let the letters in progress end, then close everything."""
        await self.accounts.close()

    async def action_leave(self) -> None:
        """Quit; where letters have not left, ask first."""
        if self._removal is not None:
            self._removal.withdraw()
        await self._way_out.ask()

    def farewell(self) -> Text | None:
        """Return what is to be known when the program ends."""
        return self._way_out.farewell

    def action_suspend_process(self) -> None:
        """Stop until the shell brings the program back; not while a letter is being sent."""
        if any(desk.is_open and desk.session.outbox.flying for desk in self.desks):
            show.notify(self.screen, t("shell.suspend.sending"), severity="warning")
        elif not has_shell():
            show.notify(self.screen, t("shell.suspend.no-shell"), severity="warning")
        else:
            super().action_suspend_process()

    # ── the account that is shown ──────────────────────────────────────────────────────────────

    @property
    def session(self) -> Session:
        """The services of the account that is shown."""
        return self.desk.session

    @property
    def local(self) -> LocalServices:
        """Its mailbox on this machine."""
        return self.desk.local

    @property
    def new_mail(self) -> NewMail:
        """What tells of its new mail."""
        return self.desk.new_mail

    @property
    def deletions(self) -> Deletions:
        """What deletes its messages."""
        return self.desk.deletions

    @on(QuotaArrived)
    @on(CountsArrived)
    @on(ViewsCounted)
    @on(CallFailed)
    def take_over(self, event: Answer) -> None:
        """Have the account that this is of take it over, or say what went wrong."""
        desk = event.account if isinstance(event.account, Desk) else self.desk
        desk.answered(event)

    # ── another account ────────────────────────────────────────────────────────────────────────

    async def action_next_account(self) -> None:
        """Show the next account; what is open in this one stays as it is."""
        if not self.is_open or not isinstance(self.screen, FramedScreen):
            return
        desk = self.accounts.following
        if desk is not None:
            await self.show_account(desk)
        elif len(self.desks) > 1:
            show.notify(
                self,
                t("accounts.none-open", key=key_label(self, "app.accounts")),
                severity="warning",
            )
        else:
            show.notify(self, t("accounts.only-one"))

    async def action_show_account(self, number: int) -> None:
        """Show the account at that place."""
        if self.is_open and isinstance(self.screen, FramedScreen) and number < len(self.desks):
            await self.show_account(self.desks[number])

    def action_accounts(self) -> None:
        """Look over all accounts."""
        if self.is_open and isinstance(self.screen, FramedScreen):
            self.push_screen(routes.accounts(self.accounts.glances()), self._accounts_answered)

    async def _accounts_answered(self, answer: tuple[str, str] | None) -> None:
        what, key = answer or ("", "")
        desk = next((one for one in self.desks if one.key == key), None)
        if desk is None:
            return
        if what == "open":
            await self.show_account(desk)
        else:
            from pectui.tui.removal import Removal  # late: it is rarely asked for

            self._removal = self._removal or Removal(self)
            # Not from the account's own screen, which is closed then.
            self.call_later(self._removal.ask, desk)

    # ── going somewhere ────────────────────────────────────────────────────────────────────────

    async def action_view(self, name: str) -> None:
        """Go to one of the six views, and close what is open over it where nothing is lost."""
        if self.is_open and isinstance(self.screen, FramedScreen):
            await self.go(name)

    async def action_cleanup(self) -> None:
        """Go to the account, and from there to what fills its mailbox."""
        if not self.is_open or not isinstance(self.screen, FramedScreen):
            return
        await self.switch_view("account")
        framed = [one for one in self.screen_stack if isinstance(one, FramedScreen)]
        if "cleanup" not in {screen.help_group for screen in framed}:
            self.push_screen(routes.cleanup())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Begin no letter from within another: what is typed next would go into the wrong one."""
        if action == "write":
            shown = self.screen_stack[-1:]
            return not any(isinstance(one, FramedScreen) and one.is_form for one in shown)
        return super().check_action(action, parameters)

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
        await self.switch_view("inbox")
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
