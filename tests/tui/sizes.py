"""The same program in terminals of several sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.tui.conftest import wait_for

if TYPE_CHECKING:
    from textual.pilot import Pilot


async def resize(pilot: Pilot[Any], size: tuple[int, int]) -> None:
    """Give the terminal another size; wait until what is on the screen is laid out for it."""
    await pilot.resize_terminal(*size)
    await wait_for(pilot, lambda: pilot.app.screen._compositor.size == size, f"{size}")
