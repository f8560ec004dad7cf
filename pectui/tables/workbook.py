"""A workbook: its sheets, its strings, its number formats. Macros and links are never looked at."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.models.table import Gravity
from pectui.tables.formats import BUILT_IN, Format
from pectui.tables.package import LARGE_PART, Package
from pectui.tables.records import Flaw, Origin
from pectui.tables.sheet import SheetRows
from pectui.tables.strings import shared_strings
from pectui.tables.tail import tail_of
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pectui.catalogue import Language
    from pectui.tables.file import TableFile
    from pectui.tables.records import Record

_SHEETS_NAMED = 20


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    part: str
    is_shown: bool


class WorkbookSource:
    """The records of one sheet of a workbook."""

    def __init__(self, package: Package, rows: SheetRows, origin: Origin, header_row: int) -> None:
        self._package = package
        self._rows = rows
        self._header_row = header_row
        self.origin = origin

    def header(self) -> Record | None:
        """Return the record of the header; None where there is none."""
        for block in self._rows.blocks():
            for record in block:
                if record.row >= self._header_row:
                    return record if record.row == self._header_row else None
        return None

    def blocks(self) -> Iterator[list[Record]]:
        """Yield the records below the header, a few at a time."""
        for block in self._rows.blocks():
            if below := [record for record in block if record.row > self._header_row]:
                yield below


@contextmanager
def workbook_source(
    file: TableFile, header_row: int, sheet: str | None, language: Language
) -> Iterator[WorkbookSource]:
    """Open a workbook at one of its sheets."""
    package = Package(file)
    try:
        root = _workbook_part(package)
        sheets, is_1904 = _sheets(package, root)
        chosen = _chosen(package, sheets, sheet)
        related = dict(package.related(root).values())
        strings = shared_strings(package, related.get("sharedStrings"))
        try:
            tail = tail_of(package.chunks(chosen.part, LARGE_PART))
            formats = _formats(package, related.get("styles"), language, is_1904=is_1904)
            rows = SheetRows(package, chosen.part, strings, formats, tail)
            names = tuple(one.name for one in sheets)
            flaws = _several(sheets, chosen) if sheet is None else ()
            origin = Origin("xlsx", None, chosen.name, names, False, flaws)
            yield WorkbookSource(package, rows, origin, header_row)
        finally:
            strings.close()
    finally:
        package.close()


def _workbook_part(package: Package) -> str:
    parts = dict(package.related("").values())
    root = parts.get("officeDocument", "")
    if root.endswith(".bin"):
        raise package.unreadable(t("tables.unreadable.xlsb"))
    if root in package.names and "workbook" in root:
        return root
    if "content.xml" in package.names:
        raise package.unreadable(t("tables.unreadable.ods"))
    raise package.unreadable(t("tables.unreadable.no-workbook"))


def _sheets(package: Package, root: str) -> tuple[list[_Sheet], bool]:
    """Return the sheets that hold cells, and whether days are counted from 1904."""
    related = package.related(root)
    sheets: list[_Sheet] = []
    is_1904 = False
    for tag, attributes in package.elements(root):
        if tag == "workbookPr":
            is_1904 = attributes.get("date1904", "0") in {"1", "true"}
        elif tag == "sheet":
            ids = [value for name, value in attributes.items() if name.rpartition(":")[2] == "id"]
            kind, part = related.get(ids[0] if ids else "", ("", ""))
            if kind == "worksheet" and part in package.names:
                is_shown = attributes.get("state", "visible") == "visible"
                sheets.append(_Sheet(attributes.get("name", ""), part, is_shown))
    return sheets, is_1904


def _chosen(package: Package, sheets: list[_Sheet], wanted: str | None) -> _Sheet:
    if wanted is not None:
        for fold in (str, str.casefold):
            for sheet in sheets:
                if fold(sheet.name.strip()) == fold(wanted.strip()):
                    return sheet
        raise package.unreadable(
            t("tables.unreadable.no-sheet", sheet=clean_line(wanted, 60), sheets=_named(sheets))
        )
    shown = [sheet for sheet in sheets if sheet.is_shown] or sheets
    if not shown:
        raise package.unreadable(t("tables.unreadable.no-workbook"))
    return shown[0]


def _several(sheets: list[_Sheet], chosen: _Sheet) -> tuple[Flaw, ...]:
    shown = [sheet for sheet in sheets if sheet.is_shown]
    if len(shown) < 2:
        return ()
    values = (("sheets", _named(shown)), ("sheet", clean_line(chosen.name, 60)))
    return (Flaw("tables.sheets", values, gravity=Gravity.WARNING),)


def _named(sheets: list[_Sheet]) -> str:
    names = [clean_line(sheet.name, 60) for sheet in sheets[:_SHEETS_NAMED]]
    return ", ".join(names) + (" …" if len(sheets) > _SHEETS_NAMED else "")


def _formats(
    package: Package, part: str | None, language: Language, *, is_1904: bool
) -> list[Format]:
    """Return the number formats of the workbook's cell styles, by the number of the style."""
    codes = dict(BUILT_IN)
    styles: list[str] = []
    inside = False
    for tag, attributes in package.elements(part or ""):
        if tag == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag in {"cellXfs", "cellStyles", "dxfs", "cellStyleXfs"}:
            inside = tag == "cellXfs"
        elif tag == "xf" and inside:
            styles.append(attributes.get("numFmtId", "0"))
    made: dict[str, Format] = {}
    for number in styles or ["0"]:
        if number not in made:
            made[number] = Format(codes.get(number, ""), language, is_1904=is_1904)
    return [made[number] for number in styles or ["0"]]
