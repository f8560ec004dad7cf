"""Asks for a name, and keeps a letter as a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.services.sending.drafts import MAX_NAME, template_name
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.messages import DraftsChanged
from pectui.tui.screens.dialogs.simple import LinePrompt
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.models import Draft
    from pectui.tui.messages import Answer
    from pectui.tui.screens.framed import FramedScreen


def ask_template(view: FramedScreen, draft: Draft) -> None:
    """Ask for a name and keep a copy of `draft` as a template; the view hears DraftsChanged."""
    drafts = view.session.drafts

    def answered(name: str | None) -> None:
        if name is not None:
            start_call(view, "template", lambda: keep(name))

    async def keep(name: str) -> Answer | None:
        template = await drafts.keep_as_template(draft, name)
        shown = clean_line(template_name(template) or "", MAX_NAME)
        show.notify(view.app, t("drafts.template.kept", name=shown), timeout=3)
        return DraftsChanged()

    subject = clean_line(draft.subject, MAX_NAME)
    prompt = LinePrompt(t("drafts.template.ask"), subject, note=t("drafts.template.note"))
    view.app.push_screen(prompt, answered)
