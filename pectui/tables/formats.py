"""The language of number formats, taken apart: what a spreadsheet shows of a number it stores.

positive;negative;zero;text      each a row of tokens: digits 0 # ?, parts of a date, literals
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pectui.tables import dates, numbers
from pectui.tables.tokens import CannotShow, Section, sections_of

if TYPE_CHECKING:
    from pectui.catalogue import Language

__all__ = ["BUILT_IN", "CannotShow", "Format", "boolean"]

_EURO = '#,##0{0} "€";-#,##0{0} "€"'
BUILT_IN: dict[str, str] = {
    "0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00",
    "5": _EURO.format(""), "6": _EURO.format(""), "7": _EURO.format(".00"),
    "8": _EURO.format(".00"),
    "9": "0%", "10": "0.00%", "11": "0.00E+00", "12": "# ?/?", "13": "# ??/??",
    "14": "dd/mm/yyyy", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy",
    "18": "h:mm AM/PM", "19": "h:mm:ss AM/PM", "20": "h:mm", "21": "h:mm:ss",
    "22": "dd/mm/yyyy h:mm",
    "37": "#,##0;-#,##0", "38": "#,##0;-#,##0", "39": "#,##0.00;-#,##0.00",
    "40": "#,##0.00;-#,##0.00",
    "41": '#,##0;-#,##0;"-";@', "42": _EURO.format("") + ';"-" "€";@',
    "43": '#,##0.00;-#,##0.00;"-";@', "44": _EURO.format(".00") + ';"-" "€";@',
    "45": "mm:ss", "46": "[h]:mm:ss", "47": "mm:ss.0", "48": "##0.0E+0", "49": "@",
}  # fmt: skip
"""The formats a workbook names by number only; those that follow the country, as in Italy."""

_LONGEST_NUMBER = 64
_KNOWN = 10_000
"""Numbers remembered as shown: a column of days or rates has few."""
_BOOLEANS: dict[Language, tuple[str, str]] = {"it": ("FALSO", "VERO"), "en": ("FALSE", "TRUE")}


def boolean(text: str, language: Language) -> str:
    """Return the word for a truth value."""
    return _BOOLEANS[language][text in {"1", "true"}]


class _Case(NamedTuple):
    """A section, and the numbers it is for."""

    section: Section
    shows_sign: bool


class Format:
    """How cells of one style show what they hold."""

    def __init__(self, code: str, language: Language, *, is_1904: bool = False) -> None:
        self.code = code
        self.language = language
        self._is_1904 = is_1904
        sections = sections_of(code)
        self._text = next((one for one in sections if one.is_text), None)
        self._sections = [one for one in sections if not one.is_text] or sections
        first = self._sections[0] if self._sections else Section(())
        self.is_general = first.is_general or first.is_text
        self._is_bare = self.is_general and len(first.tokens) == 1
        self._is_date = first.is_date
        self._known: dict[str, str] = {}

    def text(self, text: str) -> str:
        """Return a text as shown."""
        if self._text is None or self._text.is_bare_text:
            return text
        shown = (text if one.kind == "@" else one.literal for one in self._text.tokens)
        return "".join(shown).strip()

    def number(self, text: str) -> str:
        """Return a number, stored as `text`, as shown; raise CannotShow where that is not known."""
        known = self._known.get(text)
        if known is None:
            known = self._number(text)
            if len(self._known) < _KNOWN:
                self._known[text] = known
        return known

    def _number(self, text: str) -> str:
        if len(text) > _LONGEST_NUMBER:
            raise CannotShow
        value = float(text)
        if value - value != 0:
            raise CannotShow
        if self._is_bare:
            return numbers.general(value, self.language)
        case = self._case(value)
        if case.section.is_date:
            return dates.shown(case.section, value, self.language, is_1904=self._is_1904).strip()
        exact = numbers.stored(value)
        shown = numbers.shown(case.section, abs(exact), self.language).strip()
        has_digits = any(digit in shown for digit in "123456789")
        return f"-{shown}" if exact < 0 and case.shows_sign and has_digits else shown

    def iso_date(self, text: str) -> str:
        """Return a day stored as ISO 8601 as shown."""
        try:
            moment = datetime.fromisoformat(text.removesuffix("Z"))
        except ValueError as error:
            raise CannotShow from error
        if not self._is_date:
            return f"{moment:%d/%m/%Y %H:%M}".removesuffix(" 00:00")
        serial = dates.serial(moment, is_1904=self._is_1904)
        return self.number(repr(serial))

    def _case(self, value: float) -> _Case:
        sections = self._sections
        if any(section.condition for section in sections):
            for section in sections:
                if section.condition is None or section.condition.fits(value):
                    return _Case(section, shows_sign=True)
            raise CannotShow
        if value < 0 and len(sections) > 1:
            return _Case(sections[1], shows_sign=False)
        if value == 0 and len(sections) > 2:
            return _Case(sections[2], shows_sign=False)
        return _Case(sections[0], shows_sign=True)
