"""Messages as a list shows them: read in blocks, by number, by what a filter asks for."""

from __future__ import annotations

import json
import sys
from array import array
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from pectui.models import RECEIPT_KINDS, Envelope, HeldMessage, Kind, MailView
from pectui.pec.dates import ROME
from pectui.search import Filter, Search
from pectui.store.mailbox.query import VIEWS, query_of
from pectui.store.mailbox.table import CopyTable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Container, Sequence

    from pectui.store.mailbox.query import Query

BLOCK = 128
"""Rows that are read at once."""
_COLUMNS = ", ".join(
    f"messages.{name}"
    for name in (
        "number", "identity", "sender", "recipient", "date_text", "subject", "kind", "moment",
        "sender_address", "on_behalf_of", "code", "id", "id_text", "listed", "here", "head",
        "unread", "flagged", "note", "tags", "has_body",
    )
)  # fmt: skip


_LATE = f"trouble AND kind = '{Kind.OVERDUE}' AND code IS NOT NULL"
_FROM_OTHERS = "folded(messages.sender_address) != folded(?)"
_RECEIPTS = ", ".join(sorted(f"'{kind}'" for kind in RECEIPT_KINDS))


def _is_receipt(row: sqlite3.Row) -> bool:
    return bool(row["code"]) and row["kind"] in RECEIPT_KINDS


