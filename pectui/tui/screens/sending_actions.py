"""Copies, saves and repeats a sending, and deletes its receipts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.services.proof.reports import sending_report
from pectui.text import clean_file_name, clean_line
from pectui.tui import reading_copies, show
from pectui.tui.messages import DraftReady
from pectui.tui.screens import dossiers, routes
from pectui.tui.screens.dialogs.simple import LinePrompt, Question, ask
from pectui.tui.terminal import clipboard
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.models import Sending
    from pectui.tui.messages import Answer
    from pectui.tui.screens.framed import FramedScreen


class SendingActions:
    """What can be done with the sending meant; a part of a screen that knows which one that is."""

    def __init__(self, view: FramedScreen, chosen: Callable[[], Sending | None]) -> None:
        self._view = view
        self._chosen = chosen

    def offers(self, action: str) -> bool:
        """Whether an action can be done with the sending meant."""
        chosen = self._chosen()
        if action in {"delete_receipts", "dossier", "messages"}:
            return chosen is not None and chosen.code is not None
        return chosen is not None or action not in {"copy", "save", "write_again"}

    def action_copy(self) -> None:
        """Copy the sending and its receipts as text."""
        if (sending := self._chosen()) is not None:
            start_call(self._view, "copy", lambda: self._copy(sending))

    async def _copy(self, sending: Sending) -> None:
        await clipboard.copy(self._view, await sending_report(sending))

    def action_save(self) -> None:
        """Save the sending and its receipts to a file."""
        sending = self._chosen()
        if sending is None:
            return
        path = str(Path.cwd() / _file_name(sending))
        prompt = LinePrompt(t("sent.save.title"), path, note=t("inbox.save.note"))
        self._view.app.push_screen(prompt, lambda path: self._save(sending, path))

    def action_save_to(self, path: str) -> None:
        """Save the sending and its receipts to a file of that path."""
        if (sending := self._chosen()) is not None:
            self._save(sending, path)

    def _save(self, sending: Sending, path: str | None) -> None:
        if path:
            start_call(self._view, "save", lambda: self._write(sending, path))

    async def _write(self, sending: Sending, path: str) -> Answer | None:
        report = await sending_report(sending)
        saved = await reading_copies.save_text(report, path, _file_name(sending))
        show.notify(self._view, t("inbox.saved", path=clean_line(str(saved), 200)))
        return None

    def action_dossier(self) -> None:
        """Write the dossier of the sending into a new folder or zip."""
        if (sending := self._chosen()) is not None and sending.code is not None:
            dossiers.ask_for_sending(self._view, sending)

    def action_originals(self) -> None:
        """Show the signed originals to be fetched, and those kept here."""
        self._view.app.push_screen(routes.originals())

    def action_take_in(self) -> None:
        """Choose files of signed originals, and take them in."""
        self._view.app.push_screen(routes.originals(pick=True))

    def action_write_again(self) -> None:
        """Start a new letter from this one."""
        sending, drafts = self._chosen(), self._view.session.drafts
        if sending is None:
            return

        async def work() -> DraftReady:
            return DraftReady(await drafts.again(sending))

        start_call(self._view, "write-again", work, replace=True)

    def action_messages(self) -> None:
        """Show the receipts and replies of the sending in the inbox."""
        sending = self._chosen()
        if sending is not None and sending.code:
            words = f"code:{sending.code}"
            self._view.app.call_later(self._view.program.show_in_inbox, words)

    def action_delete_receipts(self) -> None:
        """Warn that receipts are evidence, and delete them on the service."""
        sending = self._chosen()
        if sending is None:
            return
        code = sending.code
        if code is None:
            show.notify(self._view, t("sent.no-code"), severity="warning")
            return
        question = Question(
            t("sent.delete.title"),
            [
                f"{code} · {clean_line(sending.subject, 90)}",
                "",
                t("sent.delete.evidence"),
                "",
                t("sent.delete.copy"),
            ],
            yes=t("sent.delete.yes"),
            no=t("sent.delete.no"),
            dangerous=True,
        )

        def delete() -> None:
            start_call(self._view.app, "delete-receipts", lambda: self._delete(code))

        ask(self._view, question, delete)

    async def _delete(self, code: str) -> Answer | None:
        await self._view.session.tracking.delete_receipts(code)
        show.notify(self._view.app, t("sent.deleted"))
        self._view.program.refresh_quota()
        return None


def _file_name(sending: Sending) -> str:
    return clean_file_name(f"{sending.code or sending.id} {sending.subject}.txt")
