"""A backup brought to a machine: never over data it does not contain, and nothing leaves by itself.

What waited to leave when the backup was made may have left since, from the machine it comes from:
it comes back unknown, says why, and is looked for in the mailbox.
"""

from __future__ import annotations

import asyncio
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import Phrase, t, thousands
from pectui.errors import FileUnwritable, RestoreRefused, SendingRestored, StoreUnusable
from pectui.pec.dates import format_full
from pectui.services.keeping.backup import staged
from pectui.services.keeping.layout import DATABASE, FOLDERS, SETTINGS, moved_to
from pectui.services.keeping.package import damaged, open_package
from pectui.services.proof.original_files import is_whole as is_as_it_was
from pectui.services.sending.lock import is_locked
from pectui.settings.file import MAX_BYTES
from pectui.settings.portable import portable_settings
from pectui.store.backups import (
    count_sendings,
    count_unknown_to,
    hold_all,
    install,
    is_whole,
    move_files,
    shape_of,
)
from pectui.store.database import Database
from pectui.store.schema import MIGRATIONS
from pectui.system.paths import make_private
from pectui.system.reasons import system_reason
from pectui.system.whole_files import whole_file

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.services.keeping.package import Package

_STAGE = ".restore.part"
_SPARE = 64 << 20
"""Bytes that stay free."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back."""

    sendings: int
    held: int
    """Sendings that would have left."""
    settings: Path | None
    """The settings file that was written; None where there is one already, or was none."""


async def restore(path: Path, data: Path, config_file: Path) -> Restored:
    """Bring a backup into the data folder. Ended at any moment, it can be done again.

    Raises FileUnreadable for what is no whole backup, RestoreRefused where there are data that it
    does not contain, StoreBusy where a pectui is open on them, FileUnwritable and StoreUnusable.
    """
    with ExitStack() as stack:
        package = await asyncio.to_thread(stack.enter_context, open_package(path))
        stage = stack.enter_context(staged(data, _STAGE))
        await asyncio.to_thread(_require_closed, data)
        await asyncio.to_thread(_check_room, package, data)
        made = stage / DATABASE
        await asyncio.to_thread(_unpack, package, DATABASE, made)
        held = await _prepare(package, made, stage, data)
        await _check_present(made, data)
        await asyncio.to_thread(_place_files, package, data)
        await asyncio.to_thread(install, made, data / DATABASE)
        settings = await asyncio.to_thread(_place_settings, package, config_file)
        sendings = await asyncio.to_thread(count_sendings, made)
    return Restored(sendings, held, settings)


def _require_closed(data: Path) -> None:
    """Raise RestoreRefused where a pectui is open on the data."""
    if any(map(is_locked, data.glob("sender-*.lock"))):
        raise RestoreRefused(t("keeping.open", path=str(data)))


def _check_room(package: Package, data: Path) -> None:
    """Raise StoreUnusable where the disk has no room for all of it."""
    if shutil.disk_usage(data).free < package.size + _SPARE:
        raise StoreUnusable(path=str(data), reason=t("outbox.disk-full", path=str(data)))


def _unpack(package: Package, name: str, place: Path) -> None:
    with whole_file(place) as file:
        package.copy(name, file)


async def _prepare(package: Package, made: Path, stage: Path, data: Path) -> int:
    """Make the database fit for this machine; return how many sendings are held."""
    if not await asyncio.to_thread(is_whole, made):
        raise damaged(package.path, "keeping.damaged")
    await _bring_up_to_date(made)
    fresh = stage / "fresh" / DATABASE
    await _bring_up_to_date(fresh)
    if await asyncio.to_thread(shape_of, made) != await asyncio.to_thread(shape_of, fresh):
        raise damaged(package.path, "keeping.foreign")
    moment = format_full(package.made_at)
    why = Phrase(f"errors.{SendingRestored.kind}.detail", moment=moment)
    held = await asyncio.to_thread(hold_all, made, why, SendingRestored.kind)
    await asyncio.to_thread(move_files, made, moved_to(data))
    return held


async def _bring_up_to_date(place: Path) -> None:
    """Bring a database to the newest schema, made where it is missing. Raises StoreUnusable."""
    database = await asyncio.to_thread(Database.open, place, MIGRATIONS, durable=True, mend=False)
    read_only = database.read_only
    await database.aclose()
    if read_only is not None:
        raise StoreUnusable(path=str(place), reason=read_only)


async def _check_present(made: Path, data: Path) -> None:
    """Raise RestoreRefused where there are data that the backup does not contain."""
    present = data / DATABASE
    await _bring_up_to_date(present)
    if rows := await asyncio.to_thread(count_unknown_to, made, present):
        raise RestoreRefused(t("keeping.others", count=thousands(rows), path=str(data)))


def _place_files(package: Package, data: Path) -> None:
    """Write the files beside the database; one that is there already, and the same, stays."""
    names = [name for name in package.sums if name.partition("/")[0] in FOLDERS]
    wanted = []
    for name in names:
        place = data / name
        if not place.exists():
            wanted.append(name)
        elif not is_as_it_was(place, package.sums[name]):
            raise RestoreRefused(t("keeping.other-file", path=str(place)))
    for name in wanted:
        make_private((data / name).parent)
        _unpack(package, name, data / name)


def _place_settings(package: Package, config_file: Path) -> Path | None:
    """Write the settings where there are none; return where."""
    if not package.has_settings or config_file.exists():
        return None
    content = portable_settings(package.content(SETTINGS, MAX_BYTES))
    try:
        make_private(config_file.parent)
    except OSError as error:
        reason = system_reason(error)
        raise FileUnwritable(path=str(config_file), reason=reason) from error
    with whole_file(config_file) as file:
        file.write(content)
    return config_file
