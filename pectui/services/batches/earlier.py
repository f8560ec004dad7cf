"""Letters that left or may have left lately: an equal one is a problem of its row.

Equal as for a single letter (see `pectui.services.sending.equals`): addressee, subject without its
reference, text, contents of the files. In a batch for 30 days, because a table that was mended in
one cell is sent again as a whole.
"""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pectui.domains import address_key
from pectui.errors import FileUnreadable
from pectui.pec.letters import plain_to_html
from pectui.services.sending.attachments import contents_of
from pectui.store.sending.history import bare_key
from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pectui.services.batches.letters import RowLetter
    from pectui.services.batches.request import BatchRequest
    from pectui.store.data import Tables, UserData

LATELY_SECONDS = 30 * 86400.0


def html_of(letter: RowLetter, *, is_html: bool) -> str:
    """Return the text of a letter as it leaves."""
    return storable(letter.body if is_html else plain_to_html(letter.body))


@dataclass(slots=True)
class Earlier:
    """What left lately, by addressee and subject."""

    data: UserData
    found: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    """Numbers of sendings; most rows find nothing here, and nothing more is asked for them."""
    newest: int = 0
    """The number of the last sending there was when this was read."""
    _contents: dict[Path, str] = field(default_factory=dict)

    async def load(self, since: float) -> None:
        """Read what left `since` then, or is open. Raises StoreUnusable."""

        def work(tables: Tables) -> None:
            self.newest = tables.history.newest()
            self.found = _by_addressee(tables, since)

        await self.data.read(work)

    def may_equal(self, letter: RowLetter) -> tuple[int, ...]:
        """Return the sendings that share addressee and subject with a letter."""
        if not self.found:
            return ()
        return tuple(self.found.get((address_key(letter.recipient), bare_key(letter.subject)), ()))

    async def repeated(
        self,
        letters: Sequence[RowLetter],
        suspects: Mapping[int, tuple[int, ...]],
        request: BatchRequest,
    ) -> tuple[RowLetter, ...]:
        """Return which letters say the same as one of the sendings that their rows are suspect of.

        Raises StoreUnusable.
        """
        some = [one for one in letters if one.row in suspects]
        if not some:
            return ()
        said = await asyncio.to_thread(lambda: [self._said(one, request) for one in some])

        def work(tables: Tables) -> tuple[RowLetter, ...]:
            return tuple(
                letter
                for letter, one in zip(some, said, strict=True)
                if one is not None and tables.history.say_the_same(suspects[letter.row], *one)
            )

        return await self.data.read(work)

    def _said(
        self, letter: RowLetter, request: BatchRequest
    ) -> tuple[str, list[str] | None] | None:
        """Return what a letter says: its text, and its files; None where one cannot be read."""
        try:
            contents = self._contents_of(letter, as_pdf=request.as_pdf)
        except FileUnreadable:
            return None
        return html_of(letter, is_html=request.is_html), contents

    def _contents_of(self, letter: RowLetter, *, as_pdf: bool) -> list[str] | None:
        """Return the SHA-256 of a letter's files, sorted; None where one is made anew each time."""
        if letter.form is not None and as_pdf:
            return None
        contents = [self._content(one.path) for one in letter.files]
        if letter.form is not None:
            contents.append(hashlib.sha256(letter.form.octets).hexdigest())
        return sorted(contents)

    def _content(self, path: Path) -> str:
        if path not in self._contents:
            self._contents[path] = contents_of(path)[1]
        return self._contents[path]


def _by_addressee(tables: Tables, since: float) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for number, recipients, subject in tables.history.lately(since):
        for recipient in recipients:
            found.setdefault((address_key(recipient), subject), []).append(number)
    return found
