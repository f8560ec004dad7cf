"""Freezing what was confirmed: copies of the attachments that no later edit can reach."""

from __future__ import annotations

import hashlib
import mimetypes
import os
import shutil
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import FileUnreadable, StoreUnusable
from pectui.models import OutgoingAttachment
from pectui.pec.outgoing import fit_file_name
from pectui.system.paths import make_private, sync_folder
from pectui.system.reasons import system_reason
from pectui.text import clean_file_name

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from typing import BinaryIO

FOLDER = "attachments"
_PACKED = {
    "gzip": "application/gzip",
    "bzip2": "application/x-bzip2",
    "xz": "application/x-xz",
    "compress": "application/x-compress",
    "zstd": "application/zstd",
}
_CHUNK = 1 << 20
ABANDONED_SECONDS = 3600.0
"""After which what was frozen and confirmed by nobody is nobody's work any more."""


def mime_of(name: str) -> str:
    """Return the MIME type that the name of a file suggests: of the packing, where it is packed."""
    kind, packing = mimetypes.guess_type(name)
    if packing is not None:
        return _PACKED.get(packing, "application/octet-stream")
    return kind or "application/octet-stream"


def freeze_files(
    data: Path, letter_id: str, paths: Sequence[str]
) -> tuple[OutgoingAttachment, ...]:
    """Copy the files under `data`/attachments/`letter_id`, synced to disk, with their SHA-256.

    Blocks: call it in a thread. Raises FileUnreadable for a file, StoreUnusable for the place they
    are copied to; then nothing stays behind.
    """
    if not paths:
        return ()
    folder = data / FOLDER / letter_id
    try:
        make_private(folder)
        frozen = tuple(
            _freeze(Path(path), make_private(folder / f"{position:02d}"))
            for position, path in enumerate(paths)
        )
        for place in (folder, folder.parent, data):
            sync_folder(place)
    except BaseException as error:
        remove_files(data, letter_id)
        if isinstance(error, OSError):
            raise StoreUnusable(path=str(folder), reason=system_reason(error)) from error
        raise
    return frozen


def _freeze(source: Path, folder: Path) -> OutgoingAttachment:
    # A name fit for this disk; what the addressee sees is the name as the review showed it.
    target = folder / clean_file_name(source.name)
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as copy:
        size, sha256 = copy_file(source, copy)
        copy.flush()
        os.fsync(copy.fileno())
    sync_folder(folder)
    name = fit_file_name(source.name)
    return OutgoingAttachment(name, mime_of(name), size, str(target), sha256)


def copy_file(source: Path, copy: BinaryIO) -> tuple[int, str]:
    """Copy a plain file into an open one; return its size and SHA-256.

    Blocks; raises FileUnreadable for the source, OSError for the copy.
    """
    with open_file(source) as opened:
        return _read(source, opened, copy)


def contents_of(path: Path) -> tuple[int, str]:
    """Return the size and SHA-256 of what a file holds. Blocks; raises FileUnreadable."""
    with open_file(path) as opened:
        return _read(path, opened)


def open_file(source: Path) -> BinaryIO:
    """Open a plain file for reading. Raises FileUnreadable."""
    try:
        # Opened without waiting: a pipe nobody writes to would block for ever.
        handle = os.open(source, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise _unreadable(source, error) from error
    opened = os.fdopen(handle, "rb")
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return opened
    opened.close()
    raise FileUnreadable(path=str(source), reason=t("outbox.not-a-file"))


def _read(source: Path, opened: BinaryIO, copy: BinaryIO | None = None) -> tuple[int, str]:
    """Read an open file, into `copy` too; return its size and SHA-256."""
    size = 0
    sha256 = hashlib.sha256()
    while True:
        try:
            chunk = opened.read(_CHUNK)
        except OSError as error:
            raise _unreadable(source, error) from error
        if not chunk:
            return size, sha256.hexdigest()
        if copy is not None:
            copy.write(chunk)
        sha256.update(chunk)
        size += len(chunk)


def _unreadable(source: Path, error: Exception) -> FileUnreadable:
    return FileUnreadable(path=str(source), reason=system_reason(error))


def all_there(paths: Iterable[str]) -> bool:
    """Whether each of `paths` is a file. Blocks."""
    return all(Path(path).is_file() for path in paths)


def sweep_files(data: Path, owned: Container[str]) -> None:
    """Remove copies that belong to no letter in `owned` and are old enough to be nobody's work."""
    folder = data / FOLDER
    if not folder.is_dir():
        return
    for place in folder.iterdir():
        if place.name not in owned and place.stat().st_mtime < time.time() - ABANDONED_SECONDS:
            remove_files(data, place.name)


def remove_files(data: Path, letter_id: str) -> None:
    """Remove the frozen copies of a letter that will not leave. Blocks."""
    shutil.rmtree(data / FOLDER / letter_id, ignore_errors=True)
