"""The lint over the catalogue's keys: each one asked for exists, each one there is asked for."""

from __future__ import annotations

import ast
import re
import string
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from pectui.catalogue import LANGUAGES, Language, en
from tests.hygiene.lint_text import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Texts = dict[str, tuple[str, str]]

_ASKING = frozenset({"t", "tn", "Phrase"})
_PLURAL = (".one", ".many")
_FIELD_OF_COUNTS = "count"
_MARKUP = re.compile(r"\[[a-z#/@$!]", re.IGNORECASE)


def areas() -> dict[str, Texts]:
    """Return every area of the catalogue, its texts in both languages by their key."""
    return {module.name: _in_both(module.name) for module in iter_modules(en.__path__)}


def _in_both(area: str) -> Texts:
    tables = [_texts(language, area) for language in LANGUAGES]
    english, italian = tables
    keys = dict.fromkeys((*english, *italian))
    return {key: (english.get(key, ""), italian.get(key, "")) for key in keys}


def _texts(language: Language, area: str) -> dict[str, str]:
    texts: dict[str, str] = import_module(f"pectui.catalogue.{language}.{area}").TEXTS
    return texts


@dataclass
class Uses:
    """The keys a program asks for: whole ones, and patterns where an enumeration fills a part."""

    keys: dict[str, str] = field(default_factory=dict)
    """Key → the first place that asks for it."""
    patterns: dict[str, str] = field(default_factory=dict)
    """Regular expression → the first place."""
    literals: set[str] = field(default_factory=set)
    """Every literal of the code, for keys that travel as data before they are asked for."""

    def add_source(self, source: str, place: str) -> None:
        """Collect what one file asks for."""
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                self.literals.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                # A key built away from the call, such as a name given to a function that asks.
                self.patterns.setdefault(_pattern(node), "")
            if (
                isinstance(node, ast.Call)
                and name_of(node.func) in {"t", "tn", "Phrase"}
                and node.args
            ):
                plural = _PLURAL if name_of(node.func) == "tn" else ("",)
                self._add(node.args[0], plural, f"{place}:{node.lineno}")

    def _add(self, key: ast.expr, endings: Iterable[str], place: str) -> None:
        if isinstance(key, ast.IfExp):
            self._add(key.body, endings, place)
            self._add(key.orelse, endings, place)
        elif isinstance(key, ast.Constant) and isinstance(key.value, str):
            for ending in endings:
                self.keys.setdefault(key.value + ending, place)
        elif isinstance(key, ast.JoinedStr):
            for ending in endings:
                self.patterns[_pattern(key) + re.escape(ending)] = place

    def asks_for(self, key: str) -> bool:
        """Whether some place asks for `key`."""
        stem = re.sub(r"\.(one|many)$", "", key)
        return (
            key in self.keys
            or key in self.literals
            or stem in self.literals
            or any(re.fullmatch(pattern, name) for pattern in self.patterns for name in (key, stem))
        )


def _pattern(key: ast.JoinedStr) -> str:
    parts = [
        re.escape(str(value.value)) if isinstance(value, ast.Constant) else ".+"
        for value in key.values
    ]
    # Something fixed must stand in it, or it would use every key there is.
    return "".join(parts) if re.match(r"[a-z_]+\\\.", parts[0]) else "(?!)"


def uses_of(files: Iterable[Path], root: Path) -> Uses:
    """Return the keys that `files` ask for."""
    uses = Uses()
    for file in files:
        uses.add_source(file.read_text(encoding="utf-8"), str(file.relative_to(root)))
    return uses


def missing(uses: Uses, texts: Mapping[str, object]) -> list[str]:
    """Return what is asked for and is not in the catalogue."""
    lacking = [f"{place}: no text {key!r}" for key, place in uses.keys.items() if key not in texts]
    lacking += [
        f"{place}: no text fits {pattern!r}"
        for pattern, place in uses.patterns.items()
        if place and not any(re.fullmatch(pattern, key) for key in texts)
    ]
    return lacking


def unused(uses: Uses, texts: Iterable[str]) -> list[str]:
    """Return the keys nobody asks for."""
    return [key for key in texts if not uses.asks_for(key)]


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def bracketed(texts: Mapping[str, tuple[str, str]]) -> frozenset[str]:
    """Return the keys of texts in which Textual would read something as markup."""
    return frozenset(key for key, pair in texts.items() if any(map(_MARKUP.search, pair)))


def faults(area: str, texts: Mapping[str, tuple[str, str]]) -> list[str]:
    """Return what is wrong with the texts of one area, in themselves."""
    wrong: list[str] = []
    for key, pair in texts.items():
        english, italian = pair
        if not re.fullmatch(rf"{re.escape(area)}(\.[a-z0-9_-]+)+", key):
            wrong.append(f"{key}: not a name of area {area!r}")
        if not english.strip() or not italian.strip():
            wrong.append(f"{key}: an empty text")
        # "one message" need not repeat the number.
        spare = {_FIELD_OF_COUNTS} if key.endswith(".one") else set()
        if _fields(english) - spare != _fields(italian) - spare:
            wrong.append(f"{key}: the two languages have different fields")
    return wrong
