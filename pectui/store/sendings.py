"""Sendings on disk: the record of each `POST /send`, and every step it may take.

    queued → claimed → wire → sent | refused | unknown        cancelled, only from queued

Each step is one statement guarded by the mark it starts from; it tells whether it was taken, so
that no process can take a step another one has taken already.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pectui.models import OutgoingAttachment, SendRequest
from pectui.store.database import storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from pectui.store.owner import Owner


class Mark(StrEnum):
    """How far a sending has come on its way out of this machine."""

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
    mark: Mark
    queued_at: float
    due_at: float
    tries: int
    wire_at: float | None
    code: str | None
    sent_at: float | None
    sent_count: int | None
    reason: str | None
    error_kind: str | None
    resent_of: str | None
    dismissed: bool
    looks: int
    look_at: float | None
    checked_at: float | None

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


def subject_key(subject: str) -> str:
    """Return what two subjects share when the service's receipts could not tell them apart."""
    return " ".join(storable(subject).split()).casefold()


def digest(request: SendRequest) -> str:
    """Return the SHA-256 of everything in `request`, the attachments by their own."""
    files = [(file.name, file.mime, file.size, file.sha256) for file in request.attachments]
    content = [request.sender, request.recipients, request.subject, request.body_html, files]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def insert_letter(connection: sqlite3.Connection, owner: Owner, letter: Frozen) -> None:
    """Write a confirmed letter."""
    connection.execute(
        "INSERT INTO letters (id, owner, draft_id, sender, body, html, together, body_html,"
        " originals) VALUES (?,?,?,?,?,?,?,?,?)",
        (
            letter.letter_id,
            owner.key,
            letter.draft_id,
            letter.sender,
            letter.body,
            letter.html,
            letter.together,
            letter.body_html,
            json.dumps(letter.originals),
        ),
    )
    connection.executemany(
        "INSERT INTO attachments (letter_id, position, name, mime, size, path, sha256)"
        " VALUES (?,?,?,?,?,?,?)",
        [
            (letter.letter_id, position, file.name, file.mime, file.size, file.path, file.sha256)
            for position, file in enumerate(letter.attachments)
        ],
    )


def insert_queued(
    connection: sqlite3.Connection,
    owner: Owner,
    *,
    sending_id: str,
    letter: Frozen,
    recipients: tuple[str, ...],
    subject: str,
    now: float,
    delay: float,
    resent_of: str | None = None,
) -> None:
    """Write one sending of a letter already written, to leave `delay` seconds from `now`."""
    request = SendRequest(letter.sender, recipients, subject, letter.body_html, letter.attachments)
    connection.execute(
        "INSERT INTO sendings (id, owner, letter_id, recipients, subject, subject_key, digest,"
        " mark, queued_at, due_at, pause, resent_of) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            sending_id,
            owner.key,
            letter.letter_id,
            json.dumps(recipients),
            subject,
            subject_key(subject),
            digest(request),
            Mark.QUEUED,
            now,
            now + delay,
            delay,
            resent_of,
        ),
    )


def insert_adopted(
    connection: sqlite3.Connection,
    owner: Owner,
    *,
    sending_id: str,
    recipients: Sequence[str],
    subject: str,
    code: str,
    sent_at: float,
) -> None:
    """Write a sending that is known from its receipts only."""
    letter = Frozen(sending_id, "", "", "", False, False, "", (), ())
    insert_letter(connection, owner, letter)
    request = SendRequest("", tuple(map(storable, recipients)), storable(subject), "")
    connection.execute(
        "INSERT INTO sendings (id, owner, letter_id, recipients, subject, subject_key, digest,"
        " mark, queued_at, due_at, pause, code, sent_at) VALUES (?,?,?,?,?,?,?,?,?,?,0,?,?)",
        (
            sending_id,
            owner.key,
            sending_id,
            json.dumps(request.recipients),
            request.subject,
            subject_key(request.subject),
            digest(request),
            Mark.SENT,
            sent_at,
            sent_at,
            code,
            sent_at,
        ),
    )


# Reading

_SELECT = (
    "SELECT sendings.*, letters.draft_id, letters.sender, letters.body, letters.html,"
    " letters.together, letters.body_html, letters.originals"
    " FROM sendings JOIN letters ON letters.id = sendings.letter_id"
    " WHERE sendings.owner = ? AND "
)


def _files(connection: sqlite3.Connection, letter_id: str) -> tuple[OutgoingAttachment, ...]:
    rows = connection.execute(
        "SELECT name, mime, size, path, sha256 FROM attachments WHERE letter_id=?"
        " ORDER BY position",
        (letter_id,),
    )
    return tuple(OutgoingAttachment(*row) for row in rows)


