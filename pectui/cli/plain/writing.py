"""One letter: its fields asked for, its text by lines or in an editor, its draft always safe."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.cli.plain.console import EndOfInput
from pectui.cli.plain.editor import edit
from pectui.cli.plain.review import agreed, see_off, tell_review
from pectui.cli.plain.words import letter_help_lines, letter_words, meant
from pectui.cli.views import local
from pectui.errors import (
    AddressInvalid,
    ArgumentInvalid,
    FileChanged,
    FileUnreadable,
    LetterRepeated,
    PectuiError,
    StoreUnusable,
)
from pectui.pec.addresses import check_address, split_addresses
from pectui.pec.leaving import read_leaving
from pectui.pec.outgoing import changes, fit_block, fit_line
from pectui.services.sending.drafts import is_blank, leave_at_of, letter_of, with_leave_at
from pectui.services.sending.returned import dismiss_refused
from pectui.text import clean_block, clean_line

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from pectui.cli.plain.desk import Desk
    from pectui.models import Draft, Letter
    from pectui.pec.outgoing import Fitted
    from pectui.services.sending.checks import Review

END = "."
"""A line with nothing else ends the text."""


async def write(desk: Desk, draft: Draft) -> None:
    """Have `draft` written on until it is sent, kept or thrown away.

    Raises EndOfInput; like Ctrl+C that leaves it among the drafts.
    """
    await _Writing(desk, draft).run()


def _file(typed: str) -> str:
    """Return the whole path of a file that was typed. Raises FileUnreadable."""
    try:
        path = Path(typed).expanduser().absolute()
        if path.is_file():
            return str(path)
    except (OSError, RuntimeError, ValueError):
        pass
    raise FileUnreadable(path=typed, reason=t("compose.attach.missing"))


class _Writing:
    """The letter as it is now. Whatever is typed is on disk before the next thing is asked."""

    def __init__(self, desk: Desk, draft: Draft) -> None:
        self._desk = desk
        self._console = desk.console
        self._session = desk.session
        self._draft = draft
        # What an answer quotes stays below what is written.
        is_new = draft.updated_at is None
        self._below = draft.body if is_new else ""
        self._own = "" if is_new else draft.body
        self._words: dict[str, Callable[[str], Awaitable[bool | None]]] = {
            "send": self._send,
            "show": self._show,
            "to": self._set_to,
            "subject": self._set_subject,
            "text": self._add_text,
            "erase": self._erase,
            "editor": self._edit,
            "attach": self._attach,
            "detach": self._detach,
            "together": self._set_together,
            "later": self._set_time,
            "keep": self._leave,
            "discard": self._discard,
            "help": self._help,
        }

    async def run(self) -> None:
        try:
            await self._begin()
            while not await self._next_word():
                pass
        except (EndOfInput, asyncio.CancelledError):
            self._console.end_line()
            await self._say_kept()
            raise

    async def _begin(self) -> None:
        """Tell what is there already, and ask for what is not."""
        draft = self._draft
        if draft.reason:
            self._console.tell(t("compose.returned", reason=clean_line(draft.reason, 400)))
        if not is_blank(draft):
            self._show_head(in_full=False)
        if self._own.strip():
            self._show_text()
        elif self._below.strip():
            self._console.tell(tn("plain.letter.below", len(self._below.strip().splitlines())))
        if draft.recipients:
            self._judge_recipients()
        else:
            await self._set_to("")
        if not draft.subject:
            await self._set_subject("")
        if not self._own.strip():
            await self._add_text("")
        self._console.tell(t("plain.letter.now", help=t("plain.letter.word.help")))

    async def _next_word(self) -> bool:
        """Do what is said next; return whether the letter is done with."""
        line = await self._console.ask(t("plain.letter.prompt"))
        if not line:
            return False
        try:
            name, rest = meant(line, letter_words())
            return bool(await self._words[name](rest))
        except PectuiError as error:
            self._console.warn_of(error)
            return False

    # ── the draft ────────────────────────────────────────────────────────────

    async def _keep(self, draft: Draft) -> None:
        """Have `draft` be the letter, and save it; where the disk fails it is here still."""
        self._draft = draft
        try:
            await self._save()
        except StoreUnusable as error:
            self._console.warn_of(error)

    async def _save(self) -> None:
        if not is_blank(self._draft) or self._draft.updated_at is not None:
            self._draft = await self._session.drafts.save(self._draft)

    async def _say_kept(self) -> None:
        with suppress(PectuiError):
            if await self._session.drafts.get(self._draft.id) is not None:
                self._console.tell(t("plain.letter.kept", word=t("plain.word.drafts")))

    async def _leave(self, rest: str) -> bool:
        await self._save()
        await self._say_kept()
        return True

    async def _discard(self, rest: str) -> bool:
        if not await self._console.agree(t("plain.letter.discard")):
            return False
        await self._session.drafts.delete(self._draft.id)
        self._console.tell(t("plain.letter.discarded"))
        return True

    # ── fields ───────────────────────────────────────────────────────────────

    async def _set_to(self, rest: str) -> None:
        typed = rest or await self._console.ask(t("plain.letter.to"))
        fitted = fit_line(typed)
        self._say_changes(fitted)
        await self._keep(replace(self._draft, recipients=fitted.text))
        self._judge_recipients()
        self._say_recipients()

    def _judge_recipients(self) -> None:
        """Warn of each that is no address."""
        for text in split_addresses(self._draft.recipients):
            try:
                check_address(text)
            except AddressInvalid as error:
                self._console.warn(error.detail)

    def _say_recipients(self) -> None:
        count = len(split_addresses(self._draft.recipients))
        if self._draft.together and count > 1:
            self._console.tell(t("compose.to.together", count=count))
        elif count:
            self._console.tell(tn("compose.to", count))

    async def _set_subject(self, rest: str) -> None:
        typed = rest or await self._console.ask(t("plain.letter.subject"))
        fitted = fit_line(typed)
        self._say_changes(fitted)
        await self._keep(replace(self._draft, subject=fitted.text.strip()))

    async def _set_together(self, rest: str) -> None:
        await self._keep(replace(self._draft, together=not self._draft.together))
        self._console.tell(
            t("plain.letter.together" if self._draft.together else "plain.letter.apart")
        )

    async def _set_time(self, rest: str) -> None:
        moment = read_leaving(rest, self._session.books.now()) if rest else None
        await self._keep(with_leave_at(self._draft, moment))
        self._console.tell(
            t("leaving.at", date=local(moment)) if moment else t("plain.letter.at-once")
        )

    # ── the text ─────────────────────────────────────────────────────────────

    async def _add_text(self, rest: str) -> None:
        """Take lines until one with a dot alone, or Ctrl+D; each is safe once it is ended."""
        console = self._console
        console.tell(t("plain.letter.text", end=END))
        with suppress(EndOfInput):
            while (line := await console.ask_text()) != END:
                await self._write_on(line)
        await self._keep_text()

    async def _write_on(self, line: str) -> None:
        fitted = fit_block(line)
        self._say_changes(fitted)
        self._own = f"{self._own}\n{fitted.text}" if self._own else fitted.text
        if not self._console.is_ahead:
            await self._keep_text()

    async def _keep_text(self) -> None:
        await self._keep(replace(self._draft, body=self._own + self._below))

    async def _erase(self, rest: str) -> None:
        """Take the last line of the text away."""
        if not self._own:
            raise ArgumentInvalid(t("plain.letter.no-line"))
        self._own, _, last = self._own.rpartition("\n")
        await self._keep_text()
        self._console.tell(t("plain.letter.erased", line=clean_line(last, 200)))

    async def _edit(self, rest: str) -> None:
        """Have the text changed in the person's own editor."""
        file = await self._session.editing.begin(self._draft.id, self._draft.body)

        async def keep(text: str) -> None:
            fitted = fit_block(text)
            self._own, self._below = fitted.text, ""
            await self._keep_text()
            with suppress(OSError):
                await asyncio.to_thread(file.took, fitted.text)

        await self._keep(self._draft)
        try:
            changed = await edit(file, keep)
        finally:
            await asyncio.to_thread(file.remove)
        count = len(self._draft.body.splitlines())
        self._console.tell(tn("plain.letter.lines", count) if changed else t("plain.letter.same"))

    def _say_changes(self, fitted: Fitted) -> None:
        for words in changes(fitted):
            self._console.warn(words)

    # ── files ────────────────────────────────────────────────────────────────

    async def _attach(self, rest: str) -> None:
        typed = rest or await self._console.ask(t("plain.letter.attach"))
        place = await asyncio.to_thread(_file, typed)
        if place not in self._draft.attachments:
            files = (*self._draft.attachments, place)
            await self._keep(replace(self._draft, attachments=files))
        self._say_files()

    async def _detach(self, rest: str) -> None:
        files = self._draft.attachments
        number = int(rest) if rest.isdecimal() and len(rest) < 6 else 0
        if not 1 <= number <= len(files):
            self._say_files()
            raise ArgumentInvalid(t("plain.no-row", number=clean_line(rest), count=len(files)))
        left = (*files[: number - 1], *files[number:])
        await self._keep(replace(self._draft, attachments=left))
        self._say_files()

    def _say_files(self) -> None:
        files = self._draft.attachments
        self._console.tell(tn("plain.letter.files", len(files)))
        for number, path in enumerate(files, 1):
            self._console.tell(f"{number}. {clean_line(path)}")

    # ── all of it ────────────────────────────────────────────────────────────

    async def _show(self, rest: str) -> None:
        self._show_head()
        self._show_text()

    def _show_head(self, *, in_full: bool = True) -> None:
        draft, console = self._draft, self._console
        recipients = clean_line(draft.recipients, None) or t("drafts.no-recipient")
        # What is asked for next is not told to be missing.
        if draft.recipients or in_full:
            console.tell(f"{t('compose.to')}: {recipients}")
        if draft.subject or in_full:
            console.tell(f"{t('compose.subject')}: {clean_line(draft.subject) or '—'}")
        if draft.attachments:
            self._say_files()
        if (moment := leave_at_of(draft)) is not None:
            console.tell(t("leaving.at", date=local(moment)))

    def _show_text(self) -> None:
        body = self._draft.body
        for line in clean_block(body).split("\n") if body.strip() else ():
            self._console.tell(line)

    async def _help(self, rest: str) -> None:
        for line in letter_help_lines():
            self._console.tell(line)

    # ── sending ──────────────────────────────────────────────────────────────

    async def _send(self, rest: str) -> bool:
        """Tell what will leave, and let it leave once the person agrees to just that."""
        session, why = self._session, ""
        # Safe before it is queued, whatever happens between the two.
        self._draft = await session.drafts.save(self._draft)
        while True:
            letter, review = await self._reviewed(why)
            await tell_review(self._console, letter, review)
            if review.problems:
                return False
            if not await agreed(self._console, review):
                self._console.tell(t("plain.letter.not-sent"))
                return False
            seconds, again = session.options.undo_seconds, bool(review.equals.open)
            try:
                queued = await session.outbox.queue(
                    letter, delay=float(seconds), unless_open=not again
                )
            except (FileChanged, LetterRepeated) as error:
                # What was agreed to is not what would leave: it is told anew.
                why = error.detail
                continue
            await dismiss_refused(session.outbox, session.drafts, self._draft)
            await see_off(self._desk, queued, seconds)
            return True

    async def _reviewed(self, why: str) -> tuple[Letter, Review]:
        """Return the letter as it would leave, and all that is to be said of it."""
        letter, review = await self._session.outbox.review(letter_of(self._draft))
        problems = review.problems
        if letter.leave_at is not None and letter.leave_at <= self._session.books.now():
            problems = (*problems, t("leaving.past", text=local(letter.leave_at)))
        warnings = (*filter(None, [why]), *review.warnings)
        return letter, replace(review, problems=problems, warnings=warnings)
