"""The parts of the view of originals: to be fetched, kept here, taken in just now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from pectui.catalogue import t, tn
from pectui.tui.commands import key_label

if TYPE_CHECKING:
    from pectui.tui.screens.originals import OriginalsScreen
    from pectui.tui.widgets.chrome.empty_state import EmptyState

PARTS = ("missing", "kept", "taken")
"""What is shown: sendings that lack originals, the originals here, the files of an import."""
_PART_WORDS = {
    "missing": "originals.part.missing",
    "kept": "originals.part.kept",
    "taken": "originals.part.taken",
}


class OriginalParts:
    """Which of the parts is shown; a part of the screen of originals."""

    def __init__(self, screen: OriginalsScreen) -> None:
        self._screen = screen

    @property
    def _there(self) -> tuple[str, ...]:
        """The parts that have something to show: an import only once there was one."""
        return PARTS if self._screen.taken else PARTS[:2]

    def heading(self) -> list[Content]:
        """Return the parts of the heading: what goes on, or which parts there are."""
        screen = self._screen
        parts = [Content.styled(t("originals.heading"), "bold")]
        if screen.importing:
            parts.append(Content.styled(tn("originals.taking", len(screen.taken)), "$text-accent"))
            stop = t("originals.stopping") if screen.stopping else t("originals.can-stop")
            return [*parts, Content.styled(stop, "$quiet")]
        if screen.checking:
            return [*parts, Content.styled(t("originals.checking"), "$text-accent")]
        key = key_label(screen, "originals.next-part")
        strip = [self._strip_piece(part) for part in self._there]
        return [*parts, Content("  ").join([*strip, Content.styled(f"({key})", "$quiet")])]

    def _strip_piece(self, part: str) -> Content:
        piece = Content(f" {t(_PART_WORDS[part])} {self._screen.count_of(part)} ")
        return piece.stylize("reverse") if part == self._screen.part else piece

    def action_next_part(self) -> None:
        """Show the next part."""
        self._step(1)

    def action_previous_part(self) -> None:
        """Show the part before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        place = self._there.index(self._screen.part)
        self._screen.part = self._there[(place + by) % len(self._there)]


def explain_emptiness(screen: OriginalsScreen, notice: EmptyState) -> None:
    """Say why a part has no rows, and what can be done."""
    if screen.part == "taken":
        notice.say(t("originals.reading") if screen.importing else t("originals.taken.empty.title"))
    elif screen.missing is None or screen.kept is None:
        notice.say(t("originals.reading"))
    elif screen.part == "missing":
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
