"""Makes the letter of each row of a table: recipient, subject with its reference, text, files.

What is made here is what leaves: preview, test, check and sending ask the same place.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pectui.catalogue import number
from pectui.models import Finding, Gravity
from pectui.pec.letters import MAX_BYTES, MAX_SUBJECT, encoded_bytes, subject_problem
from pectui.pec.outgoing import changes, fit_block, fit_subject
from pectui.pec.references import batch_reference, with_reference
from pectui.services.batches.files import FoundFile, LetterFiles
from pectui.services.batches.form import FilledForm, RowForm
from pectui.services.batches.recipients import Recipients, column_of_recipients, shown_name
from pectui.services.batches.source import open_source

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from pectui.models import Column, TableRow
    from pectui.services.batches.request import BatchRequest
    from pectui.services.batches.source import Source, StoredSource

AT_A_TIME = 200
"""Letters made, and written down, in one go."""
_REFERENCE_ROOM = len(" [rif. ]") + 24
"""Characters: no batch's id and row are longer together."""


class RowLetter(NamedTuple):
    """The letter of one row; what is wrong with it is among the findings.

    A tuple, because there may be a million of them.
    """

    row: int
    line: int | None
    cells: tuple[str, ...]
    recipient: str
    """"" where the row has none, or none that can be written to."""
    subject: str
    """Without its reference."""
    body: str
    files: tuple[FoundFile, ...] = ()
    form: FilledForm | None = None
    """The letter made for this row, where there is one."""
    findings: tuple[Finding, ...] = ()
    bytes: int = 0
    """About what it weighs at the service, after encoding."""

    @property
    def is_ready(self) -> bool:
        """Whether it can leave."""
        return bool(self.recipient) and not self.problems

    @property
    def problems(self) -> tuple[Finding, ...]:
        """What keeps it from leaving."""
        return tuple(one for one in self.findings if one.gravity is Gravity.PROBLEM)

    @property
    def is_to_post(self) -> bool:
        """Whether it has no address and nothing else is wrong: it goes by paper."""
        return not self.recipient and not self.problems

    def subject_with(self, batch_id: str) -> str:
        """Return the subject as it leaves, with the reference that names batch and row."""
        return with_reference(self.subject, batch_reference(batch_id, self.row))


class Letters:
    """The letters of one table."""

    def __init__(self, request: BatchRequest, source: Source) -> None:
        """Read template and patterns. Raises what is wrong with them, and with common files."""
        from pectui.merge import Template

        columns = source.columns
        self.request = request
        self.source = source
        self.column = column_of_recipients(columns, request.to)
        self._recipients = Recipients(self.column)
        self._template = Template(
            request.subject,
            request.body,
            columns,
            is_html=request.is_html,
            may_be_empty=request.may_be_empty,
        )
        self._files = LetterFiles(
            request.files,
            Path(request.table),
            request.files_from,
            columns,
            request.may_be_empty,
        )
        self._form = RowForm(request, columns) if request.form else None
        self.form_bytes = self._form.octets if self._form else b""
        self.common = self._files.common
        self._common_bytes = sum(encoded_bytes(one.size) for one in self.common)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The table's columns."""
        return self.source.columns

    def findings(self) -> tuple[Finding, ...]:
        """Return what is to be said of table and template as a whole; all of it after the rows."""
        used = {self.column.position} | self._template.used | self._files.used
        if self._form is not None:
            used |= self._form.used
        idle = tuple(
            Finding(
                Gravity.HINT,
                "merge.unused",
                (("name", shown_name(column)),),
                field=shown_name(column),
            )
            for column in self.columns
            if column.position not in used
        )
        return (*self.source.findings, *idle)

    def rows(self) -> Iterator[RowLetter]:
        """Yield the letter of each row, in the table's order. Raises what reading raises."""
        for row in self.source.rows():
            yield self.letter(row)

    def letter(self, row: TableRow) -> RowLetter:
        """Return the letter of one row; raises nothing for what is wrong with the row."""
        cells = row.cells
        if row.findings and any(one.gravity is Gravity.PROBLEM for one in row.findings):
            # Its cells may stand in the wrong columns: nothing is made of them.
            return RowLetter(row.row, row.line, cells, "", "", "", (), None, row.findings)
        addressee = self._recipients.read(cells[self.column.position])
        if addressee.has_none:
            return RowLetter(row.row, row.line, cells, "", "", "", (), None, row.findings)
        filled = self._template.fill(cells)
        # What could not be filled rightly is told as that, and not for what came of it too.
        subject, in_subject = _fit_subject(filled.subject)
        in_subject = () if filled.findings else in_subject
        body = fit_block(filled.body)
        files, in_files = self._files.of_row(cells)
        form, in_form = self._form.fill(cells) if self._form is not None else (None, ())
        size = len(subject) + 2 * len(body.text) + self._common_bytes
        if files or form is not None:
            size += sum(encoded_bytes(one.size) for one in (*files, *((form,) if form else ())))
        findings = (
            *row.findings,
            *addressee.findings,
            *filled.findings,
            *in_subject,
            *[_warning("letters.in-text", change=one) for one in changes(body)],
            *in_files,
            *in_form,
            *_too_large(size),
        )
        if findings:
            findings = tuple(_placed(one, row) for one in findings)
        return RowLetter(
            row.row, row.line, cells, addressee.address, subject, body.text,
            (*self.common, *files), form, findings, size,
        )  # fmt: skip


