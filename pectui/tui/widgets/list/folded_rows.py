"""The rows of a message list, with receipts unfolded below their sending."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, overload

from pectui.models import HeldMessage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pectui.models import HeldRows, Marks


class FoldedRows(Sequence[HeldMessage]):
    """The rows of a window, with further ones put in after some of them."""

    def __init__(
        self,
        window: HeldRows,
        unfolded: Mapping[str, int] | None = None,
        receipts: Callable[[str, int], tuple[HeldMessage, ...]] | None = None,
    ) -> None:
        """Unfold some sendings: by code, the number of the message that stands for each.

        `receipts` gives what is below one: the receipts of a code but that with a number.
        """
        self._window = window
        inserted: list[tuple[int, tuple[HeldMessage, ...]]] = []
        for code, number in (unfolded or {}).items():
            place = self._place(number, code)
            if place is not None and receipts is not None:
                below = receipts(code, window[place].number)
                inserted.append((place, tuple(replace(row, depth=1) for row in below)))
        inserted.sort(key=lambda pair: pair[0])
        self._below = [rows for _, rows in inserted]
        self._places: list[int] = []
        """Where each group begins in this sequence."""
        before = 0
        for place, rows in inserted:
            self._places.append(place + 1 + before)
            before += len(rows)
        self._inserted = before

    def __len__(self) -> int:
        return len(self._window) + self._inserted

    @overload
    def __getitem__(self, index: int) -> HeldMessage: ...
    @overload
    def __getitem__(self, index: slice) -> list[HeldMessage]: ...
    def __getitem__(self, index: int | slice) -> HeldMessage | list[HeldMessage]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        group = bisect_right(self._places, index) - 1
        if group < 0:
            return self._window[index]
        inside = index - self._places[group]
        if inside < len(self._below[group]):
            return self._below[group][inside]
        return self._window[index - sum(map(len, self._below[: group + 1]))]

    def index_of(self, row: HeldMessage) -> int | None:
        """Return where a message stands, or the one that stands for it; None where neither does."""
        for begins, rows in zip(self._places, self._below, strict=True):
            for inside, below in enumerate(rows):
                if below.number == row.number:
                    return begins + inside
        place = self._place_of(row)
        if place is None:
            return None
        shown = place
        for begins, rows in zip(self._places, self._below, strict=True):
            if begins <= shown:
                shown += len(rows)
        return shown

    def renew(self, marked: Mapping[int, Marks]) -> None:
        """Take over other marks, by the numbers of the messages that got them."""
        self._window.renew(marked)
        self._below = [
            tuple(row.marked_as(marked.get(row.number)) for row in rows) for rows in self._below
        ]

    def _place_of(self, row: HeldMessage) -> int | None:
        return self._place(row.number, row.envelope.code if row.thread else None)

    def _place(self, number: int, code: str | None) -> int | None:
        """Return the place in the window of a message, or of what stands for its sending now."""
        place = self._window.index_of(number)
        if place is not None or code is None:
            return place
        head = self._window.head_of(code)
        return None if head is None else self._window.index_of(head)
