"""Drafts on disk."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pectui.models import Draft
from pectui.text import storable

if TYPE_CHECKING:
    import sqlite3

    from pectui.store.owner import Owner


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
        reason=row["reason"],
        meta=json.loads(row["meta"]),
    )


def save(connection: sqlite3.Connection, owner: Owner, draft: Draft, at: datetime) -> None:
    """Write `draft`, replacing the one with its id."""
    connection.execute(
        "INSERT OR REPLACE INTO drafts (id, owner, recipients, subject, body, html, together,"
        " attachments, updated_at, reason, meta) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (
            draft.id,
            owner.key,
            storable(draft.recipients),
            storable(draft.subject),
            storable(draft.body),
            draft.html,
            draft.together,
            json.dumps(draft.attachments),
            at.timestamp(),
            storable(draft.reason) if draft.reason else None,
            json.dumps(dict(draft.meta)),
        ),
    )


def find(connection: sqlite3.Connection, owner: Owner, draft_id: str) -> Draft | None:
    """Return one draft, or None."""
    row = connection.execute(
        "SELECT * FROM drafts WHERE owner=? AND id=?", (owner.key, draft_id)
    ).fetchone()
    return _draft(row, owner) if row else None


def newest_first(connection: sqlite3.Connection, owner: Owner) -> tuple[Draft, ...]:
    """Return every draft, the one last written first."""
    rows = connection.execute(
        "SELECT * FROM drafts WHERE owner=? ORDER BY updated_at DESC, rowid DESC", (owner.key,)
    )
    return tuple(_draft(row, owner) for row in rows)


def remove(connection: sqlite3.Connection, owner: Owner, draft_id: str) -> None:
    """Delete one draft; one that is gone already is no error."""
    connection.execute("DELETE FROM drafts WHERE owner=? AND id=?", (owner.key, draft_id))
