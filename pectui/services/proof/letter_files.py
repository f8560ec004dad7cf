"""The files of a certified letter, out of its original: listed, and saved; never opened.

The service gives no files of a letter. They lie in the provider's signed original, once that was
taken in.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.errors import NotFound
from pectui.services.proof.dossier.folder import (
    LONGEST_NAME,
    DossierFolder,
    numbered,
    safe_name,
)
from pectui.services.proof.dossier.places import NewPlace
from pectui.system.whole_files import write_new

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pectui.models import Envelope, Original
    from pectui.services.proof.originals import Originals
    from pectui.signed.letters import LetterFile


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a letter; its contents stay in the original."""

    name: str
    """As its sender gave it; foreign text."""
    size: int
    """Bytes."""

    @property
    def safe_name(self) -> str:
        """Its name, fit for a disk."""
        return safe_name(self.name, "file", LONGEST_NAME)


@dataclass(frozen=True, slots=True)
class LetterOriginal:
    """The original of a letter, and the files in it, in order."""

    original: Original
    files: tuple[Attached, ...]
    is_damaged: bool = False
    """Whether the file kept here was changed or removed since."""


async def letter_original(originals: Originals, envelope: Envelope) -> LetterOriginal | None:
    """Return the original of a letter in the mailbox, or None. Raises StoreUnusable."""
    original = await originals.of_message(envelope)
    if original is None:
        return None
    try:
        files = await _files(originals, original)
    except NotFound:
        return LetterOriginal(original, (), is_damaged=True)
    return LetterOriginal(original, tuple(Attached(one.name, len(one.content)) for one in files))


async def save_file(originals: Originals, letter: LetterOriginal, index: int, path: Path) -> None:
    """Write one file of a letter to a new file, whole or not at all.

    Raises FileUnwritable, also where something of that name is there; NotFound.
    """
    file = (await _files(originals, letter.original))[index]
    await asyncio.to_thread(write_new, path, file.content)


async def save_all(originals: Originals, letter: LetterOriginal, target: Path) -> None:
    """Write all files of a letter into a new or empty folder, or a new .zip: all or nothing.

    Their names are safe and numbered. Raises FileUnwritable and NotFound.
    """
    files = await _files(originals, letter.original)
    await asyncio.to_thread(_write_all, files, target)


def _write_all(files: Iterable[LetterFile], target: Path) -> None:
    place = NewPlace(target)
    try:
        folder = DossierFolder(place.folder)
        for number, file in enumerate(files, 1):
            folder.add(numbered(number, file.name), file.content)
        place.finish()
    finally:
        place.discard()


async def _files(originals: Originals, original: Original) -> tuple[LetterFile, ...]:
    raw = await originals.content(original)
    return await asyncio.to_thread(_taken_apart, raw)


def _taken_apart(raw: bytes) -> tuple[LetterFile, ...]:
    """Return the files of the letter in an original; none where it cannot be taken apart."""
    from pectui.signed.letters import files_of
    from pectui.signed.original import read_signed
    from pectui.signed.problems import NotOriginal

    try:
        return files_of(read_signed(raw).letter)
    except NotOriginal:
        return ()
