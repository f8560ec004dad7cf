"""The signed originals: those to be fetched, those kept here, and what an import brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import t
from pectui.services.proof.check_lists import check_list
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.screens import routes
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.screens.original_commands import OriginalCommands, OriginalsArrived, listed
from pectui.tui.screens.original_parts import PARTS, OriginalParts, explain_emptiness
from pectui.tui.screens.original_words import detail_lines
from pectui.tui.widgets.chrome.empty_state import EmptyState
from pectui.tui.widgets.list.missing_list import MissingList
from pectui.tui.widgets.list.taken_list import TakenList
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from pectui.models import Sending
    from pectui.services.proof.originals import Taken
    from pectui.signed.receipts import Wanted
    from pectui.tui.messages import CallFailed
    from pectui.tui.widgets.list.line_list import LineList

_WHILE_TAKING = frozenset({"back", "next_part", "previous_part", "view", "help", "leave"})


class OriginalsScreen(FramedScreen):
    """Lists signed originals; takes further ones in, and wrong ones out again."""

    VIEW: ClassVar[str] = "sent"
    CSS_PATH = "../styles/sendings.tcss"
    BINDINGS = bindings("originals")

    missing: var[tuple[tuple[Sending, Wanted], ...] | None] = var(None)
    kept: var[tuple[Taken, ...] | None] = var(None)
    taken: var[tuple[Taken, ...]] = var(())
    """What became of the files of the last import."""
    part: var[str] = var("missing")
    """One of PARTS."""
    importing: var[bool] = var(default=False)
    stopping: var[bool] = var(default=False)
    checking: var[bool] = var(default=False)

    def __init__(self, *, pick: bool = False) -> None:
        """With `pick`, ask for files to take in at once."""
        super().__init__()
        self._pick = pick
        self._commands = OriginalCommands(self)
        self._strip = OriginalParts(self)
        self.take_parts(self._commands, self._strip)

    def body(self) -> Iterable[Widget]:
        """Lay out heading, the lists and what is known of the row under the cursor."""
        yield Static(id="heading", classes="heading")
        yield MissingList(id="missing")
        yield TakenList(id="kept")
        yield TakenList(id="taken")
        yield EmptyState(id="notice", classes="hidden")
        yield Static(id="detail")

    @property
    def help_group(self) -> str:
        """The group of commands the help begins with."""
        return "originals"

    @property
    def has_work(self) -> bool:
        """Whether files are being taken in, which says here how far it is."""
        return self.importing

    @property
    def chosen(self) -> Taken | None:
        """The original under the cursor."""
        if not self.is_laid_out or self.part == "missing":
            return None
        return self.query_one(f"#{self.part}", TakenList).current

    def on_mount(self) -> None:
        """Show what is known here."""
        self._show()
        self._focus_list()
        if self._pick:
            self._commands.action_take_in()

    def on_screen_resume(self) -> None:
        """Read again what is here."""
        super().on_screen_resume()
        self.read()

    def on_sending_changed(self) -> None:
        """Read again: other receipts mean other originals; imports and checks read at their end."""
        if not (self.importing or self.checking):
            self.read()

    def read(self) -> None:
        """Read again what is to be fetched and what is here."""
        start_call(self, "originals", lambda: listed(self.session.originals), replace=True)

    def on_originals_arrived(self, event: OriginalsArrived) -> None:
        """Take them over."""
        self.checking = self.checking and not event.is_checked
        self.missing, self.kept = event.missing, event.kept

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong; read again what was judged until then."""
        self.checking = False
        if event.group == "check":
            self.read()
        super().failed(event)

    # ── what is shown ──────────────────────────────────────────────────────────────────────────

    def watch_missing(self) -> None:
        """Show what is to be fetched."""
        if self.is_laid_out and self.missing is not None:
            self.query_one("#missing", MissingList).show_rows(self.missing, keep=True)
        self._show()

    def watch_kept(self) -> None:
        """Show what is kept here."""
        if self.is_laid_out and self.kept is not None:
            self.query_one("#kept", TakenList).show_rows(self.kept, keep=True)
        self._show()

    def watch_taken(self) -> None:
        """Show what became of the files."""
        if self.is_laid_out:
            self.query_one("#taken", TakenList).show_rows(self.taken, keep=True)
        self._show()

    def watch_part(self) -> None:
        """Show another part."""
        self._show()
        self._focus_list()

    def watch_importing(self) -> None:
        """Say that files are being taken in."""
        self._show()

    def watch_stopping(self) -> None:
        """Say that it will stop."""
        self._show()

    def watch_checking(self) -> None:
        """Say that the originals are being judged."""
        self._show()

    def on_line_list_highlighted(self) -> None:
        """Tell of the row under the cursor."""
        self._show()

    def _focus_list(self) -> None:
        if self.is_laid_out:
            self.query_one(f"#{self.part}").focus()

    def count_of(self, part: str) -> int:
        """Return how many rows a part has."""
        rows = {"missing": self.missing, "kept": self.kept, "taken": self.taken}[part]
        return len(rows or ())

    def _show(self) -> None:
        if not self.is_laid_out:
            return
        self.show_heading(*self._strip.heading())
        for part in PARTS:
            self.query_one(f"#{part}").set_class(part != self.part, "hidden")
        empty = not self.count_of(self.part)
        notice = self.query_one(EmptyState)
        notice.set_class(not empty, "hidden")
        if empty:
            explain_emptiness(self, notice)
        lines = [] if empty else self._detail()
        detail = self.query_one("#detail", Static)
        detail.set_class(not lines, "hidden")
        show.put(detail, Content("\n").join(lines))
        self.refresh_bindings()

    def _detail(self) -> list[Content]:
        if (one := self.chosen) is not None:
            return detail_lines(one)
        row = self.query_one("#missing", MissingList).current
        return [show.line(line) for line in check_list([row]).split("\n")] if row else []

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now; while files are taken in, only to look on or to stop."""
        if self.importing or self.checking:
            return action in _WHILE_TAKING
        if action == "remove":
            one = self.chosen
            return one is not None and one.original is not None
        if action == "keep_anyway":
            return self.chosen is not None and self.chosen.can_be_kept
        if action == "save":
            return bool(self.missing)
        if action == "check":
            return bool(self.kept)
        return True

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Show the sending that is meant."""
        one = self.chosen
        row = self.query_one("#missing", MissingList).current
        if self.part == "missing" and row is not None:
            self.app.push_screen(routes.sending(row[0]))
        elif one is not None and one.sending is not None and one.data and one.data.code:
            self.program.show_sending(one.data.code)
        else:
            show.notify(self, t("originals.no-sending"), timeout=4)

    # ── what is done with those kept ───────────────────────────────────────────────────────────

    def action_back(self) -> None:
        """Stop an import after the files it is at; without one, go back."""
        if self.importing:
            self.stopping = True
        else:
            self.dismiss()
