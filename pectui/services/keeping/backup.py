"""The user's data written into one file, consistently, while the program runs."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from pectui import __version__
from pectui.catalogue import t
from pectui.errors import FileUnreadable, StoreBusy, StoreUnusable
from pectui.pec.dates import format_iso
from pectui.services.keeping.layout import (
    ABOUT,
    DATABASE,
    FOLDERS,
    FORMAT,
    MANIFEST,
    SETTINGS,
    is_allowed,
    place_within,
)
from pectui.services.sending.lock import SenderLock
from pectui.settings.portable import portable_settings
from pectui.store.backups import digests_of_originals, frozen_files, snapshot
from pectui.store.owner import Owner
from pectui.system.paths import make_private
from pectui.system.reasons import system_reason
from pectui.system.whole_files import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

_LOG = logging.getLogger(__name__)
_STAGE = ".backup.part"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """What was written."""

    files: int
    missing: tuple[str, ...]
    """Files that letters or originals need and that are not there any more, or were changed."""


def write_backup(
    data: Path, config_file: Path, path: Path, now: datetime, *, force: bool = False
) -> Backup:
    """Write the data of every account to `path`, whole or not at all. Blocks.

    Raises FileUnreadable where there are none, FileUnwritable, StoreUnusable, and StoreBusy where
    another process writes or brings back a backup.
    """
    database = data / DATABASE
    if not database.is_file():
        raise FileUnreadable(path=str(database), reason=t("keeping.no-data"))
    with whole_file(path, force=force) as file, staged(data, _STAGE) as stage:
        copy = stage / DATABASE
        snapshot(database, copy)
        return _write(file, data, copy, config_file, now)


@contextmanager
def staged(data: Path, name: str) -> Iterator[Path]:
    """Yield a private folder within the data, while no other process has one.

    Raises StoreBusy and StoreUnusable.
    """
    lock = SenderLock(data, Owner("*", "*"), "backup")  # of every account
    stage = data / name
    try:
        try:
            make_private(data)
            if not lock.take():
                raise StoreBusy(path=str(data))
            shutil.rmtree(stage, ignore_errors=True)
            make_private(stage)
        except OSError as error:
            raise StoreUnusable(path=str(data), reason=system_reason(error)) from error
        yield stage
    finally:
        if lock.held:
            shutil.rmtree(stage, ignore_errors=True)
        lock.release()


def _write(file: BinaryIO, data: Path, database: Path, config_file: Path, now: datetime) -> Backup:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        writing = _Writing(package, now)
        with database.open("rb") as opened:
            writing.add(DATABASE, opened)
        # After the database: what that knows of lies there already.
        for name in _names(data):
            writing.add_file(name, data / name)
        missing = _missing(database, writing.sums)
        if config_file.is_file():
            writing.add_bytes(SETTINGS, portable_settings(config_file.read_bytes()))
        about = {
            "format": FORMAT,
            "pectui": __version__,
            "made_at": format_iso(now),
            "missing": missing,
        }
        writing.add_bytes(ABOUT, json.dumps(about, indent=1).encode())
        sums = "".join(f"{digest}  {name}\n" for name, digest in writing.sums.items())
        writing.add_bytes(MANIFEST, sums.encode())
    return Backup(len(writing.sums), tuple(missing))


def _names(data: Path) -> Iterator[str]:
    for folder in FOLDERS:
        for place in sorted((data / folder).glob("*/*/*")):
            name = place.relative_to(data).as_posix()
            if is_allowed(name) and not name.endswith(".new") and place.is_file():
                yield name


def _missing(database: Path, sums: dict[str, str]) -> list[str]:
    """Return what the database needs and the backup does not hold as it was."""
    missing = [
        path
        for path, digest in frozen_files(database)
        if sums.get(place_within(path) or "") != digest
    ]
    here = set(sums.values())
    return missing + sorted(digests_of_originals(database) - here)


@dataclass(slots=True)
class _Writing:
    package: zipfile.ZipFile
    now: datetime
    sums: dict[str, str] = field(default_factory=dict)

    def add_file(self, name: str, place: Path) -> None:
        """Add a file that may go meanwhile: then nobody needs it."""
        try:
            opened = place.open("rb")
        except OSError as error:
            _LOG.warning("a file is not in the backup: %s", system_reason(error))
            return
        with opened:
            self.add(name, opened)

    def add(self, name: str, opened: BinaryIO) -> None:
        """Add what an open file holds."""
        digest = hashlib.sha256()
        with self.package.open(self._entry(name), "w", force_zip64=True) as entry:
            while chunk := opened.read(_CHUNK):
                digest.update(chunk)
                entry.write(chunk)
        self.sums[name] = digest.hexdigest()

    def add_bytes(self, name: str, content: bytes) -> None:
        """Add content that is at hand."""
        self.package.writestr(self._entry(name), content)
        self.sums[name] = hashlib.sha256(content).hexdigest()

    def _entry(self, name: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, self.now.timetuple()[:6])
        # Files of letters are packed already, or would unpack to what looks like a bomb.
        is_packed = name.partition("/")[0] in FOLDERS
        entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        return entry
