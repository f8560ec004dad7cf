"""Receipts: what a provider says about a sending, read from subject and body.

A body may hold the text of the letter, before or after what the provider says, and that text may
say anything. What counts stands in the provider's own sentence: it quotes the subject with its
code, which nobody knew when the letter was written.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pectui.domains import address_key
from pectui.html import stripped
from pectui.models import Kind, Receipt
from pectui.pec.addresses import find_address, is_provider, names_another
from pectui.pec.codes import without_code
from pectui.pec.kinds import strip_prefix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pectui.models import Envelope, Message

_READ = 1_000_000  # mutants: a bound far above what occurs
"""Characters of a body that are looked at; a delivery receipt may carry a whole letter after."""
_NOTICE = 4_000
"""Characters in which a notice says its say; what follows is the letter it speaks of."""

_BLANKS = re.compile(r"\s+")
_QUOTES = "\"'“”«»‘’"
_ADDRESS = rf"[^\s{_QUOTES}(),;:<>@][^\s\"“”«»(),;:<>@]{{0,80}}@[^\W_](?:[\w.-]*[^\W_])?"
_TO = (
    r"\b(?:indirizzat|destinat|dirett)[oa]\s+(?:ad?|ai|agli|alla|all['’]utente|al\s+destinatario)"
    rf"\s*:?[\s<{_QUOTES}]*"
)
_WRITER = rf"(?:[\"“«][^\"“”«»]{{0,200}}[\"”»]|[^\s{_QUOTES}<>]*(?:\s*<[^<>]{{0,200}}>)?)"
_FROM = rf"(?:(?:proveniente\s+|inviato\s+)?da(?:ll['’]utente)?\s+{_WRITER}\s*)?"
_SENTENCE = re.compile(rf"[{_QUOTES}]\s*,?\s*{_FROM},?\s*(?:ed?\s+)?(?={_TO})", re.IGNORECASE)
"""From the end of the quoted subject to the addressee."""
_ADDRESSEE = re.compile(rf"{_TO}(?P<address>{_ADDRESS})", re.IGNORECASE)
_RECIPIENT = re.compile(
    rf"[\s,;<{_QUOTES}]*(?P<address>{_ADDRESS})[\s>{_QUOTES}]*"
    rf"\(\s*[{_QUOTES}]?\s*posta\s+(?P<mail>certificata|ordinaria)\b[^()]{{0,20}}\)",
    re.IGNORECASE,
)
_LIST = re.compile(_TO, re.IGNORECASE)
_CLOSE = re.compile(r"\bidentificativo\b", re.IGNORECASE)
_TWELVE = re.compile(r"\bdodici\b|\b12\s+ore\b|\b12h\b", re.IGNORECASE)
_TWENTY_FOUR = re.compile(
    r"\bventiquattro\b|\b24\s+ore\b|\b24h\b|\bnon\s+andat[oa]\s+a\s+buon\s+fine\b", re.IGNORECASE
)
_UNDERSTOOD = frozenset({Kind.CERTIFIED, Kind.ANOMALY, Kind.SERVICE})
_ANSWER = re.compile(
    r"\s*(?:re|r|rif|risposta|fwd?|i|inoltro|aw|tr|sv)\s*(?:\[\d+\])?\s*:", re.IGNORECASE
)
_MAIL_SYSTEM = re.compile(r"(?:mailer-daemon|postmaster)@", re.IGNORECASE)
_SECURITY = re.compile(r"\s*problema\s+di\s+sicurezza\b", re.IGNORECASE)
_ANNOUNCED = re.compile(r"\s*[^\W\d_][^:]{2,80}:\s*\S")


def _plain(body: str, *, html: bool, blanks: bool = True) -> str:
    """Return the beginning of a body without markup; on one line, unless its lines are wanted."""
    text = body[:_READ]
    if html:
        text = stripped(_BLANKS.sub(" ", text))
    return _BLANKS.sub(" ", text) if blanks else text


def _quoted(text: str, code: str) -> Iterator[int]:
    """Yield where the words on the addressee begin, after each quoted subject with `code`.

    A code is looked for as it is: a pattern for each would have to be compiled for each receipt.
    """
    place = text.find(code) if code else -1
    while place >= 0:  # mutants: a quotation mark stands before the code
        found = _SENTENCE.match(text, place + len(code))
        if found:
            yield found.end()
        place = text.find(code, found.end() if found else place + 1)


def _sentences(text: str, code: str) -> Iterator[str]:
    """Yield what follows each quoted subject with `code`, from the words on the addressee on."""
    for place in _quoted(text, code):
        rest = text[place : place + _NOTICE]
        close = _CLOSE.search(rest)
        yield rest[: close.start()] if close else rest


def _only(found: Iterable[str]) -> str | None:
    """Return the one address among `found`; two that differ name nobody for certain."""
    keys = {address_key(address): address for address in found}
    return next(iter(keys)) if len(keys) == 1 else None


def _addressee(text: str, code: str) -> str | None:
    """Return whom the provider's own sentence names, folded; None when it names nobody."""
    matches = (_ADDRESSEE.match(sentence) for sentence in _sentences(text, code))
    return _only(match["address"] for match in matches if match)


