"""The text of a letter given to a command: an argument, a file or stdin."""

from __future__ import annotations

import sys
from pathlib import Path

from pectui.catalogue import t
from pectui.cli import output
from pectui.errors import ArgumentInvalid, FileUnreadable
from pectui.system.reasons import system_reason
from pectui.text import storable

_STDIN = "-"


def read_template(body: str | None, file: str | None, *, may_lack: bool = False) -> str:
    """Return the text from the argument, the file, or stdin where neither is given.

    With `may_lack` it is empty where neither is given. Raises FileUnreadable, ArgumentInvalid.
    """
    if body is not None:
        return checked(body, "-b")
    if file and file != _STDIN:
        try:
            return _decode(Path(file).read_bytes(), file)
        except (OSError, ValueError) as error:
            reason = system_reason(error)
            raise FileUnreadable(path=file, reason=reason) from error
    if may_lack or sys.stdin is None:
        return ""
    if output.is_terminal(sys.stdin):
        output.words(t("cli.send.type-it"))
    return _decode(sys.stdin.buffer.read(), t("cli.send.stdin"))


def checked(text: str, option: str) -> str:
    """Return what was given with `option`. Raises ArgumentInvalid for bytes that are no text."""
    if not text.isascii() and text != storable(text):
        # A guess at the charset would change the words of a legal letter.
        raise ArgumentInvalid(f"{option}: {t('cli.send.not-utf8')}")
    return text


def _decode(raw: bytes, path: str) -> str:
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeError as error:
        # A guess at the charset would change the words of a legal letter.
        raise FileUnreadable(path=path, reason=t("cli.send.not-utf8")) from error
