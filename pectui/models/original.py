"""Signed originals: what a provider signed about a letter, and how the signature was judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from pectui.models.mail import Kind


@dataclass(frozen=True, slots=True)
class CertifiedData:
    """What `daticert.xml` says: the only word about what an original proves. Foreign text."""

    kind: Kind
    date: datetime
    """Aware, in Europe/Rome: the moment at which the signature is judged."""
    date_text: str
    subject: str
    """Of the letter, with the code of its sending at the end."""
    code: str | None
    sender: str
    certified: tuple[str, ...] = ()
    """Recipients with certified mail."""
    ordinary: tuple[str, ...] = ()
    """Recipients with ordinary mail: no delivery receipt will come."""
    addressee: str | None = None
    """The one recipient it speaks of, where it speaks of one."""
    provider: str = ""
    identifier: str = ""
    message_id: str = ""
    """Of the letter, as its sender's provider gave it."""
    form: str = ""
    """Of a delivery receipt: "completa" (with the letter), "breve" or "sintetica"."""
    error: str = ""

    @property
    def recipient(self) -> str | None:
        """Whom it is about: the addressee, else the only recipient there is."""
        everybody = (*self.certified, *self.ordinary)
        return self.addressee or (everybody[0] if len(everybody) == 1 else None)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a signature was judged; None stands for what was not checked."""

    intact: bool | None = None
    """Whether what was signed is unchanged, to the bit."""
    signer: str | None = None
    """Foreign text."""
    issuer: str | None = None
    """Who issued the signer's certificate. Foreign text."""
    trusted: bool | None = None
    """Whether the certificate leads to the authority that the person named."""
    valid_then: bool | None = None
    """Whether the certificate was valid at the moment of the receipt."""
    problem: str | None = None
    """Why it is no proof: a key of the catalogue, without values."""

    @property
    def is_proof(self) -> bool:
        """Whether it counts: everything was checked, and everything is right."""
        return bool(self.intact and self.trusted and self.valid_then) and self.problem is None

    @property
    def rank(self) -> int:
        """Of two files of one original the better has the higher: 2 proves, 0 has a problem."""
        if self.is_proof:
            return 2
        return 0 if self.problem else 1


@dataclass(frozen=True, slots=True)
class Original:
    """A provider's signed message as it is kept here."""

    number: int
    sha256: str
    """Hex digest of the file."""
    size: int
    """Bytes."""
    file: str
    """The name it came under; foreign text."""
    data: CertifiedData
    judgement: Judgement
    taken_at: datetime
    text: str = ""
    """The beginning of what the provider wrote, decoded; foreign text."""
