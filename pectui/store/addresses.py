"""Addresses as they are completed: the same table in the user's data and in the copy.

`words` holds what an address is found by, each word after a blank. `weight` grows with every letter
and stands for how often and how lately: see `joined_weight`.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.domains import address_key
from pectui.folding import folded, words_of
from pectui.text import storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator

SCHEMA = """
CREATE TABLE addresses (
    number INTEGER PRIMARY KEY,
    owner TEXT NOT NULL,
    key TEXT NOT NULL,
    address TEXT NOT NULL,
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    weight REAL NOT NULL,
    letters INTEGER NOT NULL,
    UNIQUE (owner, key)
);
"""

_COLUMNS = "number, key, address, name, words, weight, letters"

NEVER = 0.0
"""The weight of an address with no letter."""
_HALF_LIFE = 90 * 86400.0
"""Seconds in which a letter comes to count for half of one of today."""


@dataclass(frozen=True, slots=True)
class NotedAddress:
    """An address with what it is found by and how much it weighs. Foreign text."""

    number: int
    key: str
    address: str
    name: str
    words: str
    weight: float
    letters: int


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Letters to or from one address, to be noted."""

    address: str
    name: str = ""
    at: float | None = None
    """Seconds since the epoch, of the last of them."""
    letters: int = 1

    @property
    def weight(self) -> float:
        """What these letters weigh."""
        if self.at is None or not self.letters:
            return NEVER
        return self.at / _HALF_LIFE + math.log2(self.letters)


def joined_weight(one: float, other: float) -> float:
    """Return the weight of all letters of two groups.

    A letter of weight w counts 2 to the w: twice as much as one of a half-life earlier, whenever
    they are compared. So the order of addresses does not change by time alone.
    """
    high, low = max(one, other), min(one, other)
    return high + math.log2(1 + 2.0 ** max(low - high, -60.0))


class AddressBook:
    """The addresses of one owner, within the transaction that is open."""

    __slots__ = ("_execute", "_matching", "_owner")

    def __init__(self, connection: sqlite3.Connection, owner: str, matching: str = "TRUE") -> None:
        """Complete those rows of `addresses` for which `matching` (SQL) holds."""
        self._execute = connection.execute
        self._owner = owner
        self._matching = matching

    def note(self, letters: Iterable[Correspondence]) -> None:
        """Add letters to what is known of their addresses; the last name given is kept."""
        for one in letters:
            self._note(one)

    def _note(self, one: Correspondence) -> None:
        address, name = storable(one.address), " ".join(storable(one.name).split())
        key = address_key(address)
        row = self._execute(
            "SELECT number, name, weight FROM addresses WHERE owner = ? AND key = ?",
            (self._owner, key),
        ).fetchone()
        if row is None:
            self._execute(
                "INSERT INTO addresses (owner, key, address, name, words, weight, letters)"
                " VALUES (?,?,?,?,?,?,?)",
                (self._owner, key, address, name, _line(key, name), one.weight, one.letters),
            )
            return
        number, old_name, weight = row
        if not name or name == old_name:
            self._execute(
                "UPDATE addresses SET weight = ?, letters = letters + ? WHERE number = ?",
                (joined_weight(weight, one.weight), one.letters, number),
            )
            return
        self._execute(
            "UPDATE addresses SET weight = ?, letters = letters + ?, name = ?, words = ?"
            " WHERE number = ?",
            (joined_weight(weight, one.weight), one.letters, name, _line(key, name), number),
        )

    def of(self, keys: Collection[str]) -> dict[str, NotedAddress]:
        """Return what is noted of the addresses with these keys, by key."""
        rows = self._execute(
            f"SELECT {_COLUMNS} FROM addresses WHERE owner = ?"  # noqa: S608
            f" AND key IN (SELECT value FROM json_each(?)) AND {self._matching}",
            (self._owner, json.dumps([*keys])),
        )
        return {one.key: one for one in (NotedAddress(*row) for row in rows)}

    def all(self) -> tuple[NotedAddress, ...]:
        """Return what is noted of every address."""
        rows = self._execute(
            f"SELECT {_COLUMNS} FROM addresses WHERE owner = ? AND {self._matching}",  # noqa: S608
            (self._owner,),
        )
        return tuple(NotedAddress(*row) for row in rows)

    def newest(self) -> int:
        """Return the number of the address noted last; 0 where there is none."""
        return int(self._execute("SELECT coalesce(max(number), 0) FROM addresses").fetchone()[0])

    def clear(self) -> None:
        """Forget every address of the owner."""
        self._execute("DELETE FROM addresses WHERE owner = ?", (self._owner,))


def _line(key: str, name: str) -> str:
    """Return what an address is found by, in one line: itself, its parts, those of its name."""
    local, _, domain = folded(key).rpartition("@")
    return " " + " ".join(dict.fromkeys(_words(local, domain, folded(name))))


def _words(local: str, domain: str, name: str) -> Iterator[str]:
    yield f"{local}@{domain}"
    yield from words_of(local)
    # The last label is that of every other address.
    labels = domain.split(".")[:-1]
    for at, label in enumerate(labels):
        yield domain.split(".", at)[-1]
        yield from words_of(label)
    yield from name.split()
    yield from words_of(name)