class Rows(CopyTable):
    """Messages as a list shows them."""

    def generation(self) -> int:
        """Return how often the ids were given anew; those of another generation mean nothing."""
        return self._tables.state.get("generation")

    def count(self, query: Query, most: int) -> int:
        """Return how many messages there are, `most` at most."""
        row = self._execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {query.source}"  # noqa: S608
            f" WHERE {query.condition} LIMIT ?)",
            (*query.values, most),
        ).fetchone()
        return int(row[0])

    def count_view(self, view: MailView, arrived: Container[str]) -> int:
        """Return how many messages a view has; overdue notices as in `numbers_of`."""
        count = self.count(query_of(Filter(view=view)), sys.maxsize)
        if view is MailView.TROUBLE:
            late = self._execute(f"SELECT code FROM messages WHERE {_LATE}")  # noqa: S608
            count -= sum(code in arrived for (code,) in late)
        return count

    def part(
        self,
        query: Query,
        size: int,
        *,
        below: int | None = None,
        above: int | None = None,
        oldest_first: bool = False,
        skip: int = 0,
    ) -> list[sqlite3.Row]:
        """Return rows of `messages`, newest first, from a number or an end of the list on.

        `below` one number or `above` another, else from the newest, or from the oldest, less those
        to `skip`.
        """
        bound, values = "", query.values
        if below is not None:
            bound, values = f" AND {query.order} < ?", (*values, below)
        elif above is not None:
            bound, values = f" AND {query.order} > ?", (*values, above)
        backwards = oldest_first or above is not None
        rows = self._execute(
            f"SELECT {_COLUMNS} FROM {query.source} WHERE ({query.condition}){bound}"  # noqa: S608
            f" ORDER BY {query.order} {'ASC' if backwards else 'DESC'} LIMIT ? OFFSET ?",
            (*values, size, skip),
        ).fetchall()
        return rows[::-1] if backwards else rows

    def as_held(
        self, rows: Sequence[sqlite3.Row], generation: int, *, folded: bool
    ) -> list[HeldMessage]:
        """Return rows as messages; `folded` ones carry the kinds of their sending's receipts."""
        threads = self._threads(rows) if folded else {}
        return [
            held_message(row, generation, threads.get(row["code"], ()) if _is_receipt(row) else ())
            for row in rows
        ]

    def place_of(self, query: Query, number: int) -> int | None:
        """Return how many messages are newer than one of them; None for one that is not there."""
        counted = f"SELECT count(*) FROM {query.source} WHERE ({query.condition})"  # noqa: S608
        values = (*query.values, number)
        if not self._execute(f"{counted} AND {query.order} = ?", values).fetchone()[0]:
            return None
        return int(self._execute(f"{counted} AND {query.order} > ?", values).fetchone()[0])

    def head_of(self, code: str) -> int | None:
        """Return the number of the receipt that stands for the sending with this code."""
        row = self._execute(
            f"SELECT number FROM messages WHERE code = ? AND head AND kind IN ({_RECEIPTS})",  # noqa: S608
            (code,),
        ).fetchone()
        return None if row is None else int(row[0])

    def receipts_of(self, code: str, but: int) -> tuple[HeldMessage, ...]:
        """Return the receipts of one sending but the one with the number `but`, newest first."""
        rows = self._execute(
            f"SELECT {_COLUMNS} FROM messages WHERE code = ? AND number != ?"  # noqa: S608
            f" AND kind IN ({_RECEIPTS}) ORDER BY number DESC",
            (code, but),
        ).fetchall()
        generation = self.generation()
        return tuple(held_message(row, generation, depth=1) for row in rows)

    def replies_to(self, code: str, most: int, own: str) -> tuple[HeldMessage, ...]:
        """Return the newest letters that answer a sending, `most` at most.

        They name its code and are not from the mailbox's `own` address: a letter to oneself comes
        back as it left.
        """
        query = query_of(Filter(Search(codes=(code,)), MailView.LETTERS))
        others = f"({query.condition}) AND {_FROM_OTHERS}"
        query = replace(query, condition=others, values=(*query.values, own))
        return tuple(self.as_held(self.part(query, most), self.generation(), folded=False))

    def count_replies(self, own: str) -> dict[str, int]:
        """Return how many letters answer the sending with each code, as `replies_to` has them."""
        letters = f"code IS NOT NULL AND {VIEWS[MailView.LETTERS]} AND {_FROM_OTHERS}"
        rows = self._execute(
            f"SELECT code, count(*) FROM messages WHERE {letters} GROUP BY code",  # noqa: S608
            (own,),
        )
        return {code: int(count) for code, count in rows}

    def marks_by_code(self) -> dict[str, tuple[tuple[str, ...], str]]:
        """Return tags and notes of the messages about each sending, by its code."""
        rows = self._execute(
            "SELECT code, tags, note FROM messages WHERE code != '' AND (tags != '' OR note != '')"
            " ORDER BY number"
        )
        found: dict[str, tuple[tuple[str, ...], str]] = {}
        for code, tags, note in rows:
            known, notes = found.get(code, ((), ""))
            more = note if note and note not in notes else ""
            found[code] = (
                tuple(dict.fromkeys((*known, *tags.split()))),
                " · ".join(filter(None, (notes, more))),
            )
        return found

    def by_numbers(
        self, numbers: Sequence[int], *, folded: bool = False
    ) -> tuple[HeldMessage, ...]:
        """Return the messages with these numbers, newest first; those that are gone are left out.

        `folded` as in `Window`.
        """
        rows: list[sqlite3.Row] = []
        wanted = sorted(set(numbers), reverse=True)
        for start in range(0, len(wanted), BLOCK):
            part = wanted[start : start + BLOCK]
            marks = ",".join("?" * len(part))
            rows += self._execute(
                f"SELECT {_COLUMNS} FROM messages WHERE number IN ({marks}) ORDER BY number DESC",  # noqa: S608
                part,
            )
        generation = self.generation()
        return tuple(self.as_held(rows, generation, folded=folded))

    def _threads(self, rows: Sequence[sqlite3.Row]) -> dict[str, tuple[tuple[Kind, int], ...]]:
        """Return the kinds and counts of the receipts of the sendings in these rows, by code."""
        codes = [row["code"] for row in rows if _is_receipt(row)]
        if not codes:
            return {}
        found = self._execute(
            "SELECT code, kind, count(*) FROM json_each(?) AS asked"  # noqa: S608
            f" CROSS JOIN messages ON messages.code = asked.value AND kind IN ({_RECEIPTS})"
            " GROUP BY code, kind",
            (json.dumps(list(dict.fromkeys(codes))),),
        )
        threads: dict[str, tuple[tuple[Kind, int], ...]] = {}
        for code, kind, count in found:
            threads[code] = (*threads.get(code, ()), (Kind(kind), int(count)))
        return {code: kinds for code, kinds in threads.items() if sum(n for _, n in kinds) > 1}

    def numbers_of(
        self, wanted: Filter, most: int, arrived: Container[str] = ()
    ) -> tuple[array[int], int]:
        """Return the numbers of the newest messages of a filter, descending, `most` at most.

        Folded, of the receipts of one sending only the newest; how many messages they all stand for
        is told beside them. Overdue notices of sendings whose codes are in `arrived` are left out.
        """
        query = query_of(wanted)
        rows = self._execute(
            f"SELECT {query.order}, messages.code, messages.kind FROM {query.source}"  # noqa: S608
            f" WHERE ({query.condition}) ORDER BY {query.order} DESC LIMIT ?",
            (*query.values, most),
        )
        numbers = array("q")
        messages = 0
        shown: set[str] = set()
        for number, code, kind in rows:
            if kind == Kind.OVERDUE and code in arrived:
                continue
            messages += 1
            if wanted.folded and code and kind in RECEIPT_KINDS:
                if code in shown:
                    continue
                shown.add(code)
            numbers.append(number)
        return numbers, messages


def held_message(
    row: sqlite3.Row, generation: int, thread: tuple[tuple[Kind, int], ...] = (), depth: int = 0
) -> HeldMessage:
    """Return a row of `messages` as a message; ids of another generation are not known any more."""
    known = row["listed"] == generation
    moment = row["moment"]
    return HeldMessage(
        number=row["number"],
        identity=row["identity"],
        envelope=Envelope(
            id=row["id"] if known else None,
            sender=row["sender"],
            recipient=row["recipient"],
            date_text=row["date_text"],
            subject=row["subject"],
            kind=Kind(row["kind"]),
            date=None if moment is None else datetime.fromtimestamp(moment, ROME),
            sender_address=row["sender_address"],
            on_behalf_of=row["on_behalf_of"],
            code=row["code"],
            id_text=row["id_text"],
        ),
        unread=bool(row["unread"]),
        flagged=bool(row["flagged"]),
        note=row["note"],
        tags=tuple(row["tags"].split()),
        here=bool(row["here"]),
        has_body=bool(row["has_body"]),
        head=bool(row["head"]),
        thread=thread,
        depth=depth,
    )
