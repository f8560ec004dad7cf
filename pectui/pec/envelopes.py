"""Rows of the mailbox: read from whatever the service gives, compared and put in order."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

from pectui.errors import MessageIdInvalid
from pectui.models import Envelope, Kind
from pectui.pec.addresses import find_address, is_provider, names_another, on_behalf_of
from pectui.pec.codes import code_of
from pectui.pec.dates import parse_date
from pectui.pec.headers import decode_header
from pectui.pec.kinds import classify
from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Iterable

Likeness = tuple[str, str, str, str]
"""What tells one message from another: moment, sender, recipient, subject."""
_MAX_ID = 2**63 - 1
"""What a database can hold; the service counts far below."""
_DIGITS = re.compile(r"[0-9]{1,19}(?:\.0+)?")


def _text(value: object) -> str:
    """Return a field of any JSON type as text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    if isinstance(value, dict):
        return storable(json.dumps(value, ensure_ascii=False, default=str))
    return storable(str(value))


def read_id(value: object) -> int | None:
    """Return a message id that a call can be made with: a whole positive number, else None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        value = int(value) if value.is_integer() else None
    if isinstance(value, str):
        text = value.strip()
        value = int(text.partition(".")[0]) if _DIGITS.fullmatch(text) else None
    return value if isinstance(value, int) and 0 < value <= _MAX_ID else None


def read_envelope(
    *,
    id: object = None,  # noqa: A002  the field's name in the service's answer
    sender: object,
    recipient: object,
    date: object,
    subject: object,
) -> Envelope:
    """Return the envelope that five fields of any JSON type make; never raises.

    Encoded words are decoded, lone surrogates replaced; otherwise the texts are as they came.
    """
    sender_text, subject_text = decode_header(_text(sender)), decode_header(_text(subject))
    date_text = _text(date)
    number, writer = read_id(id), on_behalf_of(sender_text)
    for_another, address = names_another(sender_text), find_address(sender_text)
    kind = classify(subject_text, from_provider=is_provider(address) and not for_another)
    if for_another and is_provider(address):
        address = ""  # the envelope's own: an answer to it would reach nobody
    return Envelope(
        id=number,
        sender=sender_text,
        recipient=decode_header(_text(recipient)),
        date_text=date_text,
        subject=subject_text,
        kind=kind,
        date=parse_date(date_text),
        sender_address=writer or address,
        # Of an anomaly nothing is certified, the writer least of all.
        on_behalf_of=None if kind is Kind.ANOMALY else writer,
        code=code_of(subject_text),
        id_text=_text(id) if number is None else "",
    )


def _fold(text: str) -> str:
    return " ".join(text.replace('"', " ").split())


def likeness(envelope: Envelope) -> Likeness:
    """Return what tells one message from another, however the service writes it this time.

    The moment of a date that can be read, else its text; sender, recipient and subject without
    what blanks and quotes make of them. Ids are no part of it: they move.
    """
    when = _fold(envelope.date_text)
    if envelope.date is not None:
        when = f"@{envelope.date.timestamp():.0f}"
    return (when, _fold(envelope.sender), _fold(envelope.recipient), _fold(envelope.subject))


def same_message(a: Envelope, b: Envelope) -> bool:
    """Whether two envelopes tell of one message: date, sender, recipient and subject are equal.

    The service writes blanks, quotes and dates in one call otherwise than in another.
    """
    return likeness(a) == likeness(b)


def identity_hash(envelope: Envelope) -> str:
    """Return a hash that is equal for what `same_message` takes for one message."""
    when, *rest = likeness(envelope)
    return text_hash(json.dumps([envelope.date.timestamp() if envelope.date else when, *rest]))


def text_hash(text: str) -> str:
    """Return a hash of any text."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def id_of(envelope: Envelope) -> int:
    """Return the id a call can be made with. Raises MessageIdInvalid."""
    if envelope.id is None:
        raise MessageIdInvalid(id=envelope.id_text or "—")
    return envelope.id


def newest_first(envelopes: Iterable[Envelope]) -> tuple[Envelope, ...]:
    """Return `envelopes` by date, newest first; equal dates by descending id, undated ones last."""

    def age(envelope: Envelope) -> tuple[bool, float, int]:
        date = envelope.date
        return (date is None, -date.timestamp() if date else 0.0, -(envelope.id or 0))

    return tuple(sorted(envelopes, key=age))
