"""The accounts of the program: which there are, which is shown; opening and taking one out."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pectui.catalogue import t
from pectui.errors import PectuiError, SettingInvalid, SettingsMissing
from pectui.services.sending.lock import owner_of
from pectui.settings.process import start_reading
from pectui.text import clean_line
from pectui.tui.theme import account_colour

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Sequence
    from typing import Any

    from pectui.settings.configuration import Configuration
    from pectui.tui.desk import Desk
    from pectui.tui.glance import Glance

_log = logging.getLogger("pectui.tui")


class Accounts:
    """Every account of the settings, in their order; the others open while one is shown."""

    def __init__(self, desks: Sequence[Desk], shown: Desk) -> None:
        self.desks = tuple(desks)
        self.shown = shown
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        """By account: it is opened or removed, not both."""
        self._mailboxes: dict[str, Desk] = {}
        """Which account has opened a mailbox, or is about to."""
        self._opening: dict[asyncio.Task[None], Desk] = {}
        self._removing: set[asyncio.Task[None]] = set()
        self._is_closing = False

    def open_others(self) -> None:
        """Begin to open all that are not open; none keeps another waiting."""
        if (mailbox := _mailbox_of(self.shown)) is not None:
            self._mailboxes[mailbox] = self.shown
        for desk in self.desks:
            if not (desk.is_open or self.is_opening(desk)):
                self.begin_opening(desk)

    def is_opening(self, desk: Desk) -> bool:
        """Whether an account is being opened, or is about to."""
        return desk in self._opening.values()

    def begin_opening(
        self,
        desk: Desk,
        given: Configuration | None = None,
        *,
        then: Callable[[], object] = lambda: None,
    ) -> None:
        """Open an account beside all else, and do `then`; see `open`."""

        async def work() -> None:
            await self.open(desk, given)
            then()

        if not self._is_closing:
            task = asyncio.create_task(work(), name="accounts")
            self._opening[task] = desk
            task.add_done_callback(self._opening.pop)

    async def open(self, desk: Desk, given: Configuration | None = None) -> None:
        """Open an account, whose letters leave from then on; what stands against it is kept there.

        Unless its configuration is given it is read, with no terminal to ask for secrets in: that
        one has the screen.
        """
        async with self._turns[desk.key]:
            if desk.is_open or desk.is_being_removed or desk not in self.desks:
                return
            desk.problem = None
            try:
                desk.configuration = given or await _read_apart(desk.name)
                self._take_mailbox(desk)
                await desk.open()
                desk.begin()
            except PectuiError as error:
                desk.problem = error
            except Exception as error:
                _log.exception("opening an account")
                desk.problem = PectuiError(type(error).__name__)
            if desk.problem is not None:
                await self._close(desk)

    def _take_mailbox(self, desk: Desk) -> None:
        """Raise what the account lacks, and SettingInvalid where another has the same mailbox."""
        account = desk.configuration.account
        if account is None:
            raise desk.configuration.problem or SettingsMissing(key="username")
        first = self._mailboxes.setdefault(owner_of(account).key, desk)
        if first is not desk:
            reason = t("accounts.twice", name=clean_line(first.name, 64))
            raise SettingInvalid(where=f"accounts.{account.name}", reason=reason)

    async def close(self) -> None:
        """Let the letters in progress end, then close everything; one being removed is removed."""
        self._is_closing = True
        opening = tuple(self._opening)
        for task in opening:
            task.cancel()
        await asyncio.gather(*opening, return_exceptions=True)
        for desk in self.desks:
            desk.new_mail.close()
        # What fails in one must not cut short what the others are waiting for.
        endings = (*(desk.close() for desk in self.desks), *self._removing)
        for ended in await asyncio.gather(*endings, return_exceptions=True):
            if isinstance(ended, Exception):
                _log.error("closing an account", exc_info=ended)

    async def _close(self, desk: Desk) -> None:
        await desk.close()
        self._mailboxes = {key: one for key, one in self._mailboxes.items() if one is not desk}

    @property
    def following(self) -> Desk | None:
        """The next open account after the one that is shown; None where there is no other."""
        index = self.desks.index(self.shown)
        others = (*self.desks[index + 1 :], *self.desks[:index])
        return next((desk for desk in others if desk.is_open and not desk.is_being_removed), None)

    @property
    def are_told(self) -> bool:
        """Whether every screen names them: several, or one at a service that reaches nobody."""
        account = self.shown.configuration.account
        return len(self.desks) > 1 or (account is not None and account.environment == "sandbox")

    def glances(self) -> tuple[Glance, ...]:
        """Return what is to be told of each account."""
        return tuple(self._glance(number, desk) for number, desk in enumerate(self.desks))

    def _glance(self, number: int, desk: Desk) -> Glance:
        from pectui.tui.glance import Glance  # late: mostly there is one account

        account, counts = desk.configuration.account, desk.counts
        return Glance(
            key=desk.key,
            name=desk.name,
            colour=account_colour(account.colour if account else "", number),
            address=desk.mailbox,
            environment=account.environment if account else None,
            host=urlsplit(account.base_url).netloc if account else "",
            is_shown=desk is self.shown,
            is_open=desk.is_open,
            is_being_removed=desk.is_being_removed,
            problem=str(desk.problem or ""),
            connection=desk.connection,
            unread=desk.unread,
            trouble=counts.trouble,
            waiting=counts.waiting,
            batched=counts.batched,
            quota=desk.quota,
        )

    # ── taking one out ─────────────────────────────────────────────────────────────────────────

    def sharers(self, desk: Desk) -> list[Desk]:
        """Return the other accounts of the same mailbox, where what stays can be gone on with."""
        key = _mailbox_of(desk)
        return [one for one in self.desks if one is not desk and _mailbox_of(one) == key]

    def begin_removal(self, removal: Coroutine[Any, Any, None]) -> None:
        """Remove an account beside all else; the program does not end before it is done."""
        task = asyncio.create_task(removal, name="removal")
        self._removing.add(task)
        task.add_done_callback(self._removing.discard)

    async def remove(self, desk: Desk, take_out: Callable[[], Awaitable[None]]) -> None:
        """Close an account that is not shown, and have `take_out` remove it from this machine.

        Its screens are closed by then. Raises what that raises.
        """
        async with self._turns[desk.key]:
            await self._close(desk)
            await take_out()
            self.desks = tuple(one for one in self.desks if one is not desk)


def _mailbox_of(desk: Desk) -> str | None:
    account = desk.configuration.account
    return owner_of(account).key if account is not None else None


async def _read_apart(name: str) -> Configuration:
    """Read the configuration of an account in a process of its own. Raises as that does."""
    pending = start_reading(name, apart=True)
    try:
        return await asyncio.to_thread(pending.result)
    finally:
        # Whoever stops waiting must not be waited for.
        pending.give_up()
