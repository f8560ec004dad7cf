"""Writes every letter of a batch to a folder instead of sending it."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import FileUnreadable, FileUnwritable
from pectui.pec.letters import plain_to_html
from pectui.services.batches.letters import open_letters, stream
from pectui.services.batches.office import to_pdf
from pectui.system.paths import make_private
from pectui.system.reasons import system_reason
from pectui.text import clean_file_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pectui.services.batches.letters import RowLetter
    from pectui.services.batches.request import BatchRequest
    from pectui.services.batches.source import StoredSource


async def write_letters(
    request: BatchRequest,
    stored: StoredSource | None,
    batch_id: str,
    folder: Path,
    on_progress: Callable[[int], object] | None = None,
) -> int:
    """Write each letter that has an address into a folder of its own; return how many.

    A new or empty folder only: nothing is overwritten. Raises FileUnwritable, and what table,
    template and files raise.
    """
    count = 0
    await asyncio.to_thread(_prepare, folder)
    async with open_letters(request, stored) as letters:
        async for letter in stream(letters):
            if letter.is_ready:
                await asyncio.to_thread(_write, request, batch_id, folder, letter)
                count += 1
                if on_progress is not None:
                    on_progress(count)
    return count


def _prepare(folder: Path) -> None:
    try:
        make_private(folder)
        if any(folder.iterdir()):
            raise FileUnwritable(path=str(folder), reason=t("system.not-empty"))
    except OSError as error:
        raise FileUnwritable(path=str(folder), reason=system_reason(error)) from error


def _write(request: BatchRequest, batch_id: str, folder: Path, letter: RowLetter) -> None:
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
        _write_files(request, place, letter)
    except OSError as error:
        raise FileUnwritable(path=str(place), reason=system_reason(error)) from error


def _write_files(request: BatchRequest, place: Path, letter: RowLetter) -> None:
    files = [] if letter.form is None else [letter.form]
    if letter.files or files:
        attachments = make_private(place / "attachments")
        for position, file in enumerate(letter.files, 1):
            target = attachments / f"{position:02d} {clean_file_name(file.path.name)}"
            try:
                shutil.copyfile(file.path, target)
            except OSError as error:
                reason = system_reason(error)
                raise FileUnreadable(path=str(file.path), reason=reason) from error
        for form in files:
            name = form.pdf_name if request.as_pdf else form.name
            octets = to_pdf([form.octets])[0] if request.as_pdf else form.octets
            (attachments / clean_file_name(name)).write_bytes(octets)
