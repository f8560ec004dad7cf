"""Freezes the files of a batch: each content once, whatever letters carry it."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.errors import FileChanged, StoreUnusable
from pectui.models import OutgoingAttachment
from pectui.pec.outgoing import fit_file_name
from pectui.services.sending.attachments import (
    FOLDER,
    copy_file,
    mime_of,
    remove_files,
)
from pectui.store.sending.batches import folder_of
from pectui.system.paths import make_private, sync_folder
from pectui.system.reasons import system_reason
from pectui.text import clean_file_name

if TYPE_CHECKING:
    from pectui.services.batches.files import FoundFile


class FrozenFiles:
    """The frozen files of one batch, under `data`/attachments/batch-N. Blocks: for a thread."""

    def __init__(self, data: Path, number: int) -> None:
        self._data = data
        self._name = folder_of(number)
        self._folder = data / FOLDER / self._name
        self._common: dict[Path, OutgoingAttachment] = {}
        self._made: list[Path] = []
        """Folders of contents that were not there before."""

    def freeze(self, file: FoundFile) -> OutgoingAttachment:
        """Copy a file, synced to disk; a common one is copied once.

        Raises FileUnreadable for the file, FileChanged where it is not as it was looked at, and
        StoreUnusable for the place it is copied to.
        """
        if file.is_common and file.path in self._common:
            return self._common[file.path]
        try:
            frozen = self._copy(file)
        except OSError as error:
            raise self._unusable(error) from error
        if file.is_common:
            self._common[file.path] = frozen
        return frozen

    def write(self, name: str, octets: bytes) -> OutgoingAttachment:
        """Keep what was made for one letter, synced to disk. Raises StoreUnusable."""
        sha256 = hashlib.sha256(octets).hexdigest()
        try:
            handle, written = tempfile.mkstemp(dir=make_private(self._folder))
            with os.fdopen(handle, "wb") as file:
                file.write(octets)
                file.flush()
                os.fsync(file.fileno())
            return self._place(Path(written), name, len(octets), sha256)
        except OSError as error:
            raise self._unusable(error) from error

    def finish(self) -> None:
        """Have the folders themselves on disk. Raises StoreUnusable."""
        if not self._folder.exists():
            return
        try:
            for place in (self._folder, self._folder.parent, self._data):
                sync_folder(place)
        except OSError as error:
            raise self._unusable(error) from error

    def remove(self) -> None:
        """Remove all of them: the batch was not confirmed."""
        remove_files(self._data, self._name)

    def remove_new(self) -> None:
        """Remove what was added: the batch keeps what its letters had before."""
        for folder in self._made:
            shutil.rmtree(folder, ignore_errors=True)

    def _copy(self, source: FoundFile) -> OutgoingAttachment:
        handle, written = tempfile.mkstemp(dir=make_private(self._folder))
        with os.fdopen(handle, "wb") as copy:
            size, sha256 = copy_file(source.path, copy)
            copy.flush()
            os.fsync(copy.fileno())
        if size != source.size or source.path.stat().st_mtime_ns != source.changed:
            raise FileChanged(path=str(source.path))
        return self._place(Path(written), source.path.name, size, sha256)

    def _place(self, written: Path, name: str, size: int, sha256: str) -> OutgoingAttachment:
        """Move a copy to its place by content and name, where an equal one may be already."""
        folder = self._folder / sha256[:24]
        if not folder.exists():
            self._made.append(folder)
        make_private(folder)
        # A name fit for this disk; what the addressee sees is the name as it was checked.
        target = folder / clean_file_name(name)
        written.replace(target)
        sync_folder(folder)
        shown = fit_file_name(name)
        return OutgoingAttachment(shown, mime_of(shown), size, str(target), sha256)

    def _unusable(self, error: OSError) -> StoreUnusable:
        return StoreUnusable(path=str(self._folder), reason=system_reason(error))
