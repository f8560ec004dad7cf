"""A nightly archive: what is new since the last time, in a folder of its day.

    FOLDER/2026-11-29/00001 2026-11-28 14.05 Oggetto.eml   … a file for each message
                      index.csv                            what each of them is
                      SHA256SUMS                           for `sha256sum -c`

A folder is written under another name and gets its own once it is whole and noted: whoever is ended
at any moment leaves nothing half, and nothing is written twice.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import FileUnwritable, StoreBusy
from pectui.pec.dates import ROME
from pectui.search import parse
from pectui.services.exporting.formats import cells, columns
from pectui.services.exporting.mail import as_mail
from pectui.services.exporting.reading_copy import proposed_stem
from pectui.services.exporting.selection import still_here
from pectui.services.sending.lock import SenderLock
from pectui.system.paths import make_private, sync_folder
from pectui.system.whole_files import unwritable
from pectui.tables import csv_line

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.models import HeldMessage
    from pectui.services.exporting.messages import Reading
    from pectui.services.mailbox.opening import Copy
    from pectui.store.data import Tables

MANIFEST = "SHA256SUMS"
INDEX = "index.csv"
_MOST_NAMES = 1_000


@dataclass(frozen=True, slots=True)
class Made:
    """What an archive came to."""

    place: Path | None = None
    """Its folder; None where nothing was new."""
    count: int = 0
    left: int = 0
    """Messages whose text could not be read now: they come the next time."""


async def archive(copy: Copy, reading: Reading, folder: Path) -> Made:
    """Write what is new in the copy into a new folder within `folder`.

    Raises FileUnwritable, StoreUnusable, and StoreBusy where another process does the same.
    """
    data, key = copy.books.data, str(folder)
    with ExitStack() as stack:
        lock = SenderLock(data.path.parent, data.owner, "archive")
        if not await asyncio.to_thread(lock.take):
            raise StoreBusy(path=key)
        stack.callback(lock.release)
        await _settle(copy, folder)
        known = await data.read(lambda tables: tables.archives.identities(key))
        if known and not await asyncio.to_thread(folder.is_dir):
            # A disk that is not there now: begun anew, the archive would lack all before.
            raise FileUnwritable(path=key, reason=t("exporting.archive-gone"))
        begun = _Begun(folder, data.owner.key)
        stack.callback(begun.remove)
        rows = await copy.search(parse(""))
        for row in still_here(rows, oldest_first=True):
            if row.identity not in known:
                await begun.add(row, reading)
        if not begun.identities:
            return Made(left=begun.left)
        digest = await asyncio.to_thread(begun.close)
        name = _free_name(folder, f"{data.now().astimezone(ROME):%Y-%m-%d}")

        def note(tables: Tables) -> int:
            return tables.archives.begin(key, name, digest, begun.identities)

        number = await data.run(note)
        await asyncio.to_thread(begun.rename, folder / name)
        await data.run(lambda tables: tables.archives.finish(number))
        return Made(folder / name, len(begun.identities), begun.left)


async def _settle(copy: Copy, folder: Path) -> None:
    """See what became of archives that an ended process had noted."""
    for one in await copy.books.data.read(lambda tables: tables.archives.begun(str(folder))):
        is_there = _digest_of(folder / one.name / MANIFEST) == one.digest

        def work(tables: Tables, number: int = one.number, *, is_there: bool = is_there) -> None:
            if is_there:
                tables.archives.finish(number)
            else:
                tables.archives.forget(number)

        await copy.books.data.run(work)


def _digest_of(place: Path) -> str | None:
    try:
        return hashlib.sha256(place.read_bytes()).hexdigest()
    except OSError:
        return None


def _free_name(folder: Path, day: str) -> str:
    for number in range(1, _MOST_NAMES):
        name = day if number == 1 else f"{day}-{number}"
        if not os.path.lexists(folder / name):
            return name
    raise FileUnwritable(path=str(folder / day), reason=t("store.file-there"))


class _Begun:
    """The folder of an archive while it is written, under a name that hides it."""

    def __init__(self, folder: Path, owner_key: str) -> None:
        mark = hashlib.sha256(owner_key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        self._place = folder / f".pectui-{mark}.part"
        self._sums: list[str] = []
        self._index: list[str] = []
        self.identities: list[str] = []
        self.left = 0

    async def add(self, row: HeldMessage, reading: Reading) -> None:
        """Write a message; one whose text may be had later is left for then."""
        exported = await reading.exported(row)
        if exported.missing and not exported.is_final:
            self.left += 1
            return
        if not self.identities:
            self.remove()
            self._prepare()
        number = len(self.identities) + 1
        name = f"{number:05d} {proposed_stem(row.envelope)}.eml"
        self._write(name, as_mail(exported).replace(b"\n", b"\r\n"))
        self._index.append(csv_line([name, *cells(exported)[:-1]]))
        self.identities.append(row.identity)

    def _prepare(self) -> None:
        try:
            make_private(self._place.parent)
            self._place.mkdir(mode=0o700)  # not one that somebody else has put there
        except OSError as error:
            raise unwritable(self._place.parent, error) from error

    def _write(self, name: str, content: bytes) -> None:
        place = self._place / name
        try:
            handle = os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise unwritable(place, error) from error
        self._sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")

    def close(self) -> str:
        """Write index and manifest; return the manifest's digest. Blocks."""
        titles = csv_line([t("exporting.column.file"), *columns()[:-1]], quoted=True)
        self._write(INDEX, ("\ufeff" + titles + "".join(self._index)).encode())
        manifest = "".join(self._sums).encode()
        self._write(MANIFEST, manifest)
        return hashlib.sha256(manifest).hexdigest()

    def rename(self, place: Path) -> None:
        """Give the folder its own name. Blocks."""
        try:
            sync_folder(self._place)
            self._place.rename(place)
            sync_folder(place.parent)
        except OSError as error:
            raise unwritable(place, error) from error

    def remove(self) -> None:
        """Remove what was written, also by a process that ended. Blocks."""
        shutil.rmtree(self._place, ignore_errors=True)
