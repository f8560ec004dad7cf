"""Queries on codes and references: whose one is, and which sendings still lack a code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pectui.store.sending.sendings import subject_key
from pectui.store.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pectui.store.sending.sendings import Record


class Matching(Table):
    """Codes and references of one mailbox's sendings."""

    def rivals(self, record: Record) -> tuple[Record, ...]:
        """Return the other sendings of equal subject that may own a code nobody has on record."""
        return self._tables.sendings.find(
            "subject_key = ? AND mark IN ('claimed', 'wire', 'unknown') AND sendings.id != ?",
            subject_key(record.subject),
            record.id,
        )

    def is_live_reference(self, reference: str) -> bool:
        """Whether a sending that may still get a receipt has this reference."""
        return self._has_reference(
            reference,
            "mark NOT IN ('refused', 'cancelled') AND NOT (mark = 'sent' AND final)",
        )

    def was_given(self, reference: str) -> bool:
        """Whether this reference was ever given to a sending."""
        return self._has_reference(reference, "1")

    def _has_reference(self, reference: str, where: str) -> bool:
        found = self._execute(
            f"SELECT 1 FROM sendings WHERE owner = ? AND reference = ? AND {where} LIMIT 1",  # noqa: S608
            (self._owner, reference),
        )
        return found.fetchone() is not None

    def undecided(self) -> tuple[Record, ...]:
        """Return what is under way or unknown: its code may be in the mailbox already."""
        return self._tables.sendings.find("mark IN ('claimed', 'wire', 'unknown')")

    def known_codes(self, codes: Iterable[str]) -> frozenset[str]:
        """Return those of `codes` that any sending here has, adopted ones too."""
        rows = self._execute(
            "SELECT code FROM sendings JOIN json_each(?) AS asked ON asked.value = sendings.code"
            " WHERE owner = ?",
            (json.dumps(list(codes)), self._owner),
        )
        return frozenset(row[0] for row in rows)

    def codes_of_others(self, record: Record, codes: Iterable[str]) -> frozenset[str]:
        """Return those of `codes` that a sending other than `record` has.

        One that is known from its receipts only may be `record` itself, whose receipts were quicker
        than the answer: not where its subject is another, or where it was found before `record` was
        written.
        """
        rows = self._execute(
            "SELECT code FROM sendings JOIN json_each(?) AS asked ON asked.value = sendings.code"
            " WHERE owner = ? AND sendings.id != ?"
            " AND (letter_id != sendings.id OR subject_key != ? OR number < ?)",
            (
                json.dumps(list(codes)),
                self._owner,
                record.id,
                subject_key(record.subject),
                record.number,
            ),
        )
        return frozenset(row[0] for row in rows)
