"""The letter in a signed message, and its files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.domains import address_key
from pectui.models import Kind
from pectui.pec.kinds import strip_prefix
from pectui.signed.mime import Part

if TYPE_CHECKING:
    from pectui.models import CertifiedData, Envelope

MOST_FILE = 200_000_000
"""Bytes of one file of a letter."""


@dataclass(frozen=True, slots=True)
class LetterFile:
    """A file of a letter. Foreign text: its name is not fit for a disk."""

    name: str
    type: str
    content: bytes


def files_of(letter: Part | None) -> tuple[LetterFile, ...]:
    """Return the files of a letter, in order; a letter that was attached stays whole.

    Raises NotOriginal for one that cannot be taken apart.
    """
    if letter is None:
        return ()
    inner = Part(letter.content(MOST_FILE))
    return tuple(
        LetterFile(part.name or _plain_name(part), part.type, part.content(MOST_FILE))
        for part in inner.walk()
        if _is_file(part)
    )


def _is_file(part: Part) -> bool:
    if part.type.startswith("multipart/"):
        return False
    return bool(part.name) or part.is_attachment or not part.type.startswith("text/")


def _plain_name(part: Part) -> str:
    return "message.eml" if part.type == "message/rfc822" else "file"


def letter_key(subject: str, sender: str) -> str:
    """Return what a letter's original and its row in the mailbox share."""
    return f"{' '.join(subject.split()).casefold()}\n{address_key(sender)}"


def key_of_data(data: CertifiedData) -> str:
    """Return the key of the letter an original is about; "" where it is about none."""
    return letter_key(data.subject, data.sender) if data.kind is Kind.CERTIFIED else ""


def key_of_row(envelope: Envelope) -> str:
    """Return the key of a letter in the mailbox; "" where nobody certified it."""
    if envelope.kind is not Kind.CERTIFIED:
        return ""
    writer = envelope.on_behalf_of or envelope.sender_address
    return letter_key(strip_prefix(envelope.subject, envelope.kind), writer)
