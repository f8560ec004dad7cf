"""The recipients that were typed, in order and each once, as they were written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.domains import address_key
from pectui.pec.addresses import TypedAddress, typed_addresses

if TYPE_CHECKING:
    from collections.abc import Iterable


class TypedRecipients:
    """Keeps recipients in their order, and where among them the next one is typed."""

    def __init__(self, text: str) -> None:
        self._written: str | None = text
        """The text as it was given, as long as nothing of it was changed."""
        self.entries = list(typed_addresses(text))
        self._at = len(self.entries)
        """Where what is typed will stand."""

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def keys(self) -> set[str]:
        """What their addresses are compared by."""
        return {address_key(one.address) for one in self.entries}

    def with_typed(self, typed: str) -> str:
        """Return all of them as text, what is still typed at its place."""
        if self._written is not None and not typed:
            return self._written
        texts = [one.written for one in self.entries]
        if typed:
            texts.insert(self._at, typed)
        return ", ".join(texts)

    def insert(self, entries: Iterable[TypedAddress]) -> None:
        """Put those that are new where one is typed; the next one is typed behind all."""
        there = self.keys
        new = [one for one in entries if address_key(one.address) not in there]
        self.entries[self._at : self._at] = new
        self._at, self._written = len(self.entries), None

    def remove(self, index: int) -> None:
        """Take one away."""
        self.take_back(index)
        self._at = len(self.entries)

    def take_back(self, index: int) -> TypedAddress:
        """Take one away, to be typed anew at its place."""
        self._at, self._written = index, None
        return self.entries.pop(index)
