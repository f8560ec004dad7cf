"""The JSON body of `POST /send`, streamed: its length is known first, attachments never in memory.

`{"sender", "recipient": [...], "subject", "body", "attachments": [{"name", "file"}], "username",
"password"}`; no `attachments` at all when there is none.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import os
import re
import stat
from contextlib import ExitStack
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.domains import network_address
from pectui.errors import FileUnreadable
from pectui.system.reasons import system_reason
from pectui.text import REPLACEMENT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from typing import BinaryIO

    from pectui.models import OutgoingAttachment, SendRequest
    from pectui.settings.configuration import AttachmentEncoding

PIECE = 3 * 64 * 1024
"""Bytes of a file encoded at a time; a multiple of 3, so that pieces of base64 can be joined."""

_MIME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*/[A-Za-z0-9][A-Za-z0-9.+-]*")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def _json(value: object) -> bytes:
    # ASCII: it reads the same whatever charset the other side believes in.
    return json.dumps(value).encode("ascii")


def _sound(text: str) -> str:
    return _LONE_SURROGATE.sub(REPLACEMENT, text)


def base64_length(size: int) -> int:
    """Return the length of `size` bytes in base64."""
    return 4 * ((size + 2) // 3)


class _File:
    """One attachment: its bytes on disk, and the JSON around them."""

    def __init__(self, attachment: OutgoingAttachment, encoding: AttachmentEncoding) -> None:
        self.attachment = attachment
        mime = attachment.mime if _MIME.fullmatch(attachment.mime) else "application/octet-stream"
        start = f"data:{mime};base64," if encoding == "data-uri" else ""
        name = _json(_sound(attachment.name))
        self.before = b'{"name":' + name + b',"file":"' + start.encode("ascii")
        self.after = b'"}'
        self.size = 0

    @property
    def length(self) -> int:
        return len(self.before) + base64_length(self.size) + len(self.after)

    def unreadable(self, reason: str) -> FileUnreadable:
        return FileUnreadable(path=self.attachment.name, reason=reason)

    def open(self) -> BinaryIO:
        try:
            # Without O_NONBLOCK, opening a named pipe would wait for its writer for ever.
            number = os.open(self.attachment.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        except (OSError, ValueError) as error:
            raise self.unreadable(system_reason(error)) from error
        if not stat.S_ISREG(os.fstat(number).st_mode):
            os.close(number)
            raise self.unreadable(t("api.not_a_file"))
        return os.fdopen(number, "rb")

    def read(self, file: BinaryIO, size: int) -> bytes:
        try:
            return file.read(size)
        except OSError as error:
            raise self.unreadable(system_reason(error)) from error

    def check(self) -> None:
        """Note the size, and read the file through when it was frozen; raises FileUnreadable."""
        with self.open() as file:
            self.size = os.fstat(file.fileno()).st_size
            if not self.attachment.sha256:
                return
            digest = hashlib.sha256()
            while piece := self.read(file, PIECE):
                digest.update(piece)
        self.compare(digest.hexdigest())

    def compare(self, digest: str) -> None:
        if self.attachment.sha256 and digest != self.attachment.sha256.lower():
            raise self.unreadable(t("api.attachment_changed"))

    async def pieces(self, file: BinaryIO) -> AsyncIterator[bytes]:
        """Yield the base64 of exactly `size` bytes; raises FileUnreadable when they changed."""
        digest = hashlib.sha256()
        left = self.size

        def encode() -> tuple[int, bytes]:
            piece = self.read(file, min(PIECE, left))
            digest.update(piece)
            return len(piece), base64.b64encode(piece)

        while left:
            read, encoded = await asyncio.to_thread(encode)
            if read < min(PIECE, left):
                raise self.unreadable(t("api.attachment_changed"))
            left -= read
            yield encoded
        self.compare(digest.hexdigest())


class LetterBody:
    """What one `POST /send` carries. Call `check`, then `length`, then iterate once; then `close`.

    A file that changes while it is read ends the iteration with FileUnreadable, before the JSON is
    complete: nobody can take such a body for a letter.
    """

    def __init__(
        self,
        request: SendRequest,
        encoding: AttachmentEncoding,
        credentials: Callable[[], bytes],
    ) -> None:
        fields = {
            "sender": network_address(_sound(request.sender)),
            "recipient": [network_address(_sound(one)) for one in request.recipients],
            "subject": _sound(request.subject),
            "body": _sound(request.body_html),
        }
        self._head = _json(fields)[:-1] + b","
        self._files = tuple(_File(attachment, encoding) for attachment in request.attachments)
        self._credentials = credentials
        self._open = ExitStack()

    async def check(self) -> None:
        """Read what will be streamed; raises FileUnreadable before anything has left."""
        for file in self._files:
            await asyncio.to_thread(file.check)

    @property
    def length(self) -> int:
        """Return the exact number of bytes, known once `check` has run."""
        total = len(self._head) + len(self._credentials()) + 1
        if self._files:
            total += len(b'"attachments":[],') + sum(file.length for file in self._files)
            total += len(self._files) - 1
        return total

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._head
        if self._files:
            yield b'"attachments":['
            for index, file in enumerate(self._files):
                yield (b"," if index else b"") + file.before
                handle = self._open.enter_context(await asyncio.to_thread(file.open))
                async for piece in file.pieces(handle):
                    yield piece
                handle.close()
                yield file.after
            yield b"],"
        yield self._credentials() + b"}"

    def close(self) -> None:
        """Close what an interrupted iteration left open."""
        self._open.close()
