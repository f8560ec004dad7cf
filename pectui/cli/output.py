"""Data on stdout, words on stderr: the only place of the command line that prints.

Text from outside must have passed the gate (`pectui.text`); JSON needs no gate, it escapes. Data
that cannot be written is FileUnwritable, for a cut file must not look whole; words that cannot be
written are lost without a word, for they change nothing about what was done.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, TextIO

from pectui.catalogue import t
from pectui.errors import FileUnwritable
from pectui.system.reasons import system_reason
from pectui.text import to_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.errors import PectuiError

_NARROWEST = 40
_YES = ("y", "yes", "s", "si", "sì")
_NO = ("n", "no")
_lost: set[int] = set()
"""Streams (by `id`) that could not be written to: they are not tried again."""


def prepare(*, as_json: bool) -> None:
    """Let no character that the terminal lacks become an error; JSON is always UTF-8."""
    _lost.clear()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if as_json and stream is sys.stdout:
            reconfigure(encoding="utf-8", errors="backslashreplace")
        else:
            reconfigure(errors="replace")


def data(text: str) -> None:
    """Print a line, or several, of what was asked for."""
    _write(sys.stdout, text)


def prose(text: str, *, hang: int = 2) -> None:
    """Print lines of words that were asked for, broken to the terminal's width between them."""
    data(wrapped(text, sys.stdout, hang))


def octets(part: bytes) -> None:
    """Write a part of a file to stdout. Raises FileUnwritable; who reads may have enough."""
    stream = sys.stdout
    if stream is None or id(stream) in _lost:
        raise FileUnwritable(path=_name(stream), reason=t("cli.stream-closed"))
    _guarded(stream, lambda: _put(stream.buffer, part))


def _put(stream: BinaryIO, part: bytes) -> None:
    stream.write(part)
    stream.flush()


def words(text: str) -> bool:
    """Print a line of what a person should know besides; whether it could be printed."""
    try:
        _write(sys.stderr, wrapped(text, sys.stderr))
    except FileUnwritable:
        return False
    return True


def can_ask() -> bool:
    """Whether somebody sits at the other end of all three streams."""
    return all(map(is_terminal, (sys.stdin, sys.stdout, sys.stderr)))


def ask(question: str) -> bool:
    """Ask a yes-or-no question on the terminal; whether it could be seen and the answer is yes.

    What was typed before it is no answer.
    """
    try:
        _forget_typed()
        _write(sys.stderr, f"{question} [{t('cli.yes-or-no')}] ", end="")
    except FileUnwritable:
        return False
    return is_yes(sys.stdin.readline())


def _forget_typed() -> None:
    """Drop what was typed before a question, and say so."""
    if not is_terminal(sys.stdin):
        return
    from pectui.cli.typed_before import forget  # late: most commands ask nothing

    with suppress(OSError, ValueError):  # no file of the system
        if forget(sys.stdin.fileno()):
            words(t("cli.typed-before"))


def is_yes(answer: str) -> bool:
    """Whether what was typed means yes, in either language."""
    return answer.strip().casefold() in _YES


def prompt(text: str, *, ends: bool) -> None:
    """Print a question whose answer is typed beside it, or below it where the line `ends`.

    Raises FileUnwritable: what nobody could see is not to be answered.
    """
    if text:
        _write(sys.stderr, text if ends else f"{text} ", end="\n" if ends else "")


async def answer(question: str, choice: str | None = None) -> bool | None:
    """Ask as `ask` does, with room for signals meanwhile; None where it is neither yes nor no.

    `choice` says what may be answered, where Enter does not stand for no.
    """
    import asyncio  # late: most commands ask nothing

    try:
        _forget_typed()
        _write(sys.stderr, f"{question} [{choice or t('cli.yes-or-no')}] ", end="")
    except FileUnwritable:
        return None
    loop, ready = asyncio.get_running_loop(), asyncio.Event()
    with suppress(OSError, ValueError):  # no terminal: it does not wait
        loop.add_reader(sys.stdin.fileno(), ready.set)
        try:
            await ready.wait()
        finally:
            loop.remove_reader(sys.stdin.fileno())
    typed = sys.stdin.readline().strip().casefold()
    return True if typed in _YES else False if typed in _NO else None


