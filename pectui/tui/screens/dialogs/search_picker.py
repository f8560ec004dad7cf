"""Opens a saved search, saves the one shown, or deletes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.screens.dialogs.simple import LinePrompt, Pick
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import SavedSearch
    from pectui.tui.messages import Answer
    from pectui.tui.screens.inbox import InboxScreen


class SearchPicker:
    """Asks a person about the saved searches, for the inbox screen."""

    def __init__(self, screen: InboxScreen) -> None:
        self._screen = screen
        self._searches = screen.session.searches

    def offer(self, saved: Sequence[SavedSearch]) -> None:
        """Let one be chosen, or the one shown be saved."""
        words = clean_line(self._screen.words, 60)
        if not saved and not words:
            show.notify(self._screen, t("inbox.searches.none"), timeout=6)
            return
        names = [_line_of(one) for one in saved]
        save = [t("inbox.searches.save", words=words)] if words else []
        forget = [t("inbox.searches.forget")] if saved else []

        def chosen(answer: str | None) -> None:
            if answer in save:
                self._ask_name()
            elif answer in forget:
                self._ask_which(saved)
            elif answer in names:
                self._screen.searching.search(saved[names.index(answer)].text)

        self._screen.app.push_screen(
            Pick(t("inbox.searches.title"), (), [*names, *save, *forget]), chosen
        )

    def _ask_name(self) -> None:
        words, searches = self._screen.words, self._searches

        def named(name: str | None) -> None:
            if name is None:
                return

            async def work() -> Answer | None:
                kept = await searches.save(name, words)
                if kept is not None:
                    show.notify(self._screen, t("inbox.searches.saved", name=kept.name), timeout=3)
                return None

            start_call(self._screen.app, "save-search", work)

        note = t("inbox.searches.name.help")
        self._screen.app.push_screen(LinePrompt(t("inbox.searches.name"), words, note=note), named)

    def _ask_which(self, saved: Sequence[SavedSearch]) -> None:
        searches = self._searches
        names = [_line_of(one) for one in saved]

        def chosen(answer: str | None) -> None:
            if answer not in names:
                return
            name = saved[names.index(answer)].name

            async def work() -> Answer | None:
                await searches.delete(name)
                show.notify(self._screen, t("inbox.searches.forgotten", name=name), timeout=3)
                return None

            start_call(self._screen.app, "forget-search", work)

        self._screen.app.push_screen(Pick(t("inbox.searches.forget.title"), (), names), chosen)


def _line_of(search: SavedSearch) -> str:
    name, text = clean_line(search.name, 60), clean_line(search.text, 60)
    return name if name == text else f"{name}: {text}"
