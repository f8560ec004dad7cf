"""Answers spoiled on purpose: which fault strikes a call, and what it does to the answer."""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING

from starlette.responses import Response

from pectui.sandbox import answers

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from pectui.sandbox.configuration import Fault

_STATUS = re.compile(r"(\d{3})(-html)?(-after)?")

_PROXY_PAGE = (
    "<html>\r\n<head><title>{status} Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>{status} Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n"
    "</body>\r\n</html>\r\n"
)
_WORDS = {429: answers.TOO_MANY, 500: "MySQL Error 2006", 413: answers.TOO_LARGE}
_LEVELS = 100_000


class Dropped(ConnectionError):
    """The connection ends here without an answer, or in the middle of one."""


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
    content = bytes(regular.body)
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
        return answers.answer(fields, regular.status_code)
    return regular


def _with_body(regular: Response, content: bytes) -> Response:
    return Response(content, regular.status_code, media_type="application/json")


def _status_answer(fault: Fault, status: int, *, html: bool) -> Response:
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    if html:
        page = fault.text or _PROXY_PAGE.format(status=status)
        return Response(page, status, headers, media_type="text/html")
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
        super().__init__(regular.body, regular.status_code, media_type="application/json")
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it. Raises Dropped when the client does not wait for the end."""
        await _start(self, send)
        for byte in bytes(self.body):
            if not await wait(self._seconds, receive):
                raise Dropped("the client has left")
            await _more(bytes([byte]), send)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class Cut(Response):
    """An answer whose second half never comes."""

    def __init__(self, regular: Response) -> None:
        super().__init__(regular.body, regular.status_code, media_type="application/json")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the first half. Raises Dropped, always."""
        content = bytes(self.body)
        await _start(self, send)
        await _more(content[: len(content) // 2], send)
        raise Dropped("cut")


class Huge(Response):
    """An answer that goes on and on: the regular one, then blanks."""

    _PIECE = b" " * 65_536

    def __init__(self, regular: Response, size: int) -> None:
        super().__init__(regular.body, regular.status_code, media_type="application/json")
        self._filler = max(0, size - len(regular.body))
        self.headers["content-length"] = str(len(regular.body) + self._filler)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, in pieces."""
        await _start(self, send)
        await _more(bytes(self.body), send)
        for place in range(0, self._filler, len(self._PIECE)):
            await _more(self._PIECE[: self._filler - place], send)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _start(response: Response, send: Send) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": response.status_code,
            "headers": response.raw_headers,
        }
    )


async def _more(content: bytes, send: Send) -> None:
    await send({"type": "http.response.body", "body": content, "more_body": True})
