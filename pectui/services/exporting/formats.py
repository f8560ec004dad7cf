"""The formats of an export: how it begins, how a message looks in it, how it ends, as octets.

Nothing in any of them can act on a terminal that shows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import ArgumentInvalid
from pectui.pec.dates import ROME
from pectui.services.exporting.mail import as_mail, box_line
from pectui.services.exporting.reading_copy import copy_of
from pectui.services.exporting.views import held_view
from pectui.tables import csv_line
from pectui.text import clean_line, storable, to_json

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.services.documents import Json
    from pectui.services.exporting.messages import Exported


class Format(StrEnum):
    """A format, named as the suffix of its files."""

    TXT = "txt"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    EML = "eml"
    MBOX = "mbox"


NAMES = tuple(one.value for one in Format)


def format_of(path: Path) -> Format:
    """Return the format that the name of a file asks for. Raises ArgumentInvalid."""
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in NAMES:
        raise ArgumentInvalid(t("exporting.no-format", formats=dotted_names()))
    return Format(suffix)


def dotted_names() -> str:
    """Return the formats as the endings of names, for a person."""
    return ", ".join(f".{name}" for name in NAMES)


@dataclass(slots=True)
class Writer:
    """One export in a format; `query` is the search it is of, `total` what that found."""

    format: Format
    query: str = ""
    total: int = 0
    _is_first: bool = field(default=True, init=False)

    def begin(self) -> bytes:
        """Return what stands before the first message."""
        match self.format:
            case Format.JSON:
                head = to_json({"query": self.query, "total": self.total})
                return f'{head[:-1]}, "messages": ['.encode()
            case Format.CSV:
                return ("\ufeff" + csv_line(columns(), quoted=True)).encode()
        return b""

    def message(self, exported: Exported) -> bytes:
        """Return a message."""
        before = "" if self._is_first else self._between()
        self._is_first = False
        return before.encode() + self._one(exported)

    def end(self) -> bytes:
        """Return what stands after the last message."""
        return b"\n]}\n" if self.format is Format.JSON else b""

    def _between(self) -> str:
        return {Format.JSON: ",", Format.TXT: f"\n{'═' * 72}\n\n"}.get(self.format, "")

    def _one(self, exported: Exported) -> bytes:
        match self.format:
            case Format.JSON:
                return f"\n{to_json(view(exported))}".encode()
            case Format.JSONL:
                return f"{to_json(view(exported))}\n".encode()
            case Format.CSV:
                return storable(csv_line(cells(exported))).encode()
            case Format.EML:
                return as_mail(exported).replace(b"\n", b"\r\n")
            case Format.MBOX:
                return box_line(exported) + as_mail(exported) + b"\n"
        return storable(as_text(exported)).encode()


def as_text(exported: Exported) -> str:
    """Return a message as text to read."""
    return copy_of(exported.row.envelope, exported.words, list(exported.notes))


def view(exported: Exported) -> Json:
    """Return a message as JSON: as a search prints it, with its text."""
    body = exported.body
    return held_view(exported.row) | {
        "body": exported.text if body else None,
        "html": body.html if body else None,
        "charset": body.charset if body else None,
        "missing": exported.missing,
    }


def columns() -> tuple[str, ...]:
    """Return the titles of a table of messages."""
    return (
        t("exporting.column.date"),
        t("exporting.column.kind"),
        t("exporting.column.sender"),
        t("exporting.column.recipient"),
        t("exporting.column.subject"),
        t("exporting.column.code"),
        t("exporting.column.on-service"),
        t("exporting.column.tags"),
        t("exporting.column.note"),
        t("exporting.column.text"),
    )


def cells(exported: Exported) -> tuple[str, ...]:
    """Return a message as the row of a table."""
    row, envelope = exported.row, exported.row.envelope
    date = envelope.date
    moment = f"{date.astimezone(ROME):%Y-%m-%d %H:%M:%S}" if date else envelope.date_text
    return (
        clean_line(moment),
        t(envelope.kind.key),
        clean_line(envelope.sender),
        clean_line(envelope.recipient),
        clean_line(envelope.subject),
        envelope.code or "",
        t("exporting.yes" if row.here else "exporting.no"),
        clean_line(" ".join(row.tags)),
        clean_line(row.note),
        exported.words,
    )
