"""Makes the copy equal to the list that a scan read: what is new, gone, back; all at once.

The list is staged as it is read (see `stage`). Once it is known to have been read whole, or how the
copy differs from it, a reconciliation follows. Nothing else declares a message gone.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pectui.store.mailbox.fingerprints import fingerprint_of
from pectui.store.mailbox.table import CopyTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pectui.models import Envelope
    from pectui.store.mailbox.messages import Reading


@dataclass(frozen=True, slots=True)
class Base:
    """A list that the service's own is compared with, and the count that it was true of."""

    length: int
    """Rows in it; all of the service's, and perhaps some that have gone meanwhile."""
    there: int | None
    """Rows the service's list had when it was read to the end."""
    total: int | None
    """What the service counted then."""


@dataclass(slots=True)
class Difference:
    """What makes a list that was read before equal to the service's."""

    arrived: list[Envelope] = field(default_factory=list)
    """Rows at the newest end that it does not have, newest first."""
    gone: list[int] = field(default_factory=list)
    """Places of it that the service's list does not have."""
    seen: list[tuple[int, int | None]] = field(default_factory=list)
    """Places of it that were listed now, and under which ids."""
    same_ids: bool = True
    """Whether all that was listed now had the id that was known; else no other id is known."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What a reconciliation changed."""

    new: tuple[int, ...] = ()
    """Numbers of messages that came into the list and were not told of yet, newest first."""
    gone: tuple[int, ...] = ()
    """Numbers of messages the service has no more."""
    removed: int = 0
    """Provisional messages that are no part of the list."""
    returned: int = 0
    """Messages that had gone and lie on the service again."""


_MATCHED = """
CREATE TEMP TABLE matched AS
WITH listed AS (
    SELECT position, fingerprint, id,
        row_number() OVER (PARTITION BY fingerprint ORDER BY position) AS nth
    FROM staged
), known AS (
    SELECT number, fingerprint,
        row_number() OVER (PARTITION BY fingerprint ORDER BY here DESC, number DESC) AS nth
    FROM messages
)
SELECT listed.position AS position, listed.fingerprint AS fingerprint, listed.id AS id,
    known.number AS number
FROM listed LEFT JOIN known USING (fingerprint, nth)
"""

_NEW = "SELECT matched.number FROM matched JOIN messages USING (number) WHERE place IS NULL"

_BACK = (
    "SELECT messages.number, messages.fingerprint FROM matched JOIN messages USING (number)"
    " WHERE NOT here"
)

_UNLISTED = "SELECT number FROM messages WHERE here AND number NOT IN (SELECT number FROM matched)"

_SOMETHING_ADDED = "(has_body OR flagged OR note != '' OR tags != '' OR returned)"


