"""A program whose screens each belong to an account: one account is shown, the others go on.

Every account has stacks of screens of its own, one for each view. What a screen opens is opened for
its account; where that is not shown, it is opened once it is.
"""

from __future__ import annotations

from functools import partial
from inspect import isawaitable
from typing import TYPE_CHECKING, Any

from textual.reactive import var
from textual.widget import AwaitMount

from pectui.catalogue import t
from pectui.services.mailbox.sync import Progress
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.acting import acting_for, acting_on
from pectui.tui.counts import Counts
from pectui.tui.desk import KNOWN, Desk
from pectui.tui.screens import routes
from pectui.tui.screens.base import BaseScreen
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.terminal_app import TerminalApp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.await_complete import AwaitComplete
    from textual.screen import Screen

    from pectui.models import MailView, Quota
    from pectui.pec.forecast import Forecast
    from pectui.settings.configuration import Configuration
    from pectui.tui.accounts import Accounts
    from pectui.tui.glance import Glance
    from pectui.tui.home import Guest

_VIEWS: Mapping[str, Callable[[], Screen[Any]]] = {
    "inbox": InboxScreen,
    "sent": routes.sent,
    "outbox": routes.outbox,
    "drafts": routes.drafts,
    "account": routes.account,
    "batches": routes.batches,
}


class AccountApp(TerminalApp):
    """Shows what is known of one account, and the screens that were opened for it."""

    accounts: Accounts
    configuration: Configuration
    """That of the account the program was started on."""
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
    glances: var[tuple[Glance, ...]] = var(())
    """Every account, in the order of the settings, where every screen names them."""

    @property
    def desks(self) -> tuple[Desk, ...]:
        """Every account, in the order of the settings."""
        return self.accounts.desks

    @property
    def desk(self) -> Desk:
        """The account that is shown."""
        return self.accounts.shown

    @property
    def keeps_pictures(self) -> bool:
        """Whether what is on the screen may be shown at the next start, which is on one account."""
        first, here = self.configuration.account, self.desk.configuration.account
        if here is None or first is None:
            return False
        return here.name == first.name and here.keep != "none"

    @property
    def is_open(self) -> bool:
        """Whether an account is open."""
        return self.desk.is_open

    def is_shown(self, desk: Guest) -> bool:
        """Whether this is the account on the screen."""
        return desk is self.desk

    def note_known(self, desk: Guest, name: str) -> None:
        """Show on every screen what is known of the account by that name."""
        if not hasattr(self, "accounts"):
            return  # they are being made
        if desk is self.desk and name in KNOWN:
            setattr(self, name, getattr(desk, name))
        self.note_accounts()

    def note_accounts(self) -> None:
        """Tell every screen how all accounts stand."""
        self.glances = self.accounts.glances() if self.accounts.are_told else ()

    # ── its screens ────────────────────────────────────────────────────────────────────────────

    def add_views(self, desk: Desk) -> None:
        """Give an account its views, each to be opened when it is first gone to."""
        for view, screen in _VIEWS.items():
            self.add_mode(_mode(desk, view), partial(_opened_at, desk, screen))

    def screens_of(self, desk: Guest) -> list[Screen[Any]]:
        """Return every screen that was opened at a desk."""
        modes = {_mode(desk, view) for view in _VIEWS}
        stacks = self._screen_stacks.items()
        return [screen for mode, stack in stacks if mode in modes for screen in stack]

    def push_screen(  # what it was asked for decides what comes back, as in Textual
        self,
        screen: Any,
        callback: Any = None,
        wait_for_dismiss: Any = False,
        *,
        mode: str | None = None,
    ) -> Any:
        """Open a screen at the desk it is opened from; where that is not shown, once it is."""
        desk = self._acting
        if isinstance(screen, BaseScreen):
            screen.desk = desk
        if not desk.is_shown:
            again = partial(self.push_screen, screen, callback, wait_for_dismiss, mode=mode)
            desk.waiting.append(again)
            return AwaitMount(self.screen, [])
        with acting_for(desk):
            return super().push_screen(screen, callback, wait_for_dismiss, mode=mode)

    def switch_screen(self, screen: Screen[Any] | str) -> AwaitComplete:
        """Open a screen in the place of the one on top, which has asked for it."""
        desk = self.desk
        if isinstance(screen, BaseScreen):
            screen.desk = desk
        with acting_for(desk):
            return super().switch_screen(screen)

    @property
    def _acting(self) -> Desk:
        """The desk that something goes on for now."""
        desk = acting_on(self)
        return desk if isinstance(desk, Desk) else self.desk

    async def switch_view(self, view: str) -> None:
        """Go to a view of the account that is shown, whatever is open over it."""
        desk = self.desk
        desk.view = view
        with acting_for(desk):
            await self.switch_mode(_mode(desk, view))

    async def go(self, view: str) -> None:
        """Go to a view of the account that is shown, and close what is open over it, if it may."""
        await self.switch_view(view)
        while self.screen is not self.screen_stack[0]:
            if not isinstance(self.screen, FramedScreen) or self.screen.has_work:
                return
            self.screen.dismiss()

    # ── another account ────────────────────────────────────────────────────────────────────────

    async def show_account(self, desk: Desk) -> None:
        """Show an account as it was left; one that is not open is opened first, where it can be."""
        if desk.is_being_removed:
            self._say_of(desk, t("accounts.being-removed"))
            return
        if not desk.is_open:
            self._say_of(desk, t("accounts.opening"))
            if not self.accounts.is_opening(desk):
                self.open_account_beside(desk)
            return
        if desk is self.desk:
            return
        self.accounts.shown = desk
        with self.batch_update(), acting_for(desk):
            for name in KNOWN:
                setattr(self, name, getattr(desk, name))
                # Its screens were drawn when it was last shown, whatever the others show.
                self.mutate_reactive(getattr(AccountApp, name))
            self.note_accounts()
            desk.new_mail.show_unread(desk.unread)
            await self.switch_mode(_mode(desk, desk.view))
            waiting, desk.waiting = desk.waiting, []
            for way in waiting:
                if isawaitable(gone := way()):
                    await gone
            desk.renewal.ask()

    def _say_of(self, desk: Desk, words: str) -> None:
        show.notify(self, t("accounts.of", name=clean_line(desk.name, 64), words=words), timeout=2)

    def open_account_beside(self, desk: Desk, given: Configuration | None = None) -> None:
        """Open an account that is not, and show it; what it lacks is asked for.

        Where the person has gone on meanwhile, they are only told what stands against it.
        """
        again = partial(self.call_later, self._opened_beside, desk, self.screen)
        self.accounts.begin_opening(desk, given, then=again)

    async def _opened_beside(self, desk: Desk, screen: Screen[Any]) -> None:
        if self.screen is screen and desk.is_open:
            await self.show_account(desk)
        elif self.screen is screen and desk.lacks_answers:
            self.push_screen(routes.account_form(desk.configuration, "beside"))
        elif desk.problem is not None:
            show.notify_error(self, desk.problem)

    async def close_views(self, desk: Desk) -> None:
        """Close every screen of an account that is not shown."""
        for view in _VIEWS:
            await self.remove_mode(_mode(desk, view))


def _mode(desk: Guest, view: str) -> str:
    """Return the name of the stack of screens over one of an account's views."""
    return f"{view}@{desk.key}"


def _opened_at(desk: Desk, screen: Callable[[], Screen[Any]]) -> Screen[Any]:
    """Return a view as it is opened for an account."""
    view = screen()
    assert isinstance(view, BaseScreen)
    view.desk = desk
    return view
