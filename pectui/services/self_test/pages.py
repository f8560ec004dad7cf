"""How the mailbox is listed: what pages count from, which way they run, what ids are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.errors import NotFound, RequestRejected
from pectui.models import PAGE_SIZE
from pectui.pec.envelopes import likeness, read_id
from pectui.services.remote.listing import is_newer
from pectui.services.self_test.findings import Finding
from pectui.services.self_test.forms import form_of, inbox_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.api import Client
    from pectui.models import Envelope
    from pectui.services.self_test.findings import Learned

    Rows = Sequence[Envelope]

REQUESTS = 5
"""At most."""
_SAID = {0: "zero", 1: "one"}


@dataclass(frozen=True, slots=True)
class _Pages:
    """The pages that were read: asked for without a number, and as 0, 1 and 2."""

    bare: Rows
    zero: Rows
    one: Rows
    two: Rows
    total: int | None
    count: int | None
    """`n_of_pages`, as it was said."""
    first: int | None
    """The number of the first page, as it was said."""

    @property
    def has_more(self) -> bool:
        """Whether there are rows beyond the first page."""
        if self.total is None:
            return len(self.bare) >= PAGE_SIZE
        return bool(self.bare) and self.total > len(self.bare)


async def look_at_pages(client: Client, learned: Learned) -> Rows:
    """Find out how pages, rows and ids are; return the rows the service gives first.

    Raises the client's errors.
    """
    document = await client.document("/inbox")
    raw, answer = rows_of(document), inbox_of(document)
    learned.forms["GET /inbox"] = form_of([document])
    learned.forms["GET /inbox, a row"] = form_of(raw)
    pages = _Pages(
        answer.envelopes,
        await _page(client, 0),
        await _page(client, 1),
        await _page(client, 2),
        answer.total,
        answer.pages,
        answer.page,
    )
    base = _base(pages)
    learned.take(*base, *_id_form([row.get("id") for row in raw]))
    if not pages.has_more:
        return pages.bare
    learned.take(Finding("page-rows", "rows", detail=str(len(pages.bare))), *_page_count(pages))
    last = await _last(client, pages, zero=any(one.value == "zero" for one in base))
    learned.take(*_direction(pages.bare, last))
    learned.take(*_ids([*pages.bare, *pages.two, *last], pages.total))
    return pages.bare


async def _page(client: Client, number: int) -> Rows:
    try:
        return inbox_of(await client.document("/inbox", {"page": str(number)})).envelopes
    except (NotFound, RequestRejected):  # some answer so for a page they have not
        return ()


async def _last(client: Client, pages: _Pages, *, zero: bool) -> Rows:
    """Return the last page as far as the total tells, or the second one."""
    second = pages.one if zero else pages.two
    if pages.total is None:
        return second
    number = -(-pages.total // len(pages.bare)) - (1 if zero else 0)
    return await _page(client, number) or second


def _same(a: Rows, b: Rows) -> bool:
    """Whether two answers are one page: mail that arrives may push some rows on."""
    left, right = ({(row.id, row.id_text, likeness(row)) for row in rows} for rows in (a, b))
    return bool(left) and len(left & right) * 2 > min(len(left), len(right))


def _base(pages: _Pages) -> tuple[Finding, ...]:
    if not pages.has_more:
        said = _SAID.get(-1 if pages.first is None else pages.first)
        return (Finding("page-base", said, certain=False),) if said and pages.bare else ()
    if not _same(pages.one, pages.bare):
        return (Finding("page-base", "zero"),) if _same(pages.zero, pages.bare) else ()
    if pages.two and not _same(pages.two, pages.bare):
        return (Finding("page-base", "one"),)
    return (Finding("page-base", "ignored", copes=False),)


def _page_count(pages: _Pages) -> tuple[Finding, ...]:
    """Say whether `n_of_pages` is how many pages there are; pectui never trusts it."""
    if pages.total is None or pages.count is None:
        return ()
    full, more = divmod(pages.total, len(pages.bare))
    if pages.count == full + bool(more):
        return (Finding("page-count", "all", certain=bool(more)),)
    value = "one-less" if pages.count == full + bool(more) - 1 else "other"
    return (Finding("page-count", value),)


def _direction(first: Rows, last: Rows) -> tuple[Finding, ...]:
    newer = None if _same(first, last) else is_newer(first, last)
    if newer is None:
        return ()
    return (Finding("direction", "newest" if newer else "oldest"),)


def _id_form(ids: Sequence[object]) -> tuple[Finding, ...]:
    if not ids:
        return ()
    if any(read_id(one) is None for one in ids):
        return (Finding("id-form", "word", copes=False),)
    return (Finding("id-form", "text" if any(isinstance(one, str) for one in ids) else "number"),)


def _ids(rows: Rows, total: int | None) -> tuple[Finding, ...]:
    """Judge ids by what they look like; only a deletion tells for certain."""
    ids = [row.id for row in rows if row.id is not None]
    if not ids or total is None:
        return ()
    if max(ids) > total:
        return (Finding("ids", "stable", certain=False),)
    looks_counted = max(ids) == total and min(ids) == 1
    return (Finding("ids", "positions", certain=False),) if looks_counted else ()
