"""A cache of fixed size: what was asked for longest ago goes first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Key = TypeVar("Key")
Value = TypeVar("Value")


class Cache(Generic[Key, Value]):
    """At most so many values; the one not asked for the longest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[Key, Value] = {}

    def __contains__(self, key: Key) -> bool:
        return key in self._values

    def get(self, key: Key) -> Value | None:
        """Return a value, which counts as asked for; None where there is none."""
        value = self._values.pop(key, None)
        if value is not None:
            self._values[key] = value
        return value

    def keep(self, key: Key, value: Value) -> None:
        """Keep a value, in place of what was kept under its key."""
        self._values.pop(key, None)
        self._values[key] = value
        if len(self._values) > self._most:
            del self._values[next(iter(self._values))]

    def copy(self) -> dict[Key, Value]:
        """Return everything kept, the one not asked for the longest first."""
        return dict(self._values)

    def clear(self, which: Callable[[Key], bool] = lambda _: True) -> None:
        """Forget what is kept, or those of it whose key is meant."""
        self._values = {key: value for key, value in self._values.items() if not which(key)}
