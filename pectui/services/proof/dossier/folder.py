"""The files of one dossier: written under safe names, hashed, and named in its manifest."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from pectui.errors import FileUnreadable
from pectui.services.proof.dossier.places import unwritable
from pectui.services.sending.attachments import copy_file
from pectui.text import clean_file_name, storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

MANIFEST = "manifest-sha256.txt"
LONGEST_NAME = 120
"""Bytes of the name of a file or folder."""
_DOTS = re.compile(r"\.[._ ]*\.")


def numbered(number: int, name: str) -> str:
    """Return a safe name that begins with its number, so that no two are one."""
    start = f"{number:02d}-"
    return start + safe_name(name, "file", LONGEST_NAME - len(start))


def safe_name(name: str, fallback: str, limit: int) -> str:
    """Return `name` as that of a file, `limit` bytes at most, without dots that follow dots."""
    return clean_file_name(_DOTS.sub(".", clean_file_name(name, fallback, limit)), fallback, limit)


class DossierFolder:
    """A folder that is being filled. Every method blocks, and raises FileUnwritable."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._digests: dict[str, str] = {}

    def add(self, path: str, content: bytes) -> tuple[int, str]:
        """Write a file; return its size and SHA-256. `path` has `/` between its safe names."""
        with unwritable(self.root / path):
            self._place(path).write_bytes(content)
        return self._note(path, len(content), hashlib.sha256(content).hexdigest())

    def add_text(self, path: str, text: str) -> tuple[int, str]:
        """Write a text in UTF-8, ending in a line break."""
        return self.add(path, (storable(text).rstrip("\n") + "\n").encode())

    def add_copy(self, path: str, source: Path, sha256: str) -> tuple[int, str] | None:
        """Copy a file as it was confirmed; None where it is gone or was changed since."""
        with unwritable(self.root / path):
            place = self._place(path)
            try:
                with place.open("wb") as copy:
                    size, digest = copy_file(source, copy)
            except FileUnreadable:
                size, digest = 0, ""
            if not digest or (sha256 and digest != sha256):
                place.unlink()
                return None
        return self._note(path, size, digest)

    def add_table(
        self, path: str, header: Sequence[str], rows: Iterable[Sequence[str]]
    ) -> tuple[int, str]:
        """Write a table for a spreadsheet."""
        from pectui.tables import write_table  # late: only who writes needs it

        with unwritable(self.root / path):
            place = self._place(path)
            write_table(place, header, rows)
            content = place.read_bytes()
        return self._note(path, len(content), hashlib.sha256(content).hexdigest())

    def list_other(self, path: str, sha256: str) -> None:
        """Name a file in the manifest that was written by another."""
        self._digests[path] = sha256

    def seal(self) -> str:
        """Write the manifest, which `sha256sum -c` reads; return its own SHA-256."""
        lines = [f"{digest}  {path}\n" for path, digest in sorted(self._digests.items())]
        content = "".join(lines).encode()
        with unwritable(self.root / MANIFEST):
            self._place(MANIFEST).write_bytes(content)
        return hashlib.sha256(content).hexdigest()

    def _place(self, path: str) -> Path:
        place = self.root / path
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return place

    def _note(self, path: str, size: int, sha256: str) -> tuple[int, str]:
        self._digests[path] = sha256
        return size, sha256
