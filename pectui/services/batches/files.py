"""Finds the files that a row's letter carries: common ones, and those its cells name.

What a cell names lies in the folder of the table, or in the one the person named: a table from
elsewhere must not pick files of this machine.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import FileUnreadable
from pectui.models import Finding, Weight
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
    is_common: bool
    """Whether every letter of the batch carries it."""


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
        self._root = self._folder.resolve()
        self._sizes: dict[str, int | str] = {}
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
        if not path.exists() and (beside / text).exists():
            path = beside / text
        size = self._size(path)
        if isinstance(size, str):
            raise FileUnreadable(path=text, reason=size)
        return FoundFile(path, size, is_common=True)

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
            path = (self._folder / name.replace("\\", "/")).resolve()
        except (OSError, ValueError) as error:
            return _problem("batches.file-unreadable", name, reason=str(error))
        if not path.is_relative_to(self._root):
            return _problem("batches.file-outside", name)
        size = self._size(path)
        if isinstance(size, str):
            return _problem("batches.file-unreadable", name, reason=size)
        if not size:
            return _problem("batches.file-empty", name)
        return FoundFile(path, size, is_common=False)

    def _size(self, path: Path) -> int | str:
        """Return the size of a plain file in bytes, or why there is none."""
        key = str(path)
        if key not in self._sizes:
            self._sizes[key] = _look(path)
        return self._sizes[key]


def _look(path: Path) -> int | str:
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        return getattr(error, "strerror", None) or str(error)
    return status.st_size if stat.S_ISREG(status.st_mode) else t("outbox.not-a-file")


def _problem(key: str, name: str, **values: str) -> Finding:
    shown = {"file": clean_line(name, 120), **values}
    return Finding(Weight.PROBLEM, key, tuple(shown.items()))
