"""Reasons on disk: JSON, verbatim words as a string, a phrase as its key and its values.

"indirizzo rifiutato"
["outbox.try-again", {"reason": ["errors.timed-out.detail", {"seconds": 30}], "time": "…"}]
"""

from __future__ import annotations

import json

from pectui.catalogue import Phrase, Words
from pectui.text import storable


def packed(why: Words | None) -> str | None:
    """Return a reason as it is stored; equal reasons are stored equally."""
    return json.dumps(_plain(why), ensure_ascii=False, sort_keys=True) if why else None


def unpacked(stored: str | None) -> Words | None:
    """Return a stored reason; None for a phrase that this version of pectui has no words for."""
    if not stored:
        return None
    try:
        why = _spoken(json.loads(stored))
        if isinstance(why, Phrase):
            str(why)
            return why
    except (ValueError, TypeError, AttributeError, LookupError, ImportError, RecursionError):
        return None
    return why if isinstance(why, str) else None


def _plain(value: object) -> object:
    if isinstance(value, Phrase):
        return [value.key, {name: _plain(one) for name, one in value.values.items()}]
    if value is None or isinstance(value, bool | int | float):
        return value
    return storable(str(value))


def _spoken(value: object) -> object:
    match value:
        case [str(key), dict(values)]:
            return Phrase(key, **{str(name): _spoken(one) for name, one in values.items()})
        case _:
            return value
