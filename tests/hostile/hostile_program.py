"""The program on a sandbox, watched: every frame goes to a terminal's bytes and is looked at."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from textual._compositor import CompositorUpdate
from textual.events import Paste

from pectui.sandbox import Sandbox, SandboxConfig
from pectui.settings.configuration import Configuration
from pectui.tui.app import PectuiApp
from pectui.tui.screens.account_form import AccountForm
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.terminal import guard
from pectui.tui.widgets.chrome.top_bar import VIEWS
from tests.accounts import make_account, make_options
from tests.hostile.hostile_strings import harmful, stray

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    import pytest
    from textual.pilot import Pilot

    from pectui.errors import PectuiError
    from pectui.services.sending.books import Books

PATIENCE = 15.0
"""Seconds after which a condition that does not come is a failure."""
TURN = 0.01
"""Seconds between two looks at a condition, so that looking leaves time for working."""
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def empty_sandbox(**changes: Any) -> Sandbox:
    """Return a sandbox without messages, which waits for nothing."""
    given: dict[str, Any] = {"messages": 0, "now": lambda: NOW, "receipt_delay": 0.0}
    return Sandbox(SandboxConfig(**{**given, "send_period": 0.0, "rows": "descending", **changes}))


@dataclass
class Watch:
    """What the program did that text from outside may never make it do."""

    written: bytearray = field(default_factory=bytearray)
    """All bytes a terminal would have got."""
    exits: list[object] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Look over the program's shoulder: frames, leaving, the clipboard, the guard."""
        leave = PectuiApp.exit

        def display(app: PectuiApp, screen: object, renderable: object) -> None:
            if isinstance(renderable, CompositorUpdate):
                self.written += renderable.render_segments(app.console).encode(errors="replace")

        def leaving(app: PectuiApp, *arguments: Any, **named: Any) -> None:
            self.exits.append(arguments)
            leave(app, *arguments, **named)

        patch.setattr(guard, "removed", 0)
        patch.setattr(PectuiApp, "_display", display)
        patch.setattr(PectuiApp, "exit", leaving)
        patch.setattr(PectuiApp, "copy_to_clipboard", lambda app, text: self.copied.append(text))

    def assert_harmless(self) -> None:
        """Nothing reached the terminal, nothing had to be stopped, nothing ran."""
        assert stray(bytes(self.written)) == []
        assert self.written, "not one frame was drawn"
        assert guard.removed == 0
        assert self.exits == []
        assert self.copied == []


@dataclass
class Running:
    """A program with its inbox open, and the keys to it."""

    program: PectuiApp
    pilot: Pilot[None]
    inbox: InboxScreen
    watch: Watch

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Let the program work until `condition` holds."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, f"never came: {what or condition}\n{self.picture}"
            await asyncio.sleep(TURN)

    async def failed_look(self) -> PectuiError:
        """Look at the mailbox, which fails; return the error of this look.

        While it goes on, the error of the one before stands.
        """
        before = self.program.progress.error

        def has_failed() -> bool:
            return self.program.progress.error not in (None, before)

        self.program.local.sync.wake()
        await self.until(has_failed, "the error of this look")
        error: PectuiError | None = self.program.progress.error
        assert error is not None
        return error

    def press(self, key: str) -> None:
        """Press a key; what it does has to be waited for."""
        self.program.simulate_key(key)

    async def paste(self, text: str) -> None:
        """Paste `text` where the cursor is, as the terminal hands it over."""
        self.program.post_message(Paste(text))
        await self.pilot.pause()

    @property
    def lines(self) -> list[str]:
        """The screen, line by line."""
        return [strip.text for strip in self._strips]

    @property
    def _strips(self) -> list[Any]:
        return list(self.program.screen._compositor.render_strips())

    @property
    def picture(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    def assert_clean(self) -> str:
        """The picture holds nothing harmful and nothing to click into; return it."""
        for strip in self._strips:
            assert strip.cell_length == self.program.size.width, strip.text
            for segment in strip:
                meta = segment.style.meta if segment.style else {}
                assert "@click" not in meta, segment
                assert not (segment.style and segment.style.link), segment
        picture = self.picture
        assert harmful(picture) == []
        return picture

    async def assert_alive_after(self, *keys: str) -> None:
        """Leave what is open by `keys`; then the program is alive."""
        await self.pilot.press(*keys)
        await self.assert_alive()

    async def leave_renewal(self) -> None:
        """Leave what asks, once, for another password or token after a refusal."""
        await self.until(lambda: isinstance(self.program.screen, AccountForm), "the form")
        self.assert_clean()
        await self.pilot.press("escape")
        await self.until(lambda: not isinstance(self.program.screen, AccountForm))

    async def go_to(self, view: str) -> None:
        """Go to one of the six views by its key."""
        self.press(str(VIEWS.index(view) + 1))
        await self.until(partial(self._shows, view), view)

    def _shows(self, view: str) -> bool:
        screen = self.program.screen
        return isinstance(screen, FramedScreen) and view == screen.VIEW and screen.is_current

    async def assert_alive(self, *views: str) -> None:
        """The keys still lead to `views`, or to another one, and back to the inbox."""
        for view in (*(views or ("drafts",)), "inbox"):
            await self.go_to(view)
        assert self.program.is_running
        assert self.program.title == "pectui"
        self.watch.assert_harmless()


@asynccontextmanager
async def running(
    folder: Path,
    sandbox: Sandbox,
    patch: pytest.MonkeyPatch,
    size: tuple[int, int] = (99, 24),
    *,
    begin: Callable[[Books], Awaitable[None]] | None = None,
    **more: Any,
) -> AsyncIterator[Running]:
    """Run the program on `sandbox`, watched, up to its first page; `begin` writes its past."""
    watch = Watch()
    watch.install(patch)
    configuration = Configuration(make_options(folder, **more), make_account(), ("studio",))
    program = PectuiApp(configuration, asgi=sandbox.app, begin=begin)
    async with program.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await _first_page(program, pilot)
        inbox = program.screen
        assert isinstance(inbox, InboxScreen)
        yield Running(program, pilot, inbox, watch)


async def _first_page(program: PectuiApp, pilot: Pilot[None]) -> None:
    end = time.monotonic() + PATIENCE

    def there() -> bool:
        screen = program.screen_stack[-1] if program.screen_stack else None
        return isinstance(screen, InboxScreen) and program.progress.complete

    while not there():
        assert time.monotonic() < end, "the first page"
        await asyncio.sleep(0)
