"""Which kind of message a subject announces. The table is the only place that knows prefixes."""

from __future__ import annotations

import re
from typing import NamedTuple

from pectui.models import Kind


class _Row(NamedTuple):
    kind: Kind
    prefixes: tuple[str, ...]
    """How a subject of this kind starts, less the colon; the prescribed one first, then aliases."""


_TABLE = (
    _Row(Kind.ACCEPTANCE, ("ACCETTAZIONE", "AVVENUTA ACCETTAZIONE")),
    _Row(
        Kind.NOT_ACCEPTED,
        (
            "AVVISO DI NON ACCETTAZIONE",
            "AVVISO DI NON ACCETTAZIONE PER VIRUS",
            "AVVISO DI MANCATA ACCETTAZIONE",
            "AVVISO DI MANCATA ACCETTAZIONE PER VIRUS",
        ),
    ),
    _Row(Kind.DELIVERY, ("CONSEGNA", "AVVENUTA CONSEGNA")),
    _Row(
        Kind.NOT_DELIVERED,
        (
            "AVVISO DI MANCATA CONSEGNA",
            "AVVISO DI MANCATA CONSEGNA PER VIRUS",
            "MANCATA CONSEGNA",
            "MANCATA CONSEGNA PER VIRUS",
            "ERRORE DI CONSEGNA",
        ),
    ),
    _Row(
        Kind.OVERDUE,
        (
            "AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO",
            "MANCATA CONSEGNA PER SUP. TEMPO MASSIMO",
            "PREAVVISO DI MANCATA CONSEGNA",
            "PREAVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO",
        ),
    ),
    _Row(Kind.CERTIFIED, ("POSTA CERTIFICATA",)),
    _Row(Kind.ANOMALY, ("ANOMALIA MESSAGGIO",)),
    _Row(Kind.SERVICE, ("PRESA IN CARICO", "PROBLEMA DI SICUREZZA")),
)


def _pattern(prefix: str) -> str:
    # Headers are folded and refolded on their way, so any run of blanks counts as one.
    return re.escape(prefix).replace(r"\.\ ", r"\.\s*").replace(r"\ ", r"\s+")


_BY_PREFIX = {_pattern(prefix): row.kind for row in _TABLE for prefix in row.prefixes}
_START = re.compile(
    r"\s*(?:" + "|".join(f"({pattern})" for pattern in _BY_PREFIX) + r")\s*:\s*",
    re.IGNORECASE,
)
_KINDS = tuple(_BY_PREFIX.values())


def classify(subject: str) -> Kind:
    """Return the kind that the start of `subject` announces; what is unknown is OTHER.

    Only the start counts: "POSTA CERTIFICATA: CONSEGNA: …" is a letter that somebody wrote.
    """
    match = _START.match(subject)
    if match is None or match.lastindex is None:
        return Kind.OTHER
    return _KINDS[match.lastindex - 1]


def strip_prefix(subject: str) -> str:
    """Return `subject` without the prefix of its kind and the blanks around; the code stays."""
    match = _START.match(subject)
    return (subject[match.end() :] if match else subject).strip()
