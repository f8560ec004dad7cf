"""The words that are understood: those of the person's language, and always the English ones."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import ArgumentInvalid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WORDS = (
    "list",
    "open",
    "next",
    "back",
    "search",
    "reply",
    "forward",
    "delete",
    "unread",
    "write",
    "drafts",
    "outbox",
    "cancel",
    "resume",
    "again",
    "sent",
    "wait",
    "quota",
    "sync",
    "account",
    "more",
    "help",
    "quit",
)
"""What can be said at the first prompt; `plain.word` has the words, `plain.does` what they do."""
LETTER_WORDS = (
    "send",
    "show",
    "to",
    "subject",
    "text",
    "erase",
    "editor",
    "attach",
    "detach",
    "together",
    "later",
    "keep",
    "discard",
    "help",
)
"""What can be said about a letter being written; `plain.letter.word`, `plain.letter.does`."""
_ALIKE = 0.6


def words() -> dict[str, str]:
    """Return what is said for each of WORDS in the language spoken now."""
    return {name: t(f"plain.word.{name}") for name in WORDS}


def letter_words() -> dict[str, str]:
    """Return what is said for each of LETTER_WORDS in the language spoken now."""
    return {name: t(f"plain.letter.word.{name}") for name in LETTER_WORDS}


def meant(typed: str, spoken: Mapping[str, str]) -> tuple[str, str]:
    """Return which of the words a line begins with, and what follows it.

    A word may be cut short where only one begins so. A number alone opens what has it. Raises
    ArgumentInvalid.
    """
    said, _, rest = typed.strip().partition(" ")
    word = said.casefold()
    if word.isdecimal() and "open" in spoken:
        return "open", word
    known = {**{name: name for name in spoken}, **{text: name for name, text in spoken.items()}}
    for text in (text for text in known if " " in text):
        if typed.casefold().split()[: len(text.split())] == text.split():
            return known[text], " ".join(typed.split()[len(text.split()) :])
    if word in known:
        return known[word], rest.strip()
    begun = {name: text for text, name in known.items() if text.startswith(word)}
    if len(begun) == 1:
        return next(iter(begun)), rest.strip()
    raise ArgumentInvalid(_unknown(said, [spoken[name] for name in begun], list(spoken.values())))


def _unknown(said: str, begun: Sequence[str], spoken: Sequence[str]) -> str:
    near = sorted(begun) or get_close_matches(said.casefold(), spoken, 1, _ALIKE)
    if near:
        return t("plain.unknown-near", word=said, near=", ".join(near))
    return t("plain.unknown", word=said, help=t("plain.word.help"))


def help_lines() -> list[str]:
    """Return what each of the words does, a line each."""
    spoken = words()
    lists = {"drafts": spoken["drafts"], "sent": spoken["sent"]}
    return [t(f"plain.does.{name}", word=word, **lists) for name, word in spoken.items()]


def more_lines() -> list[str]:
    """Return what else there is, and by which command, a line each."""
    return [
        t("plain.more.batch"),
        t("plain.more.accounts"),
        t("plain.more.export"),
        t("plain.more.proof"),
        t("plain.more.doctor"),
        t("plain.more.all", quit=t("plain.word.quit")),
    ]


def letter_help_lines() -> list[str]:
    """Return what each of a letter's words does, a line each."""
    return [
        t(f"plain.letter.does.{name}", word=t(f"plain.letter.word.{name}")) for name in LETTER_WORDS
    ]
