"""The log file and crash files: small, private, and without secrets, letters or attachments.

Three things keep it so: known secrets are struck out in every form they travel in, tracebacks
show no local values, and the words of an exception are kept only where they cannot quote a letter.
"""

from __future__ import annotations

import copy
import logging
import os
import re
import traceback
from datetime import datetime
from io import FileIO, TextIOWrapper
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from pectui.errors import PectuiError, StoreUnusable
from pectui.system.paths import directories, make_private
from pectui.system.reasons import system_reason
from pectui.system.redaction import redacted
from pectui.text import clean_block

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType


FILE_NAME = "pectui.log"
MAX_BYTES = 256 * 1024
BACKUPS = 2
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_APPEND = os.O_WRONLY | os.O_CREAT | os.O_APPEND
MAX_RECORD = 8_000
"""Characters kept of one record."""
_VALUES = re.compile(r"[\n(<]")

# Raised by Python or ourselves about code and system, never with foreign text in them.
_SPEAKABLE = (
    PectuiError,
    OSError,
    ImportError,
    AttributeError,
    NameError,
    TypeError,
    RuntimeError,
)


def describe(error: BaseException) -> str:
    """Return the traceback of `error` and its causes, without local values, ready to be kept."""
    lines = [line for link in _chain(error) for line in _lines(link)]
    return clean_block(redacted("".join(lines)))


def start_log(state: Path) -> Path | None:
    """Write what the program logs to pectui.log in `state`, warnings and worse.

    With PECTUI_DEBUG set, pectui's own debug records too. Returns the file's path, or None where
    the folder cannot be written to: a read-only home is no reason not to read one's mail.
    """
    refuse_key_log()
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, _PrivateFile)]:
        root.removeHandler(handler)
        handler.close()
    try:
        handler = _PrivateFile(make_private(state) / FILE_NAME)
    except OSError:
        root.addHandler(logging.NullHandler())
        return None
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    debug = bool(os.environ.get("PECTUI_DEBUG"))
    # Only our own: other libraries' debug records print requests with their headers.
    logging.getLogger("pectui").setLevel(logging.DEBUG if debug else logging.WARNING)
    return state / FILE_NAME


def refuse_key_log() -> bool:
    """Switch off TEXTUAL_LOG, which records every key typed, passwords too; whether it was on.

    It stays on where PECTUI_DEVELOPMENT is set. To be called before Textual is loaded.
    """
    if "TEXTUAL_LOG" not in os.environ or os.environ.get("PECTUI_DEVELOPMENT"):
        return False
    del os.environ["TEXTUAL_LOG"]
    return True


def write_crash(error: BaseException, state: Path | None = None) -> Path:
    """Keep what is needed to mend `error` in a new file of the `state` folder; return its path.

    Without `state` the file goes where the environment or the platform puts logs.

    Raises StoreUnusable where it cannot be written.
    """
    from pectui import __version__

    state = state or directories().state
    moment = datetime.now().astimezone()
    path = state / f"crash-{moment:%Y%m%d-%H%M%S-%f}.txt"
    text = f"pectui {__version__}, {moment.isoformat(timespec='seconds')}\n{describe(error)}"
    try:
        make_private(state)
        with os.fdopen(_private_opener(str(path), _NEW), "w", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as failure:
        reason = system_reason(failure)
        raise StoreUnusable(path=str(path), reason=reason) from failure
    return path


def _chain(error: BaseException) -> list[BaseException]:
    """Return what led to `error`, oldest first, and `error` last."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain and len(chain) < 10:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return chain[::-1]


def _lines(error: BaseException) -> list[str]:
    lines = ["Traceback (most recent call last):\n"] if error.__traceback__ else []
    lines += [*_frames(error.__traceback__), _last_line(error)]
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions[:5]:
            lines += [f"  {line}" for link in _chain(part) for line in _lines(link)]
    return lines


def _frames(trace: TracebackType | None) -> list[str]:
    return traceback.StackSummary.extract(
        traceback.walk_tb(trace), capture_locals=False, limit=60
    ).format()


def _last_line(error: BaseException) -> str:
    name = type(error).__qualname__
    # SQLite speaks of the database, never of what is in it; it is not loaded for its name alone.
    speaks = isinstance(error, _SPEAKABLE) or type(error).__module__ == "sqlite3"
    if isinstance(error, UnicodeError) or not speaks:
        return f"{name}\n"
    if isinstance(error, OSError):
        return f"{name}: {error.strerror or ''}\n"
    return f"{name}: {error}\n"


def _without_values(record: logging.LogRecord) -> logging.LogRecord:
    """Return what asyncio says of a task or callback, without its arguments, result or error.

    They are printed as values, letters among them.
    """
    bare = copy.copy(record)
    bare.msg, bare.args = _VALUES.split(record.getMessage(), maxsplit=1)[0], ()
    return bare


class _Formatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: object) -> str:  # noqa: N802 - the base class names it
        error = ei[1] if isinstance(ei, tuple) else None
        return describe(error) if isinstance(error, BaseException) else ""

    def format(self, record: logging.LogRecord) -> str:
        # A text another handler has cached on the record may hold the exception's words.
        record.exc_text = None
        if record.name == "asyncio":
            record = _without_values(record)
        text = clean_block(redacted(super().format(record)), MAX_RECORD)
        record.exc_text = None
        return text.replace("\n", "\n    ")


class _PrivateFile(RotatingFileHandler):
    """A small rotating file that only its owner may read, whatever the umask."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=MAX_BYTES, backupCount=BACKUPS, encoding="utf-8")
        self.setFormatter(_Formatter())

    def _open(self) -> TextIOWrapper:
        number = _private_opener(self.baseFilename, _APPEND)
        os.fchmod(number, 0o600)
        return TextIOWrapper(FileIO(number, "a"), encoding=self.encoding, write_through=True)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - as above
        """Lose the record: the base class prints it, with its values, over the screen."""


def _private_opener(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CLOEXEC, 0o600)
