"""Draws a text of any length: wrapped, searched and cleaned a slice at a time."""

from __future__ import annotations

import asyncio
import itertools
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
    COMPONENT_CLASSES: ClassVar[set[str]] = {"text-view--match", "text-view--current"}
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
        self._finding: Matches | None = None
        self._strips: Cache[tuple[int, int], Strip] = Cache(_KEPT_LINES)
        self._anchor: int | None = None
        """Position to be at the top as soon as its row is known."""
        self._to_end = False
        self._highlights: tuple[Style, Style] | None = None

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
        self._finding = None
        self._anchor = None
        self._to_end = False
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
        if not wrapping.done or self._searching:
            self._go_on()

    def _go_on(self) -> None:
        start_call(self, "text", self._work, replace=True)

    @property
    def _searching(self) -> bool:
        return self._finding is not None and not self._finding.done

    async def _work(self) -> None:
        """Wrap, then search, in turns short enough for keys to come between."""
        shown = time.monotonic()
        while not self._wrapping.done or self._searching:
            turn = time.monotonic() + _TURN
            while time.monotonic() < turn:
                if not self._wrapping.done:
                    self._wrapping.work()
                elif self._finding is not None and not self._finding.done:
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
        if self._anchor is not None and (row := wrapping.row_at(self._anchor)) is not None:
            self._anchor = None
            self._go_to(row)
        if self._to_end and wrapping.done:
            self._to_end = False
            self._go_to(wrapping.rows)
        self._report_finding()
        self.refresh()

    # ── moving ─────────────────────────────────────────────────────────────────────────────────

    def _go_to(self, row: int) -> None:
        self.scroll_to(y=row, animate=False, immediate=True)

    def _move(self, rows: int) -> None:
        self._anchor = None
        self._to_end = False
        self._go_to(self.scroll_offset.y + rows)

    @property
    def _page(self) -> int:
        return max(1, self.size.height - 1)

    def action_down(self) -> None:
        """Scroll one row down."""
        self._move(1)

    def action_up(self) -> None:
        """Scroll one row up."""
        self._move(-1)

    def action_page_down(self) -> None:
        """Scroll one screen down."""
        self._move(self._page)

    def action_page_up(self) -> None:
        """Scroll one screen up."""
        self._move(-self._page)

    def action_first(self) -> None:
        """Go to the beginning."""
        self._move(-self.scroll_offset.y)

    def action_last(self) -> None:
        """Go to the end, as soon as it is known where it is."""
        self._anchor = None
        self._to_end = not self.complete
        self._go_to(self._wrapping.rows)

    # ── finding ────────────────────────────────────────────────────────────────────────────────

    def find(self, *phrases: str) -> None:
        """Mark every place of a phrase, and go to the first one in or below the view."""
        self._strips.clear()
        self.refresh()
        if not any(phrase.strip() for phrase in phrases):
            self._finding = None
            return
        self._finding = Matches(*phrases)
        self._go_on()

    def stop_finding(self) -> None:
        """Take the marks away; the view stays where it is."""
        self.find()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of the search to others while nothing is searched."""
        if action in {"next_match", "previous_match"}:
            return self._finding is not None
        return True

    def action_next_match(self) -> None:
        """Go to the next place, after the last to the first."""
        self._step(1)

    def action_previous_match(self) -> None:
        """Go to the previous place, before the first to the last."""
        self._step(-1)

    def _step(self, by: int) -> None:
        finding = self._finding
        if finding is None or not finding.count:
            return
        finding.current = (max(finding.current, 0 if by < 0 else -1) + by) % finding.count
        self._reveal(finding.starts[finding.current])
        self._strips.clear()
        self.refresh()
        self._report_finding()

    def _reveal(self, position: int) -> None:
        row = self._wrapping.row_at(position)
        if row is None:
            self._anchor = position
            return
        top = self.scroll_offset.y
        if not top <= row < top + self.size.height:
            self._go_to(max(0, row - self.size.height // 3))

    def _report_finding(self) -> None:
        finding = self._finding
        if finding is None:
            return
        if finding.current < 0 and finding.count and self._wrapping.rows:
            top = min(self.scroll_offset.y, self._wrapping.rows - 1)
            finding.current = finding.first_from(self._wrapping.starts[top])
            self._reveal(finding.starts[finding.current])
        self.post_message(self.Found(finding.current + 1, finding.count, finding.done))

    # ── drawing ────────────────────────────────────────────────────────────────────────────────

    def on_resize(self) -> None:
        """Wrap anew at the new width, with the same words at the top."""
        wrapping, width = self._wrapping, self._width()
        if width <= 0 or (width == wrapping.width and wrapping.rows):
            return
        top = self.scroll_offset.y
        if self._anchor is None and 0 < top < wrapping.rows:
            self._anchor = wrapping.starts[top]
        wrapping.rewrap(width)
        self._begin()

    def on_show(self) -> None:
        """Wrap what was given while there was no room to show it."""
        self.on_resize()

    def notify_style_update(self) -> None:
        """Forget drawn lines: a theme changed their colours."""
        super().notify_style_update()
        self._highlights = None
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
        spans = self._marks(row, len(text))
        if selection is not None and (span := selection.get_span(row)) is not None:
            end = len(text) if span[1] < 0 else min(span[1], len(text))
            spans.append((span[0], end, self.screen.get_component_rich_style("screen--selection")))
        strip = Strip(_segments(text, spans, ground)).adjust_cell_length(width, ground)
        return strip.apply_offsets(0, row)

    def _marks(self, row: int, length: int) -> list[tuple[int, int, Style]]:
        finding = self._finding
        if finding is None or not finding.count:
            return []
        if self._highlights is None:
            self._highlights = (
                self.get_component_rich_style("text-view--match"),
                self.get_component_rich_style("text-view--current"),
            )
        start, end = self._wrapping.span(row)
        return [
            (
                max(0, finding.starts[index] - start),
                min(length, finding.ends[index] - start),
                self._highlights[index == finding.current],
            )
            for index in finding.within(start, end)
        ]

    # ── selecting ──────────────────────────────────────────────────────────────────────────────

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, without the breaks that wrapping put into it."""
        wrapping = self._wrapping
        if not wrapping.rows:
            return None
        begin, stop = selection.start, selection.end
        start, end = 0, len(wrapping.text)
        if begin is not None and begin.y < wrapping.rows:
            start = min(wrapping.starts[begin.y] + begin.x, wrapping.span(begin.y)[1])
        if stop is not None and stop.y < wrapping.rows:
            end = min(wrapping.starts[stop.y] + stop.x, wrapping.span(stop.y)[1])
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
