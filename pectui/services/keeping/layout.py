"""What a backup is made of: a zip of the data, and a manifest that `sha256sum -c` takes.

pectui.db     the database, as it stood at one moment
attachments/  files of letters, as they were confirmed
originals/    the provider's signed messages
config.toml the settings without secrets, where there are any
backup.json   what it is, and of when
SHA256SUMS    the digest of each of them
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pectui.services.proof.original_files import FOLDER as ORIGINALS
from pectui.services.sending.attachments import FOLDER as ATTACHMENTS
from pectui.store.schema import FILE_NAME
from pectui.text import is_clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORMAT = 1
MANIFEST = "SHA256SUMS"
ABOUT = "backup.json"
SETTINGS = "config.toml"
DATABASE = FILE_NAME
FOLDERS = (ATTACHMENTS, ORIGINALS)

_SINGLE = frozenset({DATABASE, SETTINGS, ABOUT, MANIFEST})
_FOLDER = re.compile(r"[0-9A-Za-z-]{1,80}")
_LONGEST = 255


def is_allowed(name: str) -> bool:
    """Whether a backup may hold a file of this name: one that leads nowhere else."""
    if name in _SINGLE:
        return True
    first, *between, last = name.split("/")
    return (
        first in FOLDERS
        and len(between) == 2
        and all(_FOLDER.fullmatch(part) for part in between)
        and is_file_name(last)
    )


def is_file_name(name: str) -> bool:
    """Whether this is the name of a file that pectui writes: plain, and in no other folder."""
    is_plain = bool(name) and not name.startswith(".") and not set(name) & set("/\\\n\r\0")
    return is_plain and is_clean(name) and len(name.encode()) <= _LONGEST


def place_within(path: str) -> str | None:
    """Return where a frozen file lies within the data folder, by its whole path; None elsewhere."""
    _, found, rest = path.rpartition(f"/{ATTACHMENTS}/")
    name = f"{ATTACHMENTS}/{rest}"
    return name if found and is_allowed(name) else None


def moved_to(data: Path) -> Callable[[str], str]:
    """Return what gives the path of a frozen file in another data folder."""

    def moved(path: str) -> str:
        name = place_within(path)
        return path if name is None else str(data / name)

    return moved
