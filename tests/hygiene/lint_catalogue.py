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
from pectui.cli.main import COMMANDS as CLI_COMMANDS
from pectui.cli.plain.words import LETTER_WORDS, WORDS
from pectui.commands import COMMANDS
from pectui.errors import PectuiError
from pectui.tui.screens.dialogs.help import GROUPS
from tests.hygiene.lint_text import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

Texts = dict[str, tuple[str, str]]

_ASKING = frozenset({"t", "tn", "Phrase"})
_PLURAL = (".one", ".many")
_KEY = re.compile(r"[a-z]+(\.[a-z0-9_-]+)+")
_NO_KEYS = frozenset({*COMMANDS, "kinds.txt", "plain.command"})
"""What looks like a key of the catalogue and is none."""
_FIELD_OF_COUNTS = "count"
_OF_SEVERAL = re.compile(
    r"\{(?P<field>\w+)\} (?:rows|columns|cells|messages|letters|sendings|sends|recipients|entries|"
    r"originals|attachments|files|warnings|bytes|days|hours|minutes|seconds|"
    r"righe|colonne|celle|messaggi|invii|destinatari|voci|originali|allegati|avvisi|"
    r"giorni|ore|minuti|secondi|trovati|selezionati|scritte|pronte|nuovi)\b"
)
_BOUNDS = frozenset({"limit"})
"""Fields that hold a bound of the program, which is never one."""
_SEVERAL = frozenset({
    "cleanup.age.days", "compose.to.together", "compose.review.title.together",
    "letters.same-name", "letters.together", "notices.several",
    "notices.recipients", "plain.line-cut",
})  # fmt: skip
"""Texts that are asked for with more than one only."""
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


def _leaves() -> Iterator[str]:
    leaves: list[type[PectuiError]] = [PectuiError]
    for leaf in leaves:
        yield leaf.kind
        leaves += leaf.__subclasses__()


REGISTRIES: dict[str, tuple[str, ...]] = {
    "errors.{}.title": tuple(_leaves()),
    "errors.{}.detail": tuple(_leaves()),
    "errors.{}.hint": tuple(_leaves()),
    "commands.{}": tuple(COMMANDS),
    "commands.{}.help": tuple(COMMANDS),
    "shell.help.{}": GROUPS,
    "cli.{}.summary": CLI_COMMANDS,
    "cli.{}.description": CLI_COMMANDS,
    "cli.{}.examples": CLI_COMMANDS,
    "plain.word.{}": WORDS,
    "plain.does.{}": WORDS,
    "plain.letter.word.{}": LETTER_WORDS,
    "plain.letter.does.{}": LETTER_WORDS,
}
"""Keys that may be put together, because a registry has the words that fill them: the error tree,
the commands of screen and command line. Every other key is a literal."""


@dataclass
class Uses:
    """The keys a program asks for."""

    keys: dict[str, str] = field(default_factory=dict)
    """Key → the first place that asks for it."""
    composed: dict[str, str] = field(default_factory=dict)
    """Keys put together where no registry says from what → the first place."""
    literals: dict[str, str] = field(default_factory=dict)
    """Every literal of the code → its place: a key may travel as data before it is asked for."""

    def add_source(self, source: str, place: str) -> None:
        """Collect what one file asks for."""
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                self.literals.setdefault(node.value, f"{place}:{node.lineno}")
            if isinstance(node, ast.Call) and name_of(node.func) in _ASKING and node.args:
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
            pattern = _pattern(key)
            if pattern in REGISTRIES:
                self.keys |= {pattern.format(name): place for name in REGISTRIES[pattern]}
            else:
                self.composed.setdefault(pattern, place)

    def asks_for(self, key: str) -> bool:
        """Whether some place asks for `key`."""
        stem = _stem(key)
        return key in self.keys or key in self.literals or stem in self.literals


def _pattern(key: ast.JoinedStr) -> str:
    return "".join(
        str(value.value) if isinstance(value, ast.Constant) else "{}" for value in key.values
    )


def _stem(key: str) -> str:
    return re.sub(r"\.(one|many)$", "", key)


def uses_of(files: Iterable[Path], root: Path) -> Uses:
    """Return the keys that `files` ask for."""
    uses = Uses()
    for file in files:
        uses.add_source(file.read_text(encoding="utf-8"), str(file.relative_to(root)))
    return uses


def missing(uses: Uses, texts: Mapping[str, object]) -> list[str]:
    """Return what is asked for and is not in the catalogue, or cannot be told."""
    lacking = [f"{place}: no text {key!r}" for key, place in uses.keys.items() if key not in texts]
    lacking += [f"{place}: put together: {key!r}" for key, place in uses.composed.items()]
    stems = {_stem(key) for key in texts}
    names = {key.partition(".")[0] for key in texts}
    lacking += [
        f"{place}: no text {word!r}"
        for word, place in uses.literals.items()
        if _KEY.fullmatch(word) and word.partition(".")[0] in names
        if word not in texts and word not in stems and word not in _NO_KEYS
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
        if not key.endswith(_PLURAL) and key not in _SEVERAL:
            wrong += [f"{key}: {said!r} is wrong of one" for said in _uncounted(pair)]
    return wrong


def _uncounted(pair: tuple[str, str]) -> Iterator[str]:
    """Yield what is said of a number in words that are right for several only."""
    for text in pair:
        for found in _OF_SEVERAL.finditer(text):
            if found["field"] not in _BOUNDS:
                yield found[0]
