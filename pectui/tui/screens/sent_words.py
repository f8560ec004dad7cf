"""Words the heading of the sent view, and says why no sending is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from pectui.catalogue import apart, t, thousands, tn
from pectui.pec.waiting import needs_look
from pectui.text import clean_line
from pectui.tui.formats.times import now

if TYPE_CHECKING:
    from pectui.tui.screens.sent import SentScreen
    from pectui.tui.widgets.chrome.empty_state import EmptyState

_SHOWING = {"open": "sent.showing.open", "trouble": "sent.showing.trouble"}
_NONE_SHOWN = {"open": "sent.none-open.title", "trouble": "sent.none-trouble.title"}


def heading(screen: SentScreen) -> list[Content]:
    """Return the parts of the heading; in a narrow terminal the last ones are cut off."""
    known, moment = screen.known or (), now()
    parts = [Content.styled(t("sent.heading"), "bold")]
    if screen.progress is not None:
        read, found = screen.progress
        words = t("sent.rebuild.progress", **apart(read=read, found=found))
        return [*parts, Content.styled(words, "$text-accent")]
    if screen.words:
        parts.append(Content.styled(_search_words(screen), "$text-accent"))
    if screen.showing != "all":
        parts.append(Content.styled(t(_SHOWING[screen.showing]), "$text-accent"))
    if trouble := sum(needs_look(sending, moment) for sending in known):
        parts.append(Content.styled(f"! {tn('sent.trouble', trouble)}", "$text-warning"))
    if known:
        parts.append(Content(tn("sent.count", len(known))))
    if waiting := sum(not sending.state.is_final for sending in known):
        parts.append(Content(tn("sent.open", waiting)))
    if screen.asking:
        parts.append(Content.styled(t("sent.asking"), "$text-accent"))
    return parts


def _search_words(screen: SentScreen) -> str:
    words = clean_line(screen.words, 40)
    return t("sent.search", words=words, count=thousands(len(screen.sendings.sendings)))


def explain_emptiness(screen: SentScreen, notice: EmptyState) -> None:
    """Say why no sending is shown, and what can be done."""
    if screen.known is None:
        notice.say(t("sent.loading"))
    elif screen.known and screen.words:
        notice.say(t("sent.search.none"), t("sent.search.none.detail"))
    elif screen.known:
        notice.say(t(_NONE_SHOWN[screen.showing]), t("sent.none-shown.detail"))
    else:
        notice.say(t("sent.empty.title"), t("sent.empty.detail"), t("sent.empty.hint"))
