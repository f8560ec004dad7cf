"""The strings of a workbook, which its cells name by number."""

from __future__ import annotations

import os
import re
import tempfile
from array import array
from typing import TYPE_CHECKING

from pectui.tables.package import LARGE_PART, Attributes, Package, xml_parser

if TYPE_CHECKING:
    from typing import IO

LONGEST_CELL = 32_767
"""Characters of one cell of a spreadsheet."""
_IN_MEMORY = 16 << 20
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class TextCollector:
    """The text of one string while it is parsed; what is too long is not kept."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._size = 0

    def add(self, text: str) -> None:
        """Take a piece of it."""
        if self._size <= LONGEST_CELL:
            self._pieces.append(text)
            self._size += len(text)

    def take(self) -> str:
        """Return the string, and begin another."""
        text = "".join(self._pieces)
        self._pieces.clear()
        self._size = 0
        return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    return chr(int(match.group(1), 16))


class SharedStrings:
    """Strings by number: in memory as UTF-8, in a file without a name beyond a bound."""

    def __init__(self) -> None:
        self._ends = array("Q", [0])
        self._memory = bytearray()
        self._written = 0
        self._file: IO[bytes] | None = None

    def add(self, text: str) -> None:
        """Take the next string."""
        self._memory += text.encode("utf-8", "surrogatepass")
        self._ends.append(self._written + len(self._memory))
        if len(self._memory) > _IN_MEMORY:
            self._spill()

    def _spill(self) -> None:
        self._file = self._file or tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
        self._file.write(self._memory)
        self._written += len(self._memory)
        self._memory.clear()

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self._ends) - 1:
            raise ValueError("no such string")
        start, end = self._ends[number], self._ends[number + 1]
        if self._file is not None and start < self._written:
            stored = os.pread(self._file.fileno(), end - start, start)
        else:
            stored = bytes(self._memory[start - self._written : end - self._written])
        return stored.decode("utf-8", "surrogatepass")

    def close(self) -> None:
        """Give back the file, if there is one."""
        if self._file is not None:
            self._file.close()


def shared_strings(package: Package, name: str | None) -> SharedStrings:
    """Read the part that holds the strings of a workbook."""
    strings = SharedStrings()
    if name is None or name not in package.names:
        return strings
    collector = TextCollector()
    inside = phonetic = False

    def start(tag: str, _: Attributes) -> None:
        nonlocal inside, phonetic
        tag = tag.rpartition(":")[2]
        inside = tag == "t" and not phonetic
        phonetic = phonetic or tag == "rPh"

    def end(tag: str) -> None:
        nonlocal inside, phonetic
        inside = False
        tag = tag.rpartition(":")[2]
        if tag == "si":
            strings.add(collector.take())
        elif tag == "rPh":
            phonetic = False

    def text(data: str) -> None:
        if inside:
            collector.add(data)

    package.parse(name, xml_parser(start, end, text), LARGE_PART)
    return strings
