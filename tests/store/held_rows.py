"""Rows of a held mailbox for its tests: short to write, and alike where they are to be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pectui.pec.envelopes import read_envelope
from pectui.store import messages as held
from pectui.store.messages import Standing, Walk

if TYPE_CHECKING:
    import sqlite3

    from pectui.models import Envelope, Marks

START = datetime(2026, 1, 1, 8, tzinfo=UTC)
CODE = "2026010108000010"


def row(message_id: int | None, second: int | None = 0, subject: str = "pratica") -> Envelope:
    """Return a row; those of one second and subject look alike."""
    date = "" if second is None else (START + timedelta(seconds=second)).isoformat(" ")
    return read_envelope(
        id=message_id, sender="a@pec.example", recipient="b", date=date, subject=subject
    )


def walk(
    number: int = 1,
    standing: Standing = Standing.JOINED,
    generation: int = 0,
    read_until: float = 0.0,
) -> Walk:
    return Walk(number, generation, standing, read_until, 0.0)


def take(
    mailbox: sqlite3.Connection, *rows: Envelope, by: Walk | None = None, **marks: Marks
) -> held.Taken:
    """Take over a page in the generation of ids its walk belongs to."""
    by = by or walk()
    held.set_state(mailbox, "generation", by.generation)
    return held.take_page(mailbox, rows, by, marks)


def column(mailbox: sqlite3.Connection, name: str) -> list[Any]:
    """Return one column of the messages, the oldest first."""
    return [one[0] for one in mailbox.execute(f"SELECT {name} FROM messages ORDER BY number")]


def moment(second: int) -> int:
    return int((START + timedelta(seconds=second)).timestamp())


def with_bodies(mailbox: sqlite3.Connection, *rows: Envelope) -> list[int]:
    """Take rows and keep a body of each; return their numbers, the oldest first."""
    take(mailbox, *rows)
    numbers = column(mailbox, "number")
    for number in numbers:
        held.keep_body(mailbox, number, f"raw {number}", f"text {number}")
    return numbers
