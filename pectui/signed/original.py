"""One signed message taken apart: what was signed, by what signature, saying what.

The header of the file is not signed: sender, subject and every X- line may say anything. What the
message proves stands in the certified data inside the part that was signed, and nowhere else.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pectui.models import Kind
from pectui.pec.codes import code_of
from pectui.pec.kinds import classify
from pectui.signed.daticert import MOST_BYTES, read_daticert
from pectui.signed.mime import MOST_HEADER, Part
from pectui.signed.problems import NotOriginal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pectui.models import CertifiedData

MOST_SIGNATURE = 1_000_000
MOST_TEXT = 4_000
"""Characters of the provider's own text that are kept to be shown."""
DATA_NAME, LETTER_NAME = "daticert.xml", "postacert.eml"
_SLICE = 1 << 20
_BLANK = 100
"""Bytes in which empty lines before the header are looked for."""
_FIELD = re.compile(rb"[!-9;-~]{1,80}:")
_SIGNATURES = {"application/pkcs7-signature", "application/x-pkcs7-signature"}
_UNDELIVERED = {Kind.NOT_DELIVERED, Kind.OVERDUE}


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """A signed message taken apart; nothing of it is checked yet."""

    subject: str
    """Of the file's header: not signed."""
    content: Part
    """The part that was signed."""
    signature: bytes
    """CMS, in DER."""
    said: CertifiedData | NotOriginal
    """What was certified, or why that cannot be read: whether it is intact is told all the same."""
    text: str = ""
    letter: Part | None = None
    """The letter itself, where the provider gave it back."""

    @property
    def data(self) -> CertifiedData:
        """What was certified. Raises NotOriginal."""
        if isinstance(self.said, NotOriginal):
            raise self.said
        return self.said

    @property
    def moment(self) -> datetime | None:
        """The moment at which the signature is judged, where it is known."""
        return None if isinstance(self.said, NotOriginal) else self.said.date

    @property
    def identity(self) -> str:
        """What two files of one original share, whichever way a program broke their lines."""
        digest = hashlib.sha256(self.signature)
        for piece in with_line_ends(self.content):
            digest.update(piece)
        return digest.hexdigest()

    def exchanged(self) -> str | None:
        """Return a problem where the header's subject contradicts what was signed, else None."""
        code = code_of(self.subject)
        if code is not None and code != self.data.code:
            return "originals.problem.another-code"
        announced = classify(self.subject)
        said = self.data.kind
        if not announced.is_receipt or announced is said or {announced, said} <= _UNDELIVERED:
            return None
        return "originals.problem.another-kind"


def with_line_ends(part: Part) -> Iterator[bytes]:
    """Yield a part with the line ends of mail, CRLF, piece by piece."""
    source, place = part.source, part.start
    while place < part.end:
        end = min(place + _SLICE, part.end)
        if end < part.end and source[end - 1 : end] == b"\r":
            end += 1
        yield source[place:end].replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        place = end


def _begins(raw: bytes) -> int:
    """Return where the header begins: some programs leave empty lines before it."""
    return len(raw[:_BLANK]) - len(raw[:_BLANK].lstrip(b"\r\n"))


def is_mail(beginning: bytes) -> bool:
    """Whether a file that begins so may be a message: lines with names of fields."""
    first, _, rest = beginning[_begins(beginning) : MOST_HEADER].partition(b"\n")
    return bool(_FIELD.match(first)) and (rest[:1] in b" \t\r\n" or bool(_FIELD.match(rest)))


def require_signed(beginning: bytes) -> Part:
    """Return the message that begins so. Raises NotOriginal where it is none that is signed.

    `MOST_HEADER` bytes are enough to tell.
    """
    if not is_mail(beginning):
        raise NotOriginal("originals.problem.not-mail")
    whole = Part(beginning, _begins(beginning))
    if whole.type != "multipart/signed":
        raise NotOriginal("originals.problem.not-signed")
    return whole


def read_signed(raw: bytes) -> SignedMessage:
    """Take a signed message apart. Raises NotOriginal where it is none.

    What was certified may still be unreadable (`data` raises then).
    """
    whole = require_signed(raw)
    parts = whole.children()
    if len(parts) < 2 or parts[1].type not in _SIGNATURES:
        raise NotOriginal("originals.problem.no-signature")
    if len(parts) > 2:
        raise NotOriginal("originals.problem.more-parts")
    content, signature = parts
    message = SignedMessage(
        subject=whole.field("subject"),
        content=content,
        signature=signature.content(MOST_SIGNATURE),
        said=NotOriginal("originals.problem.no-data"),
    )
    try:
        return _with_contents(message)
    except NotOriginal as problem:
        return replace(message, said=problem)


def _with_contents(message: SignedMessage) -> SignedMessage:
    """Return a message with what stands in its signed part. Raises NotOriginal."""
    documents: list[bytes] = []
    text, letter = "", None
    for part in message.content.walk():
        name = part.name.lower()
        if name == DATA_NAME:
            documents.append(part.content(MOST_BYTES))
        elif name == LETTER_NAME and letter is None:
            letter = part
        elif part.type == "text/plain" and not text and not part.is_attachment:
            text = part.text(MOST_TEXT)
    return replace(message, said=_agreed(documents), text=text, letter=letter)


def _agreed(documents: list[bytes]) -> CertifiedData:
    """Return what the certified data say; two that do not say the same say nothing."""
    if not documents:
        raise NotOriginal("originals.problem.no-data")
    found = [read_daticert(document) for document in documents]
    if any(one != found[0] for one in found):
        raise NotOriginal("originals.problem.data-contradict")
    return found[0]
