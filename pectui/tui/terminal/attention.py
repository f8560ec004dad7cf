"""Rings the terminal's bell, sets its title, asks for a popup of the desktop.

Every text passes the gate and is cut here, so that nothing of it can end the sequence it stands in
or begin another. Terminals say nothing back, so what they can do is read from the environment.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from pectui.text import clean_line
from pectui.tui.terminal.tmux import passed_through, run_tmux

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

MOST_TITLE = 100
MOST_BODY = 240
"""Characters; a popup shows a few lines at most."""
TMUX_SECONDS = 2.0

BELL = "\a"
KEEP_TITLE, TITLE_BACK = "\x1b[22;2t", "\x1b[23;2t"
"""The terminal's stack of titles: put the one of now there, take it back."""


class Place(StrEnum):
    """What stands between this program and the person's terminal."""

    DIRECT = "direct"
    TMUX = "tmux"
    FAR_TMUX = "far-tmux"
    """A tmux on the other side of a connection, which cannot be asked anything."""
    BELL_ONLY = "bell-only"
    """screen, or a terminal that would print what it does not know."""


class Popup(StrEnum):
    """A sequence that asks for a popup; the words are those of the setting `notify`."""

    OSC99 = "osc99"
    OSC777 = "osc777"
    OSC9 = "osc9"


_BY_NAME = (
    ("kitty", Popup.OSC99),
    ("foot", Popup.OSC777),
    ("ghostty", Popup.OSC777),
    ("wezterm", Popup.OSC777),
    ("rxvt-unicode", Popup.OSC777),
    ("iterm", Popup.OSC9),
)
_BY_VARIABLE = (
    ("KITTY_WINDOW_ID", Popup.OSC99),
    ("GHOSTTY_RESOURCES_DIR", Popup.OSC777),
    ("WEZTERM_PANE", Popup.OSC777),
    ("ITERM_SESSION_ID", Popup.OSC9),
)


def place_of(environment: Mapping[str, str]) -> Place:
    """Return where the program runs."""
    term = environment.get("TERM", "")
    # With both set nobody knows which of the two is the inner one.
    if environment.get("STY") or term in {"", "dumb", "linux", "unknown"}:
        return Place.BELL_ONLY
    if environment.get("TMUX"):
        return Place.TMUX
    if term.startswith("tmux"):
        return Place.FAR_TMUX
    return Place.BELL_ONLY if term.startswith("screen") else Place.DIRECT


def popup_of(environment: Mapping[str, str]) -> Popup | None:
    """Return the popup a terminal knows, without anything in between; None if not recognised.

    `TERM` is set by each terminal itself; other variables may be left from one it was started in.
    """
    names = [environment.get(name, "") for name in ("TERM", "TERM_PROGRAM", "LC_TERMINAL")]
    found = popup_named(names)
    if found is not None or environment.get("TERM_PROGRAM"):
        return found
    return next((popup for name, popup in _BY_VARIABLE if environment.get(name)), None)


def popup_named(names: Iterable[str]) -> Popup | None:
    """Return the popup of the first terminal that one of these names is of."""
    for name in names:
        for part, popup in _BY_NAME:
            if part in name.casefold():
                return popup
    return None


def title_sequence(text: str) -> str:
    """Return what makes `text` the terminal's title; an empty one leaves it to the terminal."""
    return f"\x1b]2;{clean_line(text, MOST_TITLE)}\x1b\\"


def popup_sequence(popup: Popup, title: str, body: str) -> str:
    """Return what asks for a popup."""
    title, body = clean_line(title, MOST_TITLE), clean_line(body, MOST_BODY)
    if popup is Popup.OSC99:
        # The same name again replaces what still stands there.
        return f"\x1b]99;i=pectui:d=0;{title}\x1b\\\x1b]99;i=pectui:d=1:p=body;{body}\x1b\\"
    # A semicolon ends a field, and after a lone number OSC 9 means something else altogether.
    title, body = title.replace(";", ","), body.replace(";", ",")
    if popup is Popup.OSC777:
        return f"\x1b]777;notify;{title};{body}\x1b\\"
    return f"\x1b]9;{title}: {body}\x1b\\"


class Attention:
    """Rings, titles and pops up, as far as the person wants it and the terminal knows it."""

    def __init__(
        self,
        ways: frozenset[str],
        environment: Mapping[str, str],
        write: Callable[[str], object],
    ) -> None:
        """Take the `ways` of the setting `notify`; `write` is the one way to the terminal."""
        self._ways = ways
        self._environment = environment
        self._write = write
        self._place = place_of(environment)
        self._title: str | None = None

    def set_title(self, text: str) -> None:
        """Show `text` as the terminal's title; the one before is kept for `close`."""
        text = clean_line(text, MOST_TITLE)
        if "title" not in self._ways or self._place is Place.BELL_ONLY or text == self._title:
            return
        first = KEEP_TITLE if self._title is None else ""
        self._title = text
        self._write(first + title_sequence(text))

    def close(self) -> None:
        """Put the title back."""
        if self._title is None:
            return
        self._title = None
        # Terminals without a stack take the empty title for their own.
        self._write(title_sequence("") + TITLE_BACK)

    async def call(self, title: str, body: str) -> None:
        """Call the person once, with one popup and one bell."""
        popups = await self._popups(title, body)
        bell = BELL if "bell" in self._ways else ""
        if popups or bell:
            self._write(popups + bell)

    async def _popups(self, title: str, body: str) -> str:
        wanted = [popup for popup in Popup if popup in self._ways]
        if self._place is Place.BELL_ONLY or not (wanted or "desktop" in self._ways):
            return ""
        if self._place is Place.TMUX:
            known, is_open = await _ask_tmux(self._environment.get("TMUX_PANE", ""))
            if not is_open:
                return ""
        else:
            known = popup_of(self._environment) if self._place is Place.DIRECT else None
        if not wanted and known is not None:
            wanted = [known]
        found = "".join(popup_sequence(popup, title, body) for popup in wanted)
        through = self._place is not Place.DIRECT and found
        return passed_through(found) if through else found


async def _ask_tmux(pane: str) -> tuple[Popup | None, bool]:
    """Return the popup of the terminal that tmux is shown in, and whether tmux lets it through."""
    arguments = ["display-message", "-p", *(("-t", pane) if pane else ())]
    asked = "#{allow-passthrough}\n#{client_termtype}\n#{client_termname}"
    answer = await run_tmux(*arguments, asked, seconds=TMUX_SECONDS)
    allowed, *names = (answer or b"").decode(errors="replace").splitlines() or [""]
    return popup_named(names), allowed in {"1", "on", "all"}