def ask_line(label: str) -> str:
    """Ask for a line on the terminal; return what was typed, with its end: "" is that of the input.

    Raises FileUnwritable: what nobody could see is not to be answered.
    """
    _write(sys.stderr, f"{label}: ", end="")
    return sys.stdin.readline()


def ask_hidden(label: str) -> str:
    """Ask for a line that is not shown while it is typed; return it as `ask_line` does."""
    from getpass import getpass  # late: mostly no secret is typed

    try:
        return getpass(f"{label}: ", stream=sys.stderr) + "\n"
    except EOFError:
        return ""


def document(value: object) -> None:
    """Print the one JSON document of a command."""
    _write(sys.stdout, to_json(value))


def report(code: int, tell: Callable[[], None]) -> int:
    """Tell what was done and return `code`, also where it cannot be told: it was done all the same.

    For what cannot be undone: another exit code would invite to do it once more.
    """
    try:
        tell()
    except FileUnwritable as error:
        failure(error, as_json=False)
    return code


def failure(error: PectuiError, *, as_json: bool) -> int:
    """Tell an error, on stdout with --json and on stderr otherwise; return its exit code."""
    if as_json:
        try:
            document({"error": error.as_json()})
        except FileUnwritable:
            as_json = False
    if not as_json:
        words(f"pectui: {error.title}: {error.detail}")
        words(f"  {error.hint}")
    return error.exit_code


def wrapped(text: str, stream: TextIO | None, hang: int = 2) -> str:
    """Return `text` broken to the width of the terminal behind `stream`; as it is elsewhere.

    What continues a line is indented by `hang`.
    """
    if not is_terminal(stream):
        return text
    from pectui.cli.table import wrap  # late: most commands say nothing

    width = max(_NARROWEST, width_of(stream))
    return "\n".join(wrap(line, width, hang) for line in text.split("\n"))


def list_width() -> int | None:
    """Return the columns a list on stdout has to fit in; None where it is not cut."""
    return width_of(sys.stdout) if is_terminal(sys.stdout) else None


def width_of(stream: TextIO | None) -> int:
    """Return the columns of the terminal behind `stream`, or what COLUMNS says; 80 otherwise."""
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and 0 < len(given) < 6 and int(given):
        return int(given)
    try:
        return os.get_terminal_size(stream.fileno() if stream else -1).columns or 80
    except (OSError, ValueError):
        return 80


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sits at the other end of `stream`."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def has_colour() -> bool:
    """Whether stdout may carry colours."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return is_terminal(sys.stdout) and not plain


def can_show(text: str) -> bool:
    """Whether stdout's encoding has these characters."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def _write(stream: TextIO | None, text: str, end: str = "\n") -> None:
    """Write and flush. Raises FileUnwritable for a closed stream, a full disk or the like."""
    if stream is None or id(stream) in _lost:
        raise FileUnwritable(path=_name(stream), reason=t("cli.stream-closed"))

    def write() -> None:
        stream.write(text + end)
        stream.flush()

    _guarded(stream, write)


def _guarded(stream: TextIO, write: Callable[[], None]) -> None:
    try:
        write()
    except BrokenPipeError:
        # Who read through the pipe has enough: the work's outcome stays the exit code.
        _give_up(stream)
    except (OSError, ValueError) as error:
        _give_up(stream)
        _lost.add(id(stream))
        reason = system_reason(error) if isinstance(error, OSError) else t("cli.stream-closed")
        raise FileUnwritable(path=_name(stream), reason=reason) from error


def _give_up(stream: TextIO) -> None:
    """Lead `stream` nowhere: what is left in its buffer would fail again when Python ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _name(stream: TextIO | None) -> str:
    return getattr(stream, "name", None) or t("cli.stream")
