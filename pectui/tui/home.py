"""What an account asks of the program at large, in whichever part of it the account is.

Where it wants to go while another account is shown is gone to once it is shown again.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pectui.text import clean_line
from pectui.tui.acting import acting_for

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from textual.app import App
    from textual.screen import Screen

    from pectui.models import Draft
    from pectui.settings.configuration import Configuration
    from pectui.tui.glance import Glance
    from pectui.tui.terminal.attention import Attention

R = TypeVar("R")


class Home(Protocol):
    """The program as an account in it knows it."""

    demo: bool
    glances: tuple[Glance, ...]
    attention: Attention

    @property
    def app(self) -> App[object]:
        """The program as Textual knows it."""

    @property
    def asgi(self) -> Callable[..., Any] | None:
        """What to talk to instead of the network."""

    @property
    def is_aside(self) -> bool:
        """Whether an editor has the terminal."""

    def is_shown(self, desk: Guest) -> bool:
        """Whether this is the account on the screen."""

    def note_known(self, desk: Guest, name: str) -> None:
        """Take over what is known of an account by that name, of `KNOWN`."""

    def screens_of(self, desk: Guest) -> list[Screen[Any]]:
        """Return every screen that was opened for an account."""

    async def action_view(self, name: str) -> None:
        """Go to one of the six views of the account that is shown."""

    async def show_in_inbox(self, words: str) -> None:
        """Show in the inbox the stored messages that match `words`."""

    def show_sending(self, code: str) -> None:
        """Show the sending with this code, known here or not."""

    def write(self, draft: Draft) -> None:
        """Open `draft` for writing."""

    def keep_picture(self, screen: Screen[Any]) -> None:
        """Keep what is on `screen` as the picture of the next start."""

    async def edit_file(self, path: Path, look: Callable[[], Awaitable[None]]) -> float:
        """Let the person change a file in an editor. Raises EditorFailed."""

    def use_theme(self, name: str) -> None:
        """Draw in the theme of that name. Raises SettingInvalid for one a person made wrongly."""

    async def lend_terminal(self, work: Callable[[], R]) -> R:
        """Return `work()`, run in a thread: what it starts may ask in the terminal."""

    async def open_account(self, configuration: Configuration) -> None:
        """Open the program on the configuration's account."""

    async def action_leave(self) -> None:
        """Quit; where letters have not left, ask first."""


class Guest:
    """An account in the program: it goes on whichever account is shown."""

    def __init__(self, home: Home, name: str) -> None:
        self.home = home
        self.key = name
        """What tells it from the others of this program."""
        self.name = name
        """As the person gave it."""
        self.view = "inbox"
        """The view that was shown last."""
        self.waiting: list[Callable[[], object]] = []
        """Ways its screens want to go, while another account is shown."""

    @property
    def is_shown(self) -> bool:
        """Whether it is the one on the screen."""
        return self.home.is_shown(self)

    @property
    def glances(self) -> tuple[Glance, ...]:
        """Every account, in the order of the settings, where every screen names them."""
        return self.home.glances

    @property
    def label(self) -> str:
        """Its name where there are several accounts, else nothing."""
        return clean_line(self.name, 24) if len(self.home.glances) > 1 else ""

    @property
    def app(self) -> App[object]:
        """The program as Textual knows it."""
        return self.home.app

    @property
    def asgi(self) -> Callable[..., Any] | None:
        """What to talk to instead of the network."""
        return self.home.asgi

    @property
    def demo(self) -> bool:
        """Whether it runs on the built-in sandbox."""
        return self.home.demo

    @property
    def is_aside(self) -> bool:
        """Whether an editor has the terminal."""
        return self.home.is_aside

    async def edit_file(self, path: Path, look: Callable[[], Awaitable[None]]) -> float:
        """Let the person change a file in an editor. Raises EditorFailed."""
        return await self.home.edit_file(path, look)

    def keep_picture(self, screen: Screen[Any]) -> None:
        """Keep what is on `screen` as the picture of the next start."""
        self.home.keep_picture(screen)

    def use_theme(self, name: str) -> None:
        """Draw in the theme of that name. Raises SettingInvalid for one a person made wrongly."""
        self.home.use_theme(name)

    async def lend_terminal(self, work: Callable[[], R]) -> R:
        """Return `work()`, run in a thread: what it starts may ask in the terminal."""
        return await self.home.lend_terminal(work)

    async def open_account(self, configuration: Configuration) -> None:
        """Open the program on the configuration's account."""
        await self.home.open_account(configuration)

    async def action_leave(self) -> None:
        """Quit; where letters have not left, ask first."""
        await self.home.action_leave()

    async def action_view(self, name: str) -> None:
        """Go to one of the six views."""
        if self.is_shown:
            await self.home.action_view(name)
        else:
            self.waiting.append(partial(self.action_view, name))

    async def show_in_inbox(self, words: str) -> None:
        """Show in the inbox the stored messages that match `words`."""
        if self.is_shown:
            await self.home.show_in_inbox(words)
        else:
            self.waiting.append(partial(self.show_in_inbox, words))

    def show_sending(self, code: str) -> None:
        """Show the sending with this code, known here or not."""
        with acting_for(self):
            self.home.show_sending(code)

    def write(self, draft: Draft) -> None:
        """Open `draft` for writing."""
        with acting_for(self):
            self.home.write(draft)
