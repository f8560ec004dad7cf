"""Draws a text of any length: wrapped, searched and cleaned a slice at a time."""

from __future__ import annotations

import asyncio
import itertools
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from pectui.cache import Cache
from pectui.tui.commands import binding, bindings
from pectui.tui.widgets.moves import moved
from pectui.tui.widgets.reader.matches import Matches
from pectui.tui.widgets.reader.wrapped_text import WrappedText
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from rich.style import Style
    from textual.selection import Selection

_KEPT_LINES = 512
_TURN = 0.008
"""Seconds of work after which keys and drawing have their turn."""
_SHOW_EVERY = 0.06
"""Seconds between two updates of the scroll bar while rows are still being counted."""

_MOVES = ("down", "up", "page-down", "page-up", "first", "last")
_MATCH, _CURRENT = "text-view--match", "text-view--current"
_END = sys.maxsize
"""A position behind every text: its end, wherever that will be."""


class TextView(ScrollView, can_focus=True):
    """Shows a text that never needs to be wrapped, cleaned or searched as a whole at once."""

    DEFAULT_CSS = """
    TextView {
        width: 1fr;
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        color: $foreground;
        & > .text-view--match { background: $warning 40%; color: $foreground; }
        & > .text-view--current { background: $warning; color: $background; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {_MATCH, _CURRENT}
    BINDINGS: ClassVar = [
        *(binding(f"list.{name}") for name in _MOVES),
        *bindings("text"),
    ]

    @dataclass
    class Found(Message):
        """How the search stands: place `current` (from 1, 0 for none yet) of `count` so far."""

        current: int
        count: int
        done: bool

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._wrapping = WrappedText("", 1)
        self._finding = Matches()
        self._strips: Cache[tuple[int, int], Strip] = Cache(_KEPT_LINES)
        self._goal: int | None = None
        """Position to be at the top as soon as its row is known."""

    # ── text ───────────────────────────────────────────────────────────────────────────────────

    @property
    def complete(self) -> bool:
        """Whether the whole text has been cleaned and wrapped."""
        return self._wrapping.done

    @property
    def row_count(self) -> int:
        """Rows known so far."""
        return self._wrapping.rows

    def show(self, text: str) -> None:
        """Show `text` from its beginning; it passes the gate here."""
        self._finding = Matches()
        self._goal = None
        self._wrapping = WrappedText(text, self._width())
        self.scroll_to(y=0, animate=False, immediate=True)
        self._begin()

    def _width(self) -> int:
        return self.scrollable_content_region.width

    def _begin(self) -> None:
        """Cut what the first screen needs; the rest follows in turns."""
        wrapping = self._wrapping
        if self._width() <= 0:
            return
        wrapping.work()
        self._show_progress()
        if not (wrapping.done and self._finding.done):
            self._go_on()

    def _go_on(self) -> None:
        start_call(self, "text", self._work, replace=True)

    async def _work(self) -> None:
        """Wrap, then search, in turns short enough for keys to come between."""
        shown = time.monotonic()
        while not (self._wrapping.done and self._finding.done):
            turn = time.monotonic() + _TURN
            while time.monotonic() < turn:
                if not self._wrapping.done:
                    self._wrapping.work()
                elif not self._finding.done:
                    self._finding.work(self._wrapping.text)
                else:
                    break
            if time.monotonic() - shown > _SHOW_EVERY:
                shown = time.monotonic()
                self._show_progress()
            await asyncio.sleep(0)
        self._show_progress()

    def _show_progress(self) -> None:
        wrapping = self._wrapping
        self._strips.clear()
        self.virtual_size = Size(self._width(), wrapping.rows)
        if self._goal is not None:
            row = wrapping.row_at(self._goal)
            if row is None and wrapping.done:
                row = wrapping.rows
            if row is not None:
                self._goal = None
                self._go_to(row)
        self._report_finding()
        self.refresh()

    # ── moving ─────────────────────────────────────────────────────────────────────────────────

    def _go_to(self, row: int) -> None:
        self.scroll_to(y=row, animate=False, immediate=True, force=True)

    def action_move(self, way: str) -> None:
        """Scroll by a row or a screen, or to an end, as soon as it is known where that is."""
        # All may be counted, and not be shown yet: until then one comes only as far as was shown.
        is_shown = self.complete and self.virtual_size.height == self._wrapping.rows
        self._goal = _END if way == "last" and not is_shown else None
        page = max(1, self.size.height - 1)
        self._go_to(moved(way, self.scroll_offset.y, self._wrapping.rows, page))

    # ── finding ────────────────────────────────────────────────────────────────────────────────

    def find(self, *phrases: str) -> None:
        """Mark every place of a phrase, and go to the first one in or below the view.

        Without a phrase the marks are taken away, and the view stays where it is.
        """
        self._finding = Matches(*phrases)
        self._strips.clear()
        self.refresh()
        if self._finding.is_asked:
            self._go_on()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of the search to others while nothing is searched."""
        return self._finding.is_asked if action == "step" else True

    def action_step(self, by: int) -> None:
        """Go to the next place (1) or to the one before (-1); beyond the ends, all round."""
        if not self._finding.count:
            return
        self._finding.step(by)
        self._reveal()
        self._strips.clear()
        self.refresh()
        self._report_finding()

    def _reveal(self) -> None:
        """Bring the place that is gone to into view, as soon as its row is known."""
        position = self._finding.starts[self._finding.current]
        row = self._wrapping.row_at(position)
        if row is None:
            self._goal = position
            return
        top = self.scroll_offset.y
        if not top <= row < top + self.size.height:
            self._go_to(max(0, row - self.size.height // 3))

    def _report_finding(self) -> None:
        finding = self._finding
        if not finding.is_asked:
            return
        if finding.current < 0 and finding.count and self._wrapping.rows:
            top = min(self.scroll_offset.y, self._wrapping.rows - 1)
            finding.current = finding.first_from(self._wrapping.starts[top])
            self._reveal()
        self.post_message(self.Found(finding.current + 1, finding.count, finding.done))

    # ── drawing ────────────────────────────────────────────────────────────────────────────────

    def on_resize(self) -> None:
        """Wrap anew at the new width, with the same words at the top."""
        wrapping, width = self._wrapping, self._width()
        if width <= 0 or (width == wrapping.width and wrapping.rows):
            return
        top = self.scroll_offset.y
        if self._goal is None and 0 < top < wrapping.rows:
            self._goal = wrapping.starts[top]
        wrapping.rewrap(width)
        self._begin()

    def on_show(self) -> None:
        """Wrap what was given while there was no room to show it."""
        self.on_resize()

    def notify_style_update(self) -> None:
        """Forget drawn lines: a theme changed their colours."""
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """Draw the line at `y` of the view."""
        row, width = self.scroll_offset.y + y, self.size.width
        if row >= self._wrapping.rows:
            return Strip.blank(width, self.rich_style)
        selection = self.text_selection
        if selection is not None:
            return self._draw(row, width, selection)
        key = (row, width)
        if (strip := self._strips.get(key)) is None:
            strip = self._draw(row, width, None)
            self._strips.keep(key, strip)
        return strip

    def _draw(self, row: int, width: int, selection: Selection | None) -> Strip:
        text = self._wrapping.row_text(row)
        ground = self.rich_style
        start = self._wrapping.starts[row]
        spans = [
            (first, last, self.get_component_rich_style(_CURRENT if is_current else _MATCH))
            for first, last, is_current in self._finding.spans(start, start + len(text))
        ]
        if selection is not None and (span := selection.get_span(row)) is not None:
            end = len(text) if span[1] < 0 else min(span[1], len(text))
            spans.append((span[0], end, self.screen.get_component_rich_style("screen--selection")))
        strip = Strip(_segments(text, spans, ground)).adjust_cell_length(width, ground)
        return strip.apply_offsets(0, row)

    # ── selecting ──────────────────────────────────────────────────────────────────────────────

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, without the breaks that wrapping put into it."""
        wrapping = self._wrapping
        if not wrapping.rows:
            return None
        begin, stop = selection.start, selection.end
        start = 0 if begin is None else wrapping.position(begin.y, begin.x)
        end = len(wrapping.text) if stop is None else wrapping.position(stop.y, stop.x)
        return wrapping.text[start:end], "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self._strips.clear()
        self.refresh()


def _segments(text: str, spans: list[tuple[int, int, Style]], ground: Style) -> list[Segment]:
    """Return `text` in pieces, each in its style; of spans that overlap the last one counts."""
    if not spans:
        return [Segment(text, ground)]
    cuts = sorted({0, len(text), *(edge for span in spans for edge in span[:2])})
    pieces: list[Segment] = []
    for start, end in itertools.pairwise(cuts):
        style = ground
        for first, last, over in spans:
            if first <= start and end <= last:
                style = ground + over
        pieces.append(Segment(text[start:end], style))
    return pieces
