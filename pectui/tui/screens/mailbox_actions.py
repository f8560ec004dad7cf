"""What can be done with messages: delete, mark, note, copy, save, answer, follow the receipts.

What only an action needs is loaded by it: most starts of the program end without one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.errors import StoreUnusable
from pectui.pec.kinds import strip_prefix
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.screens.dialogs.simple import LinePrompt, Question
from pectui.tui.screens.view import View
from pectui.tui.widgets.list.message_list import MessageList
from pectui.tui.widgets.reader.reader import Reader
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.message import Message as Told

    from pectui.errors import PectuiError
    from pectui.models import Draft, HeldMessage, Marks, Message
    from pectui.services.mailbox.deletion import LocalDeletion

_NAMED = 8
"""Messages a question names one by one."""


class MailboxActions(View):
    """The actions; list and reader are laid out by the screens below."""

    wanted: HeldMessage | None = None
    """The message that is open or being read."""

    @property
    def messages(self) -> MessageList:
        """The list."""
        return self.query_one("#messages", MessageList)

    @property
    def reader(self) -> Reader:
        """The reader."""
        return self.query_one("#reader", Reader)

    def chosen(self) -> tuple[HeldMessage, ...]:
        """Return the marked messages, else the one meant."""
        if marked := self.messages.marked:
            return marked
        return (self.meant,) if self.meant else ()

    @property
    def meant(self) -> HeldMessage | None:
        """The message under the cursor of the list while that has the keys, else the open one."""
        if self.focused is self.messages:
            return self.messages.current
        return self.wanted or self.messages.current

    def _with_folded(self, rows: Sequence[HeldMessage]) -> tuple[HeldMessage, ...]:
        """Return messages with the receipts that are folded under them, each once."""
        local = self.program.local.mailbox
        found: dict[int, HeldMessage] = {}
        try:
            for row in rows:
                found[row.number] = row
                # An open receipt is meant for itself; a row of the list stands for what it folds.
                if row.receipts and row.envelope.code and row is not self.wanted:
                    found |= {
                        one.number: one for one in local.receipts(row.envelope.code, row.number)
                    }
        except StoreUnusable as error:
            show.notify_error(self, error)
            return ()
        return tuple(found.values())

    # ── marks ──────────────────────────────────────────────────────────────────────────────────

    def _mark(self, rows: Sequence[HeldMessage], change: Callable[[Marks], Marks]) -> None:
        local = self.program.local.mailbox

        async def work() -> Told | None:
            await local.mark(rows, change)
            return None

        # On the app: what a person said is written down though the screen be left.
        start_call(self.app, "marks", work)

    def mark_read(self, rows: Sequence[HeldMessage]) -> None:
        """Count messages as read."""
        self._mark(rows, lambda marks: replace(marks, unread=False))

    def action_unread(self) -> None:
        """Count the messages meant as unread; as read, if all of them are unread."""
        if not (rows := self._with_folded(self.chosen())):
            return
        unread = not all(row.unread for row in rows)
        self._mark(rows, lambda marks: replace(marks, unread=unread))

    def action_read_all(self) -> None:
        """Count everything as read, after asking."""
        count = self.program.unread
        if not count:
            show.notify(self, t("inbox.nothing-unread"), timeout=2)
            return
        question = Question(tn("inbox.read-all", count), [t("inbox.read-all.detail")])
        local = self.program.local.mailbox

        async def work() -> Told | None:
            await local.read_everything()
            return None

        def answered(agreed: bool | None) -> None:
            if agreed:
                start_call(self.app, "marks", work)

        self.app.push_screen(question, answered)

    def action_flag(self) -> None:
        """Flag the messages meant; take the flag away, if all of them have it."""
        rows = self.chosen()
        flagged = not all(row.flagged for row in rows)
        self._mark(rows, lambda marks: replace(marks, flagged=flagged))

    def action_note(self) -> None:
        """Write a note to the message meant, or change it."""
        if not (rows := self.chosen()):
            return
        prompt = LinePrompt(t("inbox.note.title"), rows[0].note, note=t("inbox.note.help"))

        def noted(text: str | None) -> None:
            # Left as it was, it must not take the notes of the others away.
            if text is not None and text.strip() != rows[0].note:
                self._mark(rows, lambda marks: replace(marks, note=text.strip()))

        self.app.push_screen(prompt, noted)

    def action_tags(self) -> None:
        """Give the messages meant tags, or change those they have."""
        if not (rows := self.chosen()):
            return
        prompt = LinePrompt(
            t("inbox.tags.title"), " ".join(rows[0].tags), note=t("inbox.tags.help")
        )

        def tagged(text: str | None) -> None:
            if text is None:
                return
            tags = tuple(dict.fromkeys(text.replace(",", " ").split()))
            gone = {tag for tag in rows[0].tags if tag not in tags}

            def change(marks: Marks) -> Marks:
                # Each keeps the tags that only it has.
                kept = (tag for tag in marks.tags if tag not in gone)
                return replace(marks, tags=tuple(dict.fromkeys((*tags, *kept))))

            self._mark(rows, change)

        self.app.push_screen(prompt, tagged)

    # ── deleting ───────────────────────────────────────────────────────────────────────────────

    def action_delete(self) -> None:
        """Name what will go, ask, and delete."""
        chosen = self._with_folded(self.chosen())
        if not chosen:
            return
        # What it means comes first: where the terminal is short, the names are what is cut.
        lines = []
        if any(row.envelope.kind.is_receipt for row in chosen):
            lines.append(t("inbox.delete.evidence"))
        if any(not row.here for row in chosen):
            lines.append(t("inbox.delete.only-here"))
        lines += [t("inbox.delete.final"), ""]
        lines += [f"• {_named(row)}" for row in chosen[:_NAMED]]
        if len(chosen) > _NAMED:
            lines.append(t("inbox.delete.more", count=len(chosen) - _NAMED))
        question = Question(
            tn("inbox.delete.title", len(chosen)),
            lines,
            yes=t("inbox.delete.yes"),
            no=t("inbox.delete.no"),
            dangerous=True,
        )
        deletions = self.program.deletions
        self.app.push_screen(question, lambda agreed: deletions.start(chosen) if agreed else None)

    def show_deletion(self, deletion: LocalDeletion, *, tell: bool) -> None:
        """Close what was deleted; with `tell`, say what became of the messages."""
        gone = {row.identity for row in deletion.deleted}
        if self.wanted is not None and self.wanted.identity in gone:
            self.show_list()
        self.messages.clear_marks()
        if tell:
            self._tell_deletion(deletion)

    def _tell_deletion(self, deletion: LocalDeletion) -> None:
        if deletion.deleted:
            show.notify(self, tn("inbox.deleted", len(deletion.deleted)))
        for rows, title in (
            (deletion.refused, t("inbox.refused.title")),
            (deletion.unknown, t("inbox.unknown.title")),
        ):
            if rows:
                show.notify(self, _reasons(rows), title=title, severity="warning", timeout=12)
        self.program.refresh_quota()

    def show_list(self) -> None:
        """Go to the list; the screen knows how."""
        raise AssertionError

    # ── copying, saving ────────────────────────────────────────────────────────────────────────

    def action_copy(self) -> None:
        """Copy the open message's text."""
        text = self.reader.text_for_copy()
        if not text:
            show.notify(self, t("inbox.open-first"), severity="warning")
            return
        from pectui.tui.terminal import clipboard

        start_call(self, "copy", lambda: clipboard.copy(self.app, text))

    def action_save(self) -> None:
        """Ask for a file name and save a reading copy there."""
        message = self.reader.message
        if message is None:
            show.notify(self, t("inbox.open-first"), severity="warning")
            return
        from pectui.tui import reading_copies

        path = str(reading_copies.proposed_path(message))
        prompt = LinePrompt(t("inbox.save.title"), path, note=t("inbox.save.note"))
        self.app.push_screen(prompt, lambda path: self._save(message, path))

    def _save(self, message: Message, path: str | None) -> None:
        if not path:
            return
        from pectui.tui import reading_copies

        async def work() -> Told | None:
            saved = await reading_copies.save_message(message, path)
            show.notify(self, t("inbox.saved", path=clean_line(str(saved), 200)))
            return None

        start_call(self, "save", work)

    # ── answering ──────────────────────────────────────────────────────────────────────────────

    def action_reply(self) -> None:
        """Write an answer to the message meant; a machine that wrote a receipt gets none."""
        row = self.meant
        if row is not None and row.envelope.kind.is_receipt:
            show.notify(self, t("inbox.no-answer"), severity="warning", timeout=8)
            return
        from pectui.services.sending.replies import reply_draft

        self._answer(lambda message: reply_draft(message, self.session.account))

    def action_forward(self) -> None:
        """Write a letter that carries the message's text on."""
        from pectui.services.sending.replies import forward_draft

        self._answer(lambda message: forward_draft(message, self.session.account))

    def _answer(self, make: Callable[[Message], Awaitable[Draft]]) -> None:
        row = self.meant
        if row is None:
            return
        local = self.program.local

        async def work() -> Told | None:
            self.program.write(await make(await local.read(row)))
            return None

        start_call(self, "answer", work, replace=True)

    def action_receipts(self) -> None:
        """Go from a receipt or a reply to its sending, from another letter to what answers it."""
        row = self.meant
        if row is None:
            return
        code, tracking = row.envelope.code, self.session.tracking
        if code is not None and row.envelope.kind.is_receipt:
            self.program.show_sending(code)
            return

        async def work() -> Told | None:
            if code is not None and await tracking.sending(code) is not None:
                self.program.show_sending(code)
            else:
                self.show_related(strip_prefix(row.envelope.subject, row.envelope.kind))
            return None

        start_call(self, "related", work, replace=True)

    def show_related(self, subject: str) -> None:
        """Show the messages about the same; the screen knows how."""
        raise AssertionError


def _reasons(rows: Sequence[tuple[HeldMessage, PectuiError]]) -> str:
    return "\n".join(
        t("inbox.refused", subject=clean_line(row.envelope.subject, 40), reason=error.detail)
        for row, error in rows[:_NAMED]
    )


def _named(row: HeldMessage) -> str:
    envelope = row.envelope
    sender = clean_line(envelope.on_behalf_of or envelope.sender_address or envelope.sender, 60)
    subject = clean_line(envelope.subject, 90)
    return f"{t(f'kinds.{envelope.kind}')}: {subject} ({sender})"
