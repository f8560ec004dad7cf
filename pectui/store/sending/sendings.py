"""Sendings on disk: the record of each `POST /send`, written when it is queued.

What may become of a record is in `pectui.store.sending.steps`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pectui.models import OutgoingAttachment, SendRequest
from pectui.store.sending.reasons import unpacked
from pectui.store.table import Table
from pectui.text import storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from pectui.catalogue import Words


_LONGEST_PAUSE = 3600.0
"""Seconds. No look for a lost answer is put off for longer."""


class Phase(StrEnum):
    """How far a sending has come on its way out of this machine; its column is called `mark`."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    """A process works on it; nothing has left."""
    WIRE = "wire"
    """Committed before the first byte: from here on it may have left."""
    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Frozen:
    """A confirmed letter as it stands on disk; the sendings of it share this."""

    letter_id: str
    draft_id: str
    sender: str
    body: str
    html: bool
    together: bool
    body_html: str
    originals: tuple[str, ...]
    """Where the files were when they were attached."""
    attachments: tuple[OutgoingAttachment, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One sending as it stands on disk. Times are seconds since the epoch."""

    number: int
    """Order of leaving."""
    id: str
    letter: Frozen
    recipients: tuple[str, ...]
    subject: str
    digest: str
    phase: Phase
    queued_at: float
    due_at: float
    tries: int
    wire_at: float | None
    code: str | None
    sent_at: float | None
    sent_count: int | None
    why: Words | None
    error_kind: str | None
    resent_of: str | None
    doubted: bool
    """Whether its outcome was unknown at any time."""
    dismissed: bool
    looks: int
    look_at: float | None
    checked_at: float | None
    cleared_at: float | None
    reference: str | None
    """What was added to the subject's end to tell this sending from its equals."""
    leave_at: float | None
    """Not before this moment, by its writer's choice; None at once."""
    seen_to: str
    batch: int | None = None
    """The number of the batch it leaves with; None of a letter by itself."""

    @property
    def is_adopted(self) -> bool:
        """Whether it is known from its receipts only: another program or machine sent it."""
        return self.letter.letter_id == self.id

    @property
    def request(self) -> SendRequest:
        """Exactly what was confirmed."""
        return SendRequest(
            sender=self.letter.sender,
            recipients=self.recipients,
            subject=self.subject,
            body_html=self.letter.body_html,
            attachments=self.letter.attachments,
        )


_SELECT = (
    "SELECT sendings.*, letters.draft_id, letters.sender, letters.body, letters.html,"
    " letters.together, letters.body_html, letters.originals"
    " FROM sendings JOIN letters ON letters.id = sendings.letter_id"
    " WHERE sendings.owner = ? AND "
)


def _odd(table: str, kind: str, addressee: str) -> str:
    """Return whether a row of `table` about a sending that ended well is odd, as SQL."""
    return (
        f"EXISTS (SELECT 1 FROM {table} WHERE {table}.owner = sendings.owner"  # noqa: S608
        f" AND {table}.code = sendings.code AND ({kind} IN ('other', 'not-delivered')"
        f" OR {addressee} != '' AND NOT EXISTS (SELECT 1 FROM json_each(sendings.recipients)"
        f" WHERE lower(value) = lower({addressee}))))"
    )


_ODD_RECEIPT = _odd("receipts", "json_extract(identity, '$[0]')", "json_extract(identity, '$[4]')")
_ODD_ORIGINAL = _odd(
    "originals", "json_extract(data, '$.kind')", "json_extract(data, '$.addressee')"
)
"""A notice nobody knows, a failure, something about somebody else: even what ended well needs a
look."""


