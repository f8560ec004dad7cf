"""Deleting messages held on this machine from the service, by what they are and not by their id.

Each is looked for in the service's list as it is now; then the rule of `deletion` decides, with
what is known of their texts. What does not lie on the service any more is only forgotten here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import NotFound, PectuiError
from pectui.services.remote.listing import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pectui.models import Envelope, HeldMessage
    from pectui.services.mailbox.contents import LocalMailbox
    from pectui.services.remote.listing import Listing
    from pectui.services.remote.reading import Mailbox

_DAMAGE = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class LocalDeletion:
    """What became of the messages that were to be deleted."""

    deleted: tuple[HeldMessage, ...]
    refused: tuple[tuple[HeldMessage, PectuiError], ...]
    unknown: tuple[tuple[HeldMessage, PectuiError], ...] = ()
    """Those that may have been deleted, with what is known."""


def deletion_warnings(envelopes: Iterable[Envelope], *, only_here: bool = False) -> list[str]:
    """Return what a person has to know before messages are deleted, whoever asks them.

    `only_here` says that some are not on the service any more.
    """
    words = []
    if any(envelope.kind.is_receipt for envelope in envelopes):
        words.append(t("inbox.delete.evidence"))
    if only_here:
        words.append(t("inbox.delete.only-here"))
    return [*words, t("inbox.delete.final")]


class _ReadPages:
    """A listing that remembers which pages were read of it."""

    def __init__(self, listing: Listing) -> None:
        self._listing = listing
        self._rows: dict[int, tuple[Envelope, ...]] = {}

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self._listing.pages

    @property
    def size(self) -> int:
        """Rows of a full page."""
        return self._listing.size

    async def open(self) -> None:
        """Find out how the pages lie."""
        await self._listing.open()  # mutants: the first page is read for it either way

    async def page(self, number: int) -> tuple[Envelope, ...]:
        """Return one page, 1 being the newest."""
        rows = await self._listing.page(number)
        self._rows[number] = rows
        return rows

    def read(self) -> tuple[Page, ...]:
        """Return the pages that were read."""
        listing = self._listing
        return tuple(
            Page(number, listing.pages, listing.total, rows) for number, rows in self._rows.items()
        )


async def delete_held(
    local: LocalMailbox,
    remote: Mailbox,
    rows: Sequence[HeldMessage],
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> LocalDeletion:
    """Delete messages from the service and from here; nothing raises, see `LocalDeletion`.

    Each is taken away here as soon as it is gone there: whatever ends the program in between leaves
    none behind. `progress` is told how many of how many are through; `stop` is asked before each.
    """
    gone = [row for row in rows if not row.here]
    await local.remove(gone)
    listing = _ReadPages(remote.new_listing())
    refused: list[tuple[HeldMessage, PectuiError]] = []
    found: dict[int, tuple[Envelope, HeldMessage]] = {}
    texts: dict[int, str] = {}
    for row in rows:
        if not row.here:
            continue
        try:
            envelope = await local.locate(row, listing)
        except PectuiError as error:
            refused.append((row, error))
            if not isinstance(error, NotFound):
                break
            continue
        assert envelope.id is not None
        found[envelope.id] = (envelope, row)
        text = await local.raw_body(row)
        if text and _DAMAGE not in text:
            texts[envelope.id] = text

    async def take_away(envelope: Envelope) -> None:
        await local.remove([_held(envelope, found)])

    deletion = await remote.delete(
        [envelope for envelope, _ in found.values()],
        progress,
        pages=listing.read(),
        texts=texts,
        gone=take_away,
        stop=stop,
    )
    deleted = [_held(envelope, found) for envelope in deletion.deleted]
    refused += [(_held(envelope, found), why) for envelope, why in deletion.refused]
    unknown = [(_held(envelope, found), why) for envelope, why in deletion.unknown]
    tried = {row.number for row in (*gone, *deleted, *(row for row, _ in (*refused, *unknown)))}
    stopped = refused[-1][1] if refused else NotFound()
    refused += [(row, stopped) for row in rows if row.number not in tried]
    return LocalDeletion((*gone, *deleted), tuple(refused), tuple(unknown))


def _held(envelope: Envelope, found: dict[int, tuple[Envelope, HeldMessage]]) -> HeldMessage:
    assert envelope.id is not None
    return found[envelope.id][1]
