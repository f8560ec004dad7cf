"""A screen between top bar and footer: what all of these share, and how one is made of parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from pectui.tui import show
from pectui.tui.messages import SendingsArrived
from pectui.tui.screens.base import BaseScreen
from pectui.tui.widgets.chrome.footer import Footer
from pectui.tui.widgets.chrome.top_bar import TopBar
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.widget import Widget

    from pectui.tui.messages import DraftReady


class FramedScreen(BaseScreen[None]):
    """A screen with top bar and footer; `body` lays out what lies between."""

    AUTO_FOCUS = ""
    """Each view says itself where to begin; the first field there is may be a hidden one."""

    VIEW: ClassVar[str] = ""
    """Name of the view, as in the top bar; also its group in the help."""

    _subjects: tuple[object, ...] = ()

    def take_parts(self, *parts: object) -> None:
        """Be made of parts, each of one subject.

        Their `action_…` methods are commands of this screen, and what its workers answer, what its
        widgets tell and what concerns every screen reaches their `on_…` methods, as if they were
        its own; an action of the screen itself goes first. They keep what is theirs alone; what
        several of them need is a var of the screen.
        """
        self._subjects = parts
        for part in parts:
            for name in dir(part):
                if name.startswith("action_") and not hasattr(type(self), name):
                    setattr(self, name, getattr(part, name))

    @on(Message)
    def hand_over(self, event: Message) -> None:
        """Hand a message to the parts that take it."""
        for part in self._subjects:
            handle = getattr(part, event.handler_name, None)
            if handle is not None:
                handle(event)

    def compose(self) -> ComposeResult:
        """Lay out the frame around the body."""
        yield TopBar(self.VIEW)
        if self.program.glances:
            from pectui.tui.widgets.chrome.account_bar import AccountBar  # late: mostly it is one

            yield AccountBar()
        yield from self.body()
        yield Footer()

    def body(self) -> Iterable[Widget]:
        """Yield the widgets between top bar and footer."""
        return ()

    @property
    def idle(self) -> frozenset[str]:
        """Ids of commands that would only say that there is nothing; the footer leaves them out."""
        return frozenset()

    @property
    def has_work(self) -> bool:
        """Whether something would be lost by closing this: it stays open over its room."""
        return False

    @property
    def is_form(self) -> bool:
        """Whether a person writes here: keys pressed beside a field were meant for it."""
        return False

    @property
    def help_group(self) -> str:
        """The group of commands the help begins with."""
        return self.VIEW

    def show_heading(self, *parts: Content) -> None:
        """Say in the heading where one is; before the screen is laid out, nothing."""
        for heading in self.query("#heading").results(Static):
            words = Content(" · ").join([part for part in parts if part])
            show.put(heading, words, layout=False)

    def on_screen_resume(self) -> None:
        """Ask for what was waited with while something else was shown."""
        self.program.renewal.ask()

    def watch_focused(self, focused: Widget | None) -> None:
        """Ask for what was waited with while something was being typed."""
        super().watch_focused(focused)
        if self.is_current:
            self.program.renewal.ask()

    def on_draft_ready(self, event: DraftReady) -> None:
        """Go on writing a draft."""
        if event.draft is not None:
            self.program.write(event.draft)

    def read_sendings(self) -> None:
        """Read the sendings known here; `SendingsArrived` brings them."""
        tracking = self.session.tracking

        async def work() -> SendingsArrived:
            return SendingsArrived(await tracking.sendings())

        start_call(self, "sendings", work, replace=True)

    def go_to_inbox(self) -> None:
        """Go back to the inbox."""
        self.app.call_later(self.program.action_view, "inbox")

    @property
    def is_laid_out(self) -> bool:
        """Whether the widgets of the body are there: mounted, and not being taken away."""
        if not self.is_attached or self._pruning:
            return False
        return self.query_one_optional("#heading") is not None
