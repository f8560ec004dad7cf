"""Drafts on disk."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pectui.models import Draft
from pectui.store.sending.reasons import packed, unpacked
from pectui.store.table import Table
from pectui.text import storable

if TYPE_CHECKING:
    import sqlite3

    from pectui.store.owner import Owner


class Drafts(Table):
    """The drafts of one mailbox."""

    def save(self, draft: Draft, at: datetime) -> None:
        """Write `draft`, replacing the one with its id."""
        self._execute(
            "INSERT OR REPLACE INTO drafts (id, owner, recipients, subject, body, html, together,"
            " attachments, updated_at, reason, meta) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                draft.id,
                self._owner,
                storable(draft.recipients),
                storable(draft.subject),
                storable(draft.body),
                draft.html,
                draft.together,
                json.dumps(draft.attachments),
                at.timestamp(),
                packed(draft.why),
                json.dumps(dict(draft.meta)),
            ),
        )

    def find(self, draft_id: str) -> Draft | None:
        """Return one draft, or None."""
        row = self._execute(
            "SELECT * FROM drafts WHERE owner=? AND id=?", (self._owner, draft_id)
        ).fetchone()
        return _draft(row, self._tables.owner) if row else None

    def newest_first(self) -> tuple[Draft, ...]:
        """Return every draft, the one last written first."""
        rows = self._execute(
            "SELECT * FROM drafts WHERE owner=? ORDER BY updated_at DESC, rowid DESC",
            (self._owner,),
        )
        return tuple(_draft(row, self._tables.owner) for row in rows)

    def remove(self, draft_id: str) -> None:
        """Delete one draft; one that is gone already is no error."""
        self._execute("DELETE FROM drafts WHERE owner=? AND id=?", (self._owner, draft_id))


def _draft(row: sqlite3.Row, owner: Owner) -> Draft:
    return Draft(
        id=row["id"],
        account=owner.name,
        recipients=row["recipients"],
        subject=row["subject"],
        body=row["body"],
        html=bool(row["html"]),
        together=bool(row["together"]),
        attachments=tuple(json.loads(row["attachments"])),
        updated_at=datetime.fromtimestamp(row["updated_at"], UTC),
        why=unpacked(row["reason"]),
        meta=json.loads(row["meta"]),
    )
