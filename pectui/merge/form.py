"""A letter made of a DOCX with fields: one document of Word for each row.

Filled by the standard library: docx-mailmerge is unmaintained, its successor reads archives without
bounds, brings a large parser in C, and writes anew what it should leave alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import FieldUnknown
from pectui.merge import package
from pectui.merge.compiled import whole
from pectui.merge.fields import Field, Found, find
from pectui.merge.names import Names, empty_findings, normal
from pectui.models.table import Finding, Gravity
from pectui.pec.outgoing import fit_block
from pectui.text import REPLACEMENT, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from pectui.models.table import Column

MAX_GROWTH = 10_000_000
"""Bytes that the cells of a row may add to a letter."""

_BODIES = re.compile(r"wordprocessingml\.(?:document\.main|header|footer|footnotes|endnotes)\+xml$")
_COMMENTS = re.compile(r"wordprocessingml\.comments\+xml$")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_APART = re.compile(r"[\W_]+")


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def _each_up(text: str) -> str:
    return re.sub(r"(?<!\w)\w", lambda first: first[0].upper(), text)


_CASES: dict[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "firstcap": _first_up,
    "caps": _each_up,
}


class _Slot:
    """The place of a field: what is written there for a cell."""

    def __init__(self, field: Field, position: int) -> None:
        self.position = position
        given = dict(field.switches)
        # Word writes `\* Upper \* MERGEFORMAT`: the one that says something counts.
        cases = (_CASES.get(value.lower()) for kind, value in field.switches if kind == "*")
        self._case = next(filter(None, cases), None)
        self._before, self._after = given.get("b", ""), given.get("f", "")
        tag = field.prefix
        run = b"<%sr>%s" % (tag, field.look)
        self._head = b"</%sr>%s" % (tag, run) if field.splits_run else run
        self._tail = b"" if field.splits_run else b"</%sr>" % tag
        name = tag.decode()
        self._text = f'<{name}t xml:space="preserve">', f"</{name}t>"
        self._marks = {"\n": f"<{name}br/>", "\t": f"<{name}tab/>"}

    def written(self, cell: str) -> bytes:
        """Return the run that shows a cell."""
        if cell:
            cell = f"{self._before}{self._case(cell) if self._case else cell}{self._after}"
        text = _NO_XML.sub(REPLACEMENT, fit_block(cell).text)
        first, last = self._text
        pieces = [
            self._marks.get(one) or f"{first}{one.translate(_SIGNS)}{last}"
            for one in re.split("([\n\t])", text)
            if one
        ]
        return self._head + "".join(pieces).encode() + self._tail


class LetterForm:
    """A DOCX with merge fields, read once and filled for each row.

    Raises FormInvalid for what is no such file or would act by itself, FieldUnknown for a field
    that is no column. `may_be_empty` names columns by header or key.
    """

    def __init__(
        self, octets: bytes, columns: Sequence[Column], *, may_be_empty: Collection[str] = ()
    ) -> None:
        names = Names(columns)
        self._columns = names.columns
        self._may_be_empty = names.positions(may_be_empty)
        parts = package.opened(octets)
        types = package.content_types(parts)
        self._filled: dict[str, list[bytes | _Slot]] = {}
        found: list[Found] = []
        for name, data in parts.items():
            if _BODIES.search(types.get(name, "")):
                found.append(find(data))
                if found[-1].fields:
                    self._filled[name] = _pieces(data, found[-1].fields, names)
        slots = [one for each in self._filled.values() for one in each if isinstance(one, _Slot)]
        self.used = frozenset(slot.position for slot in slots)
        """Positions of the columns that its fields ask for."""
        has_comments = any(map(_COMMENTS.search, types.values()))
        self.findings = tuple(_findings(found, has_comments=has_comments))
        """What a person should look at before it goes to many."""
        constant = {name: data for name, data in parts.items() if name not in self._filled}
        self._base = package.packed(constant)

    def fill(self, cells: Sequence[str]) -> tuple[bytes, tuple[Finding, ...]]:
        """Return the document of a row, with what is wrong with the row; it never fails.

        The same cells give the same bytes. A document that would be too long is b"".
        """
        cells = whole(cells, len(self._columns))
        values = {at: "" if cells[at].isspace() else cells[at] for at in self.used}
        empty = {at for at, value in values.items() if not value}
        findings = empty_findings(empty, self._columns, self._may_be_empty)
        slots = (one for each in self._filled.values() for one in each if isinstance(one, _Slot))
        if sum(len(values[slot.position]) for slot in slots) > MAX_GROWTH:
            return b"", (*findings, Finding(Gravity.PROBLEM, "merge.too-long"))
        parts = {
            name: b"".join(
                one.written(values[one.position]) if isinstance(one, _Slot) else one
                for one in pieces
            )
            for name, pieces in self._filled.items()
        }
        return package.packed(parts, self._base), findings


def _pieces(data: bytes, fields: Sequence[Field], names: Names) -> list[bytes | _Slot]:
    pieces: list[bytes | _Slot] = []
    done = 0
    for field in fields:
        pieces += [data[done : field.start], _Slot(field, _column(field.name, names).position)]
        done = field.end
    return [*pieces, data[done:]]


def _column(name: str, names: Names) -> Column:
    """Return the column a field means: Word writes its name without blanks and signs."""
    if column := names.find(name):
        return column
    wanted = _plain(name)
    meant = {
        column.position: column
        for column in names.columns
        if wanted and wanted in {_plain(column.name), _plain(column.key)}
    }
    if len(meant) > 1:
        raise FieldUnknown(t("merge.doubled", name=clean_line(name, 80)))
    return next(iter(meant.values()), None) or names.get(name)


def _plain(name: str) -> str:
    return _APART.sub("", normal(name).casefold())


def _findings(found: Sequence[Found], *, has_comments: bool) -> list[Finding]:
    findings: list[Finding] = []
    fields = [field for each in found for field in each.fields]
    if not fields:
        findings.append(Finding(Gravity.WARNING, "merge.form-no-fields"))
    if has_comments or any(each.is_changed for each in found):
        findings.append(Finding(Gravity.WARNING, "merge.form-changes"))
    formatted = {field.name for field in fields if {"#", "@"} & dict(field.switches).keys()}
    findings += [
        Finding(Gravity.HINT, "merge.form-format", (("name", clean_line(name, 80)),), field=name)
        for name in sorted(formatted)
    ]
    return findings
