"""Who is asked before each step, and told what happens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Effect = Literal["reads", "sends", "deletes"]
Reply = Literal["yes", "skip", "stop"]


class Stopped(Exception):
    """The test is to end here."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step that is about to be taken, in words for a person."""

    name: str
    """The same in every language."""
    effect: Effect
    words: str


class Person(Protocol):
    """Who is asked, and told."""

    async def agrees(self, step: Step) -> Reply:
        """Whether a step is taken, is left out, or ends the test."""

    async def sees(self, question: str) -> bool | None:
        """Whether what is asked is so; None where nobody knows."""

    def tell(self, words: str) -> None:
        """Say what a person should know."""
