"""What every screen has: it ends once, and knows the program it is shown in."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from textual.app import ScreenStackError
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType

from pectui.tui import show
from pectui.tui.acting import acting_on
from pectui.tui.commands import bindings

if TYPE_CHECKING:
    from textual.notifications import Notification
    from textual.widget import Widget

    from pectui.services.session import Session
    from pectui.tui.messages import CallFailed
    from pectui.tui.program import Program


class BaseScreen(Screen[ScreenResultType]):
    """A screen whose `dismiss` ends this screen and no other, and that only once.

    Textual takes away whichever screen is on top: a key pressed twice, or an answer from a worker
    while something else was opened over it, would end that one. Here a second answer counts for
    nothing, and a late one waits until the screen is on top again.
    """

    DEFAULT_CLASSES = "-high"
    """Most terminals are: the first resize then styles nothing a second time."""

    desk: Program | None = None
    """What the screen was opened at; None before it is opened."""
    _has_ended = False
    _late: tuple[ScreenResultType | None] | None = None
    """The answer that waits."""
    _successor: Screen[Any] | None = None
    """What is to take this screen's place, and waits."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """End this screen with `result`; once it has ended, do nothing."""
        if self._has_ended or not self.is_running:
            return AwaitComplete()
        if self.app.screen is not self:
            self._late = (result,)
            return AwaitComplete()
        self._has_ended = True
        return super().dismiss(result)

    def give_way(self, screen: Screen[Any]) -> None:
        """Open `screen` in the place of this one; while another is on top, that waits."""
        if self._has_ended or not self.is_running:
            return
        if self.app.screen is not self:
            self._successor = screen
            return
        self._has_ended = True
        self.app.switch_screen(screen)

    def on_screen_resume(self) -> None:
        """Do what came while another screen was on top: give way to a screen, or the answer."""
        if self._successor is not None:
            self.give_way(self._successor)
        elif self._late is not None:
            self.dismiss(self._late[0])

    def watch_focused(self, focused: Widget | None) -> None:
        """Give notices a room of their own while something is typed: see the styles."""
        typing = focused is not None and focused.check_consume_key("a", "a")
        if typing != self.has_class("-typing"):
            # Notices alone look different then: nothing else needs to be styled anew.
            self.set_class(typing, "-typing", update=False)
            for rack in self.query_children("ToastRack"):
                rack.update_node_styles(animate=False)

    def on_call_failed(self, event: CallFailed) -> None:
        """Take over what a call of this screen met."""
        event.stop()
        self.failed(event)

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong."""
        self.program.note_failure(event.error)
        show.notify_error(self, event.error)

    @property
    def program(self) -> Program:
        """The program as the account knows it that this screen was opened for."""
        if self.desk is None:
            self.desk = cast("Program", acting_on(self))
        return self.desk

    @property
    def session(self) -> Session:
        """The services of the account in use."""
        return self.program.session


class Dialog(BaseScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """A dialog over whatever is shown. Notices that are not its own wait until it ends."""

    BINDINGS = bindings("app.interrupt", "app.suspend")

    waiting_notices: list[Notification]

    def __init__(self) -> None:
        super().__init__()
        self.waiting_notices = []

    def on_mount(self) -> None:
        """Let what is shown already wait as well."""
        self.waiting_notices += show.put_off_notices(self.app)

    def on_unmount(self) -> None:
        """Show what waited; the program may be ending, and then has no screen for it."""
        with suppress(ScreenStackError):
            show.show_put_off(self.app, self.waiting_notices)
