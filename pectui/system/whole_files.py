"""Files that are written whole or not at all, private, and never over another one unasked."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pectui.catalogue import t
from pectui.errors import FileUnwritable
from pectui.system.paths import sync_folder
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EXDEV})


@contextmanager
def whole_file(path: Path, *, force: bool = False) -> Iterator[BinaryIO]:
    """Yield a file that becomes `path` (0600) once all of it is on the disk.

    Without `force` a file that is there stays as it is, also one that came meanwhile. Raises
    FileUnwritable; then, and when the block raises, nothing is left behind.
    """
    place: Path | None = None
    try:
        check_free(path, force=force)
        handle, name = tempfile.mkstemp(prefix=".pectui-", suffix=".part", dir=path.parent)
        place = Path(name)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        place.replace(path) if force else _link(place, path)
        sync_folder(path.parent)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        if place is not None:
            with suppress(OSError):
                place.unlink(missing_ok=True)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, whole or not at all. Blocks; raises FileUnwritable."""
    with whole_file(path) as file:
        file.write(content)


def check_free(path: Path, *, force: bool = False) -> None:
    """Raise FileUnwritable where `path` cannot become a file, or is one that must stay."""
    try:
        is_folder = path.is_dir()
    except OSError as error:
        raise unwritable(path, error) from error
    if is_folder:
        raise FileUnwritable(path=str(path), reason=t("system.is-a-folder"))
    if not force and os.path.lexists(path):
        raise FileUnwritable(path=str(path), reason=t("store.file-there"))
    if not path.parent.is_dir():
        raise FileUnwritable(path=str(path), reason=t("store.no-folder"))


def _link(place: Path, path: Path) -> None:
    """Give a file its name unless another has it; where there are no links, by looking first."""
    try:
        os.link(place, path)
    except FileExistsError:
        raise FileUnwritable(path=str(path), reason=t("store.file-there")) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        check_free(path)
        place.replace(path)


def unwritable(path: Path, error: OSError) -> FileUnwritable:
    """Return what an error of the system means for a file that was to be written."""
    reason = system_reason(error)
    return FileUnwritable(path=str(path), reason=reason)
