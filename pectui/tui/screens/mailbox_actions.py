"""What can be done with messages of the inbox: delete, copy, save, answer, follow the receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.services.answering import forward_draft, reply_draft
from pectui.text import clean_line
from pectui.tui import clipboard, saving, show
from pectui.tui.messages import MessagesDeleted
from pectui.tui.screens.dialogs import LinePrompt, Question
from pectui.tui.screens.view import View
from pectui.tui.widgets.message_list import MessageList
from pectui.tui.widgets.reader import Reader
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message import Message as Told

    from pectui.models import Draft, Envelope, Message
    from pectui.services.mailbox import Deletion

_NAMED = 8
"""Messages a question names one by one."""


class MailboxActions(View):
    """The actions; list and reader are laid out by the inbox screen below."""

    wanted: Envelope | None = None
    """The envelope of the message that is open or being read."""

    @property
    def messages(self) -> MessageList:
        """The list."""
        return self.query_one("#messages", MessageList)

    @property
    def reader(self) -> Reader:
        """The reader."""
        return self.query_one("#reader", Reader)

    def chosen(self) -> tuple[Envelope, ...]:
        """Return the marked messages, else the one open or under the cursor."""
        if self.messages.marked:
            return self.messages.marked
        current = self.wanted or self.messages.current
        return (current,) if current else ()

    # ── deleting ───────────────────────────────────────────────────────────────────────────────

    def action_delete(self) -> None:
        """Name what will go, ask, and delete."""
        chosen = self.chosen()
        if not chosen:
            return
        lines = [f"• {_named(envelope)}" for envelope in chosen[:_NAMED]]
        if len(chosen) > _NAMED:
            lines.append(t("inbox.delete.more", count=len(chosen) - _NAMED))
        if any(envelope.kind.is_receipt for envelope in chosen):
            lines += ["", t("inbox.delete.evidence")]
        lines += ["", t("inbox.delete.final")]
        question = Question(
            tn("inbox.delete.title", len(chosen)),
            lines,
            yes=t("inbox.delete.yes"),
            no=t("inbox.delete.no"),
            dangerous=True,
        )
        self.app.push_screen(question, lambda agreed: self._delete(chosen) if agreed else None)

    def _delete(self, chosen: tuple[Envelope, ...]) -> None:
        mailbox = self.session.mailbox
        app = self.program

        def progress(done: int, everything: int) -> None:
            show.notify(app, t("inbox.deleting", done=done, all=everything), timeout=2)

        async def work() -> Told | None:
            several = len(chosen) > 1
            return MessagesDeleted(await mailbox.delete(chosen, progress if several else None))

        start_call(app, "delete", work)

    def show_deletion(self, deletion: Deletion) -> None:
        """Tell what became of the messages, and load the page anew."""
        if deletion.deleted:
            show.notify(self, tn("inbox.deleted", len(deletion.deleted)))
        if deletion.refused:
            reasons = "\n".join(
                t("inbox.refused", subject=clean_line(envelope.subject, 40), reason=error.detail)
                for envelope, error in deletion.refused[:_NAMED]
            )
            show.notify(
                self, reasons, title=t("inbox.refused.title"), severity="warning", timeout=12
            )
        if self.wanted in deletion.deleted:
            self.show_list()
        self.messages.clear_marks()
        self.load(fresh=True)
        self.program.refresh_quota()

    def show_list(self) -> None:
        """Go to the list; the screen knows how."""
        raise AssertionError

    def load(self, *, fresh: bool = False, quiet: bool = False) -> None:
        """Load the page; the screen knows how."""
        raise AssertionError

    # ── copying, saving ────────────────────────────────────────────────────────────────────────

    def action_copy(self) -> None:
        """Copy the open message's text."""
        text = self.reader.text_for_copy()
        if not text:
            show.notify(self, t("inbox.open-first"), severity="warning")
            return
        self.run_worker(clipboard.copy(self.app, text), group="copy", exit_on_error=False)

    def action_save(self) -> None:
        """Ask for a file name and save a reading copy there."""
        message = self.reader.message
        if message is None:
            show.notify(self, t("inbox.open-first"), severity="warning")
            return
        path = str(saving.proposed_path(message))
        prompt = LinePrompt(t("inbox.save.title"), path, note=t("inbox.save.note"))
        self.app.push_screen(prompt, lambda path: self._save(message, path))

    def _save(self, message: Message, path: str | None) -> None:
        if not path:
            return

        async def work() -> Told | None:
            saved = await saving.save_message(message, path)
            show.notify(self, t("inbox.saved", path=clean_line(str(saved), 200)))
            return None

        start_call(self, "save", work)

    # ── answering ──────────────────────────────────────────────────────────────────────────────

    def action_reply(self) -> None:
        """Write an answer to the open message."""
        self._answer(lambda message: reply_draft(message, self.session.account))

    def action_forward(self) -> None:
        """Write a letter that carries the open message's text on."""
        self._answer(lambda message: forward_draft(message, self.session.account))

    def _answer(self, make: Callable[[Message], Draft]) -> None:
        message = self.reader.message
        if message is not None and message.envelope is self.wanted:
            self.program.write(make(message))
            return
        envelope = self.messages.current
        if envelope is None:
            return
        mailbox = self.session.mailbox

        async def work() -> Told | None:
            self.program.write(make(await mailbox.read(envelope)))
            return None

        start_call(self, "answer", work, replace=True)

    def action_receipts(self) -> None:
        """Show the sending that the message's code names."""
        chosen = self.chosen()
        code = chosen[0].code if chosen else None
        if code is None:
            show.notify(self, t("inbox.no-code"), severity="warning")
            return
        self.program.show_sending(code)


def _named(envelope: Envelope) -> str:
    sender = clean_line(envelope.on_behalf_of or envelope.sender_address or envelope.sender, 60)
    subject = clean_line(envelope.subject, 90)
    return f"{t(f'kinds.{envelope.kind}')}: {subject} ({sender})"
