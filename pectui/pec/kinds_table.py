"""The table of kinds as text: how subjects start, who writes notices, which domains are ordinary.

One row a line, `name = words`; `#` begins a remark. A name is that of a kind, then the words are
how a subject of that kind starts, less the colon; or `sender`: an address that providers' machines
write from; or `ordinary`: a domain of ordinary mail. `*` stands for anything; a subject with one
counts only where a provider's machine wrote it, for a person may well write "Anomalia caldaia: …".
The file of a user's own rows is written in the same way.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from pectui.models import Kind

VERSION = "2026-11"
"""Changes with the rows below."""

SENDER, ORDINARY = "sender", "ordinary"
NAMES = (*(kind.value for kind in Kind if kind is not Kind.OTHER), SENDER, ORDINARY)
MOST_ROWS = 500
_LONGEST = 120
"""Characters of the words of one row."""

BUILT_IN = """
acceptance    = ACCETTAZIONE
acceptance    = AVVENUTA ACCETTAZIONE

not-accepted  = AVVISO DI NON ACCETTAZIONE
not-accepted  = AVVISO DI NON ACCETTAZIONE PER VIRUS
not-accepted  = AVVISO DI MANCATA ACCETTAZIONE
not-accepted  = AVVISO DI MANCATA ACCETTAZIONE PER VIRUS
not-accepted  = NON ACCETTAZIONE
not-accepted  = MANCATA ACCETTAZIONE
not-accepted  = AVVISO DI NON ACCETTAZIONE *
not-accepted  = AVVISO DI MANCATA ACCETTAZIONE *

delivery      = CONSEGNA
delivery      = AVVENUTA CONSEGNA

overdue       = AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO
overdue       = AVVISO DI MANCATA CONSEGNA PER SUPERAMENTO TEMPO MASSIMO
overdue       = MANCATA CONSEGNA PER SUP. TEMPO MASSIMO
overdue       = PREAVVISO DI MANCATA CONSEGNA
overdue       = PREAVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO
overdue       = AVVISO DI MANCATA CONSEGNA * TEMPO *
overdue       = AVVISO DI MANCATA CONSEGNA * TERMIN*
overdue       = AVVISO DI MANCATA CONSEGNA * ORE *
overdue       = PREAVVISO DI MANCATA CONSEGNA *

not-delivered = AVVISO DI MANCATA CONSEGNA
not-delivered = AVVISO DI MANCATA CONSEGNA PER VIRUS
not-delivered = MANCATA CONSEGNA
not-delivered = MANCATA CONSEGNA PER VIRUS
not-delivered = ERRORE DI CONSEGNA
not-delivered = AVVISO DI MANCATA CONSEGNA *

certified     = POSTA CERTIFICATA

anomaly       = ANOMALIA MESSAGGIO
anomaly       = ANOMALIA *

service       = PRESA IN CARICO
service       = PROBLEMA DI SICUREZZA

sender        = posta-certificata@*
sender        = posta.certificata@*
sender        = posta_certificata@*
sender        = postacertificata@*

ordinary      = gmail.com
ordinary      = googlemail.com
ordinary      = hotmail.*
ordinary      = outlook.*
ordinary      = live.*
ordinary      = msn.com
ordinary      = yahoo.*
ordinary      = ymail.com
ordinary      = rocketmail.com
ordinary      = icloud.com
ordinary      = me.com
ordinary      = mac.com
ordinary      = libero.it
ordinary      = iol.it
ordinary      = inwind.it
ordinary      = blu.it
ordinary      = giallo.it
ordinary      = virgilio.it
ordinary      = alice.it
ordinary      = tin.it
ordinary      = tim.it
ordinary      = tiscali.it
ordinary      = tiscalinet.it
ordinary      = fastwebnet.it
ordinary      = teletu.it
ordinary      = vodafone.it
ordinary      = email.it
ordinary      = katamail.com
ordinary      = supereva.it
ordinary      = gmx.*
ordinary      = aol.com
ordinary      = proton.me
ordinary      = protonmail.com
ordinary      = pm.me
ordinary      = tutanota.com
ordinary      = zoho.com
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is about, and its words."""

    name: str
    words: str


class BadRow(ValueError):
    """A row that cannot be used: its line, and a reason of the catalogue with its values."""

    def __init__(self, line: int, reason: str, **values: object) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason
        self.values = values


def read_rows(text: str) -> tuple[Row, ...]:
    """Return the rows in `text`, in order. Raises BadRow."""
    rows: dict[tuple[str, str], Row] = {}
    meant: dict[str, str] = {}
    for number, written in enumerate(text.splitlines(), 1):
        line = written.partition("#")[0].strip()
        if not line:
            continue
        row = _row(number, line)
        key = row.words.casefold()
        if meant.setdefault(key, row.name) != row.name:
            raise BadRow(number, "settings.reason.row-twice", words=row.words, other=meant[key])
        rows[(row.name, key)] = row
        if len(rows) > MOST_ROWS:
            raise BadRow(number, "settings.reason.too-many-rows", limit=MOST_ROWS)
    return tuple(rows.values())


def _row(number: int, line: str) -> Row:
    name, equals, rest = (part.strip() for part in line.partition("="))
    if not equals:
        raise BadRow(number, "settings.reason.no-row")
    if name.lower() not in NAMES:
        near = difflib.get_close_matches(name.lower(), NAMES, 1)
        if near:
            raise BadRow(number, "settings.reason.unknown-kind-near", near=near[0])
        raise BadRow(number, "settings.reason.unknown-kind", choices=", ".join(NAMES))
    words = " ".join(rest.rstrip(": ").split())
    if problem := _problem(name.lower(), words):
        raise BadRow(number, problem)
    return Row(name.lower(), words)


def _problem(name: str, words: str) -> str | None:
    """Return the reason that keeps `words` from being those of such a row, or None."""
    if len(words) > _LONGEST or not words.isprintable():
        return "settings.reason.row-length"
    letters = sum(map(str.isalnum, words))
    if name == SENDER:
        local, at, domain = words.partition("@")
        return (
            None
            if at and local.strip("*") and domain and " " not in words
            else "settings.reason.no-sender"
        )
    if name == ORDINARY:
        fits = "." in words and not words.startswith(("*", ".")) and "@" not in words
        return None if fits and " " not in words else "settings.reason.no-domain"
    return (
        "settings.reason.no-words" if letters < 3 or words.startswith("*") or ":" in words else None
    )
