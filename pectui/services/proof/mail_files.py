"""Messages out of files: single ones, folders, zips, and mboxes as webmails export them.

One after the other, so that memory holds one message at a time. Nothing is unpacked to a disk: a
name in an archive is shown and leads nowhere.
"""

from __future__ import annotations

import os
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pectui.catalogue import t
from pectui.errors import FileUnreadable
from pectui.signed.mime import MOST_HEADER
from pectui.signed.original import require_signed
from pectui.signed.problems import NotOriginal
from pectui.system.reasons import system_reason
from pectui.text import clean_line, storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_MESSAGE = 150_000_000
"""Bytes of one message: a letter of 100 MB, encoded, and what is around it."""
MOST_ENTRIES = 200_000
MOST_UNPACKED = 20_000_000_000
"""Bytes that one archive may unpack to."""
_HIGHEST_RATIO = 200
_SMALL = 10_000_000
"""Bytes from which on an entry that unpacks to very much more than it takes is a bomb."""
_SLICE = 1 << 20
_TAKEN = (".eml", ".mbox", ".zip")
_FIELD = re.compile(rb">?(?:From |[!-9;-~]{1,80}:)")


@dataclass(frozen=True, slots=True)
class MailFile:
    """A message to be taken in, or what cannot be."""

    name: str
    """Where it was found, fit to be shown."""
    raw: bytes = b""
    problem: NotOriginal | None = None
    is_quoted: bool = False
    """Whether lines that begin as a separator of an mbox may be quoted in it."""
    source: Path | None = None
    """The file on disk in which it was found."""


def check_paths(paths: Iterable[Path]) -> None:
    """Raise FileUnreadable for a path that leads to nothing that can be read."""
    for path in paths:
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            raise _unreadable(path, error) from error
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            raise FileUnreadable(path=str(path), reason=t("outbox.not-a-file"))
        if not os.access(path, os.R_OK):
            raise FileUnreadable(path=str(path), reason=t("originals.no-access"))


def _unreadable(path: Path, error: Exception) -> FileUnreadable:
    return FileUnreadable(path=str(path), reason=system_reason(error))


def mail_files(paths: Iterable[Path]) -> Iterator[MailFile]:
    """Yield every message in files and folders, in order. Blocks."""
    for path in paths:
        yield from _in_folder(path) if path.is_dir() else _in_file(path)


def _in_folder(folder: Path) -> Iterator[MailFile]:
    empty = True
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.lower().endswith(_TAKEN) and not name.startswith("."):
                empty = False
                yield from _in_file(Path(place) / name)
    if empty:
        yield _refused(_shown(folder), "originals.problem.empty-folder")


def _in_file(path: Path) -> Iterator[MailFile]:
    for file in _found_in(path):
        yield replace(file, source=path)


def _found_in(path: Path) -> Iterator[MailFile]:
    name = _shown(path)
    try:
        # Opened without waiting: a pipe nobody writes to would block for ever.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                yield _refused(name, "originals.problem.not-a-file")
                return
            beginning = file.read(8)
            file.seek(0)
            if beginning.startswith(b"PK\x03\x04"):
                yield from _in_zip(name, file)
            elif beginning.startswith(b"From "):
                yield from _in_mbox(name, file)
            else:
                yield _message(name, file, os.fstat(handle).st_size)
    except OSError as error:
        yield _refused(name, "originals.problem.unreadable", why=clean_line(system_reason(error)))


def _message(name: str, file: BinaryIO, size: int) -> MailFile:
    """Return the one message in a file; what is not signed is not read to its end."""
    try:
        require_signed(file.read(MOST_HEADER))
    except NotOriginal as problem:
        return MailFile(name, problem=problem)
    if size > MOST_MESSAGE:
        return _too_large(name)
    file.seek(0)
    raw = file.read(MOST_MESSAGE + 1)
    return _too_large(name) if len(raw) > MOST_MESSAGE else MailFile(name, raw)


