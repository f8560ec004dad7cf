"""Domains and addresses compared as the network compares them: IDNA 2008, case aside.

`straße.example` is a domain of its own (`xn--strae-oqa.example`), not `strasse.example`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_PREFIX = "xn--"


def ascii_domain(domain: str) -> str:
    """Return the form `domain` has in the network, in lower case. Raises UnicodeError."""
    if domain.isascii():
        return domain.lower()
    import idna  # late: its tables are large, and few domains need them

    return idna.encode(domain, uts46=True).decode("ascii")


def network_domain(domain: str) -> str:
    """Return the form `domain` has in the network; a label that no rule allows is spelled out."""
    try:
        return ascii_domain(domain)
    except UnicodeError:
        labels = unicodedata.normalize("NFKC", domain).lower().split(".")
        return ".".join(map(_spelled, labels))


def _spelled(label: str) -> str:
    return label if label.isascii() else _PREFIX + label.encode("punycode").decode("ascii")


def readable_domain(domain: str) -> str:
    """Return `domain` with its encoded labels in their own letters, where they can be read."""
    lower = domain.lower()
    if _PREFIX not in lower:
        return lower
    import idna

    try:
        return idna.decode(lower)
    except UnicodeError:
        return lower


@lru_cache(maxsize=1024)
def domain_key(domain: str) -> str:
    """Return what two spellings of one domain share; one that is none stands for itself."""
    bare = domain.rstrip(".")
    try:
        return ascii_domain(bare)
    except UnicodeError:
        return bare.lower()


def address_key(address: str) -> str:
    """Return what two spellings of one address share."""
    local, at, domain = address.strip().rpartition("@")
    return f"{local.casefold()}{at}{domain_key(domain)}"


def network_address(address: str) -> str:
    """Return `address` as it is sent: its domain in ASCII, where it has such a form."""
    local, at, domain = address.rpartition("@")
    try:
        return address if domain.isascii() or not at else f"{local}{at}{ascii_domain(domain)}"
    except UnicodeError:
        return address