def _record(connection: sqlite3.Connection, row: sqlite3.Row) -> Record:
    letter = Frozen(
        letter_id=row["letter_id"],
        draft_id=row["draft_id"],
        sender=row["sender"],
        body=row["body"],
        html=bool(row["html"]),
        together=bool(row["together"]),
        body_html=row["body_html"],
        originals=tuple(json.loads(row["originals"])),
        attachments=_files(connection, row["letter_id"]),
    )
    return Record(
        number=row["number"],
        id=row["id"],
        letter=letter,
        recipients=tuple(json.loads(row["recipients"])),
        subject=row["subject"],
        digest=row["digest"],
        mark=Mark(row["mark"]),
        queued_at=row["queued_at"],
        due_at=row["due_at"],
        tries=row["tries"],
        wire_at=row["wire_at"],
        code=row["code"],
        sent_at=row["sent_at"],
        sent_count=row["sent_count"],
        reason=row["reason"],
        error_kind=row["error_kind"],
        resent_of=row["resent_of"],
        dismissed=bool(row["dismissed"]),
        looks=row["looks"],
        look_at=row["look_at"],
        checked_at=row["checked_at"],
    )


def find(
    connection: sqlite3.Connection, owner: Owner, where: str, *values: object
) -> tuple[Record, ...]:
    """Return the records for which `where` (SQL of this program, never of a user) holds."""
    rows = connection.execute(_SELECT + where, (owner.key, *values)).fetchall()
    return tuple(_record(connection, row) for row in rows)


def by_id(connection: sqlite3.Connection, owner: Owner, sending_id: str) -> Record | None:
    """Return the sending with this id, or None."""
    return next(iter(find(connection, owner, "sendings.id = ?", sending_id)), None)


def by_code(connection: sqlite3.Connection, owner: Owner, code: str) -> Record | None:
    """Return the sending that has this code, or None."""
    return next(iter(find(connection, owner, "code = ? ORDER BY number", code)), None)


def of_letter(connection: sqlite3.Connection, owner: Owner, letter_id: str) -> tuple[Record, ...]:
    """Return every sending of one letter, in order of leaving."""
    return find(connection, owner, "letter_id = ? ORDER BY number", letter_id)


def waiting(connection: sqlite3.Connection, owner: Owner) -> tuple[Record, ...]:
    """Return what a person has to know of: under way, waiting, unknown and refused, in order."""
    return find(
        connection,
        owner,
        "mark IN ('claimed', 'wire', 'queued', 'unknown', 'refused') AND NOT dismissed"
        " ORDER BY mark NOT IN ('wire', 'claimed'), mark != 'queued',"
        " CASE mark WHEN 'queued' THEN due_at END, number",
    )


def unknown(connection: sqlite3.Connection, owner: Owner, now: float) -> tuple[Record, ...]:
    """Return the sendings of unknown outcome whose next look is due."""
    return find(
        connection,
        owner,
        "mark = 'unknown' AND (look_at IS NULL OR look_at <= ?) ORDER BY number",
        now,
    )


def equals(
    connection: sqlite3.Connection, owner: Owner, request: SendRequest, since: float
) -> tuple[Record, ...]:
    """Return the sendings of the same text to the same recipients, under way or `since` then."""
    found = find(
        connection,
        owner,
        "subject_key = ? AND mark NOT IN ('refused', 'cancelled')"
        " AND (sent_at IS NULL OR sent_at >= ?) ORDER BY number",
        subject_key(request.subject),
        since,
    )
    recipients = {address.casefold() for address in request.recipients}
    return tuple(
        record
        for record in found
        if record.letter.body_html == storable(request.body_html)
        and recipients & {address.casefold() for address in record.recipients}
    )


def rivals(connection: sqlite3.Connection, owner: Owner, record: Record) -> tuple[Record, ...]:
    """Return the other sendings of equal subject that may own a code nobody has on record."""
    return find(
        connection,
        owner,
        "subject_key = ? AND mark IN ('claimed', 'wire', 'unknown') AND sendings.id != ?",
        subject_key(record.subject),
        record.id,
    )


def owned_codes(
    connection: sqlite3.Connection, owner: Owner, codes: Iterable[str]
) -> frozenset[str]:
    """Return those of `codes` that a sending has on record."""
    asked = tuple(codes)
    marks = ",".join("?" * len(asked))
    rows = connection.execute(
        f"SELECT code FROM sendings WHERE owner = ? AND code IN ({marks})",  # noqa: S608
        (owner.key, *asked),
    )
    return frozenset(row[0] for row in rows)


