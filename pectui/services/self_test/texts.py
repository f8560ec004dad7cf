"""How texts come: as they are or encoded, in which charset, and whether they are read rightly."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote

from pectui.api.wire import Answer, read_message
from pectui.errors import NotFound
from pectui.html import to_text
from pectui.services.self_test.findings import Finding
from pectui.services.self_test.forms import form_of, rows_of
from pectui.text import REPLACEMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pectui.api import Client
    from pectui.models import Body, Envelope, Message
    from pectui.services.self_test.findings import Learned

REQUESTS = 3
"""Messages that are read."""
_ROUNDS = ("plain", "encoded", "twice")
_WRONG = ("Ã¨", "Ã ", "Ã©", "Ã¹", "Ã²", "â€", REPLACEMENT)
"""What accents look like once a charset was mistaken for another."""


async def read_some(
    client: Client, rows: Sequence[Envelope], learned: Learned
) -> tuple[Message, ...]:
    """Read the newest of some rows, letters before receipts. Raises the client's errors."""
    chosen = sorted(
        (row for row in rows if row.id is not None),
        key=lambda row: (not row.kind.is_letter, -(row.date.timestamp() if row.date else 0.0)),
    )
    messages = [await read_one(client, row, learned) for row in chosen[:REQUESTS]]
    return tuple(one for one in messages if one is not None)


async def read_one(client: Client, row: Envelope, learned: Learned) -> Message | None:
    """Read the message of a row; None where it has gone. Raises the client's errors."""
    if row.id is None:
        return None
    try:
        document = await client.document(f"/inbox/{quote(str(row.id))}")
    except NotFound:
        return None
    learned.forms["GET /inbox/{id}"] = form_of(rows_of(document))
    return read_message(Answer(200, dict(document)), row.id)


def judge_texts(bodies: Iterable[Body], *, certain: bool = False) -> tuple[Finding, ...]:
    """Say how texts are encoded and in which charset, as far as these tell.

    A text without a blank or an accent tells little: it reads the same either way.
    """
    telling = [one for one in bodies if one.rounds or not _reads_either_way(one.raw)]
    if not telling:
        return ()
    rounds = {one.rounds for one in telling}
    value = _ROUNDS[rounds.pop()] if len(rounds) == 1 else "mixed"
    findings = [Finding("bodies", value, certain=certain)]
    accented = [one for one in telling if not one.text.isascii()]
    charsets = sorted({one.charset for one in accented})
    if charsets:
        damaged = any(wrong in one.text for one in accented for wrong in _WRONG)
        detail = " ".join(charsets)
        findings.append(
            Finding("charset", "named", certain=certain, copes=not damaged, detail=detail)
        )
    return tuple(findings)


def _reads_either_way(raw: str) -> bool:
    return not any(sign in raw for sign in " \n")


def words_of(body: Body) -> str:
    """Return the words of a text on one line, without tags and entities."""
    text = to_text(body.text).text if body.html else unescape(body.text)
    return " ".join(text.split())