def _fit_subject(text: str) -> tuple[str, tuple[Finding, ...]]:
    """Return a subject as it may leave, and what is to be said of it."""
    fitted = fit_subject(text)
    found = [_warning("letters.in-subject", change=one) for one in changes(fitted)]
    if (key := subject_problem(fitted.text)) is not None:
        found.append(Finding(Gravity.PROBLEM, key))
    elif len(fitted.text) > MAX_SUBJECT - _REFERENCE_ROOM:
        room = MAX_SUBJECT - _REFERENCE_ROOM
        found.append(
            Finding(Gravity.PROBLEM, "letters.no-room-for-reference", (("room", str(room)),))
        )
    return fitted.text, tuple(found)


def _too_large(size: int) -> tuple[Finding, ...]:
    if size <= MAX_BYTES:
        return ()
    values = {"size": number(f"{size / 1e6:.1f}"), "limit": f"{MAX_BYTES / 1e6:.0f}"}
    return (Finding(Gravity.PROBLEM, "letters.too-large", tuple(values.items())),)


@contextlib.asynccontextmanager
async def open_letters(
    request: BatchRequest, stored: StoredSource | None = None
) -> AsyncIterator[Letters]:
    """Open the table that `request` asks for. Raises what table and template raise."""
    with contextlib.ExitStack() as stack:
        source = await asyncio.to_thread(stack.enter_context, open_source(request, stored))
        yield await asyncio.to_thread(Letters, request, source)


async def stream(letters: Letters) -> AsyncIterator[RowLetter]:
    """Yield the letter of each row, made in a thread. Raises what reading raises."""
    async for some in in_pieces(letters):
        for letter in some:
            yield letter


async def in_pieces(letters: Letters) -> AsyncIterator[list[RowLetter]]:
    """Yield the letters of all rows, some at a time. Raises what reading raises."""
    rows = letters.rows()
    while some := await asyncio.to_thread(_some, rows):
        yield some


def _some(rows: Iterator[RowLetter]) -> list[RowLetter]:
    return list(itertools.islice(rows, AT_A_TIME))


def _warning(key: str, **values: str) -> Finding:
    return Finding(Gravity.WARNING, key, tuple(values.items()))


def _placed(finding: Finding, row: TableRow) -> Finding:
    return finding if finding.row else replace(finding, row=row.row, line=row.line)