# Steps

_SHORT_PAUSE = 600.0
"""Seconds. A pause up to this is a wait from a moment on; a longer one means a time of the day."""

_STRAYED = f"(pause <= {_SHORT_PAUSE} AND due_at - :now > pause + 1)"
"""Farther off than it was ever asked to wait: the clock was set back meanwhile."""

_NO_EQUAL_IN_FLIGHT = (
    "NOT EXISTS (SELECT 1 FROM sendings AS other WHERE other.owner = sendings.owner"
    " AND other.subject_key = sendings.subject_key AND other.mark IN ('claimed', 'wire'))"
)


_CLAIMABLE = (
    "SELECT id FROM sendings WHERE owner = :owner AND mark = 'queued'"  # noqa: S608
    f" AND due_at <= :now AND {_NO_EQUAL_IN_FLIGHT} ORDER BY number LIMIT 1"
)
_STRAY = (
    "SELECT id FROM sendings WHERE owner = :owner AND mark = 'queued'"  # noqa: S608
    f" AND {_STRAYED} LIMIT 1"
)


def can_claim(connection: sqlite3.Connection, owner: Owner, now: float) -> bool:
    """Whether `claim_next` has something to do."""
    values = {"owner": owner.key, "now": now}
    return any(connection.execute(query, values).fetchone() for query in (_CLAIMABLE, _STRAY))


def claim_next(connection: sqlite3.Connection, owner: Owner, now: float) -> Record | None:
    """Claim the first sending that is due and has no equal in flight; return it, or None."""
    values = {"owner": owner.key, "now": now}
    connection.execute(
        "UPDATE sendings SET due_at = :now + pause"  # noqa: S608
        f" WHERE owner = :owner AND mark = 'queued' AND {_STRAYED}",
        values,
    )
    row = connection.execute(_CLAIMABLE, values).fetchone()
    if row is None:
        return None
    _step(connection, row[0], (Mark.QUEUED,), mark=Mark.CLAIMED, reason=None, error_kind=None)
    return by_id(connection, owner, row[0])


def _step(
    connection: sqlite3.Connection, sending_id: str, origins: Sequence[Mark], **values: object
) -> bool:
    columns = ", ".join(f"{name} = ?" for name in values)
    marks = ",".join("?" * len(origins))
    cursor = connection.execute(
        f"UPDATE sendings SET {columns} WHERE id = ? AND mark IN ({marks})",  # noqa: S608
        (*values.values(), sending_id, *origins),
    )
    return cursor.rowcount == 1


_UNDER_WAY = (Mark.CLAIMED, Mark.WIRE)


def to_wire(connection: sqlite3.Connection, sending_id: str, now: float) -> bool:
    """Mark a claimed sending as leaving: the last step before its first byte."""
    return _step(connection, sending_id, (Mark.CLAIMED,), mark=Mark.WIRE, wire_at=now)


def to_sent(
    connection: sqlite3.Connection,
    sending_id: str,
    *,
    code: str,
    now: float,
    count: int | None,
    reason: str | None = None,
    error_kind: str | None = None,
) -> bool:
    """Record the code the service answered with."""
    return _step(
        connection,
        sending_id,
        _UNDER_WAY,
        mark=Mark.SENT,
        code=code,
        sent_at=now,
        sent_count=count,
        reason=reason,
        error_kind=error_kind,
    )


def to_refused(
    connection: sqlite3.Connection, sending_id: str, reason: str, error_kind: str | None
) -> bool:
    """Record that it definitely was not sent."""
    return _step(
        connection,
        sending_id,
        _UNDER_WAY,
        mark=Mark.REFUSED,
        reason=storable(reason),
        error_kind=error_kind,
    )


def to_unknown(
    connection: sqlite3.Connection,
    sending_id: str,
    reason: str,
    error_kind: str | None,
    look_at: float,
) -> bool:
    """Record that it may have left and the answer is lost; first looked for at `look_at`."""
    return _step(
        connection,
        sending_id,
        _UNDER_WAY,
        mark=Mark.UNKNOWN,
        reason=storable(reason),
        error_kind=error_kind,
        looks=0,
        look_at=look_at,
    )


