"""The fingerprint of a batch: the same table with the same template is the same batch."""

from __future__ import annotations

import hashlib
from dataclasses import replace
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
        self._content = hashlib.sha256(form)
        asked = (
            request.subject, request.body, str(request.is_html), request.to, *request.files,
            request.files_from, str(request.as_pdf), str(request.again), request.follows,
            *request.may_be_empty,
        )  # fmt: skip
        once = replace(request, again=0)
        self._sha256.update(_as_bytes(asked))
        self._content.update(once.as_json().encode())
        self.add(column.name for column in columns)

    def add(self, cells: Iterable[str]) -> None:
        """Add the cells of a row."""
        octets = _as_bytes(cells)
        self._sha256.update(octets)
        self._content.update(octets)

    def hex(self) -> str:
        """Return it as it is now."""
        return self._sha256.hexdigest()

    @property
    def content(self) -> str:
        """What was read, whether it is asked for once or once more."""
        return self._content.hexdigest()


class Places:
    """SHA-256 of the numbers that rows have: a batch knows its rows by them."""

    def __init__(self, rows: Iterable[int] = ()) -> None:
        self._sha256 = hashlib.sha256()
        for row in rows:
            self.add(row)

    def add(self, row: int) -> None:
        """Add the number of the next row."""
        self._sha256.update(b"%d," % row)

    def hex(self) -> str:
        """Return it as it is now."""
        return self._sha256.hexdigest()


def _as_bytes(cells: Iterable[str]) -> bytes:
    return ("\x1f".join(cells) + "\x1e").encode("utf-8", "surrogatepass")


def id_of(fingerprint: str, is_taken: Callable[[str], bool]) -> str:
    """Return the id of the batch with a fingerprint: the same in preview, test and sending."""
    return batch_id(bytes.fromhex(fingerprint), is_taken)
