"""The account that a row of the database belongs to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Owner:
    """A mailbox: `key` as it stands in the tables, `name` of the account as shown."""

    key: str
    name: str
