"""The report of a batch: the table it was made from, joined with what became of each row."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.models import Kind
from pectui.pec.clocks import effective_at, is_in_time
from pectui.pec.dates import format_iso
from pectui.pec.reasons import reason_for
from pectui.services.batches.findings import words_of
from pectui.services.batches.status import STATE_WORDS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from pectui.models import BatchRow, Sending
    from pectui.services.batches.status import BatchStatus
    from pectui.services.sending.books import Books
    from pectui.store.data import Tables

_AT_A_TIME = 500

Row = tuple[str, ...]


async def write_report(books: Books, status: BatchStatus, header: Sequence[str], path: Path) -> int:
    """Write the report to a .csv or .xlsx file; return its rows. Raises what writing raises."""
    rows = [row async for row in _rows(books, status)]
    columns = (*header, *_columns(status))

    def write() -> None:
        from pectui.tables import write_table

        write_table(path, columns, rows)

    await asyncio.to_thread(write)
    return len(rows)


def _columns(status: BatchStatus) -> Row:
    columns = (
        t("batches.report.recipient"),
        t("batches.report.code"),
        t("batches.report.state"),
        t("batches.report.accepted-at"),
        t("batches.report.delivered-at"),
        t("batches.report.effective-at"),
        t("batches.report.reason"),
    )
    if status.deliver_by is None:
        return columns
    return (*columns, t("batches.report.in-time"))


async def _rows(books: Books, status: BatchStatus) -> AsyncIterator[Row]:
    after = 0
    while True:
        rows, sendings = await books.data.read(partial(_read, books, status.number, after))
        for row in rows:
            sending = sendings.get(row.sending_id or "")
            yield (*row.cells, *_outcome(row, sending, status, books.now()))
        if len(rows) < _AT_A_TIME:
            return
        after = rows[-1].row


def _read(
    books: Books, batch: int, after: int, tables: Tables
) -> tuple[tuple[BatchRow, ...], dict[str, Sending]]:
    rows = tables.batches.rows(batch, after=after, limit=_AT_A_TIME)
    records = tables.sendings.with_ids([one.sending_id for one in rows if one.sending_id])
    return rows, {one.id: one for one in books.load_all(tables, records)}


def _outcome(row: BatchRow, sending: Sending | None, status: BatchStatus, now: datetime) -> Row:
    delivered = _moment(sending, Kind.DELIVERY)
    found = (
        row.recipient,
        row.code or "",
        t(STATE_WORDS[sending.state if sending else row.state]),
        _iso(_moment(sending, Kind.ACCEPTANCE)),
        _iso(delivered),
        _iso(effective_at(delivered) if delivered else None),
        _reason(row, sending),
    )
    if status.deliver_by is None:
        return found
    return (*found, _in_time(sending, delivered, status.deliver_by, now))


def _in_time(
    sending: Sending | None, delivered: datetime | None, by: datetime, now: datetime
) -> str:
    """Return whether a letter was delivered in time; "" where that is open, or there is none."""
    if is_in_time(delivered, by):
        return t("batches.report.yes")
    is_open = sending is None or (delivered is None and now <= by)
    return "" if is_open else t("batches.report.no")


def _moment(sending: Sending | None, kind: Kind) -> datetime | None:
    """Return the moment of the first receipt of a kind."""
    dates = (one.date for one in sending.receipts if one.kind is kind) if sending else ()
    return min((one for one in dates if one is not None), default=None)


def _iso(moment: datetime | None) -> str:
    return format_iso(moment) if moment else ""


def _reason(row: BatchRow, sending: Sending | None) -> str:
    if sending is None:
        return "; ".join(map(words_of, row.findings))
    return reason_for(sending, row.recipient) or sending.reason or ""
