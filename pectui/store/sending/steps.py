"""The steps a sending may take on disk.

    queued → claimed → wire → sent | refused | unknown        cancelled, only from queued

Each step is one statement guarded by the mark it starts from; it tells whether it was taken, so
that no process can take a step another one has taken already.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.store.sending.sendings import Mark, Record, by_id
from pectui.text import storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from pectui.models import State
    from pectui.store.owner import Owner

_SHORT_PAUSE = 600.0
"""Seconds. A pause up to this is a wait from a moment on; a longer one means a time of the day."""

_DUE = (
    "CASE WHEN due_boot != '' AND due_boot = :boot THEN due_tick <= :tick ELSE due_at <= :now END"
    " AND (leave_at IS NULL OR leave_at <= :now)"
)
"""Both its pause and the time its writer chose are over, by the clock on the wall.

A suspended machine sends when it wakes; a clock that was set back keeps the letter waiting. The few
seconds in which a letter can be undone are counted by the monotonic clock, as on the screen.
"""

_STRAYED = f"(pause <= {_SHORT_PAUSE} AND due_at - :now > pause + 1)"
"""Farther off than it was ever asked to wait: the clock was set back meanwhile."""

_NO_EQUAL_IN_FLIGHT = (
    "NOT EXISTS (SELECT 1 FROM sendings AS other WHERE other.owner = sendings.owner"
    " AND other.subject_key = sendings.subject_key AND other.mark IN ('claimed', 'wire'))"
)


_CLAIMABLE = (
    "SELECT id FROM sendings WHERE owner = :owner AND mark = 'queued'"  # noqa: S608
    f" AND {_DUE} AND {_NO_EQUAL_IN_FLIGHT} ORDER BY number LIMIT 1"
)
_STRAY = (
    "SELECT id FROM sendings WHERE owner = :owner AND mark = 'queued'"  # noqa: S608
    f" AND {_STRAYED} LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment of the monotonic clock, which is that of one boot."""

    boot: str = ""
    seconds: float = 0.0


NO_TICK = Tick()
"""Where that clock tells nothing."""


def can_claim(
    connection: sqlite3.Connection, owner: Owner, now: float, tick: Tick = NO_TICK
) -> bool:
    """Whether `claim_next` has something to do."""
    values = _values(owner, now, tick)
    return any(connection.execute(query, values).fetchone() for query in (_CLAIMABLE, _STRAY))


def _values(owner: Owner, now: float, tick: Tick) -> dict[str, object]:
    return {"owner": owner.key, "now": now, "boot": tick.boot, "tick": tick.seconds}


def claim_next(
    connection: sqlite3.Connection, owner: Owner, now: float, tick: Tick = NO_TICK
) -> Record | None:
    """Claim the first sending that is due and has no equal in flight; return it, or None."""
    values = _values(owner, now, tick)
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
    owner: Owner,
    sending_id: str,
    *,
    code: str,
    now: float,
    count: int | None,
    reason: str | None = None,
    error_kind: str | None = None,
) -> bool:
    """Record the code the service answered with."""
    taken = _step(
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
    if taken:
        _drop_namesake(connection, owner, code)
    return taken


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
        doubted=True,
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
        due_boot="",
        pause=pause,
        reason=storable(reason) if reason else None,
        error_kind=error_kind,
    )


def put_back(connection: sqlite3.Connection, sending_id: str) -> bool:
    """Put back what its process gives up before the first byte: as if it had not been claimed."""
    return _step(connection, sending_id, _UNDER_WAY, mark=Mark.QUEUED, wire_at=None)


def untold(
    connection: sqlite3.Connection, owner: Owner, now: float, reason: str, tick: Tick = NO_TICK
) -> tuple[str, ...]:
    """Return the ids of what is due and does not say that it is held for `reason`."""
    rows = connection.execute(
        "SELECT id FROM sendings WHERE owner = :owner AND mark = 'queued'"  # noqa: S608
        f" AND {_DUE} AND reason IS NOT :reason",
        {**_values(owner, now, tick), "reason": storable(reason)},
    ).fetchall()
    return tuple(row[0] for row in rows)


