"""The composer: writes a letter, and saves it as a draft while it is typed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import t
from pectui.errors import FileChanged, FileUnreadable, LetterRepeated, PectuiError
from pectui.models import Draft, Letter
from pectui.pec.addresses import split_addresses
from pectui.services.sending.drafts import MAX_NAME, leave_at_of, template_name, with_leave_at
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.formats.times import now
from pectui.tui.messages import Answer, CallFailed, DraftSaved, LetterQueued
from pectui.tui.screens.dialogs.attach import AttachScreen
from pectui.tui.screens.dialogs.draft_question import DraftQuestion
from pectui.tui.screens.dialogs.progress import ProgressScreen
from pectui.tui.screens.dialogs.review import ReviewScreen
from pectui.tui.screens.dialogs.schedule import ask_schedule, schedule_problems, schedule_words
from pectui.tui.screens.dialogs.template import ask_template
from pectui.tui.screens.edited_text import EditedText
from pectui.tui.screens.letter_to_batch import LetterToBatch, is_blank
from pectui.tui.screens.returned_draft import dismiss_refused
from pectui.tui.typed_paths import starting_folder
from pectui.tui.widgets.compose.letter_form import LetterForm
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from textual.timer import Timer
    from textual.widget import Widget

    from pectui.services.sending.checks import Review
    from pectui.tui.widgets.compose.attachments import AttachmentList
    from pectui.tui.widgets.compose.fields import LetterText


@dataclass
class ReviewReady(Answer):
    """A letter as it would leave, and what is to be said of it."""

    letter: Letter
    review: Review


@dataclass
class DraftLeft(Answer):
    """The draft is safe, or thrown away, and its form may close."""


SAVE_AFTER = 0.7
"""Seconds after the last key until the draft is saved."""


class ComposeScreen(LetterToBatch):
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
        self._draft = draft
        self._saved: Draft | None = draft if draft.updated_at else None
        self._timer: Timer | None = None
        self.set_reactive(ComposeScreen.leave_at, leave_at_of(draft))
        self.form = LetterForm(draft, id="form")
        self._edited = EditedText(self)

    def body(self) -> Iterable[Widget]:
        """Lay out the form."""
        yield Static(id="heading", classes="heading")
        yield Static(
            self._returned(), id="returned", classes="" if self._draft.reason else "hidden"
        )
        yield self.form

    def on_mount(self) -> None:
        """Show the draft and put the cursor where there is something to write."""
        self._show_heading()
        self.say_left_out(self.form.left_out)
        self._edited.follow()
        self.prepare_addresses()
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
        return with_leave_at(self.form.filled(self._draft), self.leave_at)

    @property
    def letter(self) -> Letter:
        """The draft as the letter it would become."""
        draft = self.draft
        return Letter(
            recipients=split_addresses(draft.recipients),
            subject=draft.subject.strip(),
            body=draft.body,
            html=draft.html,
            together=draft.together,
            attachments=draft.attachments,
            draft_id=draft.id,
            leave_at=self.leave_at,
        )

    @property
    def template(self) -> str | None:
        """The name of the template that is changed here; None for a letter."""
        return template_name(self._draft)

    @property
    def has_work(self) -> bool:
        """Whether something would be lost by closing this: a letter has a question of its own."""
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no sending from a template: letters are begun from it."""
        return self.template is None or action not in {
            "review",
            "later",
            "keep_as_template",
            "to_batch",
        }

    # ── following what is typed ────────────────────────────────────────────────────────────────

    def on_letter_form_changed(self) -> None:
        """Save soon."""
        self._changed()

    def _changed(self) -> None:
        if not self.is_laid_out:
            return
        # Not put off by further keys: whoever types without a pause is saved all the same.
        if self._timer is None and not self.is_leaving:
            self._timer = self.set_timer(SAVE_AFTER, self._save_in_time)

    # ── the draft ──────────────────────────────────────────────────────────────────────────────

    @property
    def is_leaving(self) -> bool:
        """Whether the letter has been confirmed: it is no draft any more."""
        return self.form.disabled

    def _save_in_time(self) -> None:
        self._timer = None
        self.save_quietly()

    def _stop_saving(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    async def on_unmount(self) -> None:
        """Save what was typed last, when the program ends with the letter open."""
        with suppress(FileUnreadable):
            await self._edited.take()
        await self._edited.forget(keep=True)
        if self._timer is None:
            return
        self._stop_saving()
        if not is_blank(self.draft):
            await self.session.drafts.save(self.draft)

    def save_quietly(self) -> None:
        """Save the draft, where there is news."""
        draft = self.draft
        if draft == self._saved or (self._saved is None and is_blank(draft)):
            return
        drafts = self.session.drafts

        async def work() -> Answer | None:
            await drafts.save(draft)
            return DraftSaved(draft)

        start_call(self, "save-draft", work)

    def on_draft_saved(self, event: DraftSaved) -> None:
        """Say when it was saved."""
        self._saved = event.draft
        self.saved_at = f"{now():%H:%M:%S}"

    def watch_saved_at(self) -> None:
        """Show when it was saved."""
        self._show_heading()

    def watch_leave_at(self) -> None:
        """Show when the letter is to leave, and save that soon."""
        self._show_heading()
        self._changed()

    def _show_heading(self) -> None:
        saved = t("compose.saved", time=self.saved_at) if self.saved_at else ""
        if not saved and self._saved is None:
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
        reason = clean_line(self._draft.reason or "", 3 * (self.app.size.width - 2))
        return Content.styled(f"! {t('compose.returned', reason=reason)}", "$text-error")

    def action_save_draft(self) -> None:
        """Save now."""
        drafts, draft = self.session.drafts, self.draft

        async def work() -> Answer | None:
            await drafts.save(draft)
            show.notify(self.app, t("compose.draft-saved"), timeout=2)
            return DraftSaved(draft)

        start_call(self, "save-draft", work)

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
            await self._edited.edit()
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

    def action_review(self) -> None:
        """Show exactly what will leave."""
        self._ask_review()

    def _ask_review(self, why: str = "") -> None:
        """Show what will leave; `why` says what the person has to know before they agree again."""
        outbox = self.session.outbox

        async def work() -> ReviewReady:
            await self._edited.take()
            letter = self.letter
            ready, review = await outbox.review(letter)
            problems = (*review.problems, *schedule_problems(letter))
            warnings = (*filter(None, [why]), *review.warnings)
            return ReviewReady(ready, replace(review, problems=problems, warnings=warnings))

        self.save_quietly()
        start_call(self, "review", work, replace=True)

    def on_review_ready(self, event: ReviewReady) -> None:
        """Show it, and queue the letter once the person agrees."""
        letter, review = event.letter, event.review

        def answered(agreed: bool | None) -> None:
            if agreed:
                self._queue(letter, again=bool(review.equals.open))

        self.app.push_screen(ReviewScreen(letter, review), answered)

    def _queue(self, letter: Letter, *, again: bool) -> None:
        session = self.session
        outbox = session.outbox
        draft, delay = self.draft, float(session.options.undo_seconds)

        async def work() -> Answer | None:
            # The draft is safe before the letter is queued, whatever happens between the two.
            await session.drafts.save(draft)
            queued = await outbox.queue(letter, delay=delay, unless_open=not again)
            await self._edited.forget()
            await dismiss_refused(outbox, draft)
            return LetterQueued(queued)

        self._stop_saving()
        self.form.disabled = True
        start_call(self, "queue", work, replace=True)

    def on_letter_queued(self, event: LetterQueued) -> None:
        """Leave the form and follow the letter."""
        self.app.switch_screen(ProgressScreen(event.sendings, self.session.options.undo_seconds))

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong; the text stays."""
        self.form.disabled = False
        if self.focused is None:
            self.text.focus()
        if isinstance(event.error, FileChanged | LetterRepeated):
            # What was agreed to is not what would leave: it is shown anew.
            self._ask_review(event.error.detail)
        else:
            super().failed(event)

    # ── leaving ────────────────────────────────────────────────────────────────────────────────

    def action_back(self) -> None:
        """Leave; an unsent letter is kept or thrown away, as the person says."""
        if self.is_leaving:
            return
        if self.template is not None:
            self._leave("keep")
            return
        untouched = self._draft.updated_at is not None and self.draft == self._draft
        if untouched or (is_blank(self.draft) and self._saved is None):
            self.dismiss()
            return
        self.app.push_screen(DraftQuestion(), self._leave)

    def _leave(self, answer: str | None) -> None:
        if answer is None:
            return
        self._stop_saving()
        self.form.disabled = True
        start_call(self, "leave", self._keep if answer == "keep" else self._discard)

    async def _keep(self) -> DraftLeft:
        await self._edited.take(closing=True)
        draft = self.draft
        await self._edited.forget(keep=True)
        await self.session.drafts.save(draft)
        kept = t("compose.kept") if self.template is None else t("drafts.template.saved")
        show.notify(self.app, kept, timeout=3)
        return DraftLeft()

    async def _discard(self) -> DraftLeft:
        await self._edited.forget()
        await self.session.drafts.delete(self._draft.id)
        return DraftLeft()

    def on_draft_left(self) -> None:
        """Close the form."""
        self.dismiss()


def _shown(name: str) -> str:
    return clean_line(name, MAX_NAME)
