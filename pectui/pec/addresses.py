"""E-mail addresses: found in a header, split from a typed line, checked for their form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pectui.catalogue import t
from pectui.domains import address_key, ascii_domain, network_domain
from pectui.errors import AddressInvalid
from pectui.pec import kinds
from pectui.pec.outgoing import without_invisible

__all__ = (
    "TypedAddress",
    "check_address",
    "display_sender",
    "find_address",
    "is_address",
    "is_provider",
    "names_another",
    "on_behalf_of",
    "punycode_domain",
    "sender_name",
    "split_addresses",
    "typed_addresses",
)

_LOCAL = r"[^\s\x00-\x20\x7f-\x9f\"'(),:;<>@\[\\\]“”«»]"
_DOMAIN = r"[^\W_](?:[\w.-]*[^\W_])?"
# The look-behind lets a match begin only where a word or a quotation begins, and no name is longer
# than the rules allow: that keeps the search linear.
_ADDRESS = re.compile(rf"(?<!{_LOCAL})({_LOCAL}(?:{_LOCAL}|'){{0,63}}@{_DOMAIN})")
_BRACKETED = re.compile(rf"<\s*({_LOCAL}(?:{_LOCAL}|'){{0,63}}@{_DOMAIN})\s*>")
_FOLD = re.compile(r"(?<![ \t])[ \t]*+\r?\n[ \t]*+(?=@)|(?<=@)[ \t]*+\r?\n[ \t]*+")
"""A line end inside an address. Elsewhere it may part a name from the address after it."""
_ON_BEHALF = re.compile(r"\bper\s+conto\s+di\b\s*:?", re.IGNORECASE)

_CHECKED = re.compile(r"([A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+)@(.+)")
_LABEL = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")
_BLIND_COPY = re.compile(r"(?:b\.?c\.?c|c\.?c\.?n)\.?\s*:", re.IGNORECASE)
_AROUND_NAMES = " \t\r\n\"'"
_MAX_LOCAL, _MAX_LABEL, _MAX_ADDRESS = 64, 63, 254


def find_address(text: str) -> str:
    """Return the address in a header field, the one in angle brackets first; "" when none."""
    match = _BRACKETED.search(text) or _ADDRESS.search(text)
    return match[1] if match else ""


def is_provider(address: str) -> bool:
    """Whether `address` is that of a provider's machine: nobody reads what is written to it."""
    return kinds.is_sender(address)


def names_another(sender: str) -> bool:
    """Whether a provider writes for somebody else ("Per conto di: …"), named by address or not."""
    return _ON_BEHALF.search(sender) is not None


def on_behalf_of(sender: str) -> str | None:
    """Return the writer's address when `sender` is a provider's "Per conto di: …", else None.

    None too where the provider's own address is the only one: no answer must go there. A line may
    be folded anywhere around the "@".
    """
    phrase = _ON_BEHALF.search(sender)
    if phrase is None:
        return None
    found = _ADDRESS.finditer(_FOLD.sub("", sender[phrase.end() :]))
    return next((match[1] for match in found if not is_provider(match[1])), None)


def display_sender(sender: str) -> str:
    """Return how to show who wrote: never a name without its address. Foreign text still.

    A name that holds an address of its own is left out: it can only mislead.
    """
    address = on_behalf_of(sender) or find_address(sender)
    if not address:
        return sender.strip(_AROUND_NAMES)
    name = sender_name(sender)
    return f"{name} <{address}>" if name else address


def sender_name(sender: str) -> str:
    """Return the name a sender goes by before the address in brackets; "" when none is certain."""
    name = _ON_BEHALF.sub("", sender.split("<", 1)[0]).strip(_AROUND_NAMES)
    return "" if "<" not in sender or "@" in name else name


@lru_cache(maxsize=1024)
def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    if len(labels) < 2 or labels[-1].isdigit():
        return False
    try:
        labels = ascii_domain(domain).split(".")
    except UnicodeError:
        return False
    return all(len(label) <= _MAX_LABEL and _LABEL.fullmatch(label) for label in labels)