def _accepted(text: str, code: str) -> dict[str, str]:
    """Return the recipients an acceptance names, folded, with their kind of mail."""
    named: dict[str, str] = {}
    for sentence in _sentences(text, code):
        start = _LIST.match(sentence)
        place = start.end() if start else 0  # mutants: a sentence begins with those words
        while found := _RECIPIENT.match(sentence, place):
            named.setdefault(address_key(found["address"]), found["mail"].lower())
            place = found.end()
    return named


def own_words(receipt: Receipt, *, html: bool) -> str:
    """Return what the provider says after naming the addressee, line by line.

    Where its own sentence cannot be made out, the beginning of the body without the letter's
    subject, which is the writer's text: it may speak of twelve hours or addresses.
    """
    text = _plain(receipt.body, html=html, blanks=False)
    place = next(_quoted(text, receipt.code), None)
    if place is not None and (named := _ADDRESSEE.match(text, place)):
        rest = text[named.end() : named.end() + _NOTICE]
        close = _CLOSE.search(rest)
        return rest[: close.start()] if close else rest
    return _without_subject(text[:_NOTICE], receipt.subject, receipt.kind)


def _without_subject(text: str, subject: str, kind: Kind) -> str:
    whole = strip_prefix(subject, kind)
    own = without_code(whole)
    for words in (whole, f'"{own}"'):
        if words.strip(' "'):
            text = re.sub(r"\s+".join(map(re.escape, words.split())), "", text)
    return text


def _is_final(text: str) -> bool | None:
    """Whether an overdue notice is the last one, at 24 hours; None when its words leave it open."""
    twelve, twenty_four = _TWELVE.search(text), _TWENTY_FOUR.search(text)
    if bool(twelve) == bool(twenty_four):
        return None
    return twenty_four is not None


def _from_provider(sender: str) -> bool:
    """Whether a provider's machine may have written: nobody's receipt is written by a person."""
    address = find_address(sender)
    return not names_another(sender) and (not address or is_provider(address))


def announces_receipt(envelope: Envelope) -> bool:
    """Whether a row of the mailbox is a receipt of a sending: by kind, code and who wrote it."""
    known = envelope.kind.is_receipt and envelope.code is not None
    return known and _from_provider(envelope.sender)


def announces_notice(envelope: Envelope) -> bool:
    """Whether a row may be a notice this program does not know: about its code, by nobody's hand.

    By its words or by who wrote it; what a person wrote, an answer above all, is none. It is one
    only if the code is that of a sending of this mailbox.
    """
    if envelope.code is None or announces_receipt(envelope) or names_another(envelope.sender):
        return False
    if envelope.kind in _UNDERSTOOD or _ANSWER.match(envelope.subject):
        return False
    provider = is_provider(find_address(envelope.sender))
    return provider or _ANNOUNCED.match(envelope.subject) is not None


def concerns_sending(envelope: Envelope) -> bool:
    """Whether a row is worth keeping with a sending once it was read: a receipt, or a notice."""
    return announces_receipt(envelope) or announces_notice(envelope)


