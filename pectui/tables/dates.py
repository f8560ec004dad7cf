"""A day or an hour as its format shows it. A spreadsheet stores days since the end of 1899."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pectui.tables.tokens import CannotShow, Section, Token, sections_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.catalogue import Language

_MONTHS: dict[Language, str] = {
    "it": "gennaio febbraio marzo aprile maggio giugno "
    "luglio agosto settembre ottobre novembre dicembre",
    "en": "January February March April May June July August September October November December",
}
_WEEKDAYS: dict[Language, str] = {
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
_LONG: dict[Language, str] = {"it": "dddd d mmmm yyyy", "en": "dddd, d mmmm yyyy"}
_HOURS = "hh:mm:ss"
_DAY = 86_400
_END = 2_958_466
"""The day after 31/12/9999."""
_NO_DAY = 60
"""29/02/1900, which spreadsheets know and no calendar does."""


def serial(moment: datetime, *, is_1904: bool) -> float:
    """Return a moment as a spreadsheet stores it."""
    naive = moment.replace(tzinfo=None)
    return (naive - _origin(is_1904=is_1904)) / timedelta(days=1)


def _origin(*, is_1904: bool) -> datetime:
    day = (1904, 1, 1) if is_1904 else (1899, 12, 30)
    return datetime(*day)  # noqa: DTZ001  # a spreadsheet knows no zones


def shown(section: Section, value: float, language: Language, *, is_1904: bool) -> str:
    """Return the moment as a section shows it; raise CannotShow for what is no moment."""
    section = _own_country(section, language)
    fraction = _fraction_digits(section.tokens)
    if not 0 <= value < _END:
        raise CannotShow
    seconds = round(value * _DAY, fraction)
    moment = _moment(seconds, is_1904=is_1904, has_day=section.has("yd") or _has_month(section))
    return "".join(_pieces(section.tokens, seconds, moment, language, fraction))


def _own_country(section: Section, language: Language) -> Section:
    """Return what the system's own long day or hour stands for."""
    if section.country == "F800":
        return sections_of(_LONG[language])[0]
    return sections_of(_HOURS)[0] if section.country == "F400" else section


def _moment(seconds: float, *, is_1904: bool, has_day: bool) -> datetime:
    day = int(seconds // _DAY)
    if has_day and not is_1904 and day in {0, _NO_DAY}:
        raise CannotShow
    if not is_1904 and day < _NO_DAY:
        seconds += _DAY
    try:
        return _origin(is_1904=is_1904) + timedelta(seconds=seconds)
    except OverflowError as error:
        raise CannotShow from error


def _fraction_digits(tokens: Sequence[Token]) -> int:
    point = next((at for at, token in enumerate(tokens) if token.kind == "."), len(tokens))
    return sum(token.kind == "0" for token in tokens[point + 1 :])


def _has_month(section: Section) -> bool:
    tokens = section.tokens
    return any(token.kind == "m" and not _is_minute(tokens, at) for at, token in enumerate(tokens))


def _is_minute(tokens: Sequence[Token], at: int) -> bool:
    """Whether an m stands for minutes: it follows hours, or seconds follow it."""
    if len(tokens[at].text) > 2:
        return False
    before = [token for token in tokens[:at] if token.kind in tuple("ymdhs[")]
    after = [token for token in tokens[at + 1 :] if token.kind in tuple("ymdhs[")]
    return bool(before and before[-1].text[0] == "h") or bool(after and after[0].text[0] == "s")


def _pieces(
    tokens: Sequence[Token], seconds: float, moment: datetime, language: Language, fraction: int
) -> Sequence[str]:
    halves = any(token.kind == "a" for token in tokens)
    pieces: list[str] = []
    in_fraction = False
    for at, token in enumerate(tokens):
        if token.kind == "." and fraction:
            in_fraction = True
            digits = f"{seconds % 1:.{fraction}f}"[2:]
            pieces.append(("," if language == "it" else ".") + digits)
        elif token.kind == "0" and in_fraction:
            continue
        elif token.kind == "[":
            pieces.append(_elapsed(token.text, seconds))
        elif token.kind == "m" and _is_minute(tokens, at):
            pieces.append(_padded(moment.minute, token.text))
        else:
            pieces.append(_piece(token, moment, language, halves=halves))
    return pieces


def _elapsed(text: str, seconds: float) -> str:
    unit = {"h": 3600, "m": 60, "s": 1}[text[0]]
    return _padded(int(seconds // unit), text)


def _padded(number: int, text: str) -> str:
    return f"{number:0{len(text)}d}"


def _piece(token: Token, moment: datetime, language: Language, *, halves: bool) -> str:
    match token.kind:
        case "y":
            return f"{moment:%y}" if len(token.text) < 3 else f"{moment.year:04d}"
        case "m":
            return _name_or_number(token.text, moment.month, _MONTHS[language].split())
        case "d":
            if len(token.text) < 3:
                return _padded(moment.day, token.text)
            names = _WEEKDAYS[language].split()
            return _name_or_number(token.text, moment.weekday() + 1, names)
        case "h":
            hour = (moment.hour - 1) % 12 + 1 if halves else moment.hour
            return _padded(hour, token.text)
        case "s":
            return _padded(moment.second, token.text)
        case "a":
            word = "AM" if moment.hour < 12 else "PM"
            return word if len(token.text) > 3 else word[0]
        case "@" | "G" | "E" | "0" | "#" | "?":
            raise CannotShow
        case _:
            return token.text


def _name_or_number(text: str, number: int, names: Sequence[str]) -> str:
    if len(text) < 3:
        return _padded(number, text)
    name = names[number - 1]
    return {3: name[:3], 5: name[0]}.get(len(text), name)
