"""The files of originals with the user's data: named by their digest, private, never changed."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.errors import StoreUnusable
from pectui.system.paths import make_private, sync_folder
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = "originals"


def folder_of(data: Path, owner_key: str) -> Path:
    """Return where the originals of a mailbox lie."""
    digest = hashlib.sha256(owner_key.encode("utf-8", "surrogatepass")).hexdigest()
    return data / FOLDER / digest[:16]


def place_of(folder: Path, sha256: str) -> Path:
    """Return where the file with a digest lies."""
    return folder / sha256[:2] / f"{sha256}.eml"


def keep_file(folder: Path, raw: bytes) -> str:
    """Write a file under its digest (SHA-256, hex) and return that. Blocks; raises StoreUnusable.

    One that is there and whole stays as it is. It is safe from a power cut after `sync_files`.
    """
    digest = hashlib.sha256(raw).hexdigest()
    place = place_of(folder, digest)
    if is_whole(place, digest):
        return digest
    # Under another name first: a file of that name is whole, or damaged by somebody else.
    begun: Path | None = None
    try:
        handle, name = tempfile.mkstemp(".new", digest[:8], make_private(place.parent))
        begun = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        begun.replace(place)
    except OSError as error:
        with suppress(OSError):
            if begun is not None:
                begun.unlink(missing_ok=True)
        raise StoreUnusable(path=str(folder), reason=system_reason(error)) from error
    return digest


def sync_files(folder: Path, digests: Iterable[str]) -> None:
    """Make files survive a power cut; of many together each takes less. Raises StoreUnusable."""
    places = [place_of(folder, digest) for digest in digests]
    try:
        for place in places:
            # Another process may have removed it again, as one of which it has a copy already.
            with suppress(FileNotFoundError), place.open("rb") as file:
                os.fsync(file.fileno())
        for parent in dict.fromkeys(place.parent for place in places):
            sync_folder(parent)
        if places:
            sync_folder(folder)
    except OSError as error:
        raise StoreUnusable(path=str(folder), reason=system_reason(error)) from error


def read_file(folder: Path, sha256: str) -> bytes | None:
    """Return a file as it was taken in; None where it is missing or was changed. Blocks."""
    try:
        raw = place_of(folder, sha256).read_bytes()
    except OSError:
        return None
    return raw if hashlib.sha256(raw).hexdigest() == sha256 else None


def is_whole(place: Path, sha256: str) -> bool:
    """Whether the file with a digest is there, unchanged. Blocks."""
    try:
        with place.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def remove_file(folder: Path, sha256: str) -> None:
    """Remove a file. Blocks; one that is not there is removed already."""
    with suppress(OSError):
        place_of(folder, sha256).unlink(missing_ok=True)
