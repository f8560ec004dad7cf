"""What the palette offers, and how what is typed finds it: by name, key or explanation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pectui.folding import folded

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

_FAR = 0.7
"""How alike a word must be to one typed where nothing else is found."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be done, with what it may be called."""

    label: str
    help: str
    run: Callable[[], object]
    keys: Sequence[str] = ()
    """As they are printed on a keyboard."""
    names: Sequence[str] = ()
    """Other words for it."""
    elsewhere: Sequence[str] = ()
    """Label and explanation in the other language."""
    spoken: Spoken | None = None
    """The command to go on typing, where it needs an argument."""
    words: tuple[tuple[str, ...], ...] = field(init=False)
    """The folded words of label, names, the other label, explanation, the other explanation."""

    def __post_init__(self) -> None:
        """Fold what may be typed."""
        parts = (
            self.label,
            " ".join(self.names),
            *(self.elsewhere[:1] or ("",)),
            self.help,
            *(self.elsewhere[1:] or ("",)),
        )
        object.__setattr__(self, "words", tuple(tuple(_words(part)) for part in parts))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A command that takes an argument: `search da:rossi`."""

    names: tuple[str, ...]
    """What it is called, in the language spoken now first."""
    argument: str
    """What is to be typed after the name, for a person."""
    run: Callable[[str], object]
    complete: Callable[[str], Awaitable[Sequence[str]]]
    """Returns whole arguments that what is typed may become. Raises PectuiError."""
    check: Callable[[str], str]
    """Returns what is wrong with an argument; "" where nothing is."""
    is_closed: bool = False
    """Whether only what it is completed to is an argument: the first is chosen while one types."""


def spoken_in(typed: str, commands: Sequence[Spoken]) -> tuple[Spoken, str] | None:
    """Return the command that is typed with a blank behind it, and its argument so far."""
    name, blank, argument = typed.lstrip(": ").partition(" ")
    if not blank:
        return None
    for command in commands:
        if folded(name) in command.names:
            return command, argument.lstrip()
    return None


def found(offers: Sequence[Offer], typed: str) -> list[Offer]:
    """Return the offers that have every word typed, the ones called so first.

    Where there are none, those of which a word is much alike.
    """
    key = typed.strip()
    words = _words(typed.lstrip(":"))
    if not words:
        return [one for one in offers if key in one.keys] if key not in {"", ":"} else list(offers)
    scores = {index: _score(one, words, key) for index, one in enumerate(offers)}
    fitting = sorted((score, index) for index, score in scores.items() if score is not None)
    if not fitting:
        return [one for one in offers if _is_alike(one, words)]
    return [offers[index] for _, index in fitting]


def _score(offer: Offer, words: Sequence[str], key: str) -> int | None:
    """Return how far what is typed is from the offer; None where it is not it."""
    if key in offer.keys:
        return 1
    if list(offer.words[0]) == list(words):
        return 0
    scores = [_of_word(offer, word) for word in words]
    return None if None in scores else 2 + sum(score or 0 for score in scores)


def _of_word(offer: Offer, word: str) -> int | None:
    for place, texts in enumerate(offer.words):
        if texts and texts[0].startswith(word):
            return place * 2
        if any(one.startswith(word) for one in texts):
            return place * 2 + 1
    inside = any(word in one for texts in offer.words for one in texts)
    return 2 * len(offer.words) if inside and len(word) > 2 else None


def _is_alike(offer: Offer, words: Sequence[str]) -> bool:
    from difflib import get_close_matches

    called = [one for texts in offer.words[:3] for one in texts]
    return all(get_close_matches(word, called, 1, _FAR) for word in words)


def _words(text: str) -> list[str]:
    return folded(text).split()