def hold(
    connection: sqlite3.Connection,
    owner: Owner,
    now: float,
    reason: str,
    error_kind: str | None,
    tick: Tick = NO_TICK,
) -> tuple[str, ...]:
    """Write on everything due, and not told yet, why it does not leave now; return their ids."""
    ids = untold(connection, owner, now, reason, tick)
    connection.executemany(
        "UPDATE sendings SET reason = ?, error_kind = ?, tries = tries + 1 WHERE id = ?",
        [(storable(reason), error_kind, one) for one in ids],
    )
    return ids


def unsay(connection: sqlite3.Connection, sending_ids: Sequence[str]) -> None:
    """Take the reason from what is queued, so that who is held by it is told anew."""
    connection.executemany(
        "UPDATE sendings SET reason = NULL, error_kind = NULL WHERE id = ? AND mark = 'queued'",
        [(one,) for one in sending_ids],
    )


def release(connection: sqlite3.Connection, owner: Owner, now: float) -> tuple[str, ...]:
    """Take the reasons and pauses away from what came back to the queue; return their ids."""
    rows = connection.execute(
        "SELECT id FROM sendings WHERE owner = ? AND mark = 'queued' AND reason IS NOT NULL",
        (owner.key,),
    ).fetchall()
    ids = tuple(row[0] for row in rows)
    connection.executemany(
        "UPDATE sendings SET reason = NULL, error_kind = NULL, due_at = min(due_at, ?),"
        " due_boot = ''"
        " WHERE id = ?",
        [(now, one) for one in ids],
    )
    return ids


def cancel(connection: sqlite3.Connection, sending_id: str) -> bool:
    """Take a sending out of the queue, as long as nobody works on it."""
    return _step(connection, sending_id, (Mark.QUEUED,), mark=Mark.CANCELLED)


def hurry(connection: sqlite3.Connection, sending_id: str, now: float) -> bool:
    """Make a queued sending due now, whatever time was chosen for it."""
    return _step(
        connection, sending_id, (Mark.QUEUED,), due_at=now, due_boot="", pause=0, leave_at=None
    )


def put_off(connection: sqlite3.Connection, sending_id: str, leave_at: float) -> bool:
    """Give a queued sending another time to leave at."""
    return _step(
        connection,
        sending_id,
        (Mark.QUEUED,),
        leave_at=leave_at,
        reason=None,
        error_kind=None,
    )


def dismiss(connection: sqlite3.Connection, sending_id: str) -> bool:
    """Stop showing a refused or unknown sending among what waits."""
    connection.execute(
        "UPDATE sendings SET seen_to = mark WHERE id = ? AND mark IN ('refused', 'unknown')",
        (sending_id,),
    )
    return _step(connection, sending_id, (Mark.REFUSED, Mark.UNKNOWN), dismissed=1)


def see_to(connection: sqlite3.Connection, sending_id: str, concern: str) -> None:
    """Note the concern about a sending that the person has seen to; "" takes the note back."""
    connection.execute("UPDATE sendings SET seen_to = ? WHERE id = ?", (concern, sending_id))


def _drop_namesake(connection: sqlite3.Connection, owner: Owner, code: str) -> None:
    """Forget what is known of `code` from its receipts only: its own sending is found."""
    connection.execute(
        "DELETE FROM sendings WHERE owner = ? AND code = ? AND letter_id = id", (owner.key, code)
    )


def adopt(
    connection: sqlite3.Connection, owner: Owner, sending_id: str, code: str, sent_at: float
) -> bool:
    """Give an unknown sending the code under which it was found to have been sent."""
    taken = _step(
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
    if taken:
        _drop_namesake(connection, owner, code)
    return taken


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


def cleared(connection: sqlite3.Connection, sending_id: str, at: float | None) -> None:
    """Note since when the service has no receipts of a sending any more; None: it has some."""
    connection.execute("UPDATE sendings SET cleared_at = ? WHERE id = ?", (at, sending_id))


def checked(connection: sqlite3.Connection, sending_id: str, now: float, state: State) -> None:
    """Note that the receipts of a sending were asked for, and where it stands by them."""
    connection.execute(
        "UPDATE sendings SET checked_at = ?, final = ?, state = ?, unclear = 0 WHERE id = ?",
        (now, state.is_final, state.value, sending_id),
    )
