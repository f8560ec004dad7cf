"""Every address with the words it is found by, in memory while addresses are typed.

A look through fifty thousand takes a few milliseconds; an index of their words on disk would cost
eight written pages for each new address.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pectui.folding import folded
from pectui.pec.addresses import is_address
from pectui.store.addresses import NotedAddress, joined_weight
from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Directory:
    """Addresses, those that letters went to or came from often and lately first."""

    def __init__(self, written: Iterable[NotedAddress], wrote: Iterable[NotedAddress]) -> None:
        found = {one.key: (one.weight, one.words, one.address) for one in written}
        for one in wrote:
            weight, words, address = found.get(one.key, (one.weight, "", one.address))
            if words:
                weight = joined_weight(weight, one.weight)
            found[one.key] = (weight, words if words == one.words else words + one.words, address)
        ordered = sorted(found.values(), key=lambda one: (-one[0], one[2]))
        self._entries = [(words, address) for _, words, address in ordered]

    def complete(self, typed: str, most: int) -> tuple[str, ...]:
        """Return the addresses that have a word beginning with each of the words typed.

        Those only to which a letter can be written. A word is the part before the "@" or after it,
        what stands there between signs, and what a name is made of. An "@" before a word asks for
        nothing else than the word does.
        """
        pieces = [f" {piece.lstrip('@')}" for piece in folded(storable(typed)).split()]
        if not pieces or not all(piece[1:] for piece in pieces):
            return ()
        return tuple(islice(self._having(max(pieces, key=len), pieces), most))

    def _having(self, longest: str, pieces: list[str]) -> Iterator[str]:
        for words, address in self._entries:
            if longest in words and all(piece in words for piece in pieces) and is_address(address):
                yield address
