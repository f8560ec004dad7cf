"""The original of an open letter, and its files: told above the text, saved by a dialog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from pectui.catalogue import t, tn
from pectui.models import Kind
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import key_label
from pectui.tui.formats.sizes import size_words
from pectui.tui.messages import Answer
from pectui.tui.widgets.signs import COLOURS, VERDICT_ICONS, verdict_of
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.models import HeldMessage
    from pectui.services.proof.letter_files import LetterOriginal
    from pectui.tui.messages import MessageArrived
    from pectui.tui.screens.framed import FramedScreen
    from pectui.tui.screens.message_reading import MessageReading

_NAMED = 4
"""Files that are named one by one above the text."""


@dataclass
class OriginalFound(Answer):
    """The original of a letter; None where it is not here."""

    row: HeldMessage
    letter: LetterOriginal | None


class MessageFiles:
    """The original of the open letter; a part of a screen that reads messages."""

    def __init__(self, view: FramedScreen, reading: MessageReading) -> None:
        self._view = view
        self._reading = reading

    def on_message_arrived(self, event: MessageArrived) -> None:
        """Look for its original."""
        self.look_for(event.row)

    def on_screen_resume(self, _: object) -> None:
        """Look again for the original of what is open: others may have been taken in."""
        if self._reading.is_read:
            self.look_for(self._reading.wanted)

    def look_for(self, row: HeldMessage | None) -> None:
        """Look for the original of a certified letter; `OriginalFound` brings it."""
        if row is None or row.envelope.kind is not Kind.CERTIFIED:
            return
        originals = self._view.session.originals

        async def work() -> OriginalFound:
            from pectui.services.proof import letter_files  # late: few letters have an original

            letter = await letter_files.letter_original(originals, row.envelope)
            return OriginalFound(row, letter)

        start_call(self._view, "original", work, replace=True)

    def on_original_found(self, event: OriginalFound) -> None:
        """Tell of it above the letter, if that is still open."""
        self._reading.show_original(event.row, event.letter)

    def action_files(self) -> None:
        """List its files, to be saved; say where they are while it is not here."""
        letter = self._reading.original
        if letter is not None and letter.files:
            from pectui.tui.screens.dialogs.files import FilesScreen  # late: few have any

            self._view.app.push_screen(FilesScreen(letter))
        elif letter is not None:
            show.notify(self._view, t("reader.no-files"), timeout=4)
        else:
            show.notify(self._view, t("reader.no-original"), timeout=8)


def original_lines(view: FramedScreen, letter: LetterOriginal | None) -> list[Content]:
    """Return how the original of the open letter was judged, and which files are in it."""
    if letter is None:
        return []
    from pectui.signed.words import judgement_words  # late: few letters have an original

    icon, colour, _ = VERDICT_ICONS[verdict_of(letter.original.judgement)]
    here = t("reader.original", judged=judgement_words(letter.original.judgement))
    lines = [Content.styled(f"{icon} {here}", COLOURS[colour])]
    if letter.is_damaged:
        return [*lines, Content.styled(f"! {t('originals.problem.file-changed')}", "$text-warning")]
    if letter.files:
        lines.append(_files_line(view, letter))
    return lines


def _files_line(view: FramedScreen, letter: LetterOriginal) -> Content:
    names = [
        f"{clean_line(one.name, 80)} ({size_words(one.size)})" for one in letter.files[:_NAMED]
    ]
    if len(letter.files) > _NAMED:
        names.append(f"+{len(letter.files) - _NAMED}")
    key = key_label(view, "reader.files")
    words = tn("reader.files", len(letter.files), names=" · ".join(names), key=key)
    return Content(f"▸ {words}")
