"""What a message is known by: its fingerprint, and which of its equals it is; never its id."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from pectui.pec.envelopes import likeness
from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pectui.models import Envelope

ALIKE = "identity >= ? AND identity < ?"
"""The condition for the messages of one fingerprint, whose bounds are `identities_of`."""


@lru_cache(maxsize=256)  # a page is looked at several times on its way into the copy
def fingerprint_of(envelope: Envelope) -> str:
    """Return the digest of what a message is known by, less which of its equals it is."""
    parts = storable("\x1f".join(likeness(envelope)))
    return "v" + hashlib.sha256(parts.encode()).hexdigest()[:24]


def fingerprint_of_before(envelope: Envelope) -> str:
    """Return the fingerprint that version 0.0 made, so that its marks are found again."""
    row = (envelope.date_text, envelope.sender, envelope.recipient, envelope.subject)
    return hashlib.sha256("\x1f".join(map(storable, row)).encode()).hexdigest()[:24]


def identity_of(fingerprint: str, nth: int) -> str:
    """Return what one of the equals of a fingerprint is known by; `nth` counts from 0."""
    return f"{fingerprint}.{nth}"


def identities_of(fingerprint: str) -> tuple[str, str]:
    """Return the bounds of the identities of one fingerprint: the first, and the first after."""
    return f"{fingerprint}.", f"{fingerprint}/"


def nth_of(identity: str) -> int:
    """Return which of its equals a message is, counted from 0."""
    return int(identity.rpartition(".")[2])


def joined_tags(tags: Iterable[str]) -> str:
    """Return tags as they are kept beside a message: separated by blanks."""
    return " ".join(tags)
