"""Reads the address of a row from its cell, as people fill such cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pectui.catalogue import t
from pectui.errors import AddressInvalid, ColumnMissing
from pectui.models import Finding, Gravity
from pectui.pec.addresses import check_address, is_provider, punycode_domain, split_addresses
from pectui.pec.kinds import is_ordinary
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import Column

NAMES = (
    "pec", "indirizzo pec", "indirizzo di pec", "posta certificata", "destinatario", "recipient",
    "email", "e-mail", "mail", "indirizzo e-mail", "indirizzo email", "address",
)  # fmt: skip
"""Whole headers that name the column of the recipients, in the order in which they are taken."""
_NONE = frozenset({
    "", "-", "--", "–", "—", "/", "n.d.", "n.d", "nd", "n/d", "n.a.", "n/a", "na", "nessuna",
    "nessuno", "nessuna pec", "no pec", "non disponibile", "non presente", "assente", "none",
    "null", "no",
})  # fmt: skip
"""What is written where there is no address, in lower case."""
_ALONE = re.compile(r"[\w.+-]+@[\w.-]+", re.ASCII)
"""A cell that holds an address and nothing else, as most do."""


class Addressee(NamedTuple):
    """Whom a row is for: an address, or nobody with one, or what is wrong."""

    address: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def has_none(self) -> bool:
        """Whether the cell says that there is no address."""
        return not self.address and not self.findings


def column_of_recipients(columns: Sequence[Column], wanted: str = "") -> Column:
    """Return the column of the recipients. Raises ColumnMissing."""
    by_name: dict[str, Column] = {}
    for column in columns:
        for name in (column.name, column.key):
            by_name.setdefault(" ".join(name.split()).casefold(), column)
    by_name.pop("", None)
    for name in (wanted,) if wanted else NAMES:
        found = by_name.get(" ".join(name.split()).casefold())
        if found is not None:
            return found
    raise ColumnMissing(name=wanted or NAMES[0], columns=", ".join(map(shown_name, columns)))


def shown_name(column: Column) -> str:
    """Return the name of a column as it is told; of one without a name its place."""
    return clean_line(column.name) or t("batches.column", position=column.position + 1)


class Recipients:
    """The addresses of one table's rows."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self._field = shown_name(column)

    def read(self, cell: str) -> Addressee:
        """Return whom a cell means."""
        written = cell
        if not _ALONE.fullmatch(cell):
            if " ".join(cell.split()).casefold() in _NONE:
                return Addressee()
            addresses = split_addresses(cell)
            if len(addresses) > 1:
                return self._problem("batches.two-addresses", cell)
            written = addresses[0] if addresses else cell
        try:
            address = check_address(written)
        except AddressInvalid:
            return self._problem("batches.address-invalid", cell)
        if (plain := punycode_domain(address)) is not None:
            return self._problem("batches.foreign-letters", address, plain=plain)
        return Addressee(address, self._warnings(address))

    def _warnings(self, address: str) -> tuple[Finding, ...]:
        if is_provider(address):
            return (self._finding(Gravity.WARNING, "batches.to-a-provider", address),)
        if is_ordinary(address):
            return (self._finding(Gravity.WARNING, "batches.ordinary-mail", address),)
        return ()

    def _problem(self, key: str, address: str, **values: str) -> Addressee:
        return Addressee("", (self._finding(Gravity.PROBLEM, key, address, **values),))

    def _finding(self, gravity: Gravity, key: str, address: str, **values: str) -> Finding:
        shown = {"address": clean_line(address, 120), **values}
        return Finding(gravity, key, tuple(shown.items()), field=self._field)
