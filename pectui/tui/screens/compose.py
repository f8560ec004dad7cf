"""The composer: writes a letter, and saves it as a draft while it is typed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import t
from pectui.errors import FileChanged, FileUnreadable, LetterRepeated, PectuiError
from pectui.services.sending.drafts import (
    MAX_NAME,
    is_blank,
    leave_at_of,
    letter_of,
    template_name,
    with_leave_at,
)
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.screens.address_memory import AddressMemory
from pectui.tui.screens.compose_draft import DraftSaving
from pectui.tui.screens.compose_leaving import Leaving
from pectui.tui.screens.compose_sending import QUEUE, LetterSending
from pectui.tui.screens.dialogs.attach import AttachScreen
from pectui.tui.screens.dialogs.schedule import ask_schedule, schedule_words
from pectui.tui.screens.dialogs.template import ask_template
from pectui.tui.screens.edited_text import EditedText
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.screens.letter_to_batch import LetterToBatch
from pectui.tui.typed_paths import starting_folder
from pectui.tui.widgets.compose.letter_form import LetterForm

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from textual.widget import Widget

    from pectui.models import Draft, Letter
    from pectui.tui.messages import CallFailed
    from pectui.tui.widgets.compose.attachments import AttachmentList
    from pectui.tui.widgets.compose.fields import LetterText


class ComposeScreen(FramedScreen):
    """Edits one draft. Nothing typed is lost: it is on disk soon after the last key."""

    VIEW: ClassVar[str] = "compose"
    CSS_PATH = "../styles/compose.tcss"
    BINDINGS = bindings("compose")

    saved_at: var[str] = var("")
    """When the draft was last saved, for the heading."""
    leave_at: var[datetime | None] = var(None)
    """When the letter is to leave; None for at once."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.opened = draft
        """The draft as it was when this was opened."""
        self.set_reactive(ComposeScreen.leave_at, leave_at_of(draft))
        self.form = LetterForm(draft, id="form")
        self.edited = EditedText(self)
        self._addresses = AddressMemory(self)
        self.saving = DraftSaving(self, draft)
        self._sending = LetterSending(self)
        self.take_parts(
            self.saving, self._sending, Leaving(self), LetterToBatch(self), self._addresses
        )

    def body(self) -> Iterable[Widget]:
        """Lay out the form."""
        yield Static(id="heading", classes="heading")
        yield Static(
            self._returned(), id="returned", classes="" if self.opened.reason else "hidden"
        )
        yield self.form

    def on_mount(self) -> None:
        """Show the draft and put the cursor where there is something to write."""
        self._show_heading()
        self.say_left_out(self.form.left_out)
        self.edited.follow()
        self._addresses.prepare()
        self.set_focus(self.form.first_empty)

    @property
    def text(self) -> LetterText:
        """The field of the text."""
        return self.form.text

    @property
    def files(self) -> AttachmentList:
        """The attachments."""
        return self.form.files

    def say_left_out(self, words: Iterable[str]) -> None:
        """Say what was left out of a text."""
        for one in words:
            show.notify(self, one, severity="warning")

    @property
    def draft(self) -> Draft:
        """The draft as it is on the screen now."""
        return with_leave_at(self.form.filled(self.opened), self.leave_at)

    @property
    def letter(self) -> Letter:
        """The draft as the letter it would become."""
        return letter_of(self.draft)

    @property
    def template(self) -> str | None:
        """The name of the template that is changed here; None for a letter."""
        return template_name(self.opened)

    @property
    def has_work(self) -> bool:
        """Whether something would be lost by closing this: a letter has a question of its own."""
        return True

    @property
    def is_form(self) -> bool:
        """Whether a person writes here."""
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no sending from a template: letters are begun from it."""
        return self.template is None or action not in {
            "review",
            "later",
            "keep_as_template",
            "to_batch",
        }

    # ── the draft ──────────────────────────────────────────────────────────────────────────────

    @property
    def is_leaving(self) -> bool:
        """Whether the letter has been confirmed: it is no draft any more."""
        return self.form.disabled

    async def on_unmount(self) -> None:
        """Save what was typed last, when the program ends with the letter open."""
        with suppress(FileUnreadable):
            await self.edited.take()
        await self.edited.forget(keep=True)
        if self.saving.stop() and not is_blank(self.draft):
            await self.session.drafts.save(self.draft)

    def watch_saved_at(self) -> None:
        """Show when it was saved."""
        self._show_heading()

    def watch_leave_at(self) -> None:
        """Show when the letter is to leave, and save that soon."""
        self._show_heading()
        self.saving.save_soon()

    def _show_heading(self) -> None:
        saved = t("compose.saved", time=self.saved_at) if self.saved_at else ""
        if not saved and self.saving.saved is None:
            saved = t("compose.unsaved")
        sender = clean_line(self.session.account.sender, 60)
        name = self.template
        title = t("compose.heading") if name is None else t("compose.template", name=_shown(name))
        self.show_heading(
            Content.styled(title, "bold"),
            schedule_words(self.leave_at),
            Content(t("compose.from", sender=sender)),
            Content.styled(saved, "$quiet"),
        )

    def _returned(self) -> Content:
        # Four lines are shown; what is cut off says so.
        reason = clean_line(self.opened.reason or "", 3 * (self.app.size.width - 2))
        return Content.styled(f"! {t('compose.returned', reason=reason)}", "$text-error")

    async def action_attach(self) -> None:
        """Choose files to attach; what is typed right after the key is typed there."""
        start = starting_folder(self.program.last_folder)
        await self.app.push_screen(AttachScreen(start), self._add_files)

    def _add_files(self, paths: tuple[Path, ...] | None) -> None:
        for path in paths or ():
            self.program.last_folder = path.parent
            if not self.files.add_path(str(path)):
                name = clean_line(path.name, 80)
                show.notify(self, t("compose.attached-already", name=name), timeout=2)

    async def action_editor(self) -> None:
        """Write the text in the user's editor; each time it saves, that is safe in the draft."""
        try:
            if not is_blank(self.draft):
                await self.session.drafts.save(self.draft)
            await self.edited.edit()
        except PectuiError as error:
            show.notify_error(self, error)
        self.text.focus()

    def action_later(self) -> None:
        """Choose when the letter leaves."""

        def answered(moment: datetime | None) -> None:
            self.leave_at = moment

        ask_schedule(self, self.leave_at, answered)

    def action_keep_as_template(self) -> None:
        """Keep a copy of the letter as a template."""
        ask_template(self, self.draft)

    # ── sending ────────────────────────────────────────────────────────────────────────────────

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong; the text stays, and can be changed unless the letter is leaving."""
        if event.group == QUEUE:
            self.form.disabled = False
        if self.focused is None:
            self.text.focus()
        if isinstance(event.error, FileChanged | LetterRepeated):
            # What was agreed to is not what would leave: it is shown anew.
            self._sending.ask_review(event.error.detail)
        else:
            super().failed(event)


def _shown(name: str) -> str:
    return clean_line(name, MAX_NAME)