def check_address(text: str) -> str:
    """Return `text` as an address to write to: trimmed, its domain in lower case.

    Raises AddressInvalid. Certified mail knows no addresses with accents before the "@", and no
    blind copies.
    """
    address = text.strip()
    if _BLIND_COPY.match(address):
        raise AddressInvalid(t("letters.no-blind-copies"), address=address)
    if ("<" in address or '"' in address) and len(set(_ADDRESS.findall(address))) > 1:
        raise AddressInvalid(t("letters.two-addresses", entry=address), address=address)
    match = _CHECKED.fullmatch(address)
    if match is None or len(address) > _MAX_ADDRESS:
        raise AddressInvalid(address=address)
    local, domain = match[1], match[2].lower()
    misplaced_dot = local.startswith(".") or local.endswith(".") or ".." in local
    if misplaced_dot or len(local) > _MAX_LOCAL or not _is_domain(domain):
        raise AddressInvalid(address=address)
    return f"{local}@{domain}"


def is_address(text: str) -> bool:
    """Whether `text` is an address to write to."""
    try:
        check_address(text)
    except AddressInvalid:
        return False
    return True


_CURLY = str.maketrans("“”„«»", '"' * 5)
_TOKEN = re.compile(
    r'"(?P<quoted>[^"\n]*)"|(?P<unclosed>"[^"<\n]*<[^\n]*)|<(?P<angle>[^<>\n]*)>?'
    r'|(?P<word>[^\s,;<>"]+)|(?P<end>[,;\t\r\n])'
)
_MAILTO = re.compile("mailto:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TypedAddress:
    """One of the addresses in a typed line. Foreign text."""

    written: str
    """All of it, as it can be typed again."""
    address: str
    """Whom it means; `check_address` may refuse it."""
    name: str = ""


class _Entry:
    """What stands between two separators: words, quoted names, then perhaps an address."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.quoted: list[str] = []
        self.written: list[str] = []

    def add(self, token: re.Match[str]) -> None:
        self.written.append(token[0])
        if token["quoted"] is not None:
            self.quoted.append(token["quoted"].strip())
        elif len(token[0]) > 2 and token[0][0] == token[0][-1] == "'":
            self.quoted.append(token[0][1:-1])
        else:
            self.words.append(_MAILTO.sub("", token[0], count=1))

    def named(self, angle: re.Match[str]) -> TypedAddress:
        """Return whom a name with an address in brackets means; all of it where that is unclear.

        A quoted name is never an address. One that is not quoted and holds another address than
        the brackets may have been meant: only its writer knows.
        """
        address = _MAILTO.sub("", angle["angle"].strip(), count=1)
        written = " ".join((*self.written, angle[0]))
        if all(word.casefold() == address.casefold() for word in self.words if "@" in word):
            names = [one for one in (*self.quoted, *self.words) if one and "@" not in one]
            return TypedAddress(written, address, " ".join(names))
        return TypedAddress(written, written)

    def plain(self) -> list[TypedAddress]:
        """Return the addresses where none is in brackets."""
        found = self.words
        if not (self.words and self.quoted):
            found = [*self.words, *self.quoted]
        elif any("@" in name for name in self.quoted):
            found = [" ".join(self.written)]
        return [TypedAddress(one, one) for one in found]


def _split(text: str) -> list[TypedAddress]:
    found: list[TypedAddress] = []
    entry = _Entry()
    for token in _TOKEN.finditer(text.translate(_CURLY)):
        if token["angle"] is not None:
            found.append(entry.named(token))
        elif token["unclosed"] is not None:
            rest = token[0].strip()
            found += [*entry.plain(), TypedAddress(rest, rest)]
        elif token["end"] is not None:
            found += entry.plain()
        else:
            entry.add(token)
            continue
        entry = _Entry()
    return found + entry.plain()


def typed_addresses(text: str) -> tuple[TypedAddress, ...]:
    """Return what was typed or pasted in one field, in order and each once; none is checked.

    Commas, semicolons, blanks, tabs and line ends separate; of `Name <address>` the address is
    kept. What may mean two addresses stays as it was written, and `check_address` refuses it.
    Characters that draw nothing are left out: they come along with what is copied.
    """
    unique: dict[str, TypedAddress] = {}
    for one in _split(without_invisible(text).text):
        if one.address:
            unique.setdefault(address_key(one.address), one)
    return tuple(unique.values())


def split_addresses(text: str) -> tuple[str, ...]:
    """Return the addresses typed or pasted in one field, as `typed_addresses` reads them."""
    return tuple(one.address for one in typed_addresses(text))


def punycode_domain(address: str) -> str | None:
    """Return the domain as the network spells it when it is not plain ASCII, else None."""
    domain = address.rpartition("@")[2]
    return None if domain.isascii() else network_domain(domain)
