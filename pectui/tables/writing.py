"""A table written as CSV or XLSX for a spreadsheet: whole or not at all."""

from __future__ import annotations

import csv
import html
import io
import re
import zipfile
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from pectui.catalogue import t
from pectui.errors import FileUnwritable
from pectui.system.whole_files import check_free, whole_file
from pectui.tables.columns import column_letters
from pectui.tables.strings import LONGEST_CELL
from pectui.text import ELLIPSIS, storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_ACTIVE = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings by which a spreadsheet takes a cell of text for a formula."""
_MOST_ROWS = 1_048_576
_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x(?=[0-9A-Fa-f]{4}_)")

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_TYPE}.styles+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{_SHEET_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="PEC" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    # Style 1 is the format "text": what is typed into such a cell later stays as it is typed.
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/>'
        '</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        '</cellStyleXfs><cellXfs count="2">'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>"
    ),
}


def write_table(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], *, force: bool = True
) -> None:
    """Write a table by the suffix of its name; raise FileUnwritable, and leave no half of it.

    Without `force` a file that is there stays as it is.
    """
    check_table(path, force=force)
    with whole_file(path, force=force) as stream:
        if path.suffix.lower() == ".csv":
            _write_csv(stream, header, rows)
        else:
            _write_workbook(stream, chain([header], rows), path)


def check_table(path: Path, *, force: bool = True) -> None:
    """Raise FileUnwritable for a name that says no format, and where no file can be written."""
    if path.suffix.lower() not in {".csv", ".xlsx"}:
        raise FileUnwritable(path=str(path), reason=t("tables.no-suffix"))
    check_free(path, force=force)


def _write_csv(stream: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write for an Italian spreadsheet: semicolons, UTF-8 with a mark, no cell that is active."""
    # In quotation marks, a title that holds a comma does not decide the delimiter.
    stream.write(("\ufeff" + csv_line(header, quoted=True)).encode())
    stream.writelines(csv_line(row).encode() for row in rows)


def csv_line(cells: Sequence[str], *, quoted: bool = False) -> str:
    """Return a row of such a file, with its line end; `quoted` is for the first one."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    writer.writerow(_guarded(cells))
    return text.getvalue()


def _guarded(cells: Sequence[str]) -> list[str]:
    return [storable(f"'{cell}" if cell.startswith(_ACTIVE) else cell) for cell in cells]


def _write_workbook(stream: BinaryIO, rows: Iterable[Sequence[str]], path: Path) -> None:
    """Write every cell as a string, which no spreadsheet takes for a formula."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, _HEAD + text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for number, cells in enumerate(rows, start=1):
                if number > _MOST_ROWS:
                    reason = t("tables.too-many-rows", limit=_MOST_ROWS)
                    raise FileUnwritable(path=str(path), reason=reason)
                part.write(_row(number, cells).encode())
            part.write(b"</sheetData></worksheet>")


def _row(number: int, cells: Sequence[str]) -> str:
    written = "".join(
        f'<c r="{column_letters(at)}{number}" s="1" t="inlineStr">'
        f'<is><t xml:space="preserve">{_xml(cell)}</t></is></c>'
        for at, cell in enumerate(cells)
        if cell
    )
    return f'<row r="{number}">{written}</row>'


def _xml(cell: str) -> str:
    text = storable(cell).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST_CELL:
        text = text[: LONGEST_CELL - 1] + ELLIPSIS
    return html.escape(_NO_XML.sub(_escaped, text), quote=False)


def _escaped(match: re.Match[str]) -> str:
    character = match.group()[0]
    return "_x005F_x" if character == "_" else f"_x{ord(character):04X}_"
