"""Which messages an export is of: everything a filter finds, as long as it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.store.mailbox.windows import MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pectui.models import HeldMessage
    from pectui.search import Filter
    from pectui.services.mailbox.contents import LocalMailbox


async def all_of(local: LocalMailbox, wanted: Filter) -> Sequence[HeldMessage]:
    """Return every message of a filter, newest first; a search of the list goes on meanwhile.

    Raises StoreUnusable.
    """
    await local.make_readable()
    arrived = await local.arrived(wanted.view)
    found = await local.copy.read(lambda tables: tables.rows.numbers_of(wanted, MOST_ROWS, arrived))
    return local.copy.found(*found, folded=False)


def still_here(rows: Sequence[HeldMessage], *, oldest_first: bool = False) -> Iterator[HeldMessage]:
    """Yield rows as they are come to, but those that somebody has removed meanwhile."""
    places = range(len(rows))
    for place in reversed(places) if oldest_first else places:
        try:
            row = rows[place]
        except IndexError:
            continue
        yield row
