"""A list in which nothing is marked: its commands are for the row under the cursor."""

from __future__ import annotations

from pectui.tui.widgets.list.line_list import LineList, Row


class PlainList(LineList[Row]):
    """A list whose commands are for the row under the cursor: nothing is marked in it."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no marks."""
        return action != "mark" and super().check_action(action, parameters)

    def _toggle_mark(self, index: int) -> None:
        """Mark nothing."""
