"""The review of a letter: everything that is known about it before it leaves.

`checks.check_letter` judges the letter itself, with what is known of its addresses. Here it is
joined by what else this machine remembers: equal letters, what the plan still allows.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.errors import FileUnreadable
from pectui.services.addresses.memory import Addresses
from pectui.services.sending import allowance
from pectui.services.sending.allowance import Usage, day_of, month_of
from pectui.services.sending.attachments import contents_of
from pectui.services.sending.checks import check_letter
from pectui.services.sending.equals import Equals, find_equals

if TYPE_CHECKING:
    from pectui.models import Letter
    from pectui.services.sending.allowance import Terms
    from pectui.services.sending.books import Books
    from pectui.services.sending.checks import Review
    from pectui.store.data import Tables


async def review_letter(books: Books, terms: Terms, sender: str, letter: Letter) -> Review:
    """Return what `letter`, sent from `sender`, becomes, and everything that stands against it.

    Its files carry the SHA-256 of what they hold now. Raises StoreUnusable.
    """
    known = await Addresses(books).about_many(letter.recipients)
    review = check_letter(letter, sender, known)
    if not review.requests:
        return review
    review = await asyncio.to_thread(_with_contents, review)
    count = len(review.requests)
    usage = await books.data.read(lambda tables: _usage(tables, books))
    equals = await books.data.read(lambda tables: _equals(tables, books, review))
    return replace(
        review,
        facts=allowance.facts(terms, usage, count),
        warnings=(
            *review.warnings,
            *allowance.warnings(terms, usage, count),
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
