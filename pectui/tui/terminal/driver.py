"""Textual's terminal driver, for pastes, few bytes, the first picture, a closed terminal."""

from __future__ import annotations

import codecs
import os
import selectors
import termios
from typing import TYPE_CHECKING

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.drivers.linux_driver import LinuxDriver

from pectui.tui.terminal.compact import compact
from pectui.tui.terminal.first_picture import ALTERNATE_SCREEN

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from textual.message import Message

    from pectui.tui.terminal.first_picture import Picture

_READ_BYTES = 1 << 14
_LOOK_SECONDS = 0.1
"""Between two looks whether the program ends, or a lone Escape was all that was pressed."""


class PasteParser(XTermParser):
    """Textual's parser of keys, which takes what is pasted as one text.

    Textual's own looks for keys in it: a pasted control sequence opened the editor, a pasted Ctrl+Q
    ended the program.
    """

    def __init__(self) -> None:
        super().__init__()
        self._pasted: str | None = None
        """What of a paste has come so far; None between pastes."""
        self._last = ""
        """The last characters before, in which a paste may begin."""

    def feed(self, data: str) -> Iterable[Message]:
        """Return the events of `data`; a paste is one event, where its end is."""
        while data:
            if self._pasted is None:
                data = yield from self._typed(data)
            else:
                data = yield from self._paste(data)

    def tick(self) -> Iterable[Message]:
        """Return the keys that were waited for to become more than they were."""
        for event in super().tick():
            # An Escape that was pressed is not the beginning of anything that is typed later.
            self._last = ""
            yield event

    def _typed(self, data: str) -> Generator[Message, None, str]:
        joined = self._last + data
        begin = joined.find(BRACKETED_PASTE_START)
        if begin < 0:
            self._last = joined[1 - len(BRACKETED_PASTE_START) :]
            yield from super().feed(data)
            return ""
        end = begin + len(BRACKETED_PASTE_START) - len(self._last)
        self._last = ""
        yield from super().feed(data[:end])
        self._pasted = ""
        return data[end:]

    def _paste(self, data: str) -> Generator[Message, None, str]:
        assert self._pasted is not None
        looked_at = max(len(self._pasted) - len(BRACKETED_PASTE_END), 0)
        self._pasted += data
        end = self._pasted.find(BRACKETED_PASTE_END, looked_at)
        if end < 0:
            return ""
        text = self._pasted[:end]
        rest = self._pasted[end + len(BRACKETED_PASTE_END) :]
        self._pasted = None
        for event in super().feed(BRACKETED_PASTE_END):
            # Textual's parser was told of begin and end only: its own paste is empty.
            if not isinstance(event, events.Paste):
                yield event
        if text:
            yield events.Paste(text)
        return rest


class TerminalDriver(LinuxDriver):
    """Textual's driver, which may be told that nobody reads any more what it writes."""

    has_hung_up = False
    """Whether the terminal was closed: writing to it would fail, or wait for ever."""

    _is_aside = False
    """Whether the terminal is another program's for now."""

    def run_input_thread(self) -> None:
        """Hand on what is typed and pasted, until the program ends or the terminal is closed."""
        parser = PasteParser()
        # What is no UTF-8 is shown as such; it must not end the program.
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_LOOK_SECONDS):
                    octets = self._read()
                    if not octets:
                        self._close_program()
                        return
                    for event in parser.feed(decode(octets)):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)

    def _close_program(self) -> None:
        self.has_hung_up = True
        self._loop.call_soon_threadsafe(self._app.exit)

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _READ_BYTES)
        except OSError:
            return b""

    def suspend_application_mode(self) -> None:
        """Leave the terminal to another program."""
        super().suspend_application_mode()
        self._is_aside = True

    def resume_application_mode(self) -> None:
        """Take the terminal back."""
        self._is_aside = False
        super().resume_application_mode()

    def look_for_terminal(self) -> None:
        """See whether the terminal is still there."""
        try:
            termios.tcgetattr(self.fileno)
        except termios.error:
            self.has_hung_up = True

    def write(self, data: str) -> None:
        """Write to the terminal, in few bytes, as long as there is one and it is ours.

        While it is another program's, nobody takes what is written: the program would come to wait.
        """
        if not self.has_hung_up and not self._is_aside:
            super().write(compact(data))

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
