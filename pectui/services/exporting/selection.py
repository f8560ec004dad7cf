"""Which messages an export is of: everything a filter finds, as long as it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.store.mailbox.windows import MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from pectui.models import HeldMessage
    from pectui.search import Filter
    from pectui.services.mailbox.contents import LocalMailbox


async def all_of(
    local: LocalMailbox, wanted: Filter, *, arrived: Container[str] = ()
) -> Sequence[HeldMessage]:
    """Return every message of a filter, newest first; a search of the list goes on meanwhile.

    Notices that a letter is overdue are left out for the codes in `arrived`. Raises StoreUnusable.
    """
    await local.make_readable()
    numbers = await local.copy.read(
        lambda tables: tables.rows.numbers_of(wanted, MOST_ROWS, arrived)
    )
    return local.copy.found(numbers, folded=False)


def still_here(rows: Sequence[HeldMessage], *, oldest_first: bool = False) -> Iterator[HeldMessage]:
    """Yield rows as they are come to, but those that somebody has removed meanwhile."""
    places = range(len(rows))
    for place in reversed(places) if oldest_first else places:
        try:
            row = rows[place]
        except IndexError:
            continue
        yield row