def back_to_queue(
    connection: sqlite3.Connection,
    sending_id: str,
    *,
    now: float,
    pause: float,
    reason: str | None,
    error_kind: str | None,
) -> bool:
    """Put back what provably did not leave, to be tried again after `pause` seconds."""
    connection.execute("UPDATE sendings SET tries = tries + 1 WHERE id = ?", (sending_id,))
    return _step(
        connection,
        sending_id,
        _UNDER_WAY,
        mark=Mark.QUEUED,
        wire_at=None,
        due_at=now + pause,
        pause=pause,
        reason=storable(reason) if reason else None,
        error_kind=error_kind,
    )


def hold(
    connection: sqlite3.Connection, owner: Owner, now: float, reason: str, error_kind: str | None
) -> tuple[str, ...]:
    """Write on everything due, and not told yet, why it does not leave now; return their ids."""
    rows = connection.execute(
        "SELECT id FROM sendings WHERE owner = ? AND mark = 'queued' AND due_at <= ?"
        " AND reason IS NOT ?",
        (owner.key, now, storable(reason)),
    ).fetchall()
    ids = tuple(row[0] for row in rows)
    connection.executemany(
        "UPDATE sendings SET reason = ?, error_kind = ?, tries = tries + 1 WHERE id = ?",
        [(storable(reason), error_kind, one) for one in ids],
    )
    return ids


def release(connection: sqlite3.Connection, owner: Owner, now: float) -> tuple[str, ...]:
    """Take the reasons and pauses away from what came back to the queue; return their ids."""
    rows = connection.execute(
        "SELECT id FROM sendings WHERE owner = ? AND mark = 'queued' AND reason IS NOT NULL",
        (owner.key,),
    ).fetchall()
    ids = tuple(row[0] for row in rows)
    connection.executemany(
        "UPDATE sendings SET reason = NULL, error_kind = NULL, due_at = min(due_at, ?)"
        " WHERE id = ?",
        [(now, one) for one in ids],
    )
    return ids


def cancel(connection: sqlite3.Connection, sending_id: str) -> bool:
    """Take a sending out of the queue, as long as nobody works on it."""
    return _step(connection, sending_id, (Mark.QUEUED,), mark=Mark.CANCELLED)


def hurry(connection: sqlite3.Connection, sending_id: str, now: float) -> bool:
    """Make a queued sending due now."""
    return _step(connection, sending_id, (Mark.QUEUED,), due_at=now, pause=0)


def dismiss(connection: sqlite3.Connection, sending_id: str) -> bool:
    """Stop showing a refused or unknown sending among what waits."""
    return _step(connection, sending_id, (Mark.REFUSED, Mark.UNKNOWN), dismissed=1)


def adopt(connection: sqlite3.Connection, sending_id: str, code: str, sent_at: float) -> bool:
    """Give an unknown sending the code under which it was found to have been sent."""
    return _step(
        connection,
        sending_id,
        (Mark.UNKNOWN,),
        mark=Mark.SENT,
        code=code,
        sent_at=sent_at,
        reason=None,
        error_kind=None,
        look_at=None,
    )


def look_again(
    connection: sqlite3.Connection, sending_id: str, look_at: float, reason: str | None = None
) -> bool:
    """Note a look for an unknown sending that found nothing certain."""
    connection.execute("UPDATE sendings SET looks = looks + 1 WHERE id = ?", (sending_id,))
    if reason is None:
        return _step(connection, sending_id, (Mark.UNKNOWN,), look_at=look_at)
    return _step(connection, sending_id, (Mark.UNKNOWN,), look_at=look_at, reason=storable(reason))


def recover(
    connection: sqlite3.Connection, owner: Owner, now: float, reason: str
) -> tuple[str, ...]:
    """Settle what an ended process left under way; return the ids of those sendings.

    Only for who holds the owner's lock. Claimed provably did not leave: back to the queue. Wire may
    have: unknown, for `reason`.
    """
    rows = connection.execute(
        "SELECT id, mark FROM sendings WHERE owner = ? AND mark IN ('claimed', 'wire')",
        (owner.key,),
    ).fetchall()
    for sending_id, mark in rows:
        if mark == Mark.CLAIMED:
            _step(connection, sending_id, (Mark.CLAIMED,), mark=Mark.QUEUED, due_at=now, pause=0)
        else:
            to_unknown(connection, sending_id, reason, "outcome-unknown", now)
    return tuple(row[0] for row in rows)


def checked(connection: sqlite3.Connection, sending_id: str, now: float, *, final: bool) -> None:
    """Note that the receipts of a sending were asked for, and whether more can be expected."""
    connection.execute(
        "UPDATE sendings SET checked_at = ?, final = ? WHERE id = ?", (now, final, sending_id)
    )
