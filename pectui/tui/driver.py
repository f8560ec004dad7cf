"""The terminal driver: it takes over from the first picture, and lets a closed terminal go."""

from __future__ import annotations

import termios
from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

from pectui.tui.first_picture import ALTERNATE_SCREEN

if TYPE_CHECKING:
    from pectui.tui.first_picture import Picture


class TerminalDriver(LinuxDriver):
    """Textual's driver, which may be told that nobody reads any more what it writes."""

    has_hung_up = False
    """Whether the terminal was closed: writing to it would fail, or wait for ever."""

    def look_for_terminal(self) -> None:
        """See whether the terminal is still there."""
        try:
            termios.tcgetattr(self.fileno)
        except termios.error:
            self.has_hung_up = True

    def write(self, data: str) -> None:
        """Write to the terminal, as long as there is one."""
        if not self.has_hung_up:
            super().write(data)

    def close(self) -> None:
        """Wait until everything is written, as long as there is somewhere to write to."""
        if not self.has_hung_up:
            super().close()


def taking_over(picture: Picture) -> type[TerminalDriver]:
    """Return a driver that finds `picture` on the screen and goes on from there."""

    class TakingOver(TerminalDriver):
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
