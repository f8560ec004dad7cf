"""Answers spoiled on purpose: which fault strikes a call, and what it does to the answer."""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING

from pectui.sandbox import answers
from pectui.sandbox.web import Dropped, Response

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pectui.sandbox.configuration import Fault
    from pectui.sandbox.web import Receive

_STATUS = re.compile(r"(\d{3})(-html)?(-after)?")

_PROXY_PAGE = (
    "<html>\r\n<head><title>{status} Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>{status} Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n"
    "</body>\r\n</html>\r\n"
)
_WORDS = {429: answers.TOO_MANY, 500: "MySQL Error 2006", 413: answers.TOO_LARGE}
_LEVELS = 100_000


class Faults:
    """The faults still to strike, in the order they were asked for."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        # Each with the calls it lets pass and the times it has left.
        self._left: list[tuple[Fault, int, int | None]] = []
        for fault in faults:
            self.add(fault)

    def add(self, fault: Fault) -> None:
        """Let `fault` strike from now on."""
        self._left.append((fault, fault.after, fault.times))

    def strike(self, call: str) -> Fault | None:
        """Return the first fault that strikes `call` now, and use it up by one."""
        for place, (fault, passing, times) in enumerate(self._left):
            if fault.call not in ("*", call):
                continue
            if passing:
                self._left[place] = (fault, passing - 1, times)
                continue
            if times is not None and times <= 1:
                del self._left[place]
            elif times is not None:
                self._left[place] = (fault, 0, times - 1)
            return fault
        return None


def before_work(fault: Fault) -> Response | None:
    """Return the answer of a fault that keeps the work from being done; None for the others."""
    status = _STATUS.fullmatch(fault.kind)
    if status and not status.group(3):
        return _status_answer(fault, int(status.group(1)), html=bool(status.group(2)))
    if fault.kind == "redirect":
        return answers.failure(307, fault.text or "", {"Location": fault.location})
    if fault.kind in {"success-false", "success-word"}:
        success: object = False if fault.kind == "success-false" else "false"
        return answers.answer({"success": success, "message": fault.text or answers.POST_INVALID})
    if fault.kind == "smtp-error":
        words = fault.text or "SMTP connect() failed"
        return answers.answer({"success": False, "message": "", "message_id": words})
    return None


def after_work(fault: Fault, regular: Response) -> Response:
    """Return what becomes of the regular answer."""
    status = _STATUS.fullmatch(fault.kind)
    if status:
        return _status_answer(fault, int(status.group(1)), html=bool(status.group(2)))
    content = regular.content
    if fault.kind == "truncated":
        return _with_body(regular, content[: len(content) // 2])
    if fault.kind == "garbage":
        return _with_body(regular, b"\xff\xfe<?php Fatal error: Allowed memory size exhausted")
    if fault.kind == "deep":
        return _with_body(regular, b"[" * _LEVELS + b"]" * _LEVELS)
    if fault.kind == "huge":
        return Huge(regular, fault.size)
    if fault.kind == "drip":
        return Drip(regular, fault.seconds)
    if fault.kind == "cut":
        return Cut(regular)
    if fault.kind == "no-code":
        fields = json.loads(content)
        fields.pop("message_id", None)
        return answers.answer(fields, regular.status)
    return regular


def _with_body(regular: Response, content: bytes) -> Response:
    return Response(content, regular.status)


def _status_answer(fault: Fault, status: int, *, html: bool) -> Response:
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    if html:
        page = fault.text or _PROXY_PAGE.format(status=status)
        return Response(page.encode(), status, headers, "text/html; charset=utf-8")
    return answers.failure(status, fault.text or _WORDS.get(status, f"Error {status}"), headers)


async def wait(seconds: float, receive: Receive) -> bool:
    """Wait for `seconds`, or until the client is gone; return whether it is still there."""

    async def gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    try:
        async with asyncio.timeout(seconds):
            await gone()
    except TimeoutError:
        return True
    return False


class Drip(Response):
    """An answer that comes a byte at a time."""

    def __init__(self, regular: Response, seconds: float) -> None:
        super().__init__(regular.content, regular.status)
        self._seconds = seconds

    async def pieces(self, receive: Receive) -> AsyncIterator[bytes]:
        """Yield each byte. Raises Dropped when the client does not wait for the end."""
        for place in range(len(self.content)):
            if not await wait(self._seconds, receive):
                raise Dropped("the client has left")
            yield self.content[place : place + 1]


class Cut(Response):
    """An answer whose second half never comes."""

    def __init__(self, regular: Response) -> None:
        super().__init__(regular.content, regular.status)

    async def pieces(self, receive: Receive) -> AsyncIterator[bytes]:
        """Yield the first half. Raises Dropped, always."""
        yield self.content[: len(self.content) // 2]
        raise Dropped("cut")


class Huge(Response):
    """An answer that goes on and on: the regular one, then blanks."""

    _PIECE = b" " * 65_536

    def __init__(self, regular: Response, size: int) -> None:
        super().__init__(regular.content, regular.status)
        self._filler = max(0, size - len(regular.content))

    @property
    def length(self) -> int:
        """Bytes with the blanks."""
        return len(self.content) + self._filler

    async def pieces(self, receive: Receive) -> AsyncIterator[bytes]:
        """Yield the answer, then blanks."""
        yield self.content
        for place in range(0, self._filler, len(self._PIECE)):
            yield self._PIECE[: self._filler - place]
