"""Repaints a few times a second, whatever the pace of the work they follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message_pump import MessagePump
    from textual.timer import Timer


class Throttle:
    """Calls `paint` for every wish, but wishes within `every` seconds of a call are one call."""

    def __init__(self, node: MessagePump, paint: Callable[[], None], every: float) -> None:
        self._node = node
        self._paint = paint
        self._every = every
        self._timer: Timer | None = None
        """Runs for a while after each call."""
        self._is_wished = False
        """Whether something was wished for since the last call."""

    def wish(self) -> None:
        """Call `paint` now, or soon where it was called a moment ago."""
        self._is_wished = True
        if self._timer is None:
            self.now()

    def now(self) -> None:
        """Call `paint` at once, for whatever was wished until now."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._node.set_timer(self._every, self._rested)
        self._is_wished = False
        self._paint()

    def catch_up(self) -> None:
        """Call `paint` at once where a wish still waits."""
        if self._is_wished:
            self.now()

    def _rested(self) -> None:
        self._timer = None
        self.catch_up()