class Sendings(Table):
    """The sendings of one mailbox, with their letters."""

    def insert_letter(self, letter: Frozen) -> None:
        """Write a confirmed letter."""
        self._execute(
            "INSERT INTO letters (id, owner, draft_id, sender, body, html, together, body_html,"
            " originals) VALUES (?,?,?,?,?,?,?,?,?)",
            (
                letter.letter_id,
                self._owner,
                letter.draft_id,
                letter.sender,
                letter.body,
                letter.html,
                letter.together,
                letter.body_html,
                json.dumps(letter.originals),
            ),
        )
        self._executemany(
            "INSERT INTO attachments (letter_id, position, name, mime, size, path, sha256)"
            " VALUES (?,?,?,?,?,?,?)",
            [
                (
                    letter.letter_id,
                    position,
                    file.name,
                    file.mime,
                    file.size,
                    file.path,
                    file.sha256,
                )
                for position, file in enumerate(letter.attachments)
            ],
        )

    def insert_queued(
        self,
        *,
        sending_id: str,
        letter: Frozen,
        recipients: tuple[str, ...],
        subject: str,
        delay: float,
        leave_at: float | None = None,
        resent_of: str | None = None,
        reference: str | None = None,
        boot: str = "",
        tick: float = 0.0,
        batch: int | None = None,
    ) -> None:
        """Write one sending of a letter already written, to leave in `delay` seconds.

        With `leave_at` not before that moment; during `boot` its delay is over at `tick`, by the
        monotonic clock, whatever becomes of the one on the wall.
        """
        request = SendRequest(
            letter.sender, recipients, subject, letter.body_html, letter.attachments
        )
        now = self._now()
        self._execute(
            "INSERT INTO sendings (id, owner, letter_id, recipients, subject, subject_key, digest,"
            " mark, queued_at, due_at, pause, leave_at, resent_of, reference, due_boot, due_tick,"
            " batch) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                sending_id,
                self._owner,
                letter.letter_id,
                json.dumps(recipients),
                subject,
                subject_key(subject),
                digest(request),
                Phase.QUEUED,
                now,
                now + delay,
                delay,
                leave_at,
                resent_of,
                reference,
                boot,
                tick,
                batch,
            ),
        )

    def insert_adopted(
        self,
        *,
        sending_id: str,
        recipients: Sequence[str],
        subject: str,
        code: str,
        sent_at: float,
        seen_to: str = "",
    ) -> None:
        """Write a sending that is known from its receipts only."""
        letter = Frozen(sending_id, "", "", "", False, False, "", (), ())
        self.insert_sent(
            sending_id=sending_id,
            letter=letter,
            recipients=tuple(map(storable, recipients)),
            subject=storable(subject),
            code=code,
            sent_at=sent_at,
            seen_to=seen_to,
        )

    def insert_sent(
        self,
        *,
        sending_id: str,
        letter: Frozen,
        recipients: tuple[str, ...],
        subject: str,
        code: str,
        sent_at: float,
        seen_to: str = "",
    ) -> None:
        """Write a sending that has left already, with its letter."""
        self.insert_letter(letter)
        request = SendRequest(
            letter.sender, recipients, subject, letter.body_html, letter.attachments
        )
        self._execute(
            "INSERT INTO sendings (id, owner, letter_id, recipients, subject, subject_key, digest,"
            " mark, queued_at, due_at, pause, code, sent_at, seen_to)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,0,?,?,?)",
            (
                sending_id,
                self._owner,
                letter.letter_id,
                json.dumps(request.recipients),
                request.subject,
                subject_key(request.subject),
                digest(request),
                Phase.SENT,
                sent_at,
                sent_at,
                code,
                sent_at,
                seen_to,
            ),
        )

    def set_recipients(self, record: Record, recipients: tuple[str, ...]) -> None:
        """Write whom an adopted sending went to, as its receipts tell by and by."""
        kept = tuple(map(storable, recipients))
        self._execute(
            "UPDATE sendings SET recipients = ?, digest = ?, remembered = 0"
            " WHERE id = ? AND letter_id = id",
            (json.dumps(kept), digest(SendRequest("", kept, record.subject, "")), record.id),
        )

    def _files(self, rows: Sequence[sqlite3.Row]) -> dict[str, tuple[OutgoingAttachment, ...]]:
        """Return the attachments of the letters in `rows`, by the id of the letter."""
        files: dict[str, tuple[OutgoingAttachment, ...]] = {}
        found = self._execute(
            "SELECT letter_id, name, mime, size, path, sha256 FROM attachments WHERE letter_id IN"
            " (SELECT value FROM json_each(?)) ORDER BY letter_id, position",
            (json.dumps(list({row["letter_id"] for row in rows})),),
        )
        for letter_id, *values in found:
            files[letter_id] = (*files.get(letter_id, ()), OutgoingAttachment(*values))
        return files

    def _record(self, row: sqlite3.Row, files: tuple[OutgoingAttachment, ...]) -> Record:
        letter = Frozen(
            letter_id=row["letter_id"],
            draft_id=row["draft_id"],
            sender=row["sender"],
            body=row["body"],
            html=bool(row["html"]),
            together=bool(row["together"]),
            body_html=row["body_html"],
            originals=tuple(json.loads(row["originals"])),
            attachments=files,
        )
        return Record(
            number=row["number"],
            id=row["id"],
            letter=letter,
            recipients=tuple(json.loads(row["recipients"])),
            subject=row["subject"],
            digest=row["digest"],
            phase=Phase(row["mark"]),
            queued_at=row["queued_at"],
            due_at=row["due_at"],
            tries=row["tries"],
            wire_at=row["wire_at"],
            code=row["code"],
            sent_at=row["sent_at"],
            sent_count=row["sent_count"],
            why=unpacked(row["reason"]),
            error_kind=row["error_kind"],
            resent_of=row["resent_of"],
            doubted=bool(row["doubted"]),
            dismissed=bool(row["dismissed"]),
            looks=row["looks"],
            look_at=row["look_at"],
            checked_at=row["checked_at"],
            cleared_at=row["cleared_at"],
            reference=row["reference"],
            leave_at=row["leave_at"],
            seen_to=row["seen_to"],
            batch=row["batch"],
        )

    def find(self, where: str, *values: object) -> tuple[Record, ...]:
        """Return the records for which `where` (SQL of this program, never of a user) holds."""
        rows = self._execute(_SELECT + where, (self._owner, *values)).fetchall()
        files = self._files(rows) if rows else {}
        return tuple(self._record(row, files.get(row["letter_id"], ())) for row in rows)

    def by_id(self, sending_id: str) -> Record | None:
        """Return the sending with this id, or None."""
        return next(iter(self.find("sendings.id = ?", sending_id)), None)

    def with_ids(self, ids: Sequence[str]) -> tuple[Record, ...]:
        """Return the sendings with these ids, in the order in which they were queued."""
        where = "sendings.id IN (SELECT value FROM json_each(?)) ORDER BY number"
        return self.find(where, json.dumps(list(ids)))

    def by_code(self, code: str) -> Record | None:
        """Return the sending that has this code, or None."""
        return next(iter(self.find("code = ? ORDER BY number", code)), None)

    def recipients_by_code(self) -> dict[str, tuple[str, ...]]:
        """Return the recipients of every sending that has a code."""
        rows = self._execute(
            "SELECT code, recipients FROM sendings WHERE owner = ? AND code IS NOT NULL",
            (self._owner,),
        )
        return {row[0]: tuple(json.loads(row[1])) for row in rows}

    def delivered_codes(self) -> frozenset[str]:
        """Return the codes of the sendings that stand as delivered."""
        rows = self._execute(
            "SELECT code FROM sendings WHERE owner = ? AND state = 'delivered' AND code IS NOT"
            " NULL",
            (self._owner,),
        )
        return frozenset(row[0] for row in rows)

    def of_letter(self, letter_id: str) -> tuple[Record, ...]:
        """Return every sending of one letter, in order of leaving."""
        return self.find("letter_id = ? ORDER BY number", letter_id)

    def letter_ids(self) -> frozenset[str]:
        """Return the names of the folders that letters and batches own, of whomever."""
        rows = self._execute(
            "SELECT id FROM letters UNION ALL SELECT 'batch-' || number FROM batches"
        )
        return frozenset(row[0] for row in rows)

    def pending(self) -> tuple[Record, ...]:
        """Return what is under way, queued, unknown or refused and not dismissed, in order.

        Without what waits in a batch: its batch tells of that.
        """
        return self.find(
            "mark IN ('claimed', 'wire', 'queued', 'unknown', 'refused') AND NOT dismissed"
            " AND (mark != 'queued' OR batch IS NULL)"
            " ORDER BY mark NOT IN ('wire', 'claimed'), mark != 'queued',"
            " CASE mark WHEN 'queued' THEN max(due_at, coalesce(leave_at, due_at)) END, number",
        )

    def not_cancelled(self) -> tuple[Record, ...]:
        """Return every sending but those taken back."""
        return self.find("mark != 'cancelled'")

    def of_concern(self) -> tuple[Record, ...]:
        """Return what may need a look: all but the cancelled and what ended well or was seen to."""
        return self.find(
            "mark != 'cancelled' AND NOT (seen_to = '*' OR final AND seen_to = state)"
            " AND (NOT final OR state NOT IN ('delivered', 'no-receipt')"
            f" OR {_ODD_RECEIPT} OR {_ODD_ORIGINAL})",
        )

    def unknown(self, until: float | None = None) -> tuple[Record, ...]:
        """Return the sendings of unknown outcome whose next look is due now, or `until` then.

        One farther off than any is put off was noted before the clock was set back.
        """
        due = self._now() if until is None else until
        return self.find(
            "mark = 'unknown' AND (look_at IS NULL OR look_at <= ? OR look_at > ?) ORDER BY number",
            due,
            due + _LONGEST_PAUSE,
        )


def subject_key(subject: str) -> str:
    """Return what two subjects share when the service's receipts could not tell them apart."""
    return " ".join(storable(subject).split()).casefold()


def digest(request: SendRequest) -> str:
    """Return the SHA-256 of everything in `request`, the attachments by their own."""
    files = [(file.name, file.mime, file.size, file.sha256) for file in request.attachments]
    content = [request.sender, request.recipients, request.subject, request.body_html, files]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
