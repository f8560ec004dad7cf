"""Words the heading of the inbox, and says why no message is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from pectui.catalogue import t, thousands, tn
from pectui.models import MailView
from pectui.services.mailbox.sync import Doing
from pectui.text import clean_line

if TYPE_CHECKING:
    from pectui.services.mailbox.sync import Progress
    from pectui.tui.screens.inbox import InboxScreen
    from pectui.tui.widgets.chrome.empty_state import EmptyState

MOST_FOUND = 5_000
"""Messages of a search that are listed; whoever wants more says more."""


def heading(screen: InboxScreen) -> list[Content]:
    """Return what is shown, how much of it, and how far the mailbox is stored here."""
    words = clean_line(screen.words, 40)
    title = t("inbox.heading.search", query=words) if words else t("inbox.heading")
    parts = [Content.styled(title, "bold"), *map(Content, _facts(screen))]
    problems = [clean_line(str(one), 80) for one in screen.messages.search.problems]
    parts += [Content.styled(f"! {problem}", "$text-warning") for problem in problems[:1]]
    if screen.problem is not None:
        parts.append(Content.styled(f"! {clean_line(screen.problem.title, 80)}", "$text-warning"))
    if screen.new:
        parts.append(Content.styled(tn("inbox.new", len(screen.new)), "$text-accent"))
    progress = screen.program.progress
    if progress.error is not None:
        stale = t("inbox.stale", title=progress.error.title)
        parts.append(Content.styled(stale, "$text-warning"))
    elif filling := filling_words(progress):
        parts.append(Content.styled(filling, "$text-accent"))
    if screen.program.spent:
        parts.append(Content.styled(t("inbox.spent"), "$text-warning"))
    return parts


def _facts(screen: InboxScreen) -> list[str]:
    marked = screen.messages.marks
    facts = (_count(screen), tn("inbox.marked", marked) if marked else "")
    return [fact for fact in facts if fact]


def _count(screen: InboxScreen) -> str:
    """Return how many messages are listed, and in how many rows; "" before they were counted."""
    progress, view = screen.program.progress, screen.shown
    count = screen.contents.found if screen.words else screen.program.view_counts.get(view)
    if screen.words and count is not None:
        more = "+" if count >= MOST_FOUND else ""
        words = t("inbox.found", count=f"{thousands(count)}{more}")
    elif view is MailView.ALL and not progress.complete and progress.total is not None:
        return tn("inbox.total", progress.total)
    elif count is None:
        return ""
    else:
        words = tn("inbox.total", count)
    # Receipts that are folded are counted, each for itself, but have no row.
    rows = len(screen.messages.rows)
    return tn("inbox.in-rows", rows, messages=words) if 0 < rows < count else words


def explain_emptiness(screen: InboxScreen, notice: EmptyState) -> None:
    """Say why no message is shown, and what can be done."""
    progress = screen.program.progress
    error = progress.error
    if screen.problem is not None:
        notice.say_error(screen.problem, t("inbox.again"))
    elif screen.words:
        problem = next(map(str, screen.messages.search.problems), "")
        notice.say(t("inbox.not-held.title"), problem, t("inbox.not-held.hint"))
    elif error is not None and not progress.held:
        notice.say_error(error, t("inbox.again"))
    elif not progress.complete and not progress.held:
        notice.say(t("inbox.loading"))
    elif screen.shown is not MailView.ALL:
        notice.say(t("inbox.view-empty.title"), "", t("inbox.view-empty.hint"))
    else:
        notice.say(t("inbox.empty.title"), t("inbox.empty.detail"), t("inbox.empty.hint"))


def filling_words(progress: Progress) -> str:
    """Return how far the mailbox is here; empty when all of it is, or nothing is known yet."""
    if progress.complete or progress.total is None:
        return t("inbox.looking") if progress.doing is Doing.LOOKING and not progress.held else ""
    percent = 100 * progress.held // max(1, progress.total)
    key = "inbox.filling-paused" if progress.paused else "inbox.filling"
    return t(key, percent=percent) if progress.held < progress.total else ""
