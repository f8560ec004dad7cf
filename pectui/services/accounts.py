"""The accounts of this machine: how each stands, which is the default, and taking one out.

Nothing is asked of the service and no command for a secret is run: a list must not wait for a
passphrase.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pectui.catalogue import t
from pectui.errors import PectuiError, SecretUnavailable, StoreBusy, StoreUnusable
from pectui.services.left_behind import letters_left_in, take_back_in
from pectui.services.purge import purge
from pectui.services.sending.lock import SenderLock, owner_at
from pectui.settings import accounts
from pectui.settings.loader import check_account, find_secret_sources, read_settings
from pectui.store.mailbox.copy import file_of
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pectui.settings.loader import Settings
    from pectui.settings.secrets import SecretName, SecretSource
    from pectui.store.owner import Owner
    from pectui.system.paths import Directories


@dataclass(frozen=True, slots=True)
class AccountState:
    """How one account stands."""

    name: str
    is_default: bool
    username: str | None
    sender: str | None
    service: str
    """The service's host."""
    problem: PectuiError | None
    """What its settings lack."""
    secrets: Mapping[SecretName, SecretSource | None]
    """Where each secret is said to be; None where it is nowhere."""
    last_look: datetime | None
    """When the copy of the mailbox was last compared with the service."""

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        return self.problem is None and all(self.secrets.values())


def account_states() -> tuple[AccountState, ...]:
    """Return every account of the settings file, the default one first. Raises SettingInvalid.

    Where the file has none and the environment gives one, that one.
    """
    default = read_settings()
    names = default.account_names or ((default.account_name,) if default.has_account else ())
    ordered = sorted(names, key=lambda name: name != default.account_name)
    return tuple(_state(name, default) for name in ordered)


def _state(name: str, default: Settings) -> AccountState:
    settings = read_settings(name if default.account_names else None)
    values = settings.values
    problem: PectuiError | None = None
    secrets: Mapping[SecretName, SecretSource | None] = {"password": None, "token": None}
    try:
        check_account(settings)
    except PectuiError as error:
        problem = error
    try:
        secrets = find_secret_sources(settings)
    except SecretUnavailable as error:
        problem = problem or error
    return AccountState(
        name=name,
        is_default=name == default.account_name,
        username=values.username,
        sender=values.sender or values.username,
        service=urlsplit(values.base_url).netloc,
        problem=problem,
        secrets=secrets,
        last_look=_last_look(settings.options.directories, owner_of_settings(settings)),
    )


def owner_of_settings(settings: Settings) -> Owner:
    """Return whose rows those of the account in use are."""
    values = settings.values
    return owner_at(values.username or "", values.base_url, settings.account_name)


@contextmanager
def letters_held(settings: Settings) -> Iterator[None]:
    """Let no letter of the account in use leave meanwhile, from whichever process.

    Letters of a mailbox that another account has too leave there. Raises StoreBusy where another
    process sends now, StoreUnusable.
    """
    owner, data = owner_of_settings(settings), settings.options.directories.data
    lock = SenderLock(data, owner)
    try:
        is_free = not data.exists() or _is_shared(settings, owner) or lock.take()
    except OSError as error:
        raise StoreUnusable(path=str(data), reason=system_reason(error)) from error
    if not is_free:
        raise StoreBusy(t("store.open-in", process=lock.holder() or 0), path=str(data))
    try:
        yield
    finally:
        lock.release()


async def letters_left(settings: Settings) -> int:
    """Return how many letters would not leave without the account in use. Raises StoreUnusable."""
    owner = owner_of_settings(settings)
    if _is_shared(settings, owner):
        return 0
    return await letters_left_in(settings.options.directories.data, owner)


def _is_shared(settings: Settings, owner: Owner) -> bool:
    """Whether another account has the same mailbox."""
    others = [read_settings(one) for one in settings.account_names if one != settings.account_name]
    return any(owner_of_settings(one).key == owner.key for one in others)


def _last_look(directories: Directories, owner: Owner) -> datetime | None:
    with suppress(OSError):
        changed = file_of(directories.cache, owner).stat().st_mtime
        return datetime.fromtimestamp(changed, UTC)
    return None


@dataclass(frozen=True, slots=True)
class Removed:
    """What became of an account that was taken out."""

    bytes: int
    """Of the copy of its mailbox."""
    secrets_stay: bool
    """Whether the keyring did not answer: it keeps the secrets it may have."""


async def remove_account(config_file: Path, name: str) -> Removed:
    """Take the account out of settings and keyring, and remove the copy of its mailbox. Blocks.

    What is the person's own (sendings, receipts, drafts, marks) stays; what has not left becomes
    drafts. Copy and letters stay as they are where another account has the same mailbox.

    Raises SettingInvalid, StoreBusy, StoreUnusable, FileUnwritable.
    """
    settings = read_settings(name)
    owner = owner_of_settings(settings)
    size, directories, is_shared = 0, settings.options.directories, _is_shared(settings, owner)
    # What fails leaves all letters as they were: they are taken back last, and never for nothing.
    with accounts.restored_on_failure(config_file):
        accounts.remove_account(config_file, name)
        if not is_shared:
            size = purge(directories, owner).bytes
            await take_back_in(directories.data, owner)
    return Removed(size, secrets_stay=not accounts.forget(name))
