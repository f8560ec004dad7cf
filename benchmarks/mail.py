"""A mailbox of plausible Italian mail for the benchmarks: the same at every run."""

from __future__ import annotations

import hashlib
import random
from typing import TYPE_CHECKING, NamedTuple

from pectui.models import RECEIPT_KINDS, Kind
from pectui.store.mailbox.schema import MIGRATIONS, TIE_BITS
from pectui.store.mailbox.tables import CopyTables

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from random import Random

NEWEST = 1_790_000_000
"""The moment of the newest message, in seconds since the epoch."""
_APART = 180
_BATCH = 5_000
_SYLLABLES = (
    "ba be bi bo ca ce chi co da de di do fa fe fi fo ga ge gi go la le li lo ma me mi mo na ne ni"
    " no pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo zio gna sta tra pre con scri"
)
_COMMON = (
    "di e il la in a per che del della con si le da dei un al non alla i sono una nel è con più"
    " fattura pratica comunicazione oggetto allegato comune documento protocollo richiesta società"
    " pagamento contratto notifica avviso ricorso istanza atto verifica conferma diffida relazione"
    " delibera bando gara offerta preventivo ordine consegna messaggio casella certificata"
)
_NAMES = (
    "rossi bianchi ferrari esposito romano colombo ricci marino greco bruno gallo conti costa"
    " giordano mancini rizzo lombardi moretti barbieri fontana santoro mariani rinaldi caruso"
)
_TRADES = "studio avv ing geom notaio comune asl ufficio segreteria amministrazione srl"
_PLACES = "pec legalmail arubapec postacert cert pecmail"
_PREFIXES = {
    Kind.CERTIFIED: "POSTA CERTIFICATA: ",
    Kind.ACCEPTANCE: "ACCETTAZIONE: ",
    Kind.DELIVERY: "CONSEGNA: ",
    Kind.NOT_DELIVERED: "AVVISO DI MANCATA CONSEGNA: ",
    Kind.ANOMALY: "ANOMALIA MESSAGGIO: ",
}
_KINDS = tuple(_PREFIXES)
_WEIGHTS = (40, 27, 27, 4, 2)
MAILBOX = "amministrazione@ditta.pec.example"


class Mail(NamedTuple):
    """One message."""

    number: int
    sender: str
    subject: str
    kind: Kind
    code: str | None
    body: str


class Writer:
    """Writes mail with the words of Italian in about the frequency they have."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        syllables = _SYLLABLES.split()
        rare = {"".join(chance.choices(syllables, k=chance.randint(2, 5))) for _ in range(60_000)}
        self.words = [*_COMMON.split(), *sorted(rare)]
        self._shares = [1 / (rank + 3) for rank in range(len(self.words))]
        total = 0.0
        self._sums = [total := total + share for share in self._shares]
        self.addresses = [self._address(n) for n in range(5_000)]

    def _address(self, n: int) -> str:
        chance = self._chance
        trade, name, place = (chance.choice(some.split()) for some in (_TRADES, _NAMES, _PLACES))
        sign = chance.choice((".", "", "_"))
        return f"{trade}{sign}{name}{n if n % 3 else ''}@{place}{n % 40}.example"

    def some(self, count: int) -> str:
        """Return `count` words."""
        return " ".join(self._chance.choices(self.words, cum_weights=self._sums, k=count))

    def mail(self, n: int, count: int) -> Mail:
        """Return message `n` of `count`, the last of which is the newest."""
        chance = self._chance
        moment = NEWEST - (count - n) * _APART
        kind = chance.choices(_KINDS, _WEIGHTS)[0]
        address = chance.choice(self.addresses)
        subject = _PREFIXES[kind] + self.some(chance.randint(3, 9))
        code = None
        if kind in RECEIPT_KINDS:
            code = f"{20_000_000_000_000 + n * 97}00"
            subject, sender = f"{subject} {code}", f"posta-certificata@{address.split('@')[1]}"
            body = (
                f"Ricevuta. Il messaggio indirizzato a {address} è stato trattato dal gestore.\n"
                f"Identificativo messaggio: {code}.{n}\n{self.some(15)}"
            )
        else:
            sender, body = f'"Per conto di: {address}"', self.some(chance.randint(30, 110))
        return Mail((moment << TIE_BITS) + 1, sender, subject, kind, code, body)


def letters(count: int) -> Iterator[Mail]:
    """Yield a mailbox of `count` messages, the oldest first."""
    writer = Writer(random.Random(count))
    return (writer.mail(n, count) for n in range(count))


def build(connection: sqlite3.Connection, count: int) -> None:
    """Fill an empty file with the tables of the mailbox and `count` messages in them."""
    first, *rest = MIGRATIONS
    connection.executescript(first)
    connection.execute("BEGIN")
    batch: list[Mail] = []
    for mail in letters(count):
        batch.append(mail)
        if len(batch) == _BATCH:
            insert(connection, batch)
            batch = []
    insert(connection, batch)
    connection.execute("COMMIT")
    for script in rest:
        connection.executescript(f"BEGIN; {script} COMMIT;")
    connection.execute("BEGIN")
    index = CopyTables(connection).index
    while index.add_some():
        continue
    connection.execute("COMMIT")


def insert(connection: sqlite3.Connection, batch: list[Mail]) -> None:
    """Insert messages with their bodies."""
    needed: dict[str, object] = {
        row[1]: 0
        for row in connection.execute("PRAGMA table_info(messages)")
        if row[3] and row[4] is None
    }
    rows = [
        needed
        | {
            "number": mail.number,
            "identity": hashlib.sha256(str(mail.number).encode()).hexdigest()[:24],
            "fingerprint": hashlib.sha256(mail.subject.encode()).hexdigest()[:24],
            "sender": mail.sender,
            "recipient": MAILBOX,
            "date_text": "",
            "subject": mail.subject,
            "kind": mail.kind,
            "moment": mail.number >> TIE_BITS,
            "sender_address": mail.sender,
            "id_text": "",
            "code": mail.code,
            "head": mail.kind is not Kind.ACCEPTANCE,
            "has_body": 1,
        }
        for mail in batch
    ]
    if rows:
        columns = ", ".join(rows[0])
        places = ", ".join(f":{name}" for name in rows[0])
        connection.executemany(f"INSERT INTO messages ({columns}) VALUES ({places})", rows)
        connection.execute(
            "UPDATE state SET value = value + ? WHERE name = 'count here'", (len(rows),)
        )
    connection.executemany(
        "INSERT INTO bodies (number, raw, text) VALUES (?, '', ?)",
        [(mail.number, mail.body) for mail in batch],
    )