def announces_trouble(envelope: Envelope) -> bool:
    """Whether a row of the mailbox says that something is wrong with a letter of one's own.

    A failure, a virus, a notice this program does not know, and of ordinary mail what a mail system
    sends back or announces about a code; what people write, wanted or not, is none.
    """
    kind, sender = envelope.kind, envelope.sender
    if kind.is_failure:
        return not names_another(sender)
    if kind is Kind.SERVICE:
        return _SECURITY.match(envelope.subject) is not None
    if kind is not Kind.ANOMALY:
        return announces_notice(envelope)
    if _MAIL_SYSTEM.match(envelope.sender_address):
        return True
    words = strip_prefix(envelope.subject, kind)
    about_code = envelope.code is not None and _ANNOUNCED.match(words) is not None
    return about_code and _ANSWER.match(words) is None


def read_receipt(message: Message) -> Receipt | None:
    """Return the receipt that `message` is; None when it is a letter or names no sending.

    A receipt starts with its kind, ends in a code and comes from "posta-certificata@…".
    """
    envelope = message.envelope
    if not announces_receipt(envelope) or envelope.code is None:
        return None
    receipt = _receipt(message, envelope.code, envelope.kind)
    text = _plain(message.body.text, html=message.body.html)
    if envelope.kind is Kind.ACCEPTANCE:
        named = _accepted(text, envelope.code)
        return replace(
            receipt,
            ordinary=frozenset(one for one, mail in named.items() if mail == "ordinaria"),
            certified=frozenset(one for one, mail in named.items() if mail == "certificata"),
        )
    overdue = envelope.kind is Kind.OVERDUE
    words = own_words(receipt, html=message.body.html) if overdue else ""
    return replace(
        receipt,
        addressee=_addressee(text, envelope.code),
        final_notice=_is_final(words) if overdue else None,
    )


def read_notice(message: Message) -> Receipt | None:
    """Return the notice of unknown words or sender that `message` may be, of kind OTHER."""
    code = message.envelope.code
    if code is None or not announces_notice(message.envelope):
        return None
    return _receipt(message, code, Kind.OTHER)


def _receipt(message: Message, code: str, kind: Kind) -> Receipt:
    envelope, body = message.envelope, message.body
    return Receipt(
        kind=kind,
        date=envelope.date,
        date_text=envelope.date_text,
        sender=envelope.sender,
        subject=envelope.subject,
        code=code,
        body=body.text,
        raw=body.raw,
    )


def identity(receipt: Receipt) -> tuple[str, ...]:
    """Return what makes one receipt another: kind, date, sender, code, addressee and body.

    Equal ones are counted: two rows that look alike may be two proofs. But a sending is accepted
    or refused once, whatever the text around it, and a notice of unknown words may be known by its
    row alone at first: the body of those does not count.
    """
    once = receipt.kind in {Kind.ACCEPTANCE, Kind.NOT_ACCEPTED, Kind.OTHER}
    date = str(receipt.date.timestamp()) if receipt.date else receipt.date_text.strip()
    sender = address_key(find_address(receipt.sender) or receipt.sender)
    body = "" if once else _BLANKS.sub(" ", receipt.body).strip()
    addressee = "" if once else receipt.addressee or ""
    return (receipt.kind.value, date, sender, receipt.code, addressee, body)


def receipts_of(code: str, messages: Iterable[Message]) -> tuple[Receipt, ...]:
    """Return the receipts among `messages` whose code is exactly `code`, each as often as given.

    One code can be the start of another, and the service may return both: whole codes only.
    """
    receipts = (read_receipt(message) for message in messages)
    return tuple(one for one in receipts if one is not None and one.code == code)


def beyond(held: Iterable[Receipt], seen: Iterable[Receipt]) -> tuple[Receipt, ...]:
    """Return those of `seen` that are not among `held`: of equals, as many as there are more.

    What was seen at one time is counted against what is held: the same seen again adds nothing.
    """
    left = Counter(map(identity, held))
    more: list[Receipt] = []
    for receipt in seen:
        one = identity(receipt)
        if left[one] > 0:
            left[one] -= 1
        else:
            more.append(receipt)
    return tuple(more)
