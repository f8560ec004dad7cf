"""Asks where messages are to be exported to: what is marked, else all that a list stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.search import Filter
from pectui.tui import show
from pectui.tui.messages import Answer
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pectui.models import HeldMessage
    from pectui.tui.screens.framed import FramedScreen
    from pectui.tui.widgets.list.message_list import MessageList

    Listed = Sequence[HeldMessage] | Filter
    """Messages, or by what they are found."""


@dataclass
class SelectionArrived(Answer):
    """All messages that are meant, and the words they were searched for by."""

    rows: Sequence[HeldMessage]
    words: str


class Exports:
    """The export of messages; a part of a screen that lists them."""

    def __init__(
        self, view: FramedScreen, messages: MessageList, listed: Callable[[], tuple[Listed, str]]
    ) -> None:
        """Take what tells all that the list stands for, and the words it was searched for by."""
        self._view = view
        self._messages = messages
        self._listed = listed

    def action_export(self) -> None:
        """Write the marked messages to a file, or all that the list stands for."""
        marked = self._messages.marked
        listed, words = (marked, "") if marked else self._listed()

        async def work() -> SelectionArrived:
            return SelectionArrived(await self._found(listed), words)

        start_call(self._view, "selection", work, replace=True)

    async def _found(self, listed: Listed) -> Sequence[HeldMessage]:
        local = self._view.program.local.mailbox
        if not isinstance(listed, Filter):
            return await local.with_receipts(listed)
        from pectui.services.exporting.selection import all_of  # late: looking exports nothing

        return await all_of(local, listed)

    def on_selection_arrived(self, event: SelectionArrived) -> None:
        """Ask for a file, and write into it."""
        if not event.rows:
            show.notify(self._view, t("exporting.nothing"), timeout=3)
            return
        from pectui.services.exporting.files import check_target
        from pectui.services.exporting.formats import dotted_names
        from pectui.services.exporting.reading_copy import proposed_stem
        from pectui.tui.screens.dialogs.export import ExportScreen
        from pectui.tui.screens.new_places import ask_new

        rows, app, count = event.rows, self._view.app, len(event.rows)

        def then(path: Path) -> None:
            app.push_screen(ExportScreen(rows, event.words, path))

        one = f"{proposed_stem(rows[0].envelope)}.eml" if count == 1 else ""
        ask_new(
            self._view,
            tn("exporting.prompt", count),
            one or t("exporting.prompt.name"),
            t("exporting.prompt.note", formats=dotted_names()),
            then,
            check=lambda path: check_target(path, count),
        )
