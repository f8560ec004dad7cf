"""A backup opened: which files it holds, checked whole before anything of it is used."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from pectui.catalogue import t
from pectui.errors import FileUnreadable
from pectui.pec.dates import ROME
from pectui.services.keeping.layout import ABOUT, DATABASE, FORMAT, MANIFEST, SETTINGS, is_allowed
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK = 1 << 20
_MOST_FILES = 2_000_000
_HIGHEST_RATIO = 200
_SMALL = 50_000_000
"""Bytes up to which nobody asks how much more a backup unpacks to than it takes."""
_MOST_TEXT = 500_000_000
"""Bytes of the manifest."""
_MOST_ABOUT = 50_000_000
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    ValueError,
    OSError,
)
"""What reading a damaged, packed otherwise or encrypted zip raises."""


@dataclass(frozen=True, slots=True)
class Package:
    """A backup whose files are all as the manifest says."""

    path: Path
    zip: zipfile.ZipFile
    sums: dict[str, str]
    made_at: datetime

    @property
    def size(self) -> int:
        """Bytes it unpacks to."""
        return sum(one.file_size for one in self.zip.infolist())

    @property
    def has_settings(self) -> bool:
        """Whether settings are among it."""
        return SETTINGS in self.sums

    def copy(self, name: str, target: BinaryIO) -> None:
        """Write a file of it into an open one. Blocks; raises FileUnreadable, OSError for that."""
        if _digest(self.zip, name, self.path, target) != self.sums[name]:
            raise damaged(self.path, "keeping.damaged")

    def content(self, name: str, most: int) -> bytes:
        """Return a small file of it. Blocks; raises FileUnreadable."""
        return _content(self.zip, name, self.path, most)


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a backup and check all of it; nothing is written. Blocks; raises FileUnreadable."""
    try:
        package = zipfile.ZipFile(path)
    except OSError as error:
        raise FileUnreadable(path=str(path), reason=system_reason(error)) from error
    except _BROKEN as error:
        raise damaged(path, "keeping.no-backup") from error
    with package:
        _check_bounds(package, path)
        sums = _sums(package, path)
        for name, digest in sums.items():
            if _digest(package, name, path) != digest:
                raise damaged(path, "keeping.damaged")
        yield Package(path, package, sums, _made_at(package, path))


def damaged(path: Path, key: str) -> FileUnreadable:
    """Return why a file is no backup that can be used."""
    return FileUnreadable(path=str(path), reason=t(key))


def _check_bounds(package: zipfile.ZipFile, path: Path) -> None:
    entries = package.infolist()
    names = [one.filename for one in entries]
    if not {DATABASE, ABOUT, MANIFEST} <= set(names):
        raise damaged(path, "keeping.no-backup")
    if len(set(names)) < len(names) or not all(map(is_allowed, names)):
        raise damaged(path, "keeping.foreign")
    size = sum(one.file_size for one in entries)
    packed = path.stat().st_size
    if len(names) > _MOST_FILES or (size > _SMALL and size > packed * _HIGHEST_RATIO):
        raise damaged(path, "keeping.too-large")


def _sums(package: zipfile.ZipFile, path: Path) -> dict[str, str]:
    """Return the manifest. Raises FileUnreadable where it is not of all that is there."""
    try:
        lines = _content(package, MANIFEST, path, _MOST_TEXT).decode().splitlines()
    except UnicodeDecodeError as error:
        raise damaged(path, "keeping.damaged") from error
    found = [match.groups() for line in lines if (match := _LINE.fullmatch(line))]
    sums = {name: digest for digest, name in found}
    there = {one.filename for one in package.infolist()} - {MANIFEST}
    if len(found) != len(lines) or sums.keys() != there:
        raise damaged(path, "keeping.damaged")
    return sums


def _made_at(package: zipfile.ZipFile, path: Path) -> datetime:
    """Return when it was made. Raises FileUnreadable for a backup of another format."""
    try:
        about = json.loads(_content(package, ABOUT, path, _MOST_ABOUT))
        made_at, made_as = datetime.fromisoformat(about["made_at"]), about["format"]
        made_at = made_at.astimezone(ROME)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise damaged(path, "keeping.no-backup") from error
    if made_as != FORMAT:
        raise damaged(path, "keeping.newer")
    return made_at


def _content(package: zipfile.ZipFile, name: str, path: Path, most: int) -> bytes:
    try:
        with package.open(name) as entry:
            content = entry.read(most + 1)
    except _BROKEN as error:
        raise damaged(path, "keeping.damaged") from error
    if len(content) > most:
        raise damaged(path, "keeping.too-large")
    return content


def _digest(package: zipfile.ZipFile, name: str, path: Path, target: BinaryIO | None = None) -> str:
    """Return the SHA-256 of a file, written into `target` too. What that raises is not caught."""
    digest = hashlib.sha256()
    for chunk in _chunks(package, name, path):
        digest.update(chunk)
        if target is not None:
            target.write(chunk)
    return digest.hexdigest()


def _chunks(package: zipfile.ZipFile, name: str, path: Path) -> Iterator[bytes]:
    left = package.getinfo(name).file_size
    try:
        with package.open(name) as entry:
            while chunk := entry.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    break
                yield chunk
    except _BROKEN as error:
        raise damaged(path, "keeping.damaged") from error
    if left:
        raise damaged(path, "keeping.damaged")
