"""Addresses that look like another one on purpose: the same shapes, other letters."""

from __future__ import annotations

import unicodedata
from functools import cached_property
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


def _less_one(domain: str) -> set[str]:
    """Return `domain`, and what is left of it less one letter: what one mistake apart shares."""
    return {domain, *(domain[:at] + domain[at + 1 :] for at in range(len(domain)))}


class Lookalikes:
    """Known addresses, among which those that another could be mistaken for are found."""

    def __init__(self, known: Iterable[str]) -> None:
        self._names: dict[str, dict[str, str]] = {}
        """Known addresses by domain and name."""
        for entry in known:
            name, domain = _parts(entry)
            self._names.setdefault(domain, {}).setdefault(name, entry)
        self._name_shapes: dict[str, dict[str, str]] = {}
        """By domain: known addresses by the shapes of their names."""
        self._twins: dict[str, str | None] = {}
        """What was found of domains that are not known."""

    @cached_property
    def _domain_shapes(self) -> dict[str, str]:
        shapes: dict[str, str] = {}
        for domain in self._names:
            shapes.setdefault(_shape(domain), domain)
        return shapes

    @cached_property
    def _near(self) -> dict[str, list[str]]:
        """Known domains by what is left of them less one letter."""
        near: dict[str, list[str]] = {}
        for domain in self._names:
            if len(domain) >= _SHORTEST:
                for rest in _less_one(domain):
                    near.setdefault(rest, []).append(domain)
        return near

    def of(self, address: str) -> str | None:
        """Return the known address that `address` could be mistaken for; None when there is none.

        An address that is known itself, or whose domain is and whose name looks like none, is fine.
        """
        local, domain = _parts(address)
        names = self._names.get(domain)
        if names is not None:
            return None if local in names else self._shapes_in(domain, names).get(_shape(local))
        if domain not in self._twins:
            shaped = self._domain_shapes.get(_shape(domain))
            self._twins[domain] = shaped or self._one_apart(domain)
        twin = self._twins[domain]
        return None if twin is None else next(iter(self._names[twin].values()))

    def _shapes_in(self, domain: str, names: dict[str, str]) -> dict[str, str]:
        if domain not in self._name_shapes:
            shapes = self._name_shapes.setdefault(domain, {})
            for name, entry in names.items():
                shapes.setdefault(_shape(name), entry)
        return self._name_shapes[domain]

    def _one_apart(self, domain: str) -> str | None:
        found = (one for rest in sorted(_less_one(domain)) for one in self._near.get(rest, ()))
        return next((one for one in found if _one_letter_apart(one, domain)), None)


def lookalikes(address: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that `address` could be mistaken for, as `Lookalikes.of` does."""
    return Lookalikes(known).of(address)
