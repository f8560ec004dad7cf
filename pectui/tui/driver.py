"""The terminal driver that takes over from the first picture without a flicker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

from pectui.tui.first_picture import ALTERNATE_SCREEN

if TYPE_CHECKING:
    from textual.driver import Driver

    from pectui.tui.first_picture import Picture


def taking_over(picture: Picture) -> type[Driver]:
    """Return a driver that finds `picture` on the screen and goes on from there."""

    class TakingOver(LinuxDriver):
        """Leaves out the first switch to the alternate screen: it would blank the picture."""

        def start_application_mode(self) -> None:
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if picture.terminal is not None:
                self.attrs_before = picture.terminal

        def write(self, data: str) -> None:
            if data == ALTERNATE_SCREEN and picture.is_shown:
                picture.is_shown = False
                return
            super().write(data)

    return TakingOver
