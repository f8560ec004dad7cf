"""Sending codes: the moment of sending in Europe/Rome, YYYYMMDDHHMMSS, and a few digits more."""

from __future__ import annotations

import re
from datetime import datetime

from pectui.pec.dates import ROME

_CODE = re.compile(r"[0-9]{14,20}")
_MOMENT_DIGITS = 14  # mutants: what follows the seconds is not read
_YEARS = range(2000, 2100)
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""What may cling to a code without being seen."""


def is_code(text: str) -> bool:
    """Whether `text` has the shape of a code: 14 to 20 digits and nothing else."""
    return _CODE.fullmatch(text) is not None


def moment_of(code: str) -> datetime | None:
    """Return the moment of sending that `code` spells, in Europe/Rome; None when it is none."""
    if not is_code(code):
        return None
    year, rest = int(code[:4]), code[4:_MOMENT_DIGITS]
    # mutants: 9 gives the same five starts
    month, day, hour, minute, second = (int(rest[i : i + 2]) for i in range(0, 10, 2))
    if year not in _YEARS:
        return None
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=ROME)
    except ValueError:
        return None


def code_of(subject: str) -> str | None:
    """Return the code at the end of `subject`: its last token, whole, when it spells a moment."""
    tokens = subject.rstrip(_INVISIBLE).rsplit(maxsplit=1)  # mutants: the last is the same
    last = tokens[-1].strip(_INVISIBLE) if tokens else ""
    return last if moment_of(last) else None


def without_code(subject: str) -> str:
    """Return `subject` without the code at its end and the blanks before it."""
    code = code_of(subject)
    return subject[: subject.rindex(code)].rstrip(_INVISIBLE).rstrip() if code else subject
