"""Which messages of the mailbox on this machine are meant, as a piece of SQL."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Selection:
    """Some of the messages, to be read newest first by their `number`.

    Used as `SELECT … FROM {source} WHERE {condition} ORDER BY {order} DESC`, with a bound on
    `order` where only a part is wanted. SQL of this program; what a person typed is in `values`.
    """

    source: str = "messages"
    condition: str = "1"
    values: tuple[str | int | float, ...] = ()
    order: str = "messages.number"
    """The column that is the message's number: that of the table the search starts from."""
