"""A first look at a table: its columns, sheets and first rows, before a letter is written."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pectui.services.batches.source import open_source

if TYPE_CHECKING:
    from pectui.models import Column
    from pectui.services.batches.request import BatchRequest
    from pectui.services.batches.source import StoredSource

FIRST_ROWS = 20


@dataclass(frozen=True, slots=True)
class Glance:
    """What is seen of a table at first. Foreign text."""

    request: BatchRequest
    columns: tuple[Column, ...]
    recipients: str
    """The name of the column that holds them; "" where none is found."""
    sheet: str | None
    sheets: tuple[str, ...]
    encoding: str
    delimiter: str | None
    rows: tuple[tuple[str, ...], ...]
    """The first ones."""


def glance_at(request: BatchRequest, stored: StoredSource | None = None) -> Glance:
    """Return what is seen of the table of `request`. Blocks. Raises what opening it raises."""
    from pectui.errors import PectuiError
    from pectui.services.batches.recipients import column_of_recipients, shown_name

    with open_source(request, stored) as source:
        try:
            recipients = shown_name(column_of_recipients(source.columns, request.to))
        except PectuiError:
            recipients = ""
        return Glance(
            request=request,
            columns=source.columns,
            recipients=recipients,
            sheet=source.sheet,
            sheets=source.sheets,
            encoding=source.encoding,
            delimiter=source.delimiter,
            rows=tuple(one.cells for one in islice(source.rows(), FIRST_ROWS)),
        )