class Reconciliation(CopyTable):
    """What makes the copy equal to the list of the service, and says that it is."""

    def begin_reading(self) -> int:
        """Count one more reading of the service's list; return its number."""
        number = self._tables.state.get("reading") + 1
        self._tables.state.set("reading", number)
        return number

    def base(self) -> Base | None:
        """Return the copy as it was reconciled last; None where it is not."""
        if not self._tables.state.get("proven"):
            return None
        # `count(place)` would read every row instead of the index.
        (length,) = self._execute(
            "SELECT count(*) FROM messages WHERE place IS NOT NULL"
        ).fetchone()
        return Base(length, length, self._tables.state.get_count("total"))

    def window(self, first: int, end: int) -> list[tuple[str, int | None]]:
        """Return fingerprint and id of the reconciled rows from place `first` to `end`."""
        generation = self._tables.state.get("generation")
        rows = self._execute(
            "SELECT identity, id, listed FROM messages WHERE place IS NOT NULL"
            " ORDER BY place DESC LIMIT ? OFFSET ?",
            (max(0, end - first), first),
        )
        return [
            (row["identity"].rpartition(".")[0], row["id"] if row["listed"] == generation else None)
            for row in rows
        ]

    def _numbers_at(self, places: Iterable[int]) -> list[int]:
        found = []
        for place in places:
            row = self._execute(
                "SELECT number FROM messages WHERE place IS NOT NULL"
                " ORDER BY place DESC LIMIT 1 OFFSET ?",
                (place,),
            ).fetchone()
            found.append(int(row["number"]))
        return found

    def doubt(self) -> None:
        """Take the copy for unproven: it has to be compared with the whole list once more."""
        self._tables.state.set("proven", 0)

    def remove_deleted(self, numbers: Sequence[int]) -> None:
        """Remove messages this program deleted from the service, or that were kept here only.

        The copy stays reconciled: the list has one row less, and the service will count one less.
        """
        marks = ",".join("?" * len(numbers))
        placed = self._execute(
            f"SELECT count(*) FROM messages WHERE place IS NOT NULL AND number IN ({marks})",  # noqa: S608
            tuple(numbers),
        ).fetchone()[0]
        names = [(row.identity, None) for row in self._tables.rows.by_numbers(numbers)]
        self._tables.dropped.add(names)
        self._tables.messages.remove(numbers)
        total = self._tables.state.get_count("total")
        if placed and total is not None:
            # mutants: a count that was too low is made anew by the next look, whatever it is
            self._tables.state.set("total", max(0, total - placed))
        self._tables.state.set("generation", self._tables.state.get("generation") + 1)

    def differ(self, difference: Difference, reading: Reading, total: int | None) -> Reconciled:
        """Reconcile the copy by how it differs from the service's list."""
        gone_numbers = self._numbers_at(difference.gone)
        seen_numbers = self._numbers_at([place for place, _ in difference.seen])
        if not difference.same_ids:
            self._tables.state.set("generation", self._tables.state.get("generation") + 1)
        generation = self._tables.state.get("generation")
        if not difference.same_ids:
            self._executemany(
                "UPDATE messages SET id = ?, listed = ? WHERE number = ?",
                [
                    (message_id, generation, number)
                    for number, (_, message_id) in zip(seen_numbers, difference.seen, strict=True)
                ],
            )
        self._tables.messages.mark_gone(gone_numbers)
        new = [self._take_place(row, reading, generation) for row in reversed(difference.arrived)]
        return self._reconcile(reading, total, new, gone_numbers)

    def _take_place(self, row: Envelope, reading: Reading, generation: int) -> int:
        """Give a row that arrived the newest place; return its number."""
        fingerprint = fingerprint_of(row)
        free = [one for one in self._tables.messages.equals(fingerprint) if one["place"] is None]
        here = [one["number"] for one in free if one["here"]]
        back = [one["number"] for one in free if not one["here"]]
        if here:
            number = here[0]
        elif back:
            number = back[0]
            self._tables.messages.bring_back(number, reading)
            self._tables.bodies.forget_of_equals(fingerprint)
        else:
            number = self._tables.messages.insert_equal(fingerprint, reading.number)
        newest = self._execute("SELECT max(place) FROM messages").fetchone()[0]
        self._execute(
            "UPDATE messages SET place = ?, id = ?, id_text = ?, listed = ? WHERE number = ?",
            # mutants: any place will do for the first
            ((newest or 0) + 1, row.id, row.id_text, generation, number),
        )
        return int(number)

    def reconcile_stage(
        self,
        reading: Reading,
        total: int | None,
        since: Difference | None = None,
    ) -> Reconciled:
        """Make the copy equal to the staged list, but for how the service's differs `since`.

        Raises LookupError where the copy lost a row that is staged.
        """
        if since is not None:
            self._tables.stage.amend(since)
        self._execute("DROP TABLE IF EXISTS temp.matched")
        self._execute(_MATCHED)
        lacking = self._execute(
            "SELECT position, fingerprint FROM matched WHERE number IS NULL ORDER BY position DESC"
        ).fetchall()
        new = []
        for row in lacking:
            number = self._tables.messages.insert_equal(row["fingerprint"], reading.number)
            new.append(number)
            self._execute(
                "UPDATE matched SET number = ? WHERE position = ?", (number, row["position"])
            )
        self._execute("CREATE UNIQUE INDEX temp.matched_numbers ON matched (number)")
        new += [row[0] for row in self._execute(_NEW)]
        gone = [row[0] for row in self._execute(_UNLISTED + " AND place IS NOT NULL")]
        self._tables.messages.mark_gone(gone)
        generation = self._tables.state.get("generation") + 1
        self._tables.state.set("generation", generation)
        back = self._execute(_BACK).fetchall()
        for row in back:
            self._tables.bodies.forget_one(row["number"])
        highest = self._execute("SELECT max(position) FROM staged").fetchone()[0] or 0
        self._execute(
            "UPDATE messages SET here = 1, returned = returned OR NOT here,"
            " place = ? - matched.position, id = matched.id, listed = ?"
            " FROM matched WHERE matched.number = messages.number",
            (highest + 1, generation),
        )
        for row in back:
            self._tables.bodies.forget_of_equals(row["fingerprint"])
        self._drop_false_copies()
        self._execute("DROP TABLE temp.matched")
        self._tables.stage.forget()
        self._tables.state.set("from before", 0)
        return self._reconcile(reading, total, new, gone)

    def _drop_false_copies(self) -> None:
        """Drop what version 0.0 called gone though the list has it.

        A copy that says something else than its equals on the service is kept: it was another
        message.
        """
        if not self._tables.state.get("from before"):
            return
        gone = self._execute(
            "SELECT number, identity, fingerprint FROM messages WHERE NOT here"
            " AND fingerprint IN (SELECT fingerprint FROM matched)"
        ).fetchall()
        for row in gone:
            lying = [one for one in self._tables.messages.equals(row["fingerprint"]) if one["here"]]
            said = self._tables.bodies.raw(row["number"])
            others = [self._tables.bodies.raw(one["number"]) for one in lying]
            if said is None or None in others or said in others:
                # mutants: nobody can tell its equals from each other
                self._tables.dropped.add([(row["identity"], lying[0]["identity"])])
                self._tables.messages.remove([row["number"]])

    def _reconcile(
        self,
        reading: Reading,
        total: int | None,
        new: Iterable[int],
        gone: Sequence[int],
    ) -> Reconciled:
        """Note what the copy is equal to now, and drop what is provisional and no part of it."""
        cleared = self.clear_provisional(reading)
        back = {row[0] for row in self._execute("SELECT number FROM messages WHERE returned")}
        returned = self._execute(
            "UPDATE messages SET returned = 0 WHERE returned AND place IS NOT NULL"
        ).rowcount
        self._tables.state.set_count("total", total)
        self._tables.state.set("proven", 1)
        self._tables.state.set("complete", 1)
        return replace(
            cleared,
            # What had gone and lies there again was told of when it came.
            new=tuple(sorted(set(new) - back, reverse=True)),
            gone=(*gone, *cleared.gone),
            returned=returned,
        )

    def clear_provisional(self, reading: Reading) -> Reconciled:
        """Drop provisional messages that the list lacks by this reading.

        What somebody would miss is kept as gone. What only version 0.0 listed may be a double:
        where an equal of it lies on the service, it was that one.
        """
        messages = self._tables.messages
        rows = self._execute(
            "SELECT number, identity, fingerprint, NOT seen AS doubtful,"  # noqa: S608
            f" {_SOMETHING_ADDED} AS missed FROM messages"
            " WHERE here AND place IS NULL AND seen <= ?",
            (reading.number,),
        ).fetchall()
        gone, dropped = [], []
        for row in rows:
            alike = messages.equals(row["fingerprint"])
            lying = [one for one in alike if one["place"] is not None]
            if row["missed"] and not (row["doubtful"] and lying):
                gone.append(row["number"])
                continue
            dropped.append(row["number"])
            if row["missed"]:
                self._tables.dropped.add([(row["identity"], lying[0]["identity"])])
        messages.mark_gone(gone)
        messages.remove(dropped)
        return Reconciled(gone=tuple(gone), removed=len(dropped))

    def has_provisional(self) -> bool:
        """Whether some message of the copy is provisional."""
        row = self._execute("SELECT 1 FROM messages WHERE here AND place IS NULL LIMIT 1")
        return row.fetchone() is not None
