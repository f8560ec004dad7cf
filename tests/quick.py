"""What makes whole programs quick in tests without another promise: no paces, no idle looks."""

from __future__ import annotations

import inspect
from functools import wraps
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from textual.css.model import RuleSet
    from textual.css.stylesheet import Stylesheet
    from textual.pilot import Pilot
    from textual.screen import Screen

TURN = 0.004
"""Seconds between two looks at whether the program rests, instead of Textual's fiftieth."""


def without_paces(patch: pytest.MonkeyPatch) -> None:
    """Leave out the second between two letters and the pauses between requests.

    They are promised, and tested, in `tests/services`, by a clock that is moved by hand.
    """
    from pectui.services.mailbox import opening
    from pectui.services.receipts.tracking import Tracking
    from pectui.services.sending.sender import Sender
    from pectui.services.session import open_session

    patch.setitem(_defaults(open_session), "period", 0.0)
    patch.setitem(_defaults(Tracking.__init__), "pause", 0.0)
    patch.setitem(_defaults(Sender.__init__), "first_pause", 0.1)
    patch.setattr(opening, "GENTLE", 0.0)


def quick_textual(patch: pytest.MonkeyPatch) -> None:
    """Look sooner whether all is done, wait for no reader, parse styles once."""
    from textual import _wait
    from textual.css.model import RuleSet
    from textual.css.stylesheet import Stylesheet

    patch.setattr(_wait, "SLEEP_GRANULARITY", TURN)
    patch.setattr(_wait, "SLEEP_IDLE", TURN / 10)
    patch.setattr("pectui.tui.screens.dialogs.simple.UNSEEN", 0.0)
    # A hash by identity, as its own is, without a call of Python for each rule of each widget.
    patch.setattr(RuleSet, "__hash__", object.__hash__)
    patch.setattr(Stylesheet, "_parse_rules", _parsed_once(Stylesheet._parse_rules))
    # Seven caches for each line that is drawn, made anew with it, and next to never asked.
    patch.setattr("textual.strip.FIFOCache", lambda _: _KEEPS_NOTHING)
    _ask_the_busy(patch)


class _Nothing:
    """A cache that keeps nothing."""

    def get(self, key: object, default: object = None) -> object:
        """Return the default: nothing is kept."""
        return default

    def __setitem__(self, key: object, value: object) -> None:
        """Forget it."""

    def clear(self) -> None:
        """Have nothing to forget."""


_KEEPS_NOTHING = _Nothing()


def draw_at_rest(patch: pytest.MonkeyPatch) -> None:
    """Draw what changed when the pilot has waited, not at each change on the way there.

    A test sees what it rests at. That all in between can be drawn is promised, and tested, in
    `tests/hostile` and `tests/e2e`.
    """
    from textual.pilot import Pilot
    from textual.screen import Screen

    draw, wait = Screen._compositor_refresh, Pilot.pause

    def note(screen: Screen[Any]) -> None:
        if screen is not screen.app.screen:
            draw(screen)  # which tells those above, that show what is behind them
        screen._dirty_widgets.clear()  # where they are stays noted

    async def pause(pilot: Pilot[Any], delay: float | None = None) -> None:
        await wait(pilot, delay)
        draw(pilot.app.screen)

    patch.setattr(Screen, "_compositor_refresh", note)
    patch.setattr(Pilot, "pause", pause)


def _ask_the_busy(patch: pytest.MonkeyPatch) -> None:
    """Have the pilot wait for the widgets that have something to do, instead of for each."""
    from textual.pilot import Pilot

    wait: Any = Pilot._wait_for_screen

    async def wait_for_screen(pilot: Pilot[Any], timeout: float = 30.0) -> bool:
        app = pilot.app
        if not app.is_running:
            return False
        widgets = app.screen.walk_children(with_self=True)
        busy = [one for one in widgets if one.message_queue_size]
        screen = SimpleNamespace(walk_children=lambda **_: busy)
        asked = SimpleNamespace(
            screen=screen, call_later=app.call_later, _exception_event=app._exception_event
        )
        done: bool = await wait(SimpleNamespace(app=asked), timeout)
        return done

    patch.setattr(Pilot, "_wait_for_screen", wait_for_screen)


def _defaults(function: Callable[..., Any]) -> dict[str, Any]:
    defaults: dict[str, Any] = inspect.unwrap(function).__kwdefaults__
    return defaults


_known: dict[object, list[RuleSet]] = {}
"""Styles that were parsed, for every program of the process."""


def _parsed_once(parse: Callable[..., list[RuleSet]]) -> Callable[..., list[RuleSet]]:
    @wraps(parse)
    def parse_rules(sheet: Stylesheet, *css: Any, **of: Any) -> list[RuleSet]:
        key = (css, *of.items(), *sheet._variables.items())
        if key not in _known:
            _known[key] = parse(sheet, *css, **of)
        return _known[key]

    return parse_rules
