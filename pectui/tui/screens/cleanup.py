"""The clean-up view: deletes the receipts of closed sendings, the heaviest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import apart, t, tn
from pectui.services.receipts.cleanup import (
    AGES_DAYS,
    DEFAULT_AGE_DAYS,
    closed,
    weigh,
)
from pectui.services.receipts.tracking import MOST_ON_DEMAND
from pectui.tui import show
from pectui.tui.commands import bindings, key_label
from pectui.tui.formats.times import now
from pectui.tui.messages import Answer, SendingsArrived
from pectui.tui.screens.cleanup_reports import CleanUpReports
from pectui.tui.screens.cleanup_run import CleanUpRun
from pectui.tui.screens.dialogs.simple import Pick
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.screens.sending import SendingScreen
from pectui.tui.widgets.chrome.empty_state import EmptyState
from pectui.tui.widgets.chrome.quota_summary import receipts_line
from pectui.tui.widgets.list.weighed_list import WeighedList, mb_words
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

    from pectui.services.receipts.cleanup import Progress, Weighed
    from pectui.tui.widgets.list.line_list import LineList

_WHILE_RUNNING = frozenset({"back", "view", "help", "command_palette", "leave"})


class CleanUpScreen(FramedScreen):
    """Lists what can go. Nothing is marked but what the person marks."""

    VIEW: ClassVar[str] = "account"
    BINDINGS = bindings("cleanup")

    known: var[tuple[Weighed, ...] | None] = var(None)
    """Every sending whose receipts take room, the heaviest first."""
    days: var[int] = var(DEFAULT_AGE_DAYS)
    """Only sendings at least so old are listed."""
    progress: var[Progress | None] = var(None)
    """How far a clean-up has come, while one runs."""
    stopping: var[bool] = var(default=False)

    def __init__(self) -> None:
        super().__init__()
        self.take_parts(CleanUpReports(self), CleanUpRun(self))

    def body(self) -> Iterable[Widget]:
        """Lay out heading, list and what the list is."""
        yield Static(id="heading", classes="heading")
        yield WeighedList(id="weighed")
        yield EmptyState(id="notice", classes="hidden")
        yield Static(id="detail")

    @property
    def has_work(self) -> bool:
        """Whether a clean-up runs, which says here how far it is."""
        return self.progress is not None

    @property
    def idle(self) -> frozenset[str]:
        """What is done with marked sendings, while none is."""
        is_marked = self.is_laid_out and self.weighed.marked
        return frozenset() if is_marked else frozenset({"cleanup.delete", "cleanup.save"})

    @property
    def help_group(self) -> str:
        """The group of commands the help begins with."""
        return "cleanup"

    @property
    def weighed(self) -> WeighedList:
        """The list."""
        return self.query_one("#weighed", WeighedList)

    def on_mount(self) -> None:
        """Show what is known here."""
        self.weighed.focus()
        self.watch(self.app, "quota", self._show, init=False)
        self._show()

    def on_screen_resume(self) -> None:
        """Read again what is known."""
        self.read_sendings()

    # ── what is listed ─────────────────────────────────────────────────────────────────────────

    def action_refresh(self) -> None:
        """Look into the inbox, ask about what it cannot tell, and how full the mailbox is."""
        tracking = self.session.tracking
        self.program.retry_connection()

        async def work() -> Answer | None:
            await tracking.ask_unclear(MOST_ON_DEMAND, adopted=None)
            return SendingsArrived(await tracking.sendings())

        start_call(self, "sendings", work, replace=True)

    def on_sending_changed(self) -> None:
        """Read again: a matter was closed, or receipts are gone; not in the midst of a clean-up."""
        if self.progress is None:
            self.read_sendings()

    def on_sendings_arrived(self, event: SendingsArrived) -> None:
        """Weigh and show them."""
        self.known = weigh(event.sendings)

    def watch_known(self) -> None:
        """Show what can go."""
        self._list()

    def watch_days(self) -> None:
        """Show what is old enough."""
        self._list()

    def _list(self) -> None:
        if self.is_laid_out and self.known is not None:
            self.weighed.show_rows(closed(self.known, now(), self.days), keep=True)
        self._show()

    def on_mark_list_marks_changed(self) -> None:
        """Say what the marked ones weigh."""
        self._show()
        self.refresh_bindings()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Show the timeline of the sending."""
        self.app.push_screen(SendingScreen(self.weighed.rows[event.index].sending))

    def watch_progress(self) -> None:
        """Show how far it has come."""
        self._show()
        self.refresh_bindings()

    def watch_stopping(self) -> None:
        """Say that it will stop."""
        self._show()

    def _show(self) -> None:
        if not self.is_laid_out:
            return
        rows = self.weighed.rows
        self.show_heading(*self._heading(rows))
        notice = self.query_one(EmptyState)
        notice.set_class(bool(rows), "hidden")
        if self.known is None:
            notice.say(t("sent.loading"))
        elif not rows:
            notice.say(t("cleanup.empty.title"), t("cleanup.empty.detail"), t("cleanup.empty.hint"))
        known = receipts_line(self.program.quota, self.known or ())
        lines = [known, Content.styled(t("cleanup.estimate"), "$quiet")]
        show.put(self.query_one("#detail", Static), Content("\n").join(lines))

    def _heading(self, rows: Sequence[Weighed]) -> list[Content]:
        parts = [Content.styled(t("cleanup.heading"), "bold")]
        if self.progress is not None:
            done, everything = self.progress.done + 1, self.progress.everything
            words = t("cleanup.deleting", **apart(done=done, all=everything))
            parts.append(Content.styled(words, "$text-accent"))
            hint = t("cleanup.stopping") if self.stopping else t("cleanup.can-stop")
            return [*parts, Content.styled(hint, "$quiet")]
        if not (marked := self.weighed.marked):
            return [*parts, Content(tn("cleanup.count", len(rows), age=age_words(self.days)))]
        size = mb_words(sum(one.size for one in marked))
        words = t("cleanup.marked", **apart(marked=len(marked), all=len(rows)), size=size)
        return [*parts, Content.styled(words, "$accent"), Content(age_words(self.days))]

    # ── choosing ───────────────────────────────────────────────────────────────────────────────

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now: while a clean-up runs, only to stop it or go elsewhere."""
        if self.progress is not None:
            return action in _WHILE_RUNNING
        if not self.is_laid_out:
            return True
        return action != "mark_all" or bool(self.weighed.rows)

    def action_mark_all(self) -> None:
        """Mark all of these; when all are marked, none."""
        self.weighed.mark_all()

    def action_age(self) -> None:
        """Choose how old a sending must be to be listed."""
        words = {age_words(days): days for days in AGES_DAYS}

        def chosen(answer: str | None) -> None:
            if answer is not None:
                self.days = words[answer]

        self.app.push_screen(Pick(t("cleanup.age.title"), (), list(words)), chosen)

    def marked(self) -> Sequence[Weighed]:
        """Return what is marked; where nothing is, say how that is done."""
        if not (marked := self.weighed.marked):
            words = t("cleanup.none-marked", mark=key_label(self, "list.mark"))
            show.notify(self, words, timeout=4)
        return marked

    # ── deleting ───────────────────────────────────────────────────────────────────────────────

    def action_back(self) -> None:
        """Stop a clean-up after the sending it is at; without one, go back to the account."""
        if self.progress is not None:
            self.stopping = True
        else:
            self.dismiss()


def age_words(days: int) -> str:
    """Return an age to choose by."""
    return t("cleanup.age.days", days=days) if days else t("cleanup.age.any")
