"""The provider's signed messages on disk: what they say and how they were judged.

The files themselves lie beside the database, by their digest; see `pectui.services.proof`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pectui.models import CertifiedData, Judgement, Kind, Original
from pectui.pec.dates import parse_date
from pectui.store.table import Table
from pectui.text import storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

_COLUMNS = "number, sha256, size, file, data, judgement, text, taken_at"


class Originals(Table):
    """The signed originals of one mailbox."""

    def add(
        self,
        *,
        identity: str,
        sha256: str,
        size: int,
        file: str,
        letter_key: str,
        data: CertifiedData,
        judgement: Judgement,
        text: str,
    ) -> Original:
        """Write an original that is not here yet; return it."""
        self._execute(
            "INSERT INTO originals (owner, identity, sha256, size, file, code, letter_key, data,"
            " judgement, text, taken_at) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                self._owner,
                identity,
                sha256,
                size,
                storable(file),
                data.code,
                letter_key,
                _data_text(data),
                json.dumps(asdict(judgement)),
                storable(text),
                self._now(),
            ),
        )
        return self._find("identity = ?", identity)[0]

    def with_identity(self, identity: str) -> Original | None:
        """Return the original of this identity, or None."""
        return next(iter(self._find("identity = ?", identity)), None)

    def exchange_file(self, number: int, *, sha256: str, size: int, file: str) -> None:
        """Write another file of the same original in place of that it was kept from."""
        self._execute(
            "UPDATE originals SET sha256 = ?, size = ?, file = ? WHERE owner = ? AND number = ?",
            (sha256, size, storable(file), self._owner, number),
        )

    def judge(self, number: int, judgement: Judgement) -> None:
        """Write how an original was judged anew."""
        self._execute(
            "UPDATE originals SET judgement = ? WHERE owner = ? AND number = ?",
            (json.dumps(asdict(judgement)), self._owner, number),
        )

    def remove(self, number: int) -> None:
        """Forget an original."""
        self._execute("DELETE FROM originals WHERE owner = ? AND number = ?", (self._owner, number))

    def all(self) -> tuple[Original, ...]:
        """Return every original, in the order they were taken in."""
        return self._find("1")

    def numbered(self, number: int) -> Original | None:
        """Return the original with this number, or None."""
        return next(iter(self._find("number = ?", number)), None)

    def has_file(self, sha256: str) -> bool:
        """Whether the file with this digest is that of an original."""
        return bool(self._find("sha256 = ?", sha256))

    def by_code(self, codes: Collection[str]) -> dict[str, tuple[Original, ...]]:
        """Return the originals of receipts of these sendings, by their codes."""
        found: dict[str, tuple[Original, ...]] = {}
        for one in self._find("code IN (SELECT value FROM json_each(?))", json.dumps([*codes])):
            if one.data.code is not None and one.data.kind.is_receipt:
                found[one.data.code] = (*found.get(one.data.code, ()), one)
        return found

    def of_letter(self, letter_key: str) -> tuple[Original, ...]:
        """Return the originals of letters with this key."""
        return self._find("letter_key = ?", letter_key) if letter_key else ()

    def _find(self, where: str, *values: object) -> tuple[Original, ...]:
        rows = self._execute(
            f"SELECT {_COLUMNS} FROM originals WHERE owner = ? AND {where} ORDER BY number",  # noqa: S608
            (self._owner, *values),
        )
        return tuple(map(_original, rows.fetchall()))


def _data_text(data: CertifiedData) -> str:
    values = asdict(data)
    del values["date"]  # read again from its text
    return json.dumps(values)


def _original(row: sqlite3.Row) -> Original:
    return Original(
        number=row["number"],
        sha256=row["sha256"],
        size=row["size"],
        file=row["file"],
        data=_read_data(json.loads(row["data"])),
        judgement=Judgement(**_known(json.loads(row["judgement"]), Judgement)),
        text=row["text"],
        taken_at=datetime.fromtimestamp(row["taken_at"], UTC),
    )


def _read_data(values: dict[str, Any]) -> CertifiedData:
    known = _known(values, CertifiedData)
    date = parse_date(values["date_text"])
    known |= {
        "kind": Kind(values["kind"]),
        "date": date or datetime.fromtimestamp(0, UTC),
        "certified": tuple(values["certified"]),
        "ordinary": tuple(values["ordinary"]),
    }
    return CertifiedData(**known)


def _known(values: dict[str, Any], kind: type[CertifiedData | Judgement]) -> dict[str, Any]:
    """Return the values that `kind` has fields for: a newer version may have written more."""
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in values.items() if name in names}
