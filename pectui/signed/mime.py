"""Mail cut by its bytes: headers, parts between boundaries, contents undone.

Nothing is written anew and nothing copied before it is asked for: a signature is over the very
bytes of a part. Depth and number of parts are bounded, so that no message takes long.
"""

from __future__ import annotations

import binascii
import re
from email.parser import BytesHeaderParser
from email.utils import collapse_rfc2231_value
from typing import TYPE_CHECKING

from pectui.pec.headers import decode_header
from pectui.signed.problems import NotOriginal
from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

MOST_HEADER = 256 * 1024
"""Bytes of the header of one part."""
MOST_PARTS = 1000
MOST_DEPTH = 10
_MOST_LOOKS = 100_000
"""Places that begin as a delimiter does: a boundary may be found everywhere in a text."""
_END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
_BROKEN = (ValueError, LookupError, TypeError, AttributeError)
"""What the library's reading of a broken header may raise."""


class Part:
    """A message or a part of one: the bytes of `source` from `start` to `end`."""

    __slots__ = ("body", "end", "header", "source", "start")

    def __init__(self, source: bytes, start: int = 0, end: int | None = None) -> None:
        self.source = source
        self.start = start
        self.end = len(source) if end is None else end
        header_end, self.body = self._parted()
        self.header: Message = BytesHeaderParser().parsebytes(source[start:header_end])

    def _parted(self) -> tuple[int, int]:
        """Return where the header ends and the body begins."""
        source, start = self.source, self.start
        for line_end in (b"\n", b"\r\n"):
            if source.startswith(line_end, start, self.end):
                return start, start + len(line_end)
        limit = min(self.end, start + MOST_HEADER)
        found = _END_OF_HEADER.search(source, start, limit)
        return (found.start(), found.end()) if found else (limit, self.end)

    def field(self, name: str) -> str:
        """Return a field of the header, decoded; "" without it."""
        try:
            return decode_header(storable(str(self.header.get(name, ""))))
        except _BROKEN:
            return ""

    @property
    def type(self) -> str:
        """The content type in lower case, without parameters."""
        try:
            return self.header.get_content_type()
        except _BROKEN:
            return "application/octet-stream"

    def parameter(self, name: str) -> str:
        """Return a parameter of the content type, "" without it."""
        return self._parameter(name, "content-type")

    def _parameter(self, name: str, field: str) -> str:
        try:
            value = self.header.get_param(name, "", field)
            return storable(collapse_rfc2231_value(value)) if value else ""
        except _BROKEN:
            return ""

    @property
    def name(self) -> str:
        """The file name that the sender gave it, decoded; foreign text, "" where there is none."""
        given = self._parameter("filename", "content-disposition") or self.parameter("name")
        return decode_header(given).strip()

    @property
    def is_attachment(self) -> bool:
        """Whether the sender calls it a file of its own."""
        return str(self.header.get("content-disposition", "")).lower().startswith("attachment")

    def children(self) -> list[Part]:
        """Return the parts of a multipart, in order; none where it is no multipart."""
        boundary = self.parameter("boundary").encode("utf-8", "replace")
        if not self.type.startswith("multipart/") or not boundary:
            return []
        return [Part(self.source, start, end) for start, end in self._spans(b"--" + boundary)]

    def _spans(self, delimiter: bytes) -> Iterator[tuple[int, int]]:
        """Yield where each part begins and ends; a last one that is cut off goes to the end."""
        source, begun = self.source, None
        for count, (at, after) in enumerate(self._delimiters(delimiter)):
            if begun is not None:
                yield begun, max(begun, _before_line_end(source, at))
            if source.startswith(b"--", after, self.end):
                return
            if count >= MOST_PARTS:
                raise NotOriginal("originals.problem.too-many-parts")
            line = source.find(b"\n", after, self.end)
            begun = self.end if line < 0 else line + 1
        if begun is not None:
            yield begun, self.end

    def _delimiters(self, delimiter: bytes) -> Iterator[tuple[int, int]]:
        """Yield where each line that is a delimiter begins, and where its text ends."""
        source, place, looked = self.source, self.body, 0
        while (at := source.find(delimiter, place, self.end)) >= 0:
            place = at + len(delimiter)
            looked += 1
            if looked > _MOST_LOOKS:
                raise NotOriginal("originals.problem.too-many-parts")
            at_line = at == self.body or source[at - 1 : at] == b"\n"
            rest = source[place : place + 80].partition(b"\n")[0].strip()
            if at_line and rest in {b"", b"--"}:
                yield at, place

    def walk(self) -> Iterator[Part]:
        """Yield this part and all below it, in order; what is a message of its own stays whole.

        Raises NotOriginal for one nested deeper, or cut into more parts, than any letter is.
        """
        stack, count = [(self, 0)], 0
        while stack:
            part, depth = stack.pop()
            count += 1
            if depth > MOST_DEPTH or count > MOST_PARTS:
                raise NotOriginal("originals.problem.too-many-parts")
            yield part
            stack += [(one, depth + 1) for one in reversed(part.children())]

    def content(self, most: int) -> bytes:
        """Return the content with its transfer encoding undone.

        Raises NotOriginal where it is longer than `most` bytes or not what it says.
        """
        if self.end - self.body > 2 * most + 1024:
            raise NotOriginal("originals.problem.too-large", limit=max(1, most // 1_000_000))
        raw = self.source[self.body : self.end]
        encoding = str(self.header.get("content-transfer-encoding", "")).strip().lower()
        try:
            if encoding == "base64":
                raw = binascii.a2b_base64(raw)
            elif encoding == "quoted-printable":
                raw = binascii.a2b_qp(raw)
        except binascii.Error:
            raise NotOriginal("originals.problem.broken-encoding") from None
        if len(raw) > most:
            raise NotOriginal("originals.problem.too-large", limit=max(1, most // 1_000_000))
        return raw

    def text(self, most: int) -> str:
        """Return the beginning of a text part, decoded as well as it can be."""
        raw = self.content(max(most, 1_000_000))
        charset = self.parameter("charset") or "utf-8"
        try:
            text = raw.decode(charset)
        except (LookupError, ValueError):
            text = raw.decode("latin-1")
        return storable(text.replace("\r\n", "\n"))[:most]


def _before_line_end(source: bytes, at: int) -> int:
    """Return where the line break before `at` begins: it belongs to the delimiter after it."""
    if source[at - 2 : at] == b"\r\n":
        return at - 2
    return at - 1 if source[at - 1 : at] == b"\n" else at
