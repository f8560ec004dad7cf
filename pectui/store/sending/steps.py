"""The steps a sending may take on disk.

    queued → claimed → wire → sent | refused | unknown        cancelled, only from queued

Each step is one statement guarded by the phase it starts from; it tells whether it was taken, so
that no process can take a step another one has taken already.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.store.sending.reasons import packed
from pectui.store.sending.sendings import Phase, Record
from pectui.store.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.catalogue import Words
    from pectui.models import State
    from pectui.store.sending.batches import Limit

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

_STRAYED = f"(due_at > :now + 1 AND pause <= {_SHORT_PAUSE} AND due_at - :now > pause + 1)"
"""Farther off than it was ever asked to wait: the clock was set back meanwhile."""

_NO_EQUAL_IN_FLIGHT = (
    "NOT EXISTS (SELECT 1 FROM sendings AS other WHERE other.owner = sendings.owner"
    " AND other.subject_key = sendings.subject_key AND other.mark IN ('claimed', 'wire'))"
)


_CLAIMABLE = (
    "SELECT id FROM sendings WHERE owner = :owner AND mark = 'queued' AND batch IS :batch"  # noqa: S608
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
    limits: tuple[Limit, ...] = ()
    """What the plan allows, which holds back batches and not a letter by itself."""


NO_TICK = Tick()
"""Where that clock tells nothing."""


_UNDER_WAY = (Phase.CLAIMED, Phase.WIRE)


class Steps(Table):
    """The steps of one mailbox's sendings, each within the transaction that is open."""

    def can_claim(self, tick: Tick = NO_TICK) -> bool:
        """Whether `claim_next` has something to do."""
        return bool(self._execute(_STRAY, self._values(tick)).fetchone() or self._claimable(tick))

    def _claimable(self, tick: Tick) -> str | None:
        """Return what may leave next: a letter by itself first, then batch after batch."""
        values = self._values(tick)

        def first(batch: int | None) -> str | None:
            row = self._execute(_CLAIMABLE, {**values, "batch": batch}).fetchone()
            return None if row is None else str(row[0])

        if (found := first(None)) is not None:
            return found
        batches = self._tables.batches.open_now(tick.limits)
        return next((found for one in batches if (found := first(one)) is not None), None)

    def has_queued(self) -> bool:
        """Whether anything waits to be sent, now or later."""
        found = self._execute(
            "SELECT 1 FROM sendings WHERE owner = ? AND mark = 'queued' AND (batch IS NULL"
            " OR batch IN (SELECT number FROM batches WHERE mark = 'open')) LIMIT 1",
            (self._owner,),
        )
        return found.fetchone() is not None

    def _values(self, tick: Tick) -> dict[str, object]:
        now = self._now()
        return {"owner": self._owner, "now": now, "boot": tick.boot, "tick": tick.seconds}

    def claim_next(self, tick: Tick = NO_TICK) -> Record | None:
        """Claim the first sending that is due and has no equal in flight; return it, or None."""
        values = self._values(tick)
        self._execute(
            "UPDATE sendings SET due_at = :now + pause"  # noqa: S608
            f" WHERE owner = :owner AND mark = 'queued' AND {_STRAYED}",
            values,
        )
        found = self._claimable(tick)
        if found is None:
            return None
        self._step(found, (Phase.QUEUED,), mark=Phase.CLAIMED, reason=None, error_kind=None)
        return self._tables.sendings.by_id(found)

    def _step(self, sending_id: str, origins: Sequence[Phase], **values: object) -> bool:
        columns = ", ".join(f"{name} = ?" for name in values)
        marks = ",".join("?" * len(origins))
        cursor = self._execute(
            f"UPDATE sendings SET {columns} WHERE id = ? AND mark IN ({marks})",  # noqa: S608
            (*values.values(), sending_id, *origins),
        )
        return cursor.rowcount == 1

    def to_wire(self, sending_id: str) -> bool:
        """Mark a claimed sending as leaving: the last step before its first byte."""
        return self._step(sending_id, (Phase.CLAIMED,), mark=Phase.WIRE, wire_at=self._now())

    def to_sent(
        self,
        sending_id: str,
        *,
        code: str,
        count: int | None,
        why: Words | None = None,
        error_kind: str | None = None,
    ) -> bool:
        """Record the code the service answered with."""
        taken = self._step(
            sending_id,
            _UNDER_WAY,
            mark=Phase.SENT,
            code=code,
            sent_at=self._now(),
            sent_count=count,
            reason=packed(why),
            error_kind=error_kind,
        )
        if taken:
            self._drop_namesake(code)
        return taken

    def to_refused(self, sending_id: str, why: Words, error_kind: str | None) -> bool:
        """Record that it definitely was not sent."""
        return self._step(
            sending_id,
            _UNDER_WAY,
            mark=Phase.REFUSED,
            reason=packed(why),
            error_kind=error_kind,
        )

    def to_unknown(
        self,
        sending_id: str,
        why: Words,
        error_kind: str | None,
        look_at: float,
    ) -> bool:
        """Record that it may have left and the answer is lost; first looked for at `look_at`."""
        return self._step(
            sending_id,
            _UNDER_WAY,
            mark=Phase.UNKNOWN,
            reason=packed(why),
            error_kind=error_kind,
            doubted=True,
            looks=0,
            look_at=look_at,
        )

    def back_to_queue(
        self,
        sending_id: str,
        *,
        pause: float,
        why: Words | None,
        error_kind: str | None,
    ) -> bool:
        """Put back what provably did not leave, to be tried again after `pause` seconds."""
        self._execute("UPDATE sendings SET tries = tries + 1 WHERE id = ?", (sending_id,))
        is_back = self._step(
            sending_id,
            _UNDER_WAY,
            mark=Phase.QUEUED,
            wire_at=None,
            due_at=self._now() + pause,
            due_boot="",
            pause=pause,
            reason=packed(why),
            error_kind=error_kind,
        )
        self._keep_stopped(sending_id)
        return is_back

    def put_back(self, sending_id: str) -> bool:
        """Put back what its process gives up before the first byte, as if it was not claimed."""
        is_back = self._step(sending_id, _UNDER_WAY, mark=Phase.QUEUED, wire_at=None)
        self._keep_stopped(sending_id)
        return is_back

    def _keep_stopped(self, sending_id: str) -> None:
        """Take back what comes back to a batch that was stopped while it was on its way."""
        self._execute(
            "UPDATE sendings SET mark = 'cancelled', reason = NULL, error_kind = NULL"
            " WHERE id = ? AND mark = 'queued'"
            " AND batch IN (SELECT number FROM batches WHERE mark = 'stopped')",
            (sending_id,),
        )

    def untold(self, why: Words, tick: Tick = NO_TICK) -> tuple[str, ...]:
        """Return the ids of what is due and does not say that it is held for that reason.

        A batch says so once, and not on each of its letters.
        """
        rows = self._execute(
            "SELECT id FROM sendings WHERE owner = :owner AND mark = 'queued' AND batch IS NULL"  # noqa: S608
            f" AND {_DUE} AND reason IS NOT :reason",
            {**self._values(tick), "reason": packed(why)},
        ).fetchall()
        return tuple(row[0] for row in rows)

    def hold(
        self,
        why: Words,
        error_kind: str | None,
        tick: Tick = NO_TICK,
    ) -> tuple[str, ...]:
        """Write on what is due and not told yet why it does not leave; return their ids."""
        ids = self.untold(why, tick)
        self._executemany(
            "UPDATE sendings SET reason = ?, error_kind = ?, tries = tries + 1 WHERE id = ?",
            [(packed(why), error_kind, one) for one in ids],
        )
        return ids

    def unsay(self, sending_ids: Sequence[str]) -> None:
        """Clear the errors of queued sendings, so that the next one is told again."""
        self._executemany(
            "UPDATE sendings SET reason = NULL, error_kind = NULL WHERE id = ? AND mark = 'queued'",
            [(one,) for one in sending_ids],
        )

    def release(self) -> tuple[str, ...]:
        """Take the reasons and pauses away from what came back to the queue; return their ids."""
        rows = self._execute(
            "SELECT id FROM sendings WHERE owner = ? AND mark = 'queued' AND reason IS NOT NULL",
            (self._owner,),
        ).fetchall()
        ids = tuple(row[0] for row in rows)
        self._executemany(
            "UPDATE sendings SET reason = NULL, error_kind = NULL, due_at = min(due_at, ?),"
            " due_boot = ''"
            " WHERE id = ?",
            [(self._now(), one) for one in ids],
        )
        return ids

    def cancel(self, sending_id: str) -> bool:
        """Take a sending out of the queue, as long as nobody works on it."""
        return self._step(sending_id, (Phase.QUEUED,), mark=Phase.CANCELLED)

    def hurry(self, sending_id: str) -> bool:
        """Make a queued sending due now, whatever time was chosen for it."""
        return self._step(
            sending_id, (Phase.QUEUED,), due_at=self._now(), due_boot="", pause=0, leave_at=None
        )

    def put_off(self, sending_id: str, leave_at: float) -> bool:
        """Give a queued sending another time to leave at."""
        return self._step(
            sending_id,
            (Phase.QUEUED,),
            leave_at=leave_at,
            reason=None,
            error_kind=None,
        )

    def dismiss(self, sending_id: str) -> bool:
        """Stop showing a refused or unknown sending among what waits."""
        self._execute(
            "UPDATE sendings SET seen_to = mark WHERE id = ? AND mark IN ('refused', 'unknown')",
            (sending_id,),
        )
        return self._step(sending_id, (Phase.REFUSED, Phase.UNKNOWN), dismissed=1)

    def see_to(self, sending_id: str, concern: str) -> None:
        """Note the concern about a sending that the person has seen to; "" takes the note back."""
        self._execute("UPDATE sendings SET seen_to = ? WHERE id = ?", (concern, sending_id))

    def _drop_namesake(self, code: str) -> None:
        """Forget what is known of `code` from its receipts only: its own sending is found."""
        self._execute(
            "DELETE FROM sendings WHERE owner = ? AND code = ? AND letter_id = id",
            (self._owner, code),
        )

    def adopt(self, sending_id: str, code: str, sent_at: float) -> bool:
        """Give an unknown sending the code under which it was found to have been sent."""
        taken = self._step(
            sending_id,
            (Phase.UNKNOWN,),
            mark=Phase.SENT,
            code=code,
            sent_at=sent_at,
            reason=None,
            error_kind=None,
            look_at=None,
        )
        if taken:
            self._drop_namesake(code)
        return taken

    def look_again(self, sending_id: str, look_at: float, why: Words | None = None) -> bool:
        """Note a look for an unknown sending that found nothing certain."""
        self._execute("UPDATE sendings SET looks = looks + 1 WHERE id = ?", (sending_id,))
        if why is None:
            return self._step(sending_id, (Phase.UNKNOWN,), look_at=look_at)
        return self._step(sending_id, (Phase.UNKNOWN,), look_at=look_at, reason=packed(why))

    def recover(self, why: Words) -> tuple[str, ...]:
        """Settle what an ended process left under way; return the ids of those sendings.

        Only for who holds the owner's lock. Claimed provably did not leave: back to the queue. Wire
        may have: unknown, for the reason given.
        """
        now = self._now()
        rows = self._execute(
            "SELECT id, mark FROM sendings WHERE owner = ? AND mark IN ('claimed', 'wire')",
            (self._owner,),
        ).fetchall()
        for sending_id, phase in rows:
            if phase == Phase.CLAIMED:
                self._step(sending_id, (Phase.CLAIMED,), mark=Phase.QUEUED, due_at=now, pause=0)
                self._keep_stopped(sending_id)
            else:
                self.to_unknown(sending_id, why, "outcome-unknown", now)
        return tuple(row[0] for row in rows)

    def cleared(self, sending_id: str, at: float | None) -> None:
        """Note since when the service has no receipts of a sending any more; None: it has some."""
        self._execute("UPDATE sendings SET cleared_at = ? WHERE id = ?", (at, sending_id))

    def checked(self, sending_id: str, state: State) -> None:
        """Note that the receipts of a sending were asked for, and where it stands by them."""
        self._execute(
            "UPDATE sendings SET checked_at = ?, final = ?, state = ?, unclear = 0, remembered = 0"
            " WHERE id = ?",
            (self._now(), state.is_final, state.value, sending_id),
        )
