"""Letters made of a DOCX with fields, for each row, as DOCX or as PDF."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.errors import FileUnreadable
from pectui.services.sending.attachments import open_file
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import Column, Finding
    from pectui.services.batches.request import BatchRequest

MAX_FORM_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A letter made for one row."""

    name: str
    """The file's name, as DOCX."""
    octets: bytes

    @property
    def pdf_name(self) -> str:
        """The file's name, as PDF."""
        return f"{self.name.removesuffix('.docx')}.pdf"

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.octets)


class RowForm:
    """A DOCX with fields, filled for row after row."""

    def __init__(self, request: BatchRequest, columns: Sequence[Column]) -> None:
        """Read the file. Raises FileUnreadable, and what is wrong with its fields. Blocks."""
        from pectui.merge import LetterForm

        path = Path(request.form)
        try:
            with open_file(path) as file:
                octets = file.read(MAX_FORM_BYTES + 1)
        except OSError as error:
            raise FileUnreadable(path=request.form, reason=system_reason(error)) from error
        self._name = path.name
        self.octets = octets
        self._form = LetterForm(octets, columns, may_be_empty=request.may_be_empty)
        self.used = self._form.used

    def fill(self, cells: Sequence[str]) -> tuple[FilledForm | None, tuple[Finding, ...]]:
        """Return the letter of a row, and what is wrong with it."""
        octets, findings = self._form.fill(cells)
        return FilledForm(self._name, octets), findings
