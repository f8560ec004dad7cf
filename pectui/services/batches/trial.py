"""Sends the letter of one row to oneself, exactly as it would leave; no part of the batch."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import BatchNotReady
from pectui.models import Letter
from pectui.pec.references import batch_reference
from pectui.services.batches.office import to_pdf
from pectui.services.sending.submission import submit
from pectui.text import clean_file_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.services.batches.batches import Batches
    from pectui.services.batches.letters import RowLetter
    from pectui.services.batches.request import BatchRequest
    from pectui.services.sending.outbox import Outbox
    from pectui.services.sending.submission import Submission


async def send_trial(
    batches: Batches,
    outbox: Outbox,
    request: BatchRequest,
    row: int,
    tell: Callable[[str], object],
) -> Submission:
    """Send the letter of a row to the account's own address; return how it stands.

    Raises BatchMissing where there is no such row, BatchNotReady where its letter has a problem,
    and what stops any letter.
    """
    letter, batch_id = await batches.letter(request, row)
    if letter.is_to_post:
        raise BatchNotReady(t("batches.to-post-alone", row=row))
    if letter.problems:
        raise BatchNotReady("; ".join(one.words for one in letter.problems))
    with tempfile.TemporaryDirectory(prefix="pectui-") as folder:
        files = await asyncio.to_thread(_files, letter, request, Path(folder))
        own = Letter(
            recipients=(batches.sender,),
            subject=letter.subject,
            body=letter.body,
            html=request.is_html,
            attachments=files,
            references=(batch_reference(batch_id, row),),
        )
        # Asked for as often as one likes: it goes to nobody else.
        return await submit(outbox, own, again=True, tell=tell)


def _files(letter: RowLetter, request: BatchRequest, folder: Path) -> tuple[str, ...]:
    """Return the files of a letter, with the one made for it on disk until it is frozen."""
    files = tuple(str(one.path) for one in letter.files)
    if letter.form is None:
        return files
    name = letter.form.pdf_name if request.as_pdf else letter.form.name
    octets = to_pdf([letter.form.octets])[0] if request.as_pdf else letter.form.octets
    made = folder / clean_file_name(name)
    made.write_bytes(octets)
    return (*files, str(made))
