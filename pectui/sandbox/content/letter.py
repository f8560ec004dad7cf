"""A letter as a form: sender, subject and body with fields that `people.draw` fills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Letter:
    """A form; every text may hold the fields of `pectui.sandbox.content.people`."""

    sender: str
    """Bare address."""
    subject: str
    body: str
    """Plain text, or HTML."""
    weight: int = 60
    """KiB, about: what its attachments would take."""

    def text(self, fields: Mapping[str, str]) -> str:
        """Return the body with its fields filled in."""
        return self.body.format_map(fields)
