"""Small tables, made where they are needed, and what is read from them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pectui.models.table import Column, Finding, TableRow
from pectui.tables import TableOptions, open_table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"

Told = tuple[str, int | None, str, str]
"""What a finding says: its weight, its row, its column, its key."""


@dataclass(frozen=True)
class Read:
    """A table that was read to its end."""

    encoding: str
    delimiter: str | None
    sheet: str | None
    sheets: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: list[TableRow]
    findings: list[Finding]

    @property
    def cells(self) -> list[tuple[str, ...]]:
        return [row.cells for row in self.rows]

    @property
    def told(self) -> list[Told]:
        """Everything said of it, of the table first."""
        below = [finding for row in self.rows for finding in row.findings]
        return [
            (one.gravity.value, one.row, one.field, one.key.removeprefix("tables."))
            for one in (*self.findings, *below)
        ]


def read(path: Path, options: TableOptions | None = None) -> Read:
    with open_table(path, options) as table:
        rows = list(table.rows())
        return Read(
            table.encoding,
            table.delimiter,
            table.sheet,
            table.sheets,
            table.columns,
            rows,
            table.findings,
        )


def text_file(folder: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def sheet_xml(rows: Iterable[str], before: str = "", after: str = "") -> str:
    inside = f"{before}<sheetData>{''.join(rows)}</sheetData>{after}"
    return f'<worksheet xmlns="{MAIN}">{inside}</worksheet>'


def row_xml(number: int, cells: Mapping[str, str], attributes: str = "") -> str:
    """A row of strings, by the letters of their columns."""
    inside = "".join(
        f'<c r="{letters}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for letters, text in cells.items()
    )
    return f'<row r="{number}" {attributes}>{inside}</row>'


def workbook_file(
    folder: Path,
    sheets: Mapping[str, str],
    *,
    styles: Sequence[str] = ("General",),
    strings: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    states: Mapping[str, str] | None = None,
    date1904: bool = False,
    compression: int = zipfile.ZIP_DEFLATED,
) -> Path:
    """A workbook of sheets given as XML, with one cell style for each number format."""
    path = folder / "table.xlsx"
    names = list(sheets)
    states = states or {}
    entries = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}" '
        f'state="{states.get(name, "visible")}"/>'
        for at, name in enumerate(names, start=1)
    )
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(names) + 1)
    )
    relations += f'<Relationship Id="rId90" Type="{OFFICE}/styles" Target="styles.xml"/>'
    relations += f'<Relationship Id="rId91" Type="{OFFICE}/sharedStrings" Target="strings.xml"/>'
    relations += (
        f'<Relationship Id="rId92" Type="{OFFICE}/externalLink" TargetMode="External" '
        'Target="file:///etc/passwd"/>'
    )
    formats = "".join(
        f'<numFmt numFmtId="{200 + at}" formatCode="{_attribute(code)}"/>'
        for at, code in enumerate(styles)
    )
    xfs = "".join(f'<xf numFmtId="{200 + at}"/>' for at in range(len(styles)))
    contents: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f'<workbookPr date1904="{int(date1904)}"/><sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">{relations}'
        "</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts>'
        f"<cellXfs>{xfs}</cellXfs></styleSheet>",
        "xl/strings.xml": strings or f'<sst xmlns="{MAIN}"/>',
    }
    for at, name in enumerate(names, start=1):
        contents[f"xl/worksheets/sheet{at}.xml"] = sheets[name]
    contents |= parts or {}
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
