"""A number format as tokens, section by section."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class CannotShow(Exception):
    """What a format makes of a value is not known here, or it is nothing a letter could say."""


class Token(NamedTuple):
    """A piece of a format."""

    kind: str
    """"" for a literal, else the first letter of what it stands for."""
    text: str

    @property
    def literal(self) -> str:
        """The text of a literal, and nothing of the others."""
        return "" if self.kind else self.text


class Condition(NamedTuple):
    """The numbers a section is for."""

    compare: Callable[[float, float], bool]
    value: float

    def fits(self, value: float) -> bool:
        """Whether it is for this one."""
        return self.compare(value, self.value)


class Section:
    """One of the parts of a format between semicolons."""

    def __init__(
        self, tokens: tuple[Token, ...], condition: Condition | None = None, country: str = ""
    ) -> None:
        self.tokens = tokens
        self.condition = condition
        self.country = country
        """The language the format names, as in `[$-410]`: that of the letter is spoken instead."""
        self._kinds = frozenset(token.kind for token in tokens) - {""}
        self.is_date = self.has("ymdhsa[") or country in {"F800", "F400"}
        """Whether it shows days or hours."""

    def has(self, kinds: str) -> bool:
        """Whether a token is of one of these kinds."""
        return not self._kinds.isdisjoint(kinds)

    @property
    def is_text(self) -> bool:
        """Whether it is for texts."""
        return self.has("@")

    @property
    def is_bare_text(self) -> bool:
        """Whether it shows a text as it is."""
        return all(token.kind == "@" or token.text.isspace() for token in self.tokens)

    @property
    def is_general(self) -> bool:
        """Whether it leaves it to the spreadsheet how a number is shown."""
        return self.has("G")


_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|\\(?P<escaped>.)"
    r"|_(?P<blank>.)"
    r"|\*(?P<fill>.)"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General|Standard)"
    r"|(?P<noon>AM/PM|A/P)"
    r"|(?P<exponent>E[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+)"
    r"|(?P<mark>[0#?.,%/@;])"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
}
_LONGEST = 255
"""Characters of a format a spreadsheet can have."""


def sections_of(code: str) -> list[Section]:
    """Take a format apart; one that is too long or empty is the general one."""
    sections = [_Builder()]
    for match in _TOKEN.finditer(code if 0 < len(code) <= _LONGEST else "General"):
        if match.lastgroup == "mark" and match.group() == ";":
            sections.append(_Builder())
        else:
            sections[-1].add(match)
    return [builder.section() for builder in sections]


class _Builder:
    """A section while it is taken apart."""

    def __init__(self) -> None:
        self._tokens: list[Token] = []
        self._condition: Condition | None = None
        self._country = ""

    def section(self) -> Section:
        return Section(tuple(self._tokens), self._condition, self._country)

    def add(self, match: re.Match[str]) -> None:
        """Take a token."""
        kind = match.lastgroup or ""
        text = match.group(kind)
        if kind == "bracket":
            self._add_bracket(text)
        elif kind in {"date", "general", "noon", "exponent"}:
            letter = {"general": "G", "noon": "a", "exponent": "E"}.get(kind, text[0].lower())
            self._tokens.append(Token(letter, text.lower() if kind == "date" else text))
        elif kind == "mark":
            self._tokens.append(Token(text, text))
        elif kind == "blank":
            self._tokens.append(Token("", " "))
        elif kind != "fill":
            self._tokens.append(Token("", text))

    def _add_bracket(self, text: str) -> None:
        if _ELAPSED.fullmatch(text):
            self._tokens.append(Token("[", text.lower()))
        elif text.startswith("$"):
            currency, _, country = text[1:].rpartition("-")
            if not currency and "-" not in text:
                currency, country = country, ""
            self._tokens.append(Token("", currency))
            self._country = country.upper()
        elif found := _CONDITION.fullmatch(text):
            self._condition = Condition(_COMPARE[found.group(1)], float(found.group(2)))
