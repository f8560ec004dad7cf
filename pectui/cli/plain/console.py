"""Lines told and asked for, and the news that come between them."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.cli import output
from pectui.cli.plain.lines import LONGEST, EndOfInput, Lines
from pectui.errors import ArgumentInvalid, FileUnwritable

if TYPE_CHECKING:
    from pectui.errors import PectuiError

__all__ = ["Console", "EndOfInput"]

PAGE = 20
"""Rows of a list at a time; fewer where the terminal is lower."""
TOGETHER = 0.3
"""Seconds in which news are taken together: after them the question is told once more."""
_LEAST, _BESIDE = 5, 4
"""Rows at least, and lines that stand beside them."""


class Console:
    """The person at the other end: every change is a line, never in the middle of another."""

    def __init__(self) -> None:
        self._lines = Lines(sys.stdin.fileno() if sys.stdin is not None else 0)
        self._news: list[str] = []
        self._are_due = False
        """Whether news wait for others, to be told together."""
        self._prompt: str | None = None
        """What the person rests at; None while something is being asked or done."""
        self.is_interrupted = False
        """Whether what is being done was ended by Ctrl+C."""

    @property
    def is_terminal(self) -> bool:
        """Whether a person types, and not a script."""
        return self._lines.is_terminal

    @property
    def is_ahead(self) -> bool:
        """Whether further lines are here already, as when a text is pasted."""
        return self._lines.are_waiting

    @property
    def is_being_typed_to(self) -> bool:
        """Whether a line has been begun, or waits."""
        return self._lines.has_begun

    @property
    def page(self) -> int:
        """How many rows are told at a time."""
        if not output.is_terminal(sys.stdout):
            return PAGE
        with suppress(OSError, ValueError):
            lines = os.get_terminal_size(sys.stdout.fileno()).lines
            return min(PAGE, max(_LEAST, lines - _BESIDE)) if lines else PAGE
        return PAGE

    # ── telling ──────────────────────────────────────────────────────────────

    def tell(self, text: str) -> None:
        """Tell what was asked for; foreign text in it has passed the gate.

        Raises FileUnwritable: nobody agrees to what could not be told.
        """
        output.prose(text, hang=0)

    def warn(self, text: str) -> None:
        """Tell what the person should know besides."""
        output.words(text)

    def warn_of(self, error: PectuiError) -> None:
        """Tell what went wrong, and what can be done; of what was typed wrong its own words do."""
        self.warn(error.detail if isinstance(error, ArgumentInvalid) else error.with_hint)

    def end_line(self) -> None:
        """Go on in a new line, where a question or ^C stands in this one."""
        if self.is_terminal:
            output.words("")

    def add_news(self, text: str) -> None:
        """Tell what has come: soon where nothing is being typed or done, else after it."""
        self._news.append(text)
        if not self._are_due:
            self._are_due = True
            asyncio.get_running_loop().call_later(TOGETHER, self._tell_news)

    def _tell_news(self) -> None:
        self._are_due = False
        if self._news and self._prompt is not None and not self.is_being_typed_to:
            self.end_line()
            self._invite()

    def _invite(self) -> None:
        """Tell the news, and ask for the next line. Nothing depends on whether that is seen."""
        news, self._news = self._news, []
        with suppress(FileUnwritable):
            for text in news:
                self.tell(text)
            output.prompt(self._prompt or "", ends=False)

    # ── asking ───────────────────────────────────────────────────────────────

    async def rest(self, prompt: str) -> str:
        """Return the next line; news are told before it is begun. Raises EndOfInput."""
        self._prompt = prompt if self.is_terminal else ""
        self._invite()
        try:
            return await self._lines.read()
        finally:
            self._prompt = None

    async def ask(self, question: str) -> str:
        """Ask for a line and return it, without the blanks around.

        Raises EndOfInput, and FileUnwritable where the question could not be seen.
        """
        return (await self.ask_text(question)).strip()

    async def ask_text(self, question: str = "") -> str:
        """Ask for a line and return it as it was typed. Raises EndOfInput."""
        output.prompt(question, ends=not self.is_terminal)
        line = await self._lines.read()
        if self.is_terminal and len(line.encode("utf-8", "replace")) >= LONGEST:
            self.warn(t("plain.line-cut", count=LONGEST))
        return line

    async def decide(self, question: str) -> str:
        """Ask for a line that something depends on: what was typed before it is no answer.

        Raises EndOfInput, and FileUnwritable where the question could not be seen.
        """
        if await self._lines.forget():
            self.warn(t("cli.typed-before"))
        return await self.ask(question)

    async def agree(self, question: str) -> bool:
        """Ask whether to go on; anything but a yes means no. Raises EndOfInput."""
        return output.is_yes(await self.decide(f"{question} [{t('cli.yes-or-no')}]"))

    async def listen(self, seconds: float, done: asyncio.Event) -> None:
        """Tell news as they come, until `done`, for so long, or until Enter is pressed."""
        self._prompt = ""
        self._invite()
        waits: list[asyncio.Task[object]] = [asyncio.create_task(done.wait())]
        if self.is_terminal:
            waits.append(asyncio.create_task(self._until_typed()))
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._prompt = None
            for one in waits:
                one.cancel()
            await asyncio.gather(*waits, return_exceptions=True)

    async def _until_typed(self) -> None:
        with suppress(EndOfInput):
            if line := (await self._lines.read()).strip():
                self._lines.put_back(line)
