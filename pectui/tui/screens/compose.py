"""Writing a letter: recipients, subject, text, attachments; saved as it is typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import var
from textual.widgets import Input, Label, Static, TextArea

from pectui.catalogue import t, tn
from pectui.errors import AddressInvalid, PectuiError
from pectui.models import Draft, Letter
from pectui.pec.addresses import check_address, split_addresses
from pectui.pec.letters import MAX_SUBJECT
from pectui.services.letters import check_letter
from pectui.text import clean_block, clean_line
from pectui.tui import editor, show
from pectui.tui.commands import bindings
from pectui.tui.messages import CallFailed, DraftSaved, LetterQueued
from pectui.tui.screens.attach import AttachScreen
from pectui.tui.screens.leave import LeaveScreen
from pectui.tui.screens.progress import ProgressScreen
from pectui.tui.screens.review import ReviewScreen
from pectui.tui.screens.view import View
from pectui.tui.times import now
from pectui.tui.widgets.attachments import AttachmentList
from pectui.tui.widgets.choice import Choice
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.message import Message as Told
    from textual.timer import Timer
    from textual.widget import Widget

    from pectui.services.letters import Review

SAVE_AFTER = 0.7
"""Seconds after the last key until the draft is saved."""


class ComposeScreen(View):
    """Edits one draft. Nothing typed is lost: it is on disk soon after the last key."""

    VIEW: ClassVar[str] = "compose"
    BINDINGS = bindings("compose")

    saved_at: var[str] = var("")
    """When the draft was last saved, for the heading."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._saved: Draft | None = draft if draft.updated_at else None
        self._timer: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """Lay out the form."""
        draft = self._draft
        yield Static(id="heading", classes="heading")
        with Vertical(id="form"):
            with Horizontal(classes="field"):
                yield Label(t("compose.to"), markup=False)
                yield Input(
                    clean_line(draft.recipients, None),
                    id="to",
                    placeholder=t("compose.to.placeholder"),
                )
            yield Static(id="to-note", classes="note")
            with Horizontal(classes="field"):
                yield Label(t("compose.subject"), markup=False)
                yield Input(clean_line(draft.subject, None), id="subject")
                yield Static(id="counter")
            yield TextArea(
                clean_block(draft.body), id="text", show_line_numbers=False, soft_wrap=True
            )
            yield Static(id="files-note", classes="note")
            yield AttachmentList(id="attachments")
            with Horizontal(id="choices"):
                yield Choice(t("compose.together"), draft.together, id="together")
                yield Choice(t("compose.html"), draft.html, id="html")

    def on_mount(self) -> None:
        """Show the draft and put the cursor where there is something to write."""
        self.files.show_paths(self._draft.attachments)
        self._show_notes()
        self._show_heading()
        first = "#to" if not self._draft.recipients else "#text"
        if self._draft.recipients and not self._draft.subject:
            first = "#subject"
        self.query_one(first).focus()

    @property
    def files(self) -> AttachmentList:
        """The attachments."""
        return self.query_one(AttachmentList)

    @property
    def draft(self) -> Draft:
        """The draft as it is on the screen now."""
        return replace(
            self._draft,
            recipients=self.query_one("#to", Input).value,
            subject=self.query_one("#subject", Input).value,
            body=self.query_one("#text", TextArea).text,
            html=self.query_one("#html", Choice).value,
            together=self.query_one("#together", Choice).value,
            attachments=self.files.paths,
        )

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
        )

    # ── following what is typed ────────────────────────────────────────────────────────────────

    def on_input_changed(self) -> None:
        """Check addresses and count while typing."""
        self._changed()

    def on_text_area_changed(self) -> None:
        """Save soon."""
        self._changed()

    def on_checkbox_changed(self) -> None:
        """Say what the choice means."""
        self._changed()

    def on_attachment_list_changed(self) -> None:
        """Save soon."""
        self._changed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next field."""
        self.focus_next()

    def _changed(self) -> None:
        if not self.is_laid_out:
            return
        self._show_notes()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(SAVE_AFTER, self._save_quietly)

    def _show_notes(self) -> None:
        self.query_one("#to-note", Static).update(self._recipients_note())
        self.query_one("#files-note", Static).update(self.files.summary())
        count = len(self.query_one("#subject", Input).value)
        colour = "$text-error" if count > MAX_SUBJECT else "$quiet"
        counter = t("compose.subject.counter", count=count, most=MAX_SUBJECT)
        self.query_one("#counter", Static).update(Content.styled(counter, colour))

    def _recipients_note(self) -> Content:
        typed = split_addresses(self.query_one("#to", Input).value)
        wrong = [address for address in typed if not is_address(address)]
        if wrong:
            words = t("compose.to.wrong", addresses=clean_line(", ".join(wrong), 200))
            return Content.styled(words, "$text-error")
        if not typed:
            return Content("")
        together = self.query_one("#together", Choice).value and len(typed) > 1
        words = t("compose.to.together", count=len(typed))
        return Content.styled(words if together else tn("compose.to", len(typed)), "$quiet")

    # ── the draft ──────────────────────────────────────────────────────────────────────────────

    def _save_quietly(self) -> None:
        draft = self.draft
        if draft == self._saved or (self._saved is None and is_blank(draft)):
            return
        drafts = self.session.drafts

        async def work() -> Told | None:
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

    def _show_heading(self) -> None:
        saved = t("compose.saved", time=self.saved_at) if self.saved_at else ""
        if not saved and self._saved is None:
            saved = t("compose.unsaved")
        sender = clean_line(self.session.account.sender, 60)
        reason = clean_line(self._draft.reason or "", 200)
        returned = t("compose.returned", reason=reason) if reason else ""
        self.show_heading(
            Content.styled(t("compose.heading"), "bold"),
            Content.styled(returned, "$text-error"),
            Content(t("compose.from", sender=sender)),
            Content.styled(saved, "$quiet"),
        )

    def action_save_draft(self) -> None:
        """Save now."""
        drafts, draft = self.session.drafts, self.draft

        async def work() -> Told | None:
            await drafts.save(draft)
            show.notify(self.app, t("compose.draft-saved"), timeout=2)
            return DraftSaved(draft)

        start_call(self, "save-draft", work)

    def action_attach(self) -> None:
        """Choose files to attach."""
        self.app.push_screen(AttachScreen(), self._add_files)

    def _add_files(self, paths: tuple[Path, ...] | None) -> None:
        for path in paths or ():
            name = clean_line(path.name, 80)
            fresh = self.files.add_path(str(path))
            words = (
                t("compose.attached", name=name)
                if fresh
                else t("compose.attached-already", name=name)
            )
            show.notify(self, words, timeout=2)

    async def action_editor(self) -> None:
        """Write the text in the user's editor."""
        area = self.query_one("#text", TextArea)
        try:
            area.text = clean_block(editor.edit(self.app, area.text))
        except PectuiError as error:
            show.notify_error(self, error)

    # ── sending ────────────────────────────────────────────────────────────────────────────────

    def action_review(self) -> None:
        """Show exactly what will leave."""
        letter, outbox = self.letter, self.session.outbox
        sender = self.session.account.sender

        async def work() -> Told | None:
            sent = await self.session.tracking.sendings()
            known = {address for sending in sent for address in sending.recipients}
            review = check_letter(letter, sender, known)
            warnings = (*review.warnings, *await outbox.equal_warnings(letter))
            self._show_review(letter, replace(review, warnings=warnings))
            return None

        self._save_quietly()
        start_call(self, "review", work, replace=True)

    def _show_review(self, letter: Letter, review: Review) -> None:
        def answered(agreed: bool | None) -> None:
            if agreed:
                self._queue(letter)

        self.app.push_screen(ReviewScreen(letter, review), answered)

    def _queue(self, letter: Letter) -> None:
        session = self.session
        draft, delay = self.draft, float(session.options.undo_seconds)

        async def work() -> Told | None:
            # The draft is safe before the letter is queued, whatever happens between the two.
            await session.drafts.save(draft)
            return LetterQueued(await session.outbox.queue(letter, delay=delay))

        if self._timer is not None:
            self._timer.stop()
        self.query_one("#form").disabled = True
        start_call(self, "queue", work, replace=True)

    def on_letter_queued(self, event: LetterQueued) -> None:
        """Leave the form and follow the letter."""
        self.app.switch_screen(ProgressScreen(event.sendings, self.session.options.undo_seconds))

    def on_call_failed(self, event: CallFailed) -> None:
        """Say what went wrong; the text stays."""
        self.query_one("#form").disabled = False
        show.notify_error(self, event.error)

    # ── leaving ────────────────────────────────────────────────────────────────────────────────

    def action_back(self) -> None:
        """Leave; an unsent letter is kept or thrown away, as the person says."""
        if self.query_one("#form").disabled:
            return
        if is_blank(self.draft) and self._saved is None:
            self.dismiss()
            return
        self.app.push_screen(LeaveScreen(), self._leave)

    def _leave(self, answer: str | None) -> None:
        if answer is None:
            return
        if self._timer is not None:
            self._timer.stop()
        drafts, draft = self.session.drafts, self.draft

        async def work() -> Told | None:
            await (drafts.save(draft) if answer == "keep" else drafts.delete(draft.id))
            self.dismiss()
            return None

        start_call(self, "leave", work)


def is_address(text: str) -> bool:
    """Whether `text` is an address."""
    try:
        check_address(text)
    except AddressInvalid:
        return False
    return True


def is_blank(draft: Draft) -> bool:
    """Whether nothing was written yet."""
    return not (draft.recipients or draft.subject or draft.body.strip() or draft.attachments)
