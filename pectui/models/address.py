"""What the program knows of an address, from the letters that went there or came from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """An address with its past; all but `address` is empty for one that is met first. Foreign."""

    address: str
    name: str = ""
    written: int = 0
    """Letters from here that left, or may have."""
    received: int = 0
    """Letters from there, as far as the copy of the mailbox goes back."""
    delivered: int = 0
    delivered_at: datetime | None = None
    """When the last letter was delivered."""
    failed_at: datetime | None = None
    """When the last letter that did not arrive was given up."""
    failure: str = ""
    """Why, in the words of its receipt; "" where it did not say."""
    is_ordinary: bool = False
    """Whether it is known for ordinary mail: no delivery receipt will come."""
    looks_like: str | None = None
    """The address written to before that this one could be mistaken for."""

    @property
    def has_failed_last(self) -> bool:
        """Whether nothing was delivered since the last failure."""
        if self.failed_at is None:
            return False
        return self.delivered_at is None or self.delivered_at < self.failed_at


@dataclass(frozen=True, slots=True)
class AddressGroup:
    """Everybody whose letters have a tag. Foreign."""

    tag: str
    addresses: tuple[str, ...]
