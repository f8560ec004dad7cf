"""Everything the program does for one account, opened together and closed in the right order."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pectui.api import open_client
from pectui.catalogue import t
from pectui.services.addresses.memory import Addresses
from pectui.services.clock import system_now
from pectui.services.hooks import Hooks
from pectui.services.proof.originals import Originals
from pectui.services.quota import Quotas
from pectui.services.receipts.tracking import Tracking
from pectui.services.remote.reading import Mailbox
from pectui.services.requests import Requests, requests_of
from pectui.services.searches import Searches
from pectui.services.sending.allowance import terms_of
from pectui.services.sending.books import Books
from pectui.services.sending.drafts import Drafts
from pectui.services.sending.editing import Editing
from pectui.services.sending.lock import SenderLock, owner_of
from pectui.services.sending.outbox import Outbox, open_outbox
from pectui.services.sending.pace import PERIOD
from pectui.store.data import UserData
from pectui.store.shown import ShownNumbers
from pectui.system.paths import close_to_others

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from datetime import datetime

    from pectui.api import Client
    from pectui.settings.configuration import Account, Options


@dataclass(frozen=True, slots=True)
class Session:
    """The services of one account."""

    account: Account
    options: Options
    client: Client
    mailbox: Mailbox
    outbox: Outbox
    tracking: Tracking
    originals: Originals
    drafts: Drafts
    editing: Editing
    books: Books
    cache: Path
    """Where what can be had again from the service is kept."""
    searches: Searches
    addresses: Addresses
    quotas: Quotas
    requests: Requests
    hooks: Hooks
    notices: tuple[str, ...] = ()
    """What the person has to know about the data on this machine, in words."""

    def renewed(self, account: Account) -> Session:
        """Return these services with another password or token for the same account.

        What is open already uses them from its next call on.
        """
        self.client.renew(account)
        return replace(self, account=account)


@contextlib.asynccontextmanager
async def open_session(
    account: Account,
    options: Options,
    *,
    asgi: Callable[..., Any] | None = None,
    keep: bool = True,
    now: Callable[[], datetime] = system_now,
    period: float = PERIOD,
    begin: Callable[[Books], Awaitable[None]] | None = None,
) -> AsyncIterator[Session]:
    """Open the services of `account`; on leaving, wait up to 5 s for a letter that is leaving.

    `asgi` is an application to talk to instead of the network. With `keep` false everything is
    written to a folder of its own that is removed afterwards. `begin` is given the books before
    anything is read of them, so that the demo has a past. Raises StoreUnusable.
    """
    async with contextlib.AsyncExitStack() as stack:
        if keep:
            folder = options.directories.data
            close_to_others(options.directories)
        else:
            folder = Path(tempfile.mkdtemp(prefix="pectui-"))
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
        data = await asyncio.to_thread(UserData.open, folder, owner_of(account), now)
        stack.push_async_callback(data.aclose)
        requests = requests_of(account, options.directories.state if keep else None, now)
        stack.callback(requests.flush)
        client = open_client(account, asgi=asgi, on_request=requests.add)
        stack.push_async_callback(client.aclose)
        books = Books(data)
        if begin is not None:
            await begin(books)
        cache_folder = _cache_folder(account, options, stack) if keep else folder
        # Hashes only: they are kept also where nothing of the mailbox is.
        shown = ShownNumbers(options.directories.cache if keep else folder, books.owner.key)
        stack.push_async_callback(shown.aclose)
        mailbox = Mailbox(client, shown)
        # Lost answers are looked for through a mailbox of their own: a fresh look there does not
        # turn the pages under the person's eyes.
        searched = Mailbox(client)
        lock = SenderLock(folder, books.owner)
        addresses = Addresses(books)
        outbox = open_outbox(
            books,
            client,
            client,
            searched,
            lock,
            folder,
            account.sender,
            terms=terms_of(account),
            period=period,
        )
        stack.push_async_callback(outbox.aclose)
        drafts = Drafts(books)
        tracking = Tracking(books, client, before_deleting=shown.outdate)
        yield Session(
            account=account,
            options=options,
            client=client,
            mailbox=mailbox,
            outbox=outbox,
            tracking=tracking,
            originals=Originals(books, account.pec_ca_file),
            drafts=drafts,
            editing=Editing(drafts, folder, books.owner.key),
            books=books,
            cache=cache_folder,
            searches=Searches(books),
            addresses=addresses,
            quotas=Quotas(data, client, account.mailbox),
            requests=requests,
            hooks=Hooks(options.hooks, account.name, books, tracking),
            notices=_notices(data),
        )


def _notices(data: UserData) -> tuple[str, ...]:
    """Return what a person has to know about their data on this machine."""
    if data.read_only is not None:
        folder = str(data.path.parent)
        return (t("store.read-only.notice", path=folder, reason=data.read_only),)
    if data.set_aside is None:
        return ()
    backups = sorted(data.path.parent.glob(f"{data.path.name}.v*"))
    return (
        t("store.set-aside", path=str(data.set_aside)),
        *(t("store.backup", path=str(one)) for one in backups[-1:]),
    )


def _cache_folder(account: Account, options: Options, stack: contextlib.AsyncExitStack) -> Path:
    """Return where the mailbox is held: for good, or only as long as `stack` is open."""
    if account.keep != "none":
        return options.directories.cache
    folder = Path(tempfile.mkdtemp(prefix="pectui-"))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    return folder