def _in_zip(name: str, file: BinaryIO) -> Iterator[MailFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                yield _refused(name, "originals.problem.zip-bomb")
                return
            yield from _in_entries(name, archive, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError):
        yield _refused(name, "originals.problem.zip-broken")


def _in_entries(
    name: str, archive: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo]
) -> Iterator[MailFile]:
    unpacked, empty = 0, True
    for entry in entries:
        last = entry.filename.replace("\\", "/").rpartition("/")[2]
        if not last.lower().endswith(_TAKEN) or last.startswith("."):
            continue
        empty = False
        shown = f"{name}/{_line(entry.filename)}"
        unpacked += entry.file_size
        if problem := _problem(entry):
            yield _refused(shown, problem)
        elif unpacked > MOST_UNPACKED:
            yield _refused(shown, "originals.problem.zip-bomb")
            return
        else:
            yield from _in_entry(shown, archive, entry)
    if empty:
        yield _refused(name, "originals.problem.empty-folder")


def _problem(entry: zipfile.ZipInfo) -> str | None:
    """Return what keeps an entry of an archive from being read."""
    path = entry.filename.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or re.match(r"[A-Za-z]:", path):
        return "originals.problem.leads-out"
    if entry.flag_bits & 1:
        return "originals.problem.encrypted"
    if path.lower().endswith(".zip"):
        return "originals.problem.zip-in-zip"
    heavy = entry.file_size > _SMALL
    if heavy and entry.file_size > _HIGHEST_RATIO * max(entry.compress_size, 1):
        return "originals.problem.zip-bomb"
    return None


def _in_entry(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[MailFile]:
    try:
        with archive.open(entry) as file:
            if entry.filename.lower().endswith(".mbox"):
                yield from _in_mbox(name, file)  # type: ignore[arg-type]
            else:
                yield _message(name, file, entry.file_size)  # type: ignore[arg-type]
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):
        yield _refused(name, "originals.problem.zip-broken")


def _in_mbox(name: str, file: BinaryIO) -> Iterator[MailFile]:
    count = 0
    for count, raw in enumerate(_cut(file), 1):
        shown = f"{name}#{count}"
        if raw is None:
            yield _too_large(shown)
        else:
            yield MailFile(shown, raw, is_quoted=True)
    if not count:
        yield _refused(name, "originals.problem.not-mail")


def _cut(file: BinaryIO) -> Iterator[bytes | None]:
    """Yield the messages of an mbox; None for one larger than any letter.

    One begins at a line "From …" after an empty one, if a header follows.
    """
    lines: list[bytes] | None = None
    size, blank, held = 0, True, b""
    while line := held or file.readline(_SLICE):
        held = b""
        if blank and line.startswith(b"From "):
            held = file.readline(_SLICE)
            if lines is None or _FIELD.match(held):
                if lines is not None:
                    yield b"".join(lines) if size <= MOST_MESSAGE else None
                lines, size, blank = [], 0, False
                continue
        if lines is not None:
            size += len(line)
            if size <= MOST_MESSAGE:
                lines.append(line)
            else:
                lines.clear()
        blank = line in {b"\n", b"\r\n"}
    if lines is not None:
        yield b"".join(lines) if size <= MOST_MESSAGE else None


def without_quotes(raw: bytes) -> bytes:
    """Return a message of an mbox as it was before lines were quoted: one `>` less before From."""
    return re.sub(rb"(?m)^>(>*From )", rb"\1", raw)


def _refused(name: str, reason: str, **values: object) -> MailFile:
    return MailFile(name, problem=NotOriginal(reason, **values))


def _too_large(name: str) -> MailFile:
    return _refused(name, "originals.problem.too-large", limit=MOST_MESSAGE // 1_000_000)


def _shown(path: Path) -> str:
    return _line(str(path))


def _line(text: str) -> str:
    return clean_line(storable(text), 400)
