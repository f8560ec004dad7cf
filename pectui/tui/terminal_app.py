"""Behaves well in any terminal: themes, keys, signals, first picture, crash."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from rich.text import Text
from textual import events
from textual.app import App
from textual.filter import ANSIToTruecolor
from textual.widgets import Input, TextArea
from textual.worker import WorkerFailed

from pectui.catalogue import t
from pectui.commands import shown_key
from pectui.errors import PectuiError
from pectui.pec.outgoing import changes
from pectui.settings.configuration import THEMES
from pectui.system import logs
from pectui.text import clean_block
from pectui.tui import show, theme
from pectui.tui.commands import key_label
from pectui.tui.stylesheet import ReadOnce
from pectui.tui.terminal import first_picture, guard, line_filters
from pectui.tui.terminal.compact import compact
from pectui.tui.widgets.chrome.top_bar import TopBar
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from textual.binding import Binding
    from textual.driver import Driver
    from textual.filter import LineFilter
    from textual.screen import Screen
    from textual.widget import Widget

    from pectui.settings.configuration import Options
    from pectui.tui.terminal.first_picture import Picture

R = TypeVar("R")

_log = logging.getLogger("pectui.tui")

_TYPED_WITHIN = 1.0
"""Seconds after which a key no longer waits for a field that is busy or going away."""


class TerminalApp(App[None]):
    """A Textual app that is at home in any terminal, and leaves it as it found it."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-high")]  # noqa: RUF012
    """Classes of every screen by its lines: a short one gives its dialogs all the room."""

    @property
    def keeps_pictures(self) -> bool:
        """Whether what is on the screen may be shown at the next start."""
        return True

    def __init__(self, options: Options, picture: Picture | None) -> None:
        self._options = options
        super().__init__(driver_class=driver_for(picture))
        guard.install()
        self._picture = picture
        self.in_front: asyncio.subprocess.Process | None = None
        """The editor that has the terminal for now."""
        self.is_ending = False
        """Whether the system, or the end of the terminal, has told the program to end."""
        self.own_keys = dict(options.keys)
        """The person's own keys: command id → keys, comma-separated."""
        if options.quiet:
            self.animation_level = "none"
        self.theme_problem: PectuiError | None = None
        """Why the person's theme cannot be used."""
        for one in theme.OURS:
            self.register_theme(one)
        self.theme = theme.USUAL
        try:
            self.use_theme(options.theme or theme.USUAL)
        except PectuiError as error:
            self.theme_problem = error
        self.stylesheet = ReadOnce(self.get_css_variables())
        self._fit_terminal()
        self.set_keymap(self.own_keys)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own colours, for themes that do not set them."""
        return theme.own_variables(self.current_theme)

    def use_theme(self, name: str) -> None:
        """Draw in the theme of that name. Raises SettingInvalid for one a person made wrongly."""
        if name not in THEMES:
            from pectui.settings.own_themes import read_own_theme  # late: few have one

            own = read_own_theme(self._options.config_file, name)
            self.register_theme(theme.make_theme(name, own.colours))
        self.theme = name

    def watch_theme(self) -> None:
        """Draw without colours where the theme, or the person's environment, asks for none."""
        self._fit_terminal()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Have the cursor of a field stand still where the screen is to."""
        if self._options.quiet and isinstance(event.widget, Input | TextArea):
            event.widget.cursor_blink = False

    def _fit_terminal(self) -> None:
        """Have lines drawn with the colours and signs that the terminal shows."""
        is_plain = self.theme == theme.MONOCHROME
        self.no_color = is_plain or bool(os.environ.get("NO_COLOR"))
        signs = self._options.signs
        filters: list[LineFilter] = [
            one for one in self._filters if isinstance(one, ANSIToTruecolor)
        ]
        if self.no_color:
            filters.append(line_filters.WithoutColours(self.current_theme.background or "black"))
        if signs == "ascii" or (signs == "auto" and line_filters.shows_few_signs()):
            filters.append(line_filters.AsciiSigns(line_filters.encoding()))
        self._filters = filters

    def end_on_signals(self) -> None:
        """End as if asked to, when the terminal closes or the system stops the program."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self._end)
        loop.add_signal_handler(signal.SIGHUP, self._hang_up)
        # A shell that brings the program back gives it an empty screen.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))

    def _hang_up(self) -> None:
        """End; without a word to the terminal where it is gone."""
        from pectui.tui.terminal.driver import TerminalDriver

        if isinstance(self._driver, TerminalDriver):
            self._driver.look_for_terminal()
        self._end()

    def _end(self) -> None:
        self.is_ending = True
        if self.in_front is not None:
            from pectui.tui.terminal import editor  # late: only letters are edited

            editor.end(self.in_front)
        self.exit(message=self.farewell())

    @property
    def is_aside(self) -> bool:
        """Whether an editor has the terminal."""
        return self.in_front is not None

    async def edit_file(self, path: Path, look: Callable[[], Awaitable[None]]) -> float:
        """Let the person change a file in an editor, as `editor.run` does."""
        from pectui.tui.terminal import editor  # late, as above

        return await editor.run(self, path, look)

    async def lend_terminal(self, work: Callable[[], R]) -> R:
        """Return `work()`, as `editor.lend` does."""
        from pectui.tui.terminal import editor  # late, as above

        return await editor.lend(self, work)

    def farewell(self) -> Text | None:
        """Return what a person is to know when the program ends; None where there is nothing."""
        return None

    def end_with(self, error: PectuiError) -> None:
        """End because of `error`, and leave its words and its exit code behind."""
        words = f"pectui: {error}\n  {error.hint}"
        self.exit(return_code=error.exit_code, message=Text(clean_block(words)))

    def get_key_display(self, binding: Binding) -> str:
        """Return a binding's key as it is printed on a keyboard."""
        return shown_key(binding.key)

    def action_help_quit(self) -> None:
        """Say how to quit: Ctrl+C is pressed by whoever looks for a way out."""
        show.notify(self.screen, t("shell.how-to-quit", key=key_label(self, "app.quit")))

    async def on_event(self, event: events.Event) -> None:
        """Run the command of a key before the next key is looked at, and fit what is pasted.

        Textual lets a key travel up from the focused widget first: of a burst typed over a slow
        line, what follows a Tab would land in the field before it. What is pasted was copied
        somewhere: it is text from outside as any other.
        """
        if isinstance(event, events.Paste) and not event.is_forwarded:
            from pectui.tui.widgets.compose.fields import (
                fit_pasted,  # late: the start has no use for it
            )

            fitted = fit_pasted(event.text, self.focused)
            event.text = fitted.text
            for change in changes(fitted):
                show.notify(self, change, severity="warning", timeout=4)
        if isinstance(event, events.Key) and not event.is_forwarded:
            focused = self.focused
            taken = focused and focused.check_consume_key(event.key, event.character)
            if not taken:
                await _typed(focused)
            if not taken and (
                await self._check_bindings(event.key, priority=True)
                or await self._check_bindings(event.key)
            ):
                return
        await super().on_event(event)

    def write_sequence(self, sequence: str) -> None:
        """Write a control sequence to the terminal: the one way for what is not the picture."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(sequence)

    def keep_picture(self, screen: Screen[Any]) -> None:
        """Keep what is on `screen` as the picture of the next start."""
        picture, size = self._picture, self.size
        if (
            picture is None
            or not self.keeps_pictures
            or self.screen is not screen
            or screen.focused is None
        ):
            return
        strips = screen._compositor.render_strips()
        # What the connection is like is not known at the next start.
        strips[0] = screen.query_one(TopBar).without_state(strips[0])
        text = compact("\r\n".join(strip.render(self.console) for strip in strips))
        work = partial(first_picture.keep, picture, size.width, size.height, text)
        start_call(self, "picture", lambda: asyncio.to_thread(_try, work), replace=True)

    def _handle_exception(self, error: Exception) -> None:
        """Go on where only a worker failed, also one of Textual's own; otherwise end."""
        if not isinstance(error, WorkerFailed):
            super()._handle_exception(error)
            return
        _log.error("a worker failed", exc_info=error.error)
        show.notify_error(self, PectuiError(type(error.error).__name__))

    def _fatal_error(self) -> None:
        """End with a plain word and a log: Textual's own traceback would print locals."""
        error: BaseException = self._exception or PectuiError()
        # Of itself it says only that something failed; it was never raised and has no frames.
        while isinstance(error, WorkerFailed):
            error = error.error
        self.bell()
        try:
            path = str(logs.write_crash(error, self._options.directories.state))
        except PectuiError as failure:
            path = str(failure)
        words = t("shell.crash", what=type(error).__name__, path=path)
        self._exit_renderables.append(Text(clean_block(words)))
        self._close_messages_no_wait()


async def _typed(field: Widget | None) -> None:
    """Wait until a field has taken the letters typed before a key: the key acts on all of them."""
    if field is None or not field.is_running or not field.check_consume_key("a", "a"):
        return
    done = asyncio.Event()
    # Behind the letters in the field's own queue.
    if field.call_later(done.set):
        try:
            async with asyncio.timeout(_TYPED_WITHIN):
                await done.wait()
        except TimeoutError:
            _log.warning("a field is slow to take what is typed")


def has_shell() -> bool:
    """Whether a shell with job control started the program: nobody else would let it go on."""
    return os.getpgrp() != os.getsid(0)


def driver_for(picture: Picture | None) -> type[Driver] | None:
    """Return the driver of a real terminal, one that takes over from a picture on the screen.

    None is Textual's own choice, where another driver is asked for.
    """
    if os.environ.get("TEXTUAL_DRIVER"):
        return None
    from pectui.tui.terminal.driver import TerminalDriver, taking_over

    return taking_over(picture) if picture is not None and picture.is_shown else TerminalDriver


def _try(work: Callable[[], object]) -> None:
    """Do what is a mere help: its failure is logged."""
    try:
        work()
    except OSError as error:
        _log.warning("not kept: %s", error)
