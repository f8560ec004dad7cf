"""The text of a body as a person reads it; pages of HTML become lines, or are given up.

A short page is read here: its time grows with its length only. A longer one is read in a process of
its own, started for it, which has so much time and memory and no more. What is given up is shown
without its tags, and is not tried again.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from pectui.cache import Cache
from pectui.catalogue import language, t, tn
from pectui.html import stripped, to_text
from pectui.html.links import Link
from pectui.system import processes
from pectui.text import ELLIPSIS, clean_text

if TYPE_CHECKING:
    from pectui.html.walk import HtmlText
    from pectui.models import Body

_LOG = logging.getLogger(__name__)

AT_ONCE = 50_000
"""Characters of HTML that are made readable while the caller waits: a hundredth of a second."""
IN_THREAD = 200_000
"""Characters of HTML that are made readable in a thread; the worst of them take half a second."""
MOST = 8_000_000
"""Characters of HTML that are tried at all."""
SECONDS = 3.0
"""How long a page may take."""
_STRIPPED = 200_000
"""Characters of a page that was given up which are shown without their tags."""
_AT_A_TIME = 2
"""Processes: one for the person who reads, one for whatever is read ahead."""
_REMEMBERED = 1_024


@dataclass(frozen=True, slots=True)
class Readable:
    """A body as text. Foreign: it passes the gate before it is shown."""

    text: str
    links: tuple[Link, ...] = ()
    hidden: int = 0
    """Parts with words that a page hides and that are left out."""
    given_up: bool = False
    """Whether the page could not be read: then the text is what is left without the tags."""

    @property
    def clean(self) -> str:
        """The text, past the gate."""
        return clean_text(self.text)


def notes_on(page: Readable) -> list[str]:
    """Return what is to be said beside a text of which something is missing."""
    notes = [t("reader.given-up")] if page.given_up else []
    return [*notes, tn("reader.hidden", page.hidden)] if page.hidden else notes


async def readable(body: Body, *, show_hidden: bool = False) -> Readable:
    """Return a body as text: a page as its reader sees it, anything else as it is.

    Never takes longer than some `SECONDS`, whatever the page is made of, and never raises for it.
    Cancelling ends it at once. With `show_hidden` what a page hides is there as well.
    """
    known = at_once(body, show_hidden=show_hidden)
    if known is not None:
        return known
    if len(body.text) <= IN_THREAD:
        return _of(await asyncio.to_thread(to_text, body.text, show_hidden=show_hidden))
    if len(body.text) <= MOST and (mark := _mark(body.text)) not in _given_up:
        answer = await _ask(body.text, show_hidden)
        if answer is not None:
            return answer
        _given_up.keep(mark, True)
    return await asyncio.to_thread(_without_tags, body.text)


def at_once(body: Body, *, show_hidden: bool = False) -> Readable | None:
    """Return a body as text if that is a matter of milliseconds; None where it may not be."""
    if not body.html:
        return Readable(body.text)
    if len(body.text) > AT_ONCE:
        return None
    return _of(to_text(body.text, show_hidden=show_hidden))


def _of(page: HtmlText) -> Readable:
    return Readable(page.text, page.links, page.hidden)


def _without_tags(html: str) -> Readable:
    cut = ELLIPSIS if len(html) > _STRIPPED else ""
    return Readable(stripped(html[:_STRIPPED]) + cut, given_up=True)


_given_up: Cache[bytes, bool] = Cache(_REMEMBERED)
"""Digests of pages that were tried in vain."""


def _mark(html: str) -> bytes:
    return hashlib.sha256(html.encode("utf-8", "surrogatepass")).digest()


# ── the process ──────────────────────────────────────────────────────────────────────────────────

_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


async def _ask(html: str, show_hidden: bool) -> Readable | None:
    """Have a page read in a process of its own. None where it took too much, or failed."""
    head = json.dumps({"show_hidden": show_hidden, "language": language()})
    request = f"{head}\n{html}".encode("utf-8", "replace")
    turn = _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(_AT_A_TIME))
    async with turn:
        answer = await _exchange(request)
    first, line_end, text = answer.partition(b"\n")
    if not line_end:
        return None
    packed: dict[str, Any] = json.loads(first)
    links = tuple(Link(**link) for link in packed["links"])
    return Readable(text.decode(), links, packed["hidden"])


async def _exchange(request: bytes) -> bytes:
    """Return what the process answers; nothing where it was ended or came to grief."""
    try:
        process = await asyncio.create_subprocess_exec(
            *processes.command("pectui.services.conversion_process"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=processes.environment(),
        )
    except OSError as error:
        _LOG.warning("a page could not be read in a process of its own: %s", error)
        return b""
    try:
        async with asyncio.timeout(SECONDS):
            answer, _ = await process.communicate(request)
    except TimeoutError:
        _LOG.info("a page of %d bytes took too long to read", len(request))
        return b""
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        _LOG.info("reading a page of %d bytes ended with %s", len(request), process.returncode)
        return b""
    return answer
