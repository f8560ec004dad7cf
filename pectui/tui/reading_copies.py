"""Saves a message to a file: a reading copy, said to be one, that never replaces another."""

from __future__ import annotations

import asyncio
import os
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import FileUnwritable
from pectui.services.exporting.reading_copy import proposed_stem
from pectui.system.paths import make_private
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import Message

_MOST_TRIES = 1_000


def proposed_name(message: Message) -> str:
    """Return a file name made of date and subject."""
    return proposed_stem(message.envelope) + ".txt"


def proposed_path(message: Message) -> Path:
    """Return where a message would be saved: a name of its own in the current folder."""
    return Path.cwd() / proposed_name(message)


async def save_message(message: Message, path: str | Path) -> Path:
    """Write a reading copy and return its path: `path`, or `path-2` if that is taken.

    It is text, or what the suffix says as in an export (.json, .eml and so on). A folder gets a
    file with the proposed name. The file is closed to others (0600). Raises FileUnwritable.
    """
    from pectui.services.exporting.files import single  # late: reports are saved without it

    content = await single(message, str(path).strip())
    return await asyncio.to_thread(_save, content, path, proposed_name(message))


async def save_text(text: str, path: str | Path, name: str) -> Path:
    """Write clean text as `save_message` does; `name` is for a path that is a folder."""
    return await asyncio.to_thread(_save, text.encode(), path, name)


async def save_texts(texts: Sequence[tuple[str, str]], folder: str | Path) -> Path:
    """Write texts, given with their names, into `folder`, made (0700) where it is missing.

    Returns the folder. No file is replaced. Raises FileUnwritable; what was written before stays.
    """
    return await asyncio.to_thread(_save_texts, texts, str(folder).strip())


def _save_texts(texts: Sequence[tuple[str, str]], folder: str) -> Path:
    if not folder:
        raise FileUnwritable(path="", reason=t("reader.file-name"))
    try:
        place = make_private(Path(folder).expanduser())
    except OSError as error:
        raise _unwritable(Path(folder), error) from error
    except (RuntimeError, ValueError) as error:
        raise FileUnwritable(path=folder, reason=str(error)) from error
    for name, text in texts:
        _save(text.encode(), place / name, name)
    return place


def _save(octets: bytes, path: str | Path, name: str) -> Path:
    wanted = _target(str(path).strip(), name)
    handle, target = _create(wanted)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(octets)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        target.unlink(missing_ok=True)  # half a letter must not pass for a whole one
        raise _unwritable(target, error) from error
    return target


def _target(path: str, name: str) -> Path:
    if not path:
        raise FileUnwritable(path="", reason=t("reader.file-name"))
    try:
        place = Path(path).expanduser()
        return place / name if place.is_dir() else place
    except (OSError, RuntimeError, ValueError) as error:
        raise FileUnwritable(path=path, reason=str(error)) from error


def _create(wanted: Path) -> tuple[int, Path]:
    """Create a new file and return it open with its path, numbered when the name is taken."""
    for number in count(1):
        name = wanted.name if number == 1 else f"{wanted.stem}-{number}{wanted.suffix}"
        try:
            target = wanted.with_name(name)
            return os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), target
        except FileExistsError as error:
            if number >= _MOST_TRIES:
                raise _unwritable(wanted, error) from error
        except OSError as error:
            raise _unwritable(wanted, error) from error
        except ValueError as error:
            raise FileUnwritable(path=str(wanted), reason=str(error)) from error
    raise AssertionError


def _unwritable(path: Path, error: OSError) -> FileUnwritable:
    return FileUnwritable(path=str(path), reason=system_reason(error))
