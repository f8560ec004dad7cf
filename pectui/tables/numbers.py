"""A number as its format shows it: rounded, grouped, with the marks of a language."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING

from pectui.tables.tokens import CannotShow, Section, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.catalogue import Language

_EXACT = Context(prec=400)
_MARKS: dict[Language, tuple[str, str]] = {"it": (",", "."), "en": (".", ",")}
"""The decimal mark, and what parts thousands."""
_DIGITS = "0#?"
_WHOLE = 1e15
"""From here on not every digit is stored."""
_SMALL = 1e-9


def stored(value: float) -> Decimal:
    """Return the number a person gave: a spreadsheet knows 15 digits of it."""
    return Decimal(f"{value:.15g}")


def general(value: float, language: Language) -> str:
    """Return a number that has no format of its own."""
    mark, _ = _MARKS[language]
    if value == 0:
        return "0"
    if _SMALL <= abs(value) < _WHOLE:
        text = f"{stored(value):f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return text.replace(".", mark)
    digits, _, exponent = f"{value:.5E}".partition("E")
    digits = digits.rstrip("0").rstrip(".")
    return f"{digits.replace('.', mark)}E{exponent}"


def shown(section: Section, value: Decimal, language: Language) -> str:
    """Return a number, without its sign, as a section shows it."""
    if section.has("/"):
        # Fractions: how near a spreadsheet comes to a number is its own affair.
        raise CannotShow
    tokens = section.tokens
    if section.is_general:
        shown_general = general(float(value), language)
        return "".join(shown_general if one.kind == "G" else one.literal for one in tokens)
    if section.has("E"):
        return _scientific(tokens, value, language)
    if not section.has(_DIGITS):
        return "".join(one.text if one.kind == "%" else one.literal for one in tokens)
    return _fixed(tokens, value, language)


def _fixed(tokens: Sequence[Token], value: Decimal, language: Language) -> str:
    mark, group = _MARKS[language]
    point = next((at for at, one in enumerate(tokens) if one.kind == "."), len(tokens))
    whole, rest = tokens[:point], tokens[point + 1 :]
    slots = [at for at, one in enumerate(tokens) if one.kind and one.kind in _DIGITS]
    after_last = sum(one.kind == "," for one in tokens[slots[-1] + 1 :])
    grouped = any(one.kind == "," for one in tokens[slots[0] : slots[-1]])
    percents = sum(one.kind == "%" for one in tokens)
    places = [one.kind for one in rest if one.kind and one.kind in _DIGITS]

    value = value.scaleb(2 * percents - 3 * after_last, _EXACT)
    value = value.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP, _EXACT)
    digits, _, decimals = f"{value:f}".partition(".")
    while decimals and places[len(decimals) - 1] != "0" and decimals[-1] == "0":
        decimals = decimals[:-1]
    left = _whole_part(whole, digits.lstrip("0"), group if grouped else "")
    right = _spread(rest, decimals)
    return left + (mark if point < len(tokens) else "") + right


def _whole_part(tokens: Sequence[Token], digits: str, group: str) -> str:
    slots = [at for at, one in enumerate(tokens) if one.kind and one.kind in _DIGITS]
    if not slots:
        return digits + "".join(_literal(one) for one in tokens)
    zeros = [at for at in slots if tokens[at].kind == "0"]
    least = len(slots) - slots.index(zeros[0]) if zeros else 0
    digits = digits.rjust(least, "0")
    if group:
        first = len(digits) % 3
        parts = [digits[:first]] if first else []
        parts += [digits[at : at + 3] for at in range(first, len(digits), 3)]
        filled = {slots[0]: group.join(parts)}
    else:
        filled = {}
        for slot in reversed(slots[1:]):
            digits, filled[slot] = digits[:-1], digits[-1:]
        filled[slots[0]] = digits
    return "".join(filled.get(at, _literal(one)) for at, one in enumerate(tokens))


def _spread(tokens: Sequence[Token], digits: str) -> str:
    """Put the digits behind the mark at their places."""
    shown = ""
    for token in tokens:
        if token.kind and token.kind in _DIGITS:
            shown, digits = shown + digits[:1], digits[1:]
        else:
            shown += _literal(token)
    return shown


def _literal(token: Token) -> str:
    return token.text if token.kind == "%" else token.literal


def _scientific(tokens: Sequence[Token], value: Decimal, language: Language) -> str:
    at = next(at for at, one in enumerate(tokens) if one.kind == "E")
    before = [one.kind for one in tokens[:at] if one.kind]
    after = [one.kind for one in tokens[at + 1 :] if one.kind]
    places = before[2:]
    if before[:1] != ["0"] or before[1:2] not in ([], ["."]) or set(places + after) - {"0"}:
        raise CannotShow
    digits, _, exponent = f"{value:.{len(places)}E}".partition("E")
    power = int(exponent)
    sign = "-" if power < 0 else tokens[at].text[1].strip("-")
    shown = f"{digits.replace('.', _MARKS[language][0])}E{sign}{abs(power):0{len(after)}d}"
    literals = ["".join(one.literal for one in part) for part in (tokens[:at], tokens[at + 1 :])]
    return literals[0] + shown + literals[1]
