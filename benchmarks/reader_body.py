"""A body put into the reader until its first rows are drawn, beside TextArea and Static.

5 MB in one line and in 200,000 lines for pectui alone (the others take seconds and minutes);
500 KB for all three, in the same size of screen.
"""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from benchmarks.measure import Result, main, median_ms, take_turns
from pectui.models import Body, Message
from pectui.pec.envelopes import read_envelope
from pectui.tui.theme import own_variables
from pectui.tui.widgets.reader.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.widget import Widget

LIMIT_MS = 200.0
TURN_MS = 100.0
"""The longest that a key may have to wait while the rest of a body is being wrapped."""
BESIDE = 0.25
"""Share of TextArea's time at 500 KB that the reader may take."""
_SIZE = (100, 40)
_LINE = "Con la presente si comunica che la pratica è regolare.\n"
_WORDS = "parola più lunga di così "
BODIES = {
    "one line": (_WORDS * (5_000_000 // len(_WORDS) + 1))[:5_000_000],
    "200,000 lines": "riga di testo numero uno\n" * 200_000,
}
SMALL = (_LINE * (500_000 // len(_LINE) + 1))[:500_000]


def message(text: str) -> Message:
    """Return a message with `text` as its body."""
    envelope = read_envelope(
        id=1, sender="a@b.example", recipient="c@d.example", date="", subject="Prova"
    )
    return Message(envelope, Body(text, text))


class Host(App[None]):
    """Holds one widget."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self._widget = widget

    def compose(self) -> ComposeResult:
        """Lay out the widget."""
        yield self._widget

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours of the house."""
        return own_variables(self.current_theme)


async def _seconds(widget: Widget, give: Callable[[], object]) -> float:
    """Return the seconds from giving the text until the screen with it is composed."""
    app = Host(widget)
    async with app.run_test(size=_SIZE) as pilot:
        await pilot.pause()
        started = time.perf_counter()
        give()
        await asyncio.sleep(0)
        while not _drawn(app):
            await asyncio.sleep(0)
        return time.perf_counter() - started


def _drawn(app: App[None]) -> bool:
    strips = app.screen._compositor.render_strips()
    return sum(bool(strip.text.strip()) for strip in strips) > _SIZE[1] // 2


def reader(text: str) -> float:
    """Show `text` in the reader."""
    widget = Reader()
    shown = message(text)
    return asyncio.run(_seconds(widget, lambda: widget.show_message(shown)))


async def _longest_turn(text: str) -> float:
    widget = Reader()
    app = Host(widget)
    async with app.run_test(size=_SIZE):
        widget.show_message(message(text))
        longest, before = 0.0, time.perf_counter()
        while not widget.text.complete or not widget.text.row_count:
            await asyncio.sleep(0)
            now = time.perf_counter()
            longest, before = max(longest, now - before), now
        return longest


def longest_turn(text: str) -> float:
    """Return the longest time the program had no ear for keys while it wrapped `text`."""
    return asyncio.run(_longest_turn(text))


def text_area(text: str) -> float:
    """Show `text` in a TextArea."""
    widget = TextArea(read_only=True)
    return asyncio.run(_seconds(widget, lambda: widget.load_text(text)))


def static(text: str) -> float:
    """Show `text` in a Static that scrolls."""
    widget = Static(Content(""))
    return asyncio.run(_seconds(VerticalScroll(widget), lambda: widget.update(Content(text))))


def measure(runs: int) -> list[Result]:
    """Measure the three on 500 KB, and the reader on 5 MB."""
    large = take_turns(runs, {name: partial(reader, text) for name, text in BODIES.items()})
    small = take_turns(
        max(1, runs // 3),
        {
            "reader": lambda: reader(SMALL),
            "TextArea": lambda: text_area(SMALL),
            "Static": lambda: static(SMALL),
        },
    )
    ours, area, label = (median_ms(small[name]) for name in ("reader", "TextArea", "Static"))
    results = [
        Result(
            "reader, 500 KB",
            f"{ours:.0f} ms, TextArea {area:.0f} ms, Static {label:.0f} ms",
            ours / area,
            BESIDE,
            " × TextArea",
        )
    ]
    for name, seconds in large.items():
        taken = median_ms(seconds)
        figures = f"first rows after {taken:.0f} ms (median of {runs})"
        results.append(Result(f"reader, 5 MB, {name}", figures, taken, LIMIT_MS, " ms"))
    turns = take_turns(runs, {name: partial(longest_turn, text) for name, text in BODIES.items()})
    for name, seconds in turns.items():
        taken = median_ms(seconds)
        results.append(
            Result(f"reader, 5 MB, {name}", f"longest turn {taken:.0f} ms", taken, TURN_MS, " ms")
        )
    return results


if __name__ == "__main__":
    main(measure, runs=9)
