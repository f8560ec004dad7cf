"""Lays out and paints of a view of lines only what looks otherwise when its rows are others."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip


def drawn_lines(view: ScrollView) -> list[Strip]:
    """Return the lines as they stand on the screen."""
    return [view.render_line(y) for y in range(view.size.height)]


def repaint(view: ScrollView, drawn: Sequence[Strip], top: int) -> None:
    """Draw the lines that are others than those `drawn` from `top` on."""
    if view.scroll_offset.y != top:
        view.refresh()
        return
    for y, (before, now) in enumerate(zip(drawn, drawn_lines(view), strict=True)):
        if before != now:
            view.refresh_line(top + y)


def make_room(view: ScrollView, count: int) -> None:
    """Make the view as tall as `count` rows.

    The screen is laid out anew only where the scrollbar comes or goes, and the scrollbar is
    drawn only where it looks otherwise: a list that grows below what is in view costs nothing.
    """
    before, now, height = view.virtual_size, Size(view.size.width, count), view.size.height
    if before.width != now.width or (before.height > height) is not (count > height):
        view.virtual_size = now
        return
    view.set_reactive(ScrollView.virtual_size, now)
    view.scroll_y = view.validate_scroll_y(view.scroll_y)
    if view.show_vertical_scrollbar:
        bar, top = view.vertical_scrollbar, view.scroll_y
        bar.set_reactive(ScrollBar.window_virtual_size, count)
        if _thumb(before.height, height, top) != _thumb(count, height, top):
            bar.refresh()


def _thumb(rows: int, height: int, top: float) -> tuple[int, int]:
    """Return where a scrollbar's thumb begins and how long it is, in eighths of a cell."""
    size = max(1.0, height * height / max(1, rows))
    place = (height - size) * top / max(1, rows - height)
    return int(place * 8), ceil(size * 8)
