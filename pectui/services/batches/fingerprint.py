"""The fingerprint of a batch: the same table with the same template is the same batch."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pectui.pec.references import batch_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pectui.models import Column
    from pectui.services.batches.request import BatchRequest


class Fingerprint:
    """SHA-256 of what is asked for, the header, and row after row as a person sees them."""

    def __init__(self, request: BatchRequest, columns: Iterable[Column], form: bytes) -> None:
        """`form` is the content of the DOCX with fields; empty without one."""
        self._sha256 = hashlib.sha256(form)
        self.add((
            request.subject, request.body, str(request.is_html), request.to, *request.files,
            request.files_from, str(request.as_pdf), str(request.again), request.follows,
            *request.may_be_empty,
        ))  # fmt: skip
        self.add(column.name for column in columns)

    def add(self, cells: Iterable[str]) -> None:
        """Add the cells of a row."""
        text = "\x1f".join(cells) + "\x1e"
        self._sha256.update(text.encode("utf-8", "surrogatepass"))

    def hex(self) -> str:
        """Return it as it is now."""
        return self._sha256.hexdigest()


def id_of(fingerprint: str, is_taken: Callable[[str], bool]) -> str:
    """Return the id of the batch with a fingerprint: the same in preview, test and sending."""
    return batch_id(bytes.fromhex(fingerprint), is_taken)
