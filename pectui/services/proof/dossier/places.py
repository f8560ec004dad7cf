"""A new folder or zip, whole or not at all; nothing that is there is replaced."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import FileUnwritable
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a zip, so that the same content has the same bytes."""
_PRIVATE = 0o100600 << 16
_ZIP64_FROM = 1 << 31


def is_zip(target: Path) -> bool:
    """Whether a path names a zip, else a folder."""
    return target.suffix.lower() == ".zip"


class NewPlace:
    """What is being written for a path; `finish` puts it there, `discard` leaves no trace.

    Every method blocks, and raises FileUnwritable.
    """

    def __init__(self, target: Path) -> None:
        """Refuse a path where something is, an empty folder aside."""
        with unwritable(target):
            self.target = check_place(target)
            self._is_there = self.target.is_dir()
            beside = self.target if self._is_there else self.target.parent
            self.folder = Path(tempfile.mkdtemp(prefix=".dossier-", dir=beside))
            """Where it is written."""

    def finish(self) -> None:
        """Put it in its place."""
        with unwritable(self.target):
            for file in self.folder.rglob("*"):
                # Letters are nobody else's, also in a folder that others may look into.
                file.chmod(0o700 if file.is_dir() else 0o600)
            if is_zip(self.target):
                _pack(self.folder, self.target)
            elif self._is_there:
                if [one.name for one in self.target.iterdir()] != [self.folder.name]:
                    raise FileUnwritable(path=str(self.target), reason=t("dossier.not-new"))
                for one in sorted(self.folder.iterdir()):
                    one.rename(self.target / one.name)
            else:
                # Gives way to an empty folder only, should somebody have made one meanwhile.
                self.folder.rename(self.target)

    def discard(self) -> None:
        """Remove what was written and not put in its place."""
        shutil.rmtree(self.folder, ignore_errors=True)


def check_place(target: Path) -> Path:
    """Return where `target` leads; raise FileUnwritable where something is, or no folder around."""
    with unwritable(target):
        place = target.expanduser().resolve()
        if not is_zip(target) and _is_empty_folder(place):
            return place
        if os.path.lexists(place):
            raise FileUnwritable(path=str(target), reason=t("dossier.not-new"))
        if not place.parent.is_dir():
            raise FileUnwritable(path=str(target), reason=t("store.no-folder"))
        return place


def _is_empty_folder(place: Path) -> bool:
    return place.is_dir() and not any(place.iterdir())


def _pack(folder: Path, target: Path) -> None:
    """Write every file below `folder` into a new zip, in the order of their names."""
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                for file in sorted(one for one in folder.rglob("*") if one.is_file()):
                    _pack_file(archive, file, file.relative_to(folder).as_posix())
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise


def _pack_file(archive: zipfile.ZipFile, file: Path, name: str) -> None:
    entry = zipfile.ZipInfo(name, _NO_MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _PRIVATE
    large = file.stat().st_size >= _ZIP64_FROM
    with file.open("rb") as source, archive.open(entry, "w", force_zip64=large) as place:
        shutil.copyfileobj(source, place, 1 << 20)


@contextmanager
def unwritable(path: Path) -> Iterator[None]:
    """Turn what the system says into FileUnwritable."""
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:
        reason = system_reason(error)
        raise FileUnwritable(path=str(path), reason=reason) from error
