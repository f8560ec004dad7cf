"""What makes whole programs quick in tests without another promise: no paces, no idle looks."""

from __future__ import annotations

import inspect
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from textual.css.model import RuleSet
    from textual.css.stylesheet import Stylesheet

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
    """Have the pilot look sooner whether all is done, wait for no reader, parse styles once."""
    from textual import _wait
    from textual.css.model import RuleSet
    from textual.css.stylesheet import Stylesheet

    patch.setattr(_wait, "SLEEP_GRANULARITY", TURN)
    patch.setattr(_wait, "SLEEP_IDLE", TURN / 10)
    patch.setattr("pectui.tui.screens.dialogs.simple.UNSEEN", 0.0)
    # A hash by identity, as its own is, without a call of Python for each rule of each widget.
    patch.setattr(RuleSet, "__hash__", object.__hash__)
    patch.setattr(Stylesheet, "_parse_rules", _parsed_once(Stylesheet._parse_rules))


def _defaults(function: Callable[..., Any]) -> dict[str, Any]:
    defaults: dict[str, Any] = inspect.unwrap(function).__kwdefaults__
    return defaults


def _parsed_once(parse: Callable[..., list[RuleSet]]) -> Callable[..., list[RuleSet]]:
    known: dict[object, list[RuleSet]] = {}

    @wraps(parse)
    def parse_rules(sheet: Stylesheet, *css: Any, **of: Any) -> list[RuleSet]:
        key = (css, *of.items(), *sheet._variables.items())
        if key not in known:
            known[key] = parse(sheet, *css, **of)
        return known[key]

    return parse_rules
