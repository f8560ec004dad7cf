"""The conversation in lines as a script holds it: all that is said beforehand, through a pipe."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, TextIO
from unittest import mock

from pectui.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LETTER = ("write", "rossi@pec.example", "Diffida", "Buongiorno,", "saluti.", ".")


def talk(*lines: str, env: Mapping[str, str] | None = None) -> str:
    """Say `lines` in this process, in `env` if given; return all that was told, questions too."""
    told = io.StringIO(newline="")
    with mock.patch.dict(os.environ, env or {}, clear=env is not None):
        say(lines, told, told)
    assert "\x1b" not in told.getvalue()
    assert "\r" not in told.getvalue()
    return told.getvalue()


def say(lines: Sequence[str], out: TextIO | None, err: TextIO | None) -> None:
    """Say `lines` in this process, whose streams are these; None is one that is closed."""
    reading, writing = os.pipe()
    with open(writing, "wb") as script:  # noqa: PTH123
        script.write("".join(f"{line}\n" for line in lines).encode())
    with (
        open(reading, encoding="utf-8") as stdin,  # noqa: PTH123
        mock.patch("sys.stdin", stdin),
        mock.patch("sys.stdout", out),
        mock.patch("sys.stderr", err),
    ):
        code = run(["plain"])
    assert code == 0
