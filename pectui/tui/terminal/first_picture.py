"""Shows the inbox as it was last drawn, before Textual is loaded.

The program keeps what it last drew of the first page, one picture for each way it is started and
size of the terminal, in the cache directory. A start puts the picture there at once; the program
then draws over it. Keys typed meanwhile wait in the terminal and are not echoed.

What is found in a picture's place may have been put there by somebody: only a plain file of this
user alone is read, and only text and colours pass to the terminal.

Nothing here imports Textual, nor anything else that takes its time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
import sys
import termios
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pectui import __version__
from pectui.system.paths import cache_folder, config_file, make_private

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ALTERNATE_SCREEN = "\x1b[?1049h"
_ENTER = f"{ALTERNATE_SCREEN}\x1b[?25l\x1b[?7l\x1b[H"
_LEAVE = "\x1b[?7h\x1b[?1049l\x1b[?25h"
_FOLDER = "pictures"
_MOST = 8
"""Pictures kept; the ones longest unused go."""
_MOST_BYTES = 1_000_000
_NAMES = (
    "ACCOUNT", "BASE_URL", "CACHE_DIR", "CONFIG", "ENVIRONMENT", "KEEP", "KEYS_PRESET", "LANGUAGE",
    "MAILBOX", "SENDER", "SIGNS", "THEME", "USERNAME",
)  # fmt: skip
"""Variables that decide whose mailbox it is and what it looks like; none of them is a secret."""
_TEXT_AND_COLOURS = re.compile(
    "(?:[^\\x00-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]"
    "|\\r\\n|\\x1b\\[[0-9;]*m)*"
)
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG", "TERM", "COLORTERM", "NO_COLOR")


@dataclass
class Picture:
    """The picture of one start: where it is kept, and the terminal's state before it."""

    key: str
    is_shown: bool = False
    terminal: list[Any] | None = field(default=None, repr=False)
    """What `termios.tcgetattr` said before the picture; to be given back at the end."""


@contextlib.contextmanager
def shown(account: str | None) -> Iterator[Picture]:
    """Show the picture of this start, if there is one, and give the terminal back in the end."""
    picture = Picture(_key(account))
    try:
        _show(picture)
        yield picture
    finally:
        if picture.is_shown:
            take_away(picture)


def take_away(picture: Picture) -> None:
    """Give the terminal back as it was before the picture: the program did not take over."""
    picture.is_shown = False
    _write(_LEAVE)
    if picture.terminal is not None:
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, picture.terminal)


def keep(picture: Picture, width: int, height: int, text: str) -> None:
    """Keep `text`, a whole screen of these columns and lines, for the next start. Blocks."""
    folder = make_private(cache_folder() / _FOLDER)
    path = folder / _name(picture.key, width, height)
    content = text.encode()
    if not _is_picture(text, height) or len(content) > _MOST_BYTES:
        return
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    fresh.replace(path)
    by_age = sorted(folder.glob("*.ansi"), key=lambda kept: kept.stat().st_mtime)
    for old in by_age[:-_MOST]:
        old.unlink(missing_ok=True)


def _show(picture: Picture) -> None:
    """Show the picture where there is one for this terminal; any trouble is no picture."""
    if not _is_possible():
        return
    try:
        width, height = os.get_terminal_size(sys.__stderr__.fileno())  # type: ignore[union-attr]
        text = read(cache_folder() / _FOLDER / _name(picture.key, width, height), height)
        picture.terminal = _silence(sys.stdin.fileno())
    except (OSError, ValueError, termios.error):
        return
    picture.is_shown = True
    _write(_ENTER + text)


def read(path: Path, height: int) -> str:
    """Return the picture at `path` for so many lines of a terminal.

    Raises OSError where there is no plain file that only this user may touch, ValueError where it
    holds anything but a picture.
    """
    found, content = _plain_file(path, os.O_NOFOLLOW)
    if found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise PermissionError(path.name)
    text = content.decode("utf-8")
    if len(content) > _MOST_BYTES or not _is_picture(text, height):
        raise ValueError(path.name)
    return text


def _plain_file(path: Path, flags: int = 0) -> tuple[os.stat_result, bytes]:
    """Return what is known of a file and how it begins; a pipe or device raises OSError."""
    flags |= os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    with os.fdopen(os.open(path, flags), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise OSError(path.name)
        return found, file.read(_MOST_BYTES + 1)


def _is_picture(text: str, height: int) -> bool:
    """Whether `text` is made of text and colours, and leaves every line in its place."""
    return text.count("\n") < height and _TEXT_AND_COLOURS.fullmatch(text) is not None


def _is_possible() -> bool:
    """Whether a person sits there, and nothing else will need the terminal before the program."""
    streams = (sys.stdin, sys.__stderr__)
    if os.environ.get("TEXTUAL_DRIVER") or not all(one and one.isatty() for one in streams):
        return False
    try:
        # A password command may ask its own question in the terminal.
        return b"_command" not in _settings()
    except OSError:
        return False


def _silence(terminal: int) -> list[Any]:
    """Switch echo and line editing off: what is typed waits for the program. Return the state."""
    before: list[Any] = termios.tcgetattr(terminal)
    state: list[Any] = termios.tcgetattr(terminal)
    # Keys typed meanwhile wait for the program; Ctrl+S and Ctrl+Q are not the terminal's own, and
    # Enter stays Enter: as a line feed the program would take it for Ctrl+J.
    state[0] &= ~(termios.IXON | termios.ICRNL)
    state[3] &= ~(termios.ECHO | termios.ICANON)
    termios.tcsetattr(terminal, termios.TCSANOW, state)
    return before


def _write(text: str) -> None:
    stream = sys.__stderr__  # where Textual draws, too
    assert stream is not None
    with contextlib.suppress(OSError):
        stream.write(text)
        stream.flush()


def _key(account: str | None) -> str:
    """Return a name for this way of starting; another account or language has another.

    Of the settings file it takes the moment of its last change, nothing that is in it: a name made
    of its content would tell whoever guesses the password that the guess is right.
    """
    environment = os.environ.get
    parts = [__version__, account or ""]
    parts += [f"{name}={environment(f'PECTUI_{name}', '')}" for name in _NAMES]
    parts += [f"{name}={environment(name, '')}" for name in _LOCALE]
    with contextlib.suppress(OSError):
        found = config_file().stat()
        parts.append(f"{found.st_ino} {found.st_mtime_ns} {found.st_size}")
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=12)
    return digest.hexdigest()


def _settings() -> bytes:
    try:
        return _plain_file(config_file())[1]
    except FileNotFoundError:
        return b""


def _name(key: str, width: int, height: int) -> str:
    return f"{key}-{width}x{height}.ansi"
