"""Writes every letter of a batch to a folder instead of sending it."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import FileUnreadable, FileUnwritable
from pectui.pec.letters import plain_to_html
from pectui.services.batches.letters import in_pieces, open_letters
from pectui.services.batches.office import to_pdf
from pectui.system.paths import make_private
from pectui.system.reasons import system_reason
from pectui.text import clean_file_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pectui.services.batches.letters import RowLetter
    from pectui.services.batches.request import BatchRequest
    from pectui.services.batches.source import StoredSource


async def write_letters(
    request: BatchRequest,
    stored: StoredSource | None,
    batch_id: str,
    folder: Path,
    not_ready: frozenset[int],
    on_progress: Callable[[int], object] | None = None,
) -> int:
    """Write each letter that is ready, or has left, into a folder of its own; return how many.

    `not_ready` are the rows whose letters the check keeps from leaving.

    A new or empty folder only: nothing is overwritten. Raises FileUnwritable, and what table,
    template and files raise.
    """
    count = 0
    await asyncio.to_thread(_prepare, folder)
    async with open_letters(request, stored) as letters:
        async for some in in_pieces(letters):
            ready = [one for one in some if one.is_ready and one.row not in not_ready]
            # One start of the office program serves many letters.
            forms = await asyncio.to_thread(_forms, request, ready)
            for letter in ready:
                form = forms.get(letter.row)
                await asyncio.to_thread(_write, request, batch_id, folder, letter, form)
                count += 1
                if on_progress is not None:
                    on_progress(count)
    return count


def _forms(request: BatchRequest, letters: Sequence[RowLetter]) -> dict[int, tuple[str, bytes]]:
    """Return the filled form of each row that has one: its name, and what is in it."""
    filled = {one.row: one.form for one in letters if one.form is not None}
    if not request.as_pdf:
        return {row: (form.name, form.octets) for row, form in filled.items()}
    pages = to_pdf([form.octets for form in filled.values()]) if filled else []
    names = [form.pdf_name for form in filled.values()]
    return dict(zip(filled, zip(names, pages, strict=True), strict=True))


def _prepare(folder: Path) -> None:
    try:
        make_private(folder)
        if any(folder.iterdir()):
            raise FileUnwritable(path=str(folder), reason=t("system.not-empty"))
    except OSError as error:
        raise FileUnwritable(path=str(folder), reason=system_reason(error)) from error


def _write(
    request: BatchRequest,
    batch_id: str,
    folder: Path,
    letter: RowLetter,
    form: tuple[str, bytes] | None,
) -> None:
    place = folder / clean_file_name(f"{letter.row:06d} {letter.recipient}")
    body = letter.body if request.is_html else plain_to_html(letter.body)
    try:
        make_private(place)
        (place / "subject.txt").write_text(f"{letter.subject_with(batch_id)}\n", "utf-8")
        (place / "recipient.txt").write_text(f"{letter.recipient}\n", "utf-8")
        # Source, and under a name no browser runs.
        (place / "body.html.txt").write_text(body, "utf-8")
        if not request.is_html:
            (place / "body.txt").write_text(letter.body, "utf-8")
        _write_files(place, letter, form)
    except OSError as error:
        raise FileUnwritable(path=str(place), reason=system_reason(error)) from error


def _write_files(place: Path, letter: RowLetter, form: tuple[str, bytes] | None) -> None:
    if not letter.files and form is None:
        return
    attachments = make_private(place / "attachments")
    for position, file in enumerate(letter.files, 1):
        target = attachments / f"{position:02d} {clean_file_name(file.path.name)}"
        try:
            shutil.copyfile(file.path, target)
        except OSError as error:
            reason = system_reason(error)
            raise FileUnreadable(path=str(file.path), reason=reason) from error
    if form is not None:
        name, octets = form
        (attachments / clean_file_name(name)).write_bytes(octets)
