"""The signed originals: those to be fetched, those kept here, and what an import brought."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import t, tn
from pectui.services.proof.check_lists import check_list
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import bindings, key_label
from pectui.tui.messages import Answer
from pectui.tui.screens import routes
from pectui.tui.screens.dialogs.simple import Question
from pectui.tui.screens.new_places import ask_place
from pectui.tui.screens.original_imports import ask_files, take_in, unchecked_words
from pectui.tui.screens.original_words import detail_lines
from pectui.tui.screens.view import View
from pectui.tui.widgets.chrome.empty_state import EmptyState
from pectui.tui.widgets.list.missing_list import MissingList
from pectui.tui.widgets.list.taken_list import TakenList
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.widget import Widget

    from pectui.models import Sending
    from pectui.services.proof.originals import Originals, Taken
    from pectui.signed.receipts import Wanted
    from pectui.tui.messages import CallFailed
    from pectui.tui.screens.original_imports import FilesTaken
    from pectui.tui.widgets.list.line_list import LineList

PARTS = ("missing", "kept", "taken")
"""What is shown: sendings that lack originals, the originals here, the files of an import."""
_PART_WORDS = {
    "missing": "originals.part.missing",
    "kept": "originals.part.kept",
    "taken": "originals.part.taken",
}
_WHILE_TAKING = frozenset({"back", "next_part", "previous_part", "view", "help", "leave"})


@dataclass
class OriginalsArrived(Answer):
    """What is to be fetched, oldest first, and what is kept here, the newest first."""

    missing: tuple[tuple[Sending, Wanted], ...]
    kept: tuple[Taken, ...]
    is_checked: bool = False
    """Whether they were judged anew just now."""


class OriginalsScreen(View):
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
            self.action_take_in()

    def on_screen_resume(self) -> None:
        """Read again what is here."""
        super().on_screen_resume()
        self._read()

    def on_sending_changed(self) -> None:
        """Read again: other receipts mean other originals; imports and checks read at their end."""
        if not (self.importing or self.checking):
            self._read()

    def _read(self) -> None:
        start_call(self, "originals", lambda: _listed(self.session.originals), replace=True)

    def on_originals_arrived(self, event: OriginalsArrived) -> None:
        """Take them over."""
        self.checking = self.checking and not event.is_checked
        self.missing, self.kept = event.missing, event.kept

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong; read again what was judged until then."""
        self.checking = False
        if event.group == "check":
            self._read()
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

    def _rows(self, part: str) -> int:
        rows = {"missing": self.missing, "kept": self.kept, "taken": self.taken}[part]
        return len(rows or ())

    def _show(self) -> None:
        if not self.is_laid_out:
            return
        self.show_heading(*self._heading())
        for part in PARTS:
            self.query_one(f"#{part}").set_class(part != self.part, "hidden")
        empty = not self._rows(self.part)
        notice = self.query_one(EmptyState)
        notice.set_class(not empty, "hidden")
        if empty:
            self._explain(notice)
        lines = [] if empty else self._detail()
        detail = self.query_one("#detail", Static)
        detail.set_class(not lines, "hidden")
        show.put(detail, Content("\n").join(lines))
        self.refresh_bindings()

    def _heading(self) -> list[Content]:
        parts = [Content.styled(t("originals.heading"), "bold")]
        if self.importing:
            parts.append(Content.styled(tn("originals.taking", len(self.taken)), "$text-accent"))
            stop = t("originals.stopping") if self.stopping else t("originals.can-stop")
            return [*parts, Content.styled(stop, "$quiet")]
        if self.checking:
            return [*parts, Content.styled(t("originals.checking"), "$text-accent")]
        key = key_label(self, "originals.next-part")
        strip = [self._strip_piece(part) for part in self._parts()]
        return [*parts, Content("  ").join([*strip, Content.styled(f"({key})", "$quiet")])]

    def _parts(self) -> tuple[str, ...]:
        return PARTS if self.taken else PARTS[:2]

    def _strip_piece(self, part: str) -> Content:
        piece = Content(f" {t(_PART_WORDS[part])} {self._rows(part)} ")
        return piece.stylize("reverse") if part == self.part else piece

    def _explain(self, notice: EmptyState) -> None:
        if self.part == "taken":
            notice.say(
                t("originals.reading") if self.importing else t("originals.taken.empty.title")
            )
        elif self.missing is None or self.kept is None:
            notice.say(t("originals.reading"))
        elif self.part == "missing":
            notice.say(
                t("originals.missing.empty.title"),
                t("originals.missing.empty.detail"),
                t("originals.missing.empty.hint"),
            )
        else:
            notice.say(
                t("originals.kept.empty.title"),
                t("originals.kept.empty.detail"),
                t("originals.kept.empty.hint"),
            )

    def _detail(self) -> list[Content]:
        if (one := self.chosen) is not None:
            return detail_lines(one)
        row = self.query_one("#missing", MissingList).current
        return [show.line(line) for line in check_list([row]).split("\n")] if row else []

    def action_next_part(self) -> None:
        """Show the next part."""
        self._step(1)

    def action_previous_part(self) -> None:
        """Show the part before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        parts = self._parts()
        self.part = parts[(parts.index(self.part) + by) % len(parts)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now; while files are taken in, only to look on or to stop."""
        if self.importing or self.checking:
            return action in _WHILE_TAKING
        if action == "remove":
            one = self.chosen
            return one is not None and one.original is not None
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

    # ── taking in ──────────────────────────────────────────────────────────────────────────────

    def action_take_in(self) -> None:
        """Choose files or a folder, and take in what is in them."""
        ask_files(self, self._take_in)

    def _take_in(self, paths: tuple[Path, ...]) -> None:
        self.taken, self.stopping = (), False
        self.importing, self.part = True, "taken"
        take_in(self, paths, lambda: self.stopping)

    def on_files_taken(self, event: FilesTaken) -> None:
        """Show what became of them."""
        self.taken += event.files

    def on_import_ended(self) -> None:
        """Read again what is here by now."""
        self.importing = False
        self._read()

    # ── what is done with those kept ───────────────────────────────────────────────────────────

    def action_remove(self) -> None:
        """Ask, then take the original under the cursor out again."""
        one, originals = self.chosen, self.session.originals
        if one is None or one.original is None:
            return
        number = one.original.number

        async def work() -> OriginalsArrived:
            await originals.remove(number)
            show.notify(self, t("originals.removed"), timeout=4)
            return await _listed(originals)

        def answered(agreed: bool | None) -> None:
            if agreed:
                self.taken = tuple(
                    file
                    for file in self.taken
                    if file.original is None or file.original.number != number
                )
                if self.part == "taken" and not self.taken:
                    self.part = "kept"
                start_call(self, "remove", work)

        question = Question(
            t("originals.remove.title"),
            [*detail_lines(one), Content(""), Content(t("originals.remove.detail"))],
            yes=t("originals.remove.yes"),
            no=t("originals.remove.no"),
            dangerous=True,
        )
        self.app.push_screen(question, answered)

    def action_check(self) -> None:
        """Judge every original kept here anew."""
        originals, ca_file = self.session.originals, self.session.account.pec_ca_file

        async def work() -> OriginalsArrived:
            files = await originals.check_again()
            proofs = sum(one.judgement.is_proof for one in files)
            words = tn("originals.checked", len(files), proofs=proofs)
            show.notify(self, f"{words}\n{unchecked_words(ca_file)}".strip(), timeout=8)
            return replace(await _listed(originals), is_checked=True)

        self.checking = True
        start_call(self, "check", work)

    def action_save(self) -> None:
        """Save what is to be fetched as a list to work through in the webmail."""
        rows = self.missing or ()

        async def work(path: Path) -> str:
            from pectui.services.proof.original_files import write_new

            await asyncio.to_thread(lambda: write_new(path, f"{check_list(rows)}\n".encode()))
            return t("originals.saved", path=clean_line(str(path), 200))

        title, note = t("originals.save.title"), t("originals.save.note")
        ask_place(self, title, t("originals.save.name"), note, work)

    def action_back(self) -> None:
        """Stop an import after the files it is at; without one, go back."""
        if self.importing:
            self.stopping = True
        else:
            self.dismiss()


async def _listed(originals: Originals) -> OriginalsArrived:
    kept = await originals.bound()
    return OriginalsArrived(await originals.missing(), kept[::-1])
