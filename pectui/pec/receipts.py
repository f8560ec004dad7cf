"""Receipts: what a provider says about a sending, read from subject and body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pectui.models import Kind, Receipt
from pectui.pec.addresses import find_address, on_behalf_of
from pectui.pec.codes import without_code
from pectui.pec.kinds import strip_prefix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pectui.models import Envelope, Message

_READ = 1_000_000
"""Characters of a body that are looked at; a delivery receipt may carry a whole letter after."""
NOTICE = 4_000
"""Characters in which a notice says its say; what follows is the letter it speaks of."""

_TAG = re.compile(r"<(?:/?[a-z][^<>@]*|![^<>]*)>", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_PROVIDER = re.compile(r"posta[-_.]?certificata@", re.IGNORECASE)
ADDRESSEE = re.compile(
    r"\b(?:indirizzat|destinat|dirett)[oa]\s+(?:ad?|all['’]utente|al\s+destinatario)\s*:?\s*"
    r"[\"'“«<\s]*([^\s\"'“”«»<>(),;:]+@[^\s\"'“”«»<>(),;:]+)",
    re.IGNORECASE,
)
_MAIL_TYPE = re.compile(
    r"(?<![^\s\"'“«<,;:])([^\s\"'“”«»<>(),;:@]+@[^\s\"'“”«»<>(),;:@]+)[\"'”»>]?\s*"
    r"\(\s*[\"'“«]?\s*posta\s+(certificata|ordinaria)\b",
    re.IGNORECASE,
)
_TWELVE = re.compile(r"\bdodici\b|\b12\s+ore\b|\b12h\b", re.IGNORECASE)
_TWENTY_FOUR = re.compile(
    r"\bventiquattro\b|\b24\s+ore\b|\b24h\b|\bnon\s+andat[oa]\s+a\s+buon\s+fine\b", re.IGNORECASE
)


def own_words(subject: str, body: str, *, html: bool) -> str:
    """Return a receipt's own words on one line, without markup and the letter's subject.

    The subject goes because it is the writer's text: it may speak of twelve hours or addresses.
    """
    text = body[:_READ]
    if html:
        from html import unescape  # late: its table of names is large

        text = unescape(_TAG.sub(" ", text))
    text = _BLANKS.sub(" ", text)
    subject = _BLANKS.sub(" ", strip_prefix(subject))
    own = without_code(subject)
    text = text.replace(subject, "")
    # A subject that is an address would take the addressee away with it.
    return text if find_address(own) == own else text.replace(f'"{own}"', '""')


def _is_final(text: str) -> bool | None:
    """Whether an overdue notice is the last one, at 24 hours; None when its words leave it open."""
    twelve, twenty_four = _TWELVE.search(text), _TWENTY_FOUR.search(text)
    if bool(twelve) == bool(twenty_four):
        return None
    return twenty_four is not None


def _from_provider(sender: str) -> bool:
    """Whether a provider's machine may have written: nobody's receipt is written by a person."""
    address = find_address(sender)
    return not address or (on_behalf_of(sender) is None and _PROVIDER.match(address) is not None)


def announces_receipt(envelope: Envelope) -> bool:
    """Whether a row of the mailbox is a receipt of a sending: by kind, code and who wrote it."""
    known = envelope.kind.is_receipt and envelope.code is not None
    return known and _from_provider(envelope.sender)


def read_receipt(message: Message) -> Receipt | None:
    """Return the receipt that `message` is; None when it is a letter or names no sending.

    A receipt starts with its kind, ends in a code and comes from "posta-certificata@…".
    """
    envelope = message.envelope
    if not announces_receipt(envelope) or envelope.code is None:
        return None
    text = own_words(envelope.subject, message.body.text, html=message.body.html)
    named: dict[str, set[str]] = {"certificata": set(), "ordinaria": set()}
    addressee = None
    if envelope.kind is Kind.ACCEPTANCE:
        for address, mail_type in _MAIL_TYPE.findall(text):
            named[mail_type.lower()].add(address.casefold())
    elif match := ADDRESSEE.search(text[:NOTICE]):
        addressee = match[1].rstrip(".").casefold()
    return Receipt(
        kind=envelope.kind,
        date=envelope.date,
        date_text=envelope.date_text,
        sender=envelope.sender,
        subject=envelope.subject,
        code=envelope.code,
        addressee=addressee,
        body=message.body.text,
        raw=message.body.raw,
        ordinary=frozenset(named["ordinaria"]),
        certified=frozenset(named["certificata"]),
        final_notice=_is_final(text[:NOTICE]) if envelope.kind is Kind.OVERDUE else None,
    )


def identity(receipt: Receipt) -> tuple[str, ...]:
    """Return what makes one receipt another: kind, date, sender, code and addressee.

    Where no addressee can be read, two receipts that look alike may be two proofs, so the body
    counts too; but a sending is accepted or refused once, whatever the text around it.
    """
    once = receipt.kind in {Kind.ACCEPTANCE, Kind.NOT_ACCEPTED}
    date = str(receipt.date.timestamp()) if receipt.date else receipt.date_text.strip()
    sender = find_address(receipt.sender) or receipt.sender.strip()
    body = "" if once or receipt.addressee else _BLANKS.sub(" ", receipt.body).strip()
    addressee = "" if once else receipt.addressee or ""
    return (receipt.kind.value, date, sender.casefold(), receipt.code, addressee, body)


def receipts_of(code: str, messages: Iterable[Message]) -> tuple[Receipt, ...]:
    """Return the receipts among `messages` whose code is exactly `code`, each once, in order.

    One code can be the start of another, and the service may return both: whole codes only.
    """
    unique: dict[tuple[str, ...], Receipt] = {}
    for message in messages:
        receipt = read_receipt(message)
        if receipt is not None and receipt.code == code:
            unique.setdefault(identity(receipt), receipt)
    return tuple(unique.values())
