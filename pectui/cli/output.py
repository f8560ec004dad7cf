"""Data on stdout, words on stderr: the only place of the command line that prints.

Text from outside must have passed the gate (`pectui.text`); JSON needs no gate, it escapes.
"""

from __future__ import annotations

import json
import os
import re
import sys
from typing import TYPE_CHECKING, TextIO

from pectui.catalogue import t
from pectui.errors import FileUnwritable

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.errors import PectuiError

_ESCAPED = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
"""What JSON lets through and a terminal, or a reader's eye, does not take as it is."""


def prepare(*, as_json: bool) -> None:
    """Let no character that the terminal lacks become an error; JSON is always UTF-8."""
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


def words(text: str) -> None:
    """Print a line of what a person should know besides."""
    _write(sys.stderr, text)


def ask(question: str) -> bool:
    """Ask a yes-or-no question on the terminal; whether the answer is yes."""
    _write(sys.stderr, f"{question} [{t('cli.yes-or-no')}] ", end="")
    answer = sys.stdin.readline().strip().casefold()
    return answer in {"y", "yes", "s", "si", "sì"}


def document(value: object) -> None:
    """Print the one JSON document of a command."""
    _write(sys.stdout, to_json(value))


def to_json(value: object) -> str:
    r"""Return `value` as JSON: other alphabets as they are, what could act or hide as `\u` escapes.

    Half a surrogate pair, which no file can hold, is escaped too.
    """
    return _ESCAPED.sub(_escape, json.dumps(value, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1] if match.group() > "\x7f" else "\\u007f"


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
        document({"error": error.as_json()})
    else:
        words(f"pectui: {error.title}: {error.detail}")
        words(f"  {error.hint}")
    return error.exit_code


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
    """Write and flush. Raises FileUnwritable where `stream` leads to a full disk or the like."""
    if stream is None:
        return
    try:
        stream.write(text + end)
        stream.flush()
    except OSError as error:
        # What is left in the buffer would fail again when the interpreter ends.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        # Who read through a pipe may have enough: the work's outcome stays the exit code.
        if not isinstance(error, BrokenPipeError):
            reason = error.strerror or str(error)
            raise FileUnwritable(path=stream.name, reason=reason) from error
