"""Every word a person reads, in English and Italian, looked up by key.

A key is "area.name"; the area is a module of `en` and of `it`, loaded when its language is spoken
and it is first asked. Each has one table, `TEXTS`: key → text. Values are put in with `str.format`
fields; foreign text must pass `pectui.text` before it becomes a value. Words that go with a number
are written after its name, for one and for others: "{rows} {rows:row|rows}".
"""

from __future__ import annotations

import os
from importlib import import_module
from string import Formatter
from typing import Literal, get_args

Language = Literal["en", "it"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_language: Language = "en"
_areas: dict[tuple[Language, str], dict[str, str]] = {}


def use_language(language: Language) -> None:
    """Speak `language` from now on."""
    global _language
    _language = language


def language() -> Language:
    """Return the language spoken now."""
    return _language


def preferred_language(wanted: str | None = None) -> Language:
    """Return `wanted` if it is known, else the language of PECTUI_LANGUAGE or of the locale."""
    names = ("PECTUI_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    for choice in (wanted, *(os.environ.get(name) for name in names)):
        if choice:
            return "it" if choice.lower().startswith("it") else "en"
    return "en"


def _table(area: str, language: Language) -> dict[str, str]:
    place = (language, area)
    if place not in _areas:
        _areas[place] = import_module(f"pectui.catalogue.{language}.{area}").TEXTS
    return _areas[place]


def t(key: str, /, **values: object) -> str:
    """Return the text of `key` in the language spoken now, with its fields filled in."""
    area, _, _ = key.partition(".")
    text = _table(area, _language)[key]
    if values and "|" in text:
        return _COUNTING.format(text, **values)
    return text.format(**values) if values else text


class _Counting(Formatter):
    """Fills in fields; for one with two words, the word that goes with its number."""

    def format_field(self, value: object, format_spec: str) -> str:
        one, bar, others = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        return one if str(value) == "1" else others


_COUNTING = _Counting()


def in_both(key: str) -> tuple[str, str]:
    """Return the text of `key`, without fields, in the language spoken now and in the other."""
    area, _, _ = key.partition(".")
    other: Language = "en" if _language == "it" else "it"
    return _table(area, _language)[key], _table(area, other)[key]


class Phrase:
    """A text of the catalogue with its values, put into words when it is shown.

    What is stored or held for long is a phrase, so that it follows the language. Its values may be
    phrases too.
    """

    __slots__ = ("key", "values")

    def __init__(self, key: str, /, **values: object) -> None:
        self.key = key
        self.values = values

    def __str__(self) -> str:
        return t(self.key, **self.values)

    def __repr__(self) -> str:
        return f"Phrase({self.key!r}, **{self.values!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Phrase):
            return NotImplemented
        return (self.key, self.values) == (other.key, other.values)

    def __hash__(self) -> int:
        return hash(self.key)


Words = Phrase | str
"""What is said to a person: in the language spoken then, or verbatim as it came from outside."""


def tn(key: str, count: int, /, **values: object) -> str:
    """Return `key.one` or `key.many` by `count`, which is also the field `{count}`."""
    return t(f"{key}.{'one' if count == 1 else 'many'}", count=thousands(count), **values)


def thousands(count: int) -> str:
    """Return a count with its thousands apart, as the language spoken now writes them."""
    digits = f"{count:,}"
    return digits.replace(",", ".") if _language == "it" else digits


def apart(**counts: int) -> dict[str, str]:
    """Return counts as `thousands` writes them, to be the values of a text."""
    return {name: thousands(count) for name, count in counts.items()}


def number(digits: str) -> str:
    """Return a number written with a point, with the decimal mark of the language spoken now."""
    return digits.replace(".", ",") if _language == "it" else digits
