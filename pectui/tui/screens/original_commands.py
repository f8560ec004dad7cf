"""What is done with signed originals: taken in and out, judged anew, listed to be fetched."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.services.proof.check_lists import check_list
from pectui.system.whole_files import check_free, write_new
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.messages import Answer
from pectui.tui.screens.new_places import ask_place
from pectui.tui.screens.original_imports import ask_files, take_in, unchecked_words
from pectui.tui.screens.original_questions import ask_to_keep, ask_to_remove
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.models import Sending
    from pectui.services.proof.originals import Originals, Taken
    from pectui.signed.receipts import Wanted
    from pectui.tui.screens.original_imports import FilesTaken, ImportEnded
    from pectui.tui.screens.originals import OriginalsScreen


@dataclass
class OriginalsArrived(Answer):
    """What is to be fetched, oldest first, and what is kept here, the newest first."""

    missing: tuple[tuple[Sending, Wanted], ...]
    kept: tuple[Taken, ...]
    is_checked: bool = False
    """Whether they were judged anew just now."""


@dataclass
class KeptAnyway(Answer):
    """A file that was refused is kept, as the person insisted."""

    refused: Taken
    kept: Taken


class OriginalCommands:
    """The commands for originals; a part of their screen."""

    def __init__(self, screen: OriginalsScreen) -> None:
        self._screen = screen

    def action_take_in(self) -> None:
        """Choose files or a folder, and take in what is in them."""
        ask_files(self._screen, self._take_in)

    def _take_in(self, paths: tuple[Path, ...]) -> None:
        self._screen.taken, self._screen.stopping = (), False
        self._screen.importing, self._screen.part = True, "taken"
        take_in(self._screen, paths, lambda: self._screen.stopping)

    def on_files_taken(self, event: FilesTaken) -> None:
        """Show what became of them."""
        self._screen.taken += event.files

    def on_import_ended(self, _: ImportEnded) -> None:
        """Read again what is here by now."""
        self._screen.importing = False
        self._screen.read()

    def action_remove(self) -> None:
        """Ask, then take the original under the cursor out again."""
        one, originals = self._screen.chosen, self._screen.session.originals
        if one is None or one.original is None:
            return
        number = one.original.number

        async def work() -> OriginalsArrived:
            await originals.remove(number)
            show.notify(self._screen, t("originals.removed"), timeout=4)
            return await listed(originals)

        def agreed() -> None:
            self._screen.taken = tuple(
                file
                for file in self._screen.taken
                if file.original is None or file.original.number != number
            )
            if self._screen.part == "taken" and not self._screen.taken:
                self._screen.part = "kept"
            start_call(self._screen, "remove", work)

        ask_to_remove(self._screen, one, agreed)

    def action_keep_anyway(self) -> None:
        """Ask, then keep the file under the cursor though it was refused."""
        refused, originals = self._screen.chosen, self._screen.session.originals
        if refused is None or not refused.can_be_kept:
            return

        async def work() -> KeptAnyway:
            return KeptAnyway(refused, await originals.keep_anyway(refused))

        ask_to_keep(self._screen, refused, lambda: start_call(self._screen, "anyway", work))

    def on_kept_anyway(self, event: KeptAnyway) -> None:
        """Show it as it is kept."""
        screen = self._screen
        screen.taken = tuple(event.kept if one is event.refused else one for one in screen.taken)
        is_kept = event.kept.original is not None
        words = t("originals.anyway.kept") if is_kept else t("originals.anyway.twin")
        show.notify(screen, words, timeout=6)
        screen.read()

    def action_check(self) -> None:
        """Judge every original kept here anew."""
        session = self._screen.session
        originals, ca_file = session.originals, session.account.pec_ca_file

        async def work() -> OriginalsArrived:
            files = await originals.check_again()
            proofs = sum(one.judgement.is_proof for one in files)
            words = tn("originals.checked", len(files), proofs=proofs)
            show.notify(self._screen, f"{words}\n{unchecked_words(ca_file)}".strip(), timeout=8)
            return replace(await listed(originals), is_checked=True)

        self._screen.checking = True
        start_call(self._screen, "check", work)

    def action_save(self) -> None:
        """Save what is to be fetched as a list to work through in the webmail."""
        rows = self._screen.missing or ()

        async def work(path: Path) -> str:
            await asyncio.to_thread(lambda: write_new(path, f"{check_list(rows)}\n".encode()))
            return t("originals.saved", path=clean_line(str(path), 200))

        title, note = t("originals.save.title"), t("originals.save.note")
        ask_place(self._screen, title, t("originals.save.name"), note, work, check=check_free)


async def listed(originals: Originals) -> OriginalsArrived:
    """Return what is to be fetched and what is kept here."""
    kept = await originals.bound()
    return OriginalsArrived(await originals.missing(), kept[::-1])
