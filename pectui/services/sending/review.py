"""The review of a letter: everything that is known about it before it leaves.

`letters.check_letter` judges the letter itself. Here it is joined by what this machine remembers:
equal letters, addresses written to before, failures of an address, what the plan still allows.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.domains import address_key
from pectui.errors import FileUnreadable
from pectui.pec.dates import format_full
from pectui.services.sending import allowance
from pectui.services.sending.allowance import Usage, day_of, month_of
from pectui.services.sending.attachments import contents_of
from pectui.services.sending.checks import check_letter
from pectui.services.sending.equals import Equals, find_equals
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pectui.models import Letter, Sending
    from pectui.services.sending.allowance import Terms
    from pectui.services.sending.books import Books
    from pectui.services.sending.checks import Review
    from pectui.store.data import Tables

_AT_A_TIME = 50
"""Sendings read in one go: what is leaving meanwhile must not wait for the database."""


async def review_letter(books: Books, terms: Terms, sender: str, letter: Letter) -> Review:
    """Return what `letter`, sent from `sender`, becomes, and everything that stands against it.

    Its files carry the SHA-256 of what they hold now. Raises StoreUnusable.
    """
    known = await books.data.read(lambda tables: tables.history.addresses())
    review = check_letter(letter, sender, known)
    if not review.requests:
        return review
    review = await asyncio.to_thread(_with_contents, review)
    count = len(review.requests)
    usage = await books.data.read(lambda tables: _usage(tables, books))
    equals = await books.data.read(lambda tables: _equals(tables, books, review))
    addresses = tuple(one for request in review.requests for one in request.recipients)
    return replace(
        review,
        facts=allowance.facts(terms, usage, count),
        warnings=(
            *review.warnings,
            *allowance.warnings(terms, usage, count),
            *_failure_warnings(await _last_failures(books, addresses)),
            *equals.warnings,
        ),
        equals=equals,
    )


def _with_contents(review: Review) -> Review:
    """Return `review` with its files as they are: sizes and SHA-256. Blocks."""
    files, errors = [], list(review.errors)
    for file in review.requests[0].attachments:
        try:
            size, sha256 = contents_of(Path(file.path))
        except FileUnreadable as error:
            errors.append(error)
        else:
            files.append(replace(file, size=size, sha256=sha256))
    requests = tuple(replace(one, attachments=tuple(files)) for one in review.requests)
    problems = tuple(error.detail for error in errors)
    return replace(review, requests=requests, errors=tuple(errors), problems=problems)


def _equals(tables: Tables, books: Books, review: Review) -> Equals:
    return Equals() if review.errors else find_equals(tables, books, review.requests)


def _usage(tables: Tables, books: Books) -> Usage:
    now = books.now()
    spans = (day_of(now), month_of(now))
    today, month = (tables.history.leaving_between(one.start, one.end) for one in spans)
    return Usage(today, month)


# Failures


async def _last_failures(books: Books, addresses: Sequence[str]) -> dict[str, datetime]:
    """Return those of `addresses` at which the last letter that ended failed, with its date."""
    numbers = await books.data.read(lambda tables: tables.history.sent_to(addresses))
    open_addresses = {address_key(address): address for address in addresses}
    failures: dict[str, datetime] = {}
    for some in _slices(numbers):
        if not open_addresses:
            break
        for sending in await _load(books, some):
            failures |= _ends(sending, open_addresses)
    return failures


async def _load(books: Books, numbers: Sequence[int]) -> tuple[Sending, ...]:
    return await books.data.read(
        lambda tables: books.load_all(tables, tables.history.numbered(numbers))
    )


def _slices(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    return (numbers[at : at + _AT_A_TIME] for at in range(0, len(numbers), _AT_A_TIME))


def _ends(sending: Sending, open_addresses: dict[str, str]) -> dict[str, datetime]:
    """Return the failures in one sending; an address whose letter ended is open no more."""
    failures: dict[str, datetime] = {}
    for one in sending.recipient_states:
        address = open_addresses.get(address_key(one.address))
        if address is None or not one.state.is_final:
            continue
        del open_addresses[address_key(one.address)]
        if one.state.has_failed:
            failures[address] = one.at or sending.sent_at or sending.queued_at
    return failures


def _failure_warnings(failures: dict[str, datetime]) -> tuple[str, ...]:
    return tuple(
        t("letters.failed-before", address=clean_line(address), date=format_full(at))
        for address, at in failures.items()
    )
