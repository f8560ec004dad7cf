"""Addresses that look like another one on purpose: the same shapes, other letters."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from pectui.domains import address_key, readable_domain

if TYPE_CHECKING:
    from collections.abc import Iterable

_TWINS = str.maketrans(
    "асԁеһіјкмопрѕтухуԛԝαβεικνορτυχωıӏ01i|5",
    "acdehljkmonpstyxyqwabelkvoptuxwllollls",
)
"""Cyrillic, Greek and digits that are drawn like a Latin letter → that letter; i, 1 and | → l."""
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_SHORTEST = 6
"""Domains below this length differ by one letter too easily."""


def _shape(text: str) -> str:
    """Return `text` with letters that look alike made equal."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    shape = plain.translate(_TWINS)
    for pair, twin in _PAIRS:
        shape = shape.replace(pair, twin)
    return shape


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter changed, added, dropped or swapped with its neighbour tells them apart."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or len(one) < _SHORTEST:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    rest, other_rest = one[start:], other[start:]
    if len(one) < len(other):
        return rest == other_rest[1:]
    if rest[:1].isdigit() and other_rest[:1].isdigit():
        return False  # numbered servers of one provider: pec1, pec2
    swapped = rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:]
    return rest[1:] == other_rest[1:] or swapped


def _parts(address: str) -> tuple[str, str]:
    """Return name and domain, as they are compared and as they are read."""
    local, _, domain = address_key(address).rpartition("@")
    return local, readable_domain(domain)


def lookalikes(address: str, known: Iterable[str]) -> str | None:
    """Return the known address that `address` could be mistaken for; None when there is none.

    An address that is known itself, or whose domain is and whose name looks like none, is fine.
    """
    local, domain = _parts(address)
    pairs = [(entry, *_parts(entry)) for entry in known]
    if any((local, domain) == (name, place) for _, name, place in pairs):
        return None
    trusted = any(domain == place for _, _, place in pairs)
    for entry, name, place in pairs:
        if place == domain:
            if _shape(name) == _shape(local):
                return entry
        elif not trusted and (_shape(place) == _shape(domain) or _one_letter_apart(place, domain)):
            return entry
    return None
