"""Makes of a body, as it came, the text that searches look through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.pec.bodies import decode_body

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.store.mailbox.tables import CopyTables

MOST_SEARCHED = 1_000_000
"""Characters of a body that can be found by a search."""


async def searched(raw: str) -> str:
    """Return what of a body is found by a search."""
    from pectui.services.conversion import readable  # late: a list is shown without it

    return (await readable(decode_body(raw))).clean[:MOST_SEARCHED]


def plain(raw: str) -> str | None:
    """Return the text of a body that is no page of HTML; None leaves it for later."""
    from pectui.services.conversion import at_once

    body = decode_body(raw)
    page = None if body.html else at_once(body)
    return page.clean[:MOST_SEARCHED] if page else None


def write_texts(texts: Sequence[tuple[int, str, str]], tables: CopyTables) -> None:
    """Write what is found of bodies: the number of each, the body it is of, its text."""
    tables.bodies.set_texts(texts)
