"""Finds the files that a row's letter carries: common ones, and those its cells name.

What a cell names lies in the folder of the table, or in the one the person named: a table from
elsewhere must not pick files of this machine.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import FileUnreadable
from pectui.models import Finding, Gravity
from pectui.system.reasons import system_reason
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import Column

_SEVERAL = "|"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to attach, as it was when it was looked at."""

    path: Path
    size: int
    """Bytes."""
    changed: int
    """When it was last written to, in nanoseconds since the epoch."""
    is_common: bool
    """Whether every letter of the batch carries it."""


class FilesSeen:
    """A fingerprint of files as they were when they were looked at, letter after letter."""

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()

    def add(self, files: Sequence[FoundFile]) -> None:
        """Add the files of a letter."""
        seen = [(str(one.path), one.size, one.changed) for one in files]
        self._sha256.update(repr(seen).encode("utf-8", "surrogatepass"))

    def hex(self) -> str:
        """Return it as it is now."""
        return self._sha256.hexdigest()


class LetterFiles:
    """The files of one batch's letters; each is looked at once."""

    def __init__(
        self,
        patterns: Sequence[str],
        table: Path,
        folder: str,
        columns: Sequence[Column],
        may_be_empty: Sequence[str],
    ) -> None:
        """Look at the common files. Raises FileUnreadable, and what is wrong with a pattern."""
        from pectui.merge import NamePattern

        self._folder = Path(folder) if folder else table.parent
        self._root = _real(self._folder)
        self._looks: dict[Path, os.stat_result | str] = {}
        self.common = tuple(self._common(one, table.parent) for one in patterns if "{" not in one)
        self._patterns = tuple(
            NamePattern(one, columns, may_be_empty) for one in patterns if "{" in one
        )

    @property
    def used(self) -> frozenset[int]:
        """The positions of the columns that the patterns ask for."""
        return frozenset().union(*(one.used for one in self._patterns))

    def _common(self, text: str, beside: Path) -> FoundFile:
        path = Path(text)
        if not os.path.exists(path) and os.path.exists(beside / text):  # noqa: PTH110  never raises
            path = beside / text
        look = self._look(path)
        if isinstance(look, str):
            raise FileUnreadable(path=text, reason=look)
        return FoundFile(path, look.st_size, look.st_mtime_ns, is_common=True)

    def of_row(self, cells: Sequence[str]) -> tuple[tuple[FoundFile, ...], tuple[Finding, ...]]:
        """Return the files of a row beyond the common ones, and what is wrong with them."""
        if not self._patterns:
            return (), ()
        files: dict[Path, FoundFile] = {}
        findings: list[Finding] = []
        for pattern in self._patterns:
            filled = pattern.fill(cells)
            findings += filled.findings
            for name in (part.strip() for part in filled.name.split(_SEVERAL)):
                found = self._named(name) if name else None
                if isinstance(found, Finding):
                    findings.append(found)
                elif found is not None and found.path in files:
                    findings.append(_problem("batches.file-twice", name))
                elif found is not None:
                    files[found.path] = found
        return tuple(files.values()), tuple(findings)

    def _named(self, name: str) -> FoundFile | Finding:
        try:
            path = _real(self._folder / name.replace("\\", "/"))
        except FileUnreadable as error:
            return _problem("batches.file-unreadable", name, reason=str(error.values["reason"]))
        if not path.is_relative_to(self._root):
            return _problem("batches.file-outside", name)
        look = self._look(path)
        if isinstance(look, str):
            return _problem("batches.file-unreadable", name, reason=look)
        if not look.st_size:
            return _problem("batches.file-empty", name)
        return FoundFile(path, look.st_size, look.st_mtime_ns, is_common=False)

    def _look(self, path: Path) -> os.stat_result | str:
        """Return what the disk says of a plain file, or why there is none."""
        if path not in self._looks:
            self._looks[path] = _look(path)
        return self._looks[path]


def _real(path: Path) -> Path:
    """Return a path without links; those that lead round and round stay. Raises FileUnreadable."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError) as error:
        raise FileUnreadable(path=str(path), reason=str(error)) from error


def _look(path: Path) -> os.stat_result | str:
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        return system_reason(error)
    return status if stat.S_ISREG(status.st_mode) else t("outbox.not-a-file")


def _problem(key: str, name: str, **values: str) -> Finding:
    shown = {"file": clean_line(name, 120), **values}
    return Finding(Gravity.PROBLEM, key, tuple(shown.items()))
