"""The parts of a workbook's file, with bounds on what they unpack to and on what XML may say."""

from __future__ import annotations

import os
import posixpath
import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING
from xml.parsers import expat

from pectui.catalogue import t
from pectui.errors import TableUnreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from pectui.tables.file import TableFile

CHUNK = 1 << 16
SMALL_PART = 32 << 20
LARGE_PART = 2 << 30
_RATIO = 100
"""How many times its size a large part may unpack to; spreadsheets write 5 to 40."""
_RATIO_FROM = 64 << 20
_LARGEST_DIRECTORY = 1 << 20
_DIRECTORY_END = b"PK\x05\x06"
_LONGEST_TAG = 1 << 20

Attributes = dict[str, str]


class Package:
    """An archive of XML parts."""

    def __init__(self, file: TableFile) -> None:
        self._file = file
        if _directory_size(file) > _LARGEST_DIRECTORY:
            # zipfile would hold a million names before anybody could look at them.
            raise self.unreadable(t("tables.unreadable.damaged"))
        with self._translated():
            self._archive = zipfile.ZipFile(file.reader())
        self.names = frozenset(self._archive.namelist())

    def close(self) -> None:
        """Close the archive; the file stays open."""
        self._archive.close()

    def unreadable(self, reason: str) -> TableUnreadable:
        """Return the error that names this file."""
        return TableUnreadable(path=str(self._file.path), reason=reason)

    def chunks(self, name: str, limit: int) -> Generator[bytes, None, None]:
        """Yield a part piece by piece; raise TableUnreadable for one that unpacks to too much."""
        with self._translated():
            info = self._archive.getinfo(name)
            self._check_size(info, limit)
            with self._archive.open(info) as part:
                yield from self._checked(part)

    def _check_size(self, info: zipfile.ZipInfo, limit: int) -> None:
        # What a part says of its size is what zipfile unpacks at most.
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise self.unreadable(t("tables.unreadable.damaged"))
        size = info.file_size
        bomb = size > _RATIO_FROM and size > _RATIO * max(info.compress_size, 1)
        if size > limit or bomb:
            size_shown = f"{size / (1 << 20):.0f}"
            raise self.unreadable(t("tables.unreadable.bomb", size=size_shown))

    def _checked(self, part: IO[bytes]) -> Iterator[bytes]:
        """Yield pieces of a part that is UTF-8 without document type and endless tags."""
        in_tag = 0
        first = True
        while chunk := part.read(CHUNK):
            if first and chunk[:2] in {b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"}:
                raise self.unreadable(t("tables.unreadable.damaged"))
            first = False
            closes = chunk.rfind(b">")
            in_tag = in_tag + len(chunk) if closes < chunk.rfind(b"<") or in_tag else 0
            if closes > -1:
                in_tag = len(chunk) - closes if chunk.rfind(b"<") > closes else 0
            if in_tag > _LONGEST_TAG:
                raise self.unreadable(t("tables.unreadable.damaged"))
            yield chunk

    def parse(self, name: str, parser: expat.XMLParserType, limit: int = SMALL_PART) -> None:
        """Parse a whole part."""
        for chunk in self.chunks(name, limit):
            self.feed(parser, chunk)
        self.feed(parser, b"", final=True)

    def feed(self, parser: expat.XMLParserType, data: bytes, *, final: bool = False) -> None:
        """Parse a piece of a part."""
        with self._translated():
            parser.Parse(data, final)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError) as error:
            raise self.unreadable(t("tables.unreadable.damaged")) from error
        except (expat.ExpatError, ValueError, LookupError, OverflowError) as error:
            raise self.unreadable(t("tables.unreadable.damaged")) from error
        except RuntimeError as error:
            # zipfile says so of a part with a password.
            raise self.unreadable(t("tables.unreadable.protected")) from error

    def elements(self, name: str) -> list[tuple[str, Attributes]]:
        """Return the elements of a small part in order, by their names without prefix."""
        found: list[tuple[str, Attributes]] = []

        def start(tag: str, attributes: Attributes) -> None:
            found.append((tag.rpartition(":")[2], attributes))

        if name in self.names:
            self.parse(name, xml_parser(start))
        return found

    def related(self, source: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to within the file: id → the last word of its type, its part.

        What lies outside, such as another workbook, is left out: nothing outside is ever followed.
        """
        folder, base = posixpath.split(source)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        parts: dict[str, tuple[str, str]] = {}
        for tag, attributes in self.elements(name):
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                kind = attributes.get("Type", "").rpartition("/")[2]
                parts[attributes.get("Id", "")] = (kind, path)
        return parts


def _directory_size(file: TableFile) -> int:
    """Return the bytes of the archive's list of parts; 0 where no archive ends."""
    with file.reader() as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(size - (1 << 16) - 22, 0))
        end = stream.read()
    at = end.rfind(_DIRECTORY_END)
    return int.from_bytes(end[at + 12 : at + 16], "little") if at >= 0 else 0


def xml_parser(
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> expat.XMLParserType:
    """Return a parser that knows no entities: a document type is an error."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise ValueError("a document type")
