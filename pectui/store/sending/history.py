"""Queries on past sendings: those equal to a letter, counts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pectui.domains import address_key, readable_domain
from pectui.pec.references import without_reference
from pectui.store.sending.sendings import subject_key
from pectui.store.table import Table
from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pectui.models import OutgoingAttachment, SendRequest
    from pectui.store.sending.sendings import Record


_CONFIRMED = "(batch IS NULL OR batch NOT IN (SELECT number FROM batches WHERE mark = 'filling'))"
"""What a batch that is still being filled has written down may never leave."""


class History(Table):
    """What one mailbox sent before."""

    def equals(self, requests: Sequence[SendRequest], since: float) -> tuple[Record, ...]:
        """Return what says the same to any of the same recipients: open, or sent `since`.

        `requests` are all of that letter; their files carry the SHA-256. References in subjects
        tell nothing apart.
        """
        letter = requests[0]
        key = bare_key(letter.subject)
        recipients = [storable(one) for request in requests for one in request.recipients]
        keys = set(map(address_key, recipients))
        found = self._tables.sendings.find(
            # What has a reference begins with the same subject; the exact look comes after.
            "subject_key BETWEEN ? AND ltrim(? || ' [rif. \U0010ffff') AND (mark IN"  # noqa: S608
            " ('queued', 'claimed', 'wire', 'unknown') OR mark = 'sent' AND sent_at >= ?)"
            f" AND {_CONFIRMED} AND EXISTS (SELECT 1 FROM json_each(sendings.recipients) AS one"
            " WHERE folded(one.value)"
            " IN (SELECT folded(value) FROM json_each(?))) ORDER BY number",
            key,
            key,
            since,
            json.dumps([one for address in recipients for one in _spellings(address)]),
        )
        return tuple(
            record
            for record in found
            if bare_key(record.subject) == key
            and record.letter.body_html == storable(letter.body_html)
            and _contents(record.letter.attachments) == _contents(letter.attachments)
            and not keys.isdisjoint(map(address_key, record.recipients))
        )

    def lately(self, since: float, after: int = 0) -> Iterator[tuple[int, tuple[str, ...], str]]:
        """Yield number, recipients and bare subject of what stands against an equal letter.

        That is what waits, and what left or may have left `since` then and did not fail; of these
        the sendings with a greater number than `after`. References tell nothing apart.
        """
        rows = self._execute(
            "SELECT number, recipients, subject FROM sendings WHERE owner = ? AND (mark IN"  # noqa: S608
            " ('queued', 'claimed', 'wire') OR mark IN ('unknown', 'sent')"
            " AND coalesce(sent_at, wire_at, queued_at) >= ?"
            f" AND state NOT IN ('failed', 'not-accepted')) AND number > ? AND {_CONFIRMED}",
            (self._owner, since, after),
        )
        for number, recipients, subject in rows:
            yield number, tuple(json.loads(recipients)), bare_key(subject)

    def say_the_same(
        self, numbers: Iterable[int], body_html: str, contents: Sequence[str] | None
    ) -> tuple[int, ...]:
        """Return which of these sendings carry this text and files of these SHA-256.

        None for the files where they cannot be told apart by their bytes.
        """
        return tuple(
            record.number
            for record in self.numbered(numbers)
            if record.letter.body_html == storable(body_html)
            and contents in (None, _contents(record.letter.attachments))
        )

    def newest(self) -> int:
        """Return the number of the last sending there is; 0 where there is none."""
        found = self._execute("SELECT coalesce(max(number), 0) FROM sendings").fetchone()
        return int(found[0])

    def numbered(self, numbers: Iterable[int]) -> tuple[Record, ...]:
        """Return the sendings with these numbers, newest first."""
        # One by one: given a list, SQLite goes through all sendings of the mailbox instead.
        return tuple(
            record
            for number in sorted(numbers, reverse=True)
            for record in self._tables.sendings.find("number = ?", number)
        )

    def leaving_between(self, start: float, end: float) -> int:
        """Return how many left or may have left from `start` on, or wait to leave before `end`."""
        row = self._execute(
            "SELECT count(*) FROM sendings WHERE owner = ? AND ((mark IN ('wire', 'sent',"  # noqa: S608
            " 'unknown')"
            " AND coalesce(wire_at, sent_at, queued_at) >= ?)"
            f" OR (mark IN ('queued', 'claimed') AND due_at < ? AND {_CONFIRMED}))",
            (self._owner, start, end),
        ).fetchone()
        return int(row[0])

    def settled_letters(self, before: float) -> tuple[str, ...]:
        """Return the ids of letters with files that are settled and left `before` then.

        Settled is one all of whose sendings are final. Without those that a draft may take its
        files from.
        """
        rows = self._execute(
            "SELECT letter_id FROM sendings WHERE owner = ? AND letter_id IN"
            " (SELECT letter_id FROM attachments) GROUP BY letter_id"
            " HAVING min(mark = 'sent' AND final AND coalesce(sent_at, queued_at) < ?)"
            " AND NOT EXISTS (SELECT 1 FROM drafts WHERE instr(drafts.attachments, letter_id))",
            (self._owner, before),
        )
        return tuple(row[0] for row in rows)

    def settled_batches(self, before: float) -> tuple[int, ...]:
        """Return the batches with files all of whose letters are settled and left `before` then.

        As in `settled_letters`; their letters share files. What was never confirmed has none.
        """
        rows = self._execute(
            "SELECT number FROM batches WHERE owner = ? AND mark != 'filling' AND EXISTS (SELECT 1"
            " FROM attachments WHERE instr(path, '/batch-' || batches.number || '/'))"
            " AND NOT EXISTS (SELECT 1 FROM sendings JOIN attachments USING (letter_id)"
            " WHERE instr(path, '/batch-' || batches.number || '/') AND NOT"
            " (sendings.mark = 'sent' AND final AND coalesce(sent_at, queued_at) < ?))"
            " AND NOT EXISTS (SELECT 1 FROM drafts"
            " WHERE instr(drafts.attachments, '/batch-' || batches.number || '/'))",
            (self._owner, before),
        )
        return tuple(row[0] for row in rows)


def bare_key(subject: str) -> str:
    """Return what two subjects share that differ in their references at most."""
    return subject_key(without_reference(subject))


def _contents(files: Sequence[OutgoingAttachment]) -> list[str]:
    return sorted(file.sha256 for file in files)


def _spellings(address: str) -> tuple[str, ...]:
    """Return the ways in which a domain may have been written down: by its letters, in ASCII."""
    local, _, domain = address_key(storable(address)).rpartition("@")
    return (storable(address), f"{local}@{domain}", f"{local}@{readable_domain(domain)}")
