"""The drafts view: letters being written, and templates to begin letters from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import t, tn
from pectui.services.sending.drafts import template_name
from pectui.text import clean_line
from pectui.tui.commands import bindings
from pectui.tui.messages import DraftReady, DraftsArrived
from pectui.tui.screens.dialogs.simple import Question, ask
from pectui.tui.screens.dialogs.template import ask_template
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.widgets.chrome.empty_state import EmptyState
from pectui.tui.widgets.list.draft_list import DraftList
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from pectui.models import Draft
    from pectui.tui.messages import Answer
    from pectui.tui.widgets.list.line_list import LineList


class DraftsScreen(FramedScreen):
    """Lists the account's drafts, the one last written first, and below them its templates."""

    VIEW: ClassVar[str] = "drafts"
    BINDINGS = bindings("drafts")

    drafts: var[tuple[Draft, ...] | None] = var(None)
    """The drafts, then the templates."""

    def body(self) -> Iterable[Widget]:
        """Lay out heading and list."""
        yield Static(id="heading", classes="heading")
        yield DraftList(id="drafts")
        yield EmptyState(id="notice", classes="hidden")

    @property
    def letters(self) -> DraftList:
        """The list."""
        return self.query_one("#drafts", DraftList)

    def on_mount(self) -> None:
        """Show what is known."""
        self.letters.focus()
        self._show_state()

    def on_screen_resume(self) -> None:
        """Read the drafts again: one may have been written meanwhile."""
        self.action_refresh()

    def action_refresh(self) -> None:
        """Read the drafts again."""
        start_call(self, "drafts", self._all, replace=True)

    async def _all(self) -> Answer | None:
        drafts = self.session.drafts
        return DraftsArrived(await drafts.all(), await drafts.templates())

    def on_drafts_arrived(self, event: DraftsArrived) -> None:
        """Show them."""
        self.drafts = (*event.drafts, *event.templates)

    def on_drafts_changed(self) -> None:
        """Read them again."""
        self.action_refresh()

    def watch_drafts(self) -> None:
        """Show the drafts."""
        if self.drafts is not None:
            self.letters.show_rows(self.drafts, keep=True)
        self._show_state()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done with what is there."""
        return bool(self.drafts) or action not in {
            "duplicate",
            "delete",
            "edit",
            "keep_as_template",
        }

    def on_line_list_highlighted(self) -> None:
        """Say what can be done with what is under the cursor."""
        self._show_state()

    def _show_state(self) -> None:
        if not self.is_laid_out:
            return
        drafts = self.drafts or ()
        templates = sum(template_name(one) is not None for one in drafts)
        letters = len(drafts) - templates
        current = self.letters.current
        chosen = current is not None and template_name(current) is not None
        self.show_heading(
            Content.styled(t("drafts.heading"), "bold"),
            Content(tn("drafts.count", letters) if letters else ""),
            Content(tn("drafts.templates", templates) if templates else ""),
            Content.styled(t("drafts.template.hint") if chosen else "", "$quiet"),
        )
        notice = self.query_one(EmptyState)
        notice.set_class(bool(drafts), "hidden")
        if not drafts:
            notice.say(t("drafts.empty.title"), t("drafts.empty.detail"), t("drafts.empty.hint"))

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Go on writing the draft; begin a new letter from the template."""
        draft = self.letters.rows[event.index]
        if template_name(draft) is not None:
            self.program.write(self.session.drafts.from_template(draft))
        else:
            self._write(draft)

    def action_edit(self) -> None:
        """Go on writing what is under the cursor, also where it is a template."""
        if (draft := self.letters.current) is not None:
            self._write(draft)

    def _write(self, draft: Draft) -> None:
        """Go on writing a draft, once nothing comes back into it any more."""
        drafts = self.session.drafts

        async def work() -> Answer:
            return DraftReady(await drafts.take_up(draft))

        start_call(self, "write", work, replace=True)

    def action_keep_as_template(self) -> None:
        """Keep a copy of what is under the cursor as a template."""
        if (draft := self.letters.current) is not None:
            ask_template(self, draft)

    def action_duplicate(self) -> None:
        """Make a copy of the draft under the cursor."""
        draft, drafts = self.letters.current, self.session.drafts
        if draft is None:
            return

        async def work() -> Answer | None:
            name = template_name(draft)
            if name is not None:
                await drafts.keep_as_template(draft, name)
            else:
                await drafts.save(drafts.copy_of(draft))
            return await self._all()

        start_call(self, "duplicate", work)

    def action_delete(self) -> None:
        """Ask, then delete the draft under the cursor."""
        draft = self.letters.current
        if draft is None:
            return
        name = template_name(draft)
        subject = clean_line(name or draft.subject, 90) or t("drafts.no-subject")
        question = Question(
            t("drafts.delete.title") if name is None else t("drafts.template.delete"),
            [subject, "", t("drafts.delete.final")],
            yes=t("drafts.delete.yes"),
            no=t("drafts.delete.no"),
            dangerous=True,
        )
        ask(self, question, lambda: start_call(self, "delete", lambda: self._delete(draft)))

    async def _delete(self, draft: Draft) -> Answer | None:
        await self.session.drafts.delete(draft.id)
        return await self._all()

    def action_back(self) -> None:
        """Go back to the inbox."""
        self.go_to_inbox()
