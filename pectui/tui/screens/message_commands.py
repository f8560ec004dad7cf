"""The commands for messages: marks, deletion, copies, answers, and the sending they speak of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pectui.errors import StoreUnusable
from pectui.pec.kinds import strip_prefix
from pectui.tui import show
from pectui.tui.screens import message_answers, message_copies, message_deletion, message_marks

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.models import HeldMessage
    from pectui.tui.messages import RelatedFound
    from pectui.tui.screens.framed import FramedScreen
    from pectui.tui.screens.message_reading import MessageReading
    from pectui.tui.widgets.message_panes import MessagePanes


class MessageCommands:
    """What can be done with the messages meant; a part of a screen with list and reader."""

    def __init__(
        self,
        view: FramedScreen,
        panes: MessagePanes,
        reading: MessageReading,
        show_related: Callable[[str], None],
    ) -> None:
        """Take what shows the messages about the same: it is given their subject."""
        self._view = view
        self._panes = panes
        self._reading = reading
        self._show_related = show_related

    @property
    def meant(self) -> HeldMessage | None:
        """The message under the cursor of the list while that has the keys, else the open one."""
        messages = self._panes.messages
        if self._view.focused is messages:
            return messages.current
        return self._reading.wanted or messages.current

    def chosen(self) -> tuple[HeldMessage, ...]:
        """Return the marked messages, else the one meant."""
        if marked := self._panes.messages.marked:
            return marked
        return (self.meant,) if self.meant else ()

    def _standing(self) -> tuple[HeldMessage, ...]:
        """Return what is chosen, a row of the list standing for what is folded under it."""
        # An open receipt is meant for itself.
        alone = self._reading.wanted
        return tuple(replace(row, thread=()) if row is alone else row for row in self.chosen())

    def action_unread(self) -> None:
        """Count the messages meant as unread; as read, if all of them are unread."""
        if rows := self._standing():
            message_marks.toggle_unread(self._view, rows)

    def action_read_all(self) -> None:
        """Count everything as read, after asking."""
        message_marks.ask_read_all(self._view)

    def action_flag(self) -> None:
        """Flag the messages meant; take the flag away, if all of them have it."""
        if rows := self.chosen():
            message_marks.toggle_flag(self._view, rows)

    def action_note(self) -> None:
        """Write a note to the messages meant, or change it."""
        if rows := self.chosen():
            message_marks.ask_note(self._view, rows)

    def action_tags(self) -> None:
        """Give the messages meant tags, or change those they have."""
        if rows := self.chosen():
            message_marks.ask_tags(self._view, rows)

    async def action_delete(self) -> None:
        """Name what will go, ask, and delete."""
        # Awaited here, and not in a worker: the next key may be the answer to the question.
        try:
            rows = await self._view.program.local.mailbox.with_receipts(self._standing())
        except StoreUnusable as error:
            show.notify_error(self._view, error)
            return
        if rows:
            message_deletion.ask_deletion(self._view, rows)

    def action_copy(self) -> None:
        """Copy the open message's text."""
        message_copies.copy_text(self._view, self._panes.reader.text_for_copy())

    def action_save(self) -> None:
        """Ask for a file name and save a reading copy there."""
        message_copies.ask_file(self._view, self._panes.reader.message)

    def action_save_to(self, path: str) -> None:
        """Save a reading copy to a file of that path."""
        message_copies.save(self._view, self._panes.reader.message, path)

    def action_reply(self) -> None:
        """Write an answer to the message meant."""
        if self.meant is not None:
            message_answers.reply(self._view, self.meant)

    def action_forward(self) -> None:
        """Write a letter that carries the message's text on."""
        if self.meant is not None:
            message_answers.forward(self._view, self.meant)

    def action_receipts(self) -> None:
        """Go from a receipt or a reply to its sending, from another letter to what answers it."""
        row = self.meant
        if row is not None and row.envelope.code is not None and row.envelope.kind.is_receipt:
            self._view.program.show_sending(row.envelope.code)
        elif row is not None:
            message_answers.find_related(self._view, row)

    def on_related_found(self, event: RelatedFound) -> None:
        """Show the sending of a message, or the messages about the same."""
        envelope = event.row.envelope
        if event.code is not None:
            self._view.program.show_sending(event.code)
        else:
            self._show_related(strip_prefix(envelope.subject, envelope.kind))
