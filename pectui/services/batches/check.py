"""Checks all rows of a batch before anything leaves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pectui.models import Finding, Gravity
from pectui.services.batches.files import FilesSeen
from pectui.services.batches.fingerprint import Fingerprint, Places
from pectui.services.batches.gathering import Gathered
from pectui.services.batches.letters import Letters, in_pieces, open_letters
from pectui.services.batches.recipients import shown_name
from pectui.services.batches.source import open_source

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.services.batches.earlier import Earlier
    from pectui.services.batches.gathering import Place
    from pectui.services.batches.request import BatchRequest
    from pectui.services.batches.source import StoredSource

_TOLD_EVERY = 1000


@dataclass(frozen=True, slots=True)
class Check:
    """What is known of a batch before it is confirmed."""

    request: BatchRequest
    rows: int
    """Of the table, less empty ones."""
    ready: int
    to_post: tuple[int, ...]
    """Rows without an address."""
    problems: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    hints: tuple[Finding, ...]
    header: tuple[str, ...]
    keys: tuple[str, ...]
    """The names by which a template asks for the columns, in order."""
    recipient_column: str
    encoding: str
    """"" of a workbook."""
    delimiter: str | None
    sheet: str | None
    sheets: tuple[str, ...]
    fingerprint: str
    content: str
    """A fingerprint of what was read, whether it is asked for once or once more."""
    places: str
    """A fingerprint of the numbers that the rows have."""
    bytes: int
    """About what the letters that are ready weigh, after encoding."""
    addressees: dict[str, Place]
    """The address of each row that has one, as it is compared → the first such row."""
    files: str
    """A fingerprint of the files of all letters, as they were when they were looked at."""
    suspects: dict[int, tuple[int, ...]]
    """Row → the sendings that share its addressee and subject."""
    facts: tuple[str, ...] = ()
    """What sending costs and takes, in words."""

    @property
    def is_ready(self) -> bool:
        """Whether every row leaves or goes by paper."""
        return not self.problems

    @property
    def not_ready(self) -> frozenset[int]:
        """The rows that have a problem."""
        return frozenset(one.row for one in self.problems if one.row is not None)


def read_rows(
    request: BatchRequest,
    earlier: Earlier,
    stored: StoredSource | None = None,
    on_progress: Callable[[int], object] | None = None,
) -> Check:
    """Read the whole table once; return what is known without comparing letters. Blocks.

    `on_progress` is told the rows read. Raises what table and template raise.
    """
    with open_source(request, stored) as source:
        letters = Letters(request, source)
        fingerprint = Fingerprint(request, source.columns, letters.form_bytes)
        gathered = Gathered(earlier, request.allow_duplicates)
        files, places = FilesSeen(), Places()
        for letter in letters.rows():
            fingerprint.add(letter.cells)
            places.add(letter.row)
            files.add(letter.files)
            gathered.add(letter)
            if on_progress is not None and gathered.rows % _TOLD_EVERY == 0:
                on_progress(gathered.rows)
        gathered.add_whole(letters.findings())
        return Check(
            request=request,
            rows=gathered.rows,
            ready=gathered.ready,
            to_post=tuple(gathered.to_post),
            problems=tuple(gathered.problems),
            warnings=gathered.others(Gravity.WARNING),
            hints=gathered.others(Gravity.HINT),
            header=tuple(one.name for one in source.columns),
            keys=tuple(one.key for one in source.columns),
            recipient_column=shown_name(letters.column),
            encoding=source.encoding,
            delimiter=source.delimiter,
            sheet=source.sheet,
            sheets=source.sheets,
            fingerprint=fingerprint.hex(),
            content=fingerprint.content,
            places=places.hex(),
            files=files.hex(),
            bytes=gathered.bytes,
            addressees=gathered.first_places,
            suspects=gathered.suspects,
        )


async def compare(
    check: Check,
    earlier: Earlier,
    stored: StoredSource | None = None,
    *,
    written: frozenset[int] = frozenset(),
) -> Check:
    """Return `check` with letters that repeat one that left lately as problems of their rows.

    `written` are rows whose letters the batch has already, whatever is wrong with them now. Raises
    what table and store raise.
    """
    request = check.request
    if written and check.problems:
        problems = tuple(one for one in check.problems if one.row not in written)
        ready = check.ready + len(check.not_ready) - len({one.row for one in problems if one.row})
        check = replace(check, problems=problems, ready=ready)
    suspects = {row: one for row, one in check.suspects.items() if row not in written}
    if not suspects or request.allow_duplicates or request.again:
        return check
    found: list[Finding] = []
    async with open_letters(request, stored) as letters:
        async for some in in_pieces(letters):
            for letter in await earlier.repeated(some, suspects, request):
                values = (("address", letter.recipient),)
                found.append(
                    Finding(Gravity.PROBLEM, "batches.left-lately", values, letter.row, letter.line)
                )
    ready = check.ready - len(found)
    problems = tuple(sorted((*check.problems, *found), key=lambda one: one.row or 0))
    return replace(check, problems=problems, ready=ready)
