"""The form of answers: their fields by name and type, and which field holds what.

Names come from outside and may end in a report: only what looks like a name is taken for one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pectui.api.wire import Answer, read_inbox
from pectui.pec.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pectui.models import InboxAnswer

    Row = Mapping[str, object]
    Document = Mapping[str, object]

KNOWN = {"date": ("date", "data"), "subject": ("object", "subject"), "body": ("body", "message")}
"""What pectui looks for in a receipt, by the names it knows."""
ADDRESSES = ("sender", "recipient")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,39}")
_MOST_FIELDS = 30
_TYPES = {bool: "boolean", int: "number", float: "number", dict: "object", list: "list"}
_LONG = 200
"""Characters that a subject does not have."""


def rows_of(document: Document) -> tuple[Row, ...]:
    """Return the objects under `data`: of a list, or of the one that stands for a list."""
    data = document.get("data")
    if isinstance(data, dict):
        values = list(data.values())
        numbered = bool(data) and all(key.isdecimal() for key in data)
        data = values if numbered else [data] if data else []
    return tuple(one for one in data if isinstance(one, dict)) if isinstance(data, list) else ()


def inbox_of(document: Document) -> InboxAnswer:
    """Return a page as the program reads it."""
    return read_inbox(Answer(200, dict(document)))


def form_of(rows: Iterable[Row]) -> dict[str, str]:
    """Return the names of the fields of some objects, with the types of their values."""
    types: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            if len(types) < _MOST_FIELDS or name in types:
                shown = name if _NAME.fullmatch(name) else "?"
                types.setdefault(shown, set()).add(_type(value))
    return {name: "|".join(sorted(kinds)) for name, kinds in types.items()}


def _type(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return "digits" if value.strip().isdecimal() else "text"
    return _TYPES.get(type(value), "other")


def names_in(rows: Sequence[Row], code: str) -> dict[str, tuple[str, ...]]:
    """Return the names under which receipts of the sending `code` give date, subject and body.

    A name that is known counts; else the field is known by what it holds. What is in none of the
    rows is missing.
    """
    found: dict[str, list[str]] = {}
    for row in rows:
        for role, name in _names_in_one(row, code).items():
            if name not in found.setdefault(role, []):
                found[role].append(name)
    return {role: tuple(names) for role, names in found.items()}


def _names_in_one(row: Row, code: str) -> dict[str, str]:
    names = {
        role: name
        for role, known in KNOWN.items()
        if (name := next((one for one in known if row.get(one) not in (None, "")), None))
    }
    taken = {*names.values(), *ADDRESSES}
    texts = {
        name: value
        for name, value in row.items()
        if isinstance(value, str) and value and name not in taken and _NAME.fullmatch(name)
    }
    if "subject" not in names:
        holding = [name for name, text in texts.items() if code in text and len(text) < _LONG]
        if holding:
            names["subject"] = min(holding, key=lambda name: len(texts[name]))
            texts.pop(names["subject"])
    if "date" not in names:
        dated = [name for name, text in texts.items() if len(text) < _LONG and parse_date(text)]
        if dated:
            names["date"] = dated[0]
            texts.pop(dated[0])
    if "body" not in names and texts:
        names["body"] = max(texts, key=lambda name: len(texts[name]))
    return names


def to_set(names: Mapping[str, Sequence[str]]) -> str | None:
    """Return the value of `receipt_fields` for these names; None where no setting helps.

    Empty where all of them are known. By turns there may be known names only.
    """
    if set(names) != set(KNOWN):
        return None
    other = {
        role: [one for one in names[role] if one not in known] for role, known in KNOWN.items()
    }
    if any(len(found) > 1 for found in other.values()):
        return None
    return ", ".join(f"{role}={found[0]}" for role, found in other.items() if found)
