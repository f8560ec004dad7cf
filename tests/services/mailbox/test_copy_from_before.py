"""A copy that version 0.0 made, and a service that writes its dates another way one day."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from pectui.models import Body, MailView, Marks, Message
from pectui.pec.envelopes import read_envelope
from pectui.search import Filter
from pectui.services.clock import system_now
from pectui.services.mailbox.contents import Change
from pectui.store.data import Tables, UserData
from pectui.store.database import Database
from pectui.store.mailbox.copy import file_of
from pectui.store.mailbox.fingerprints import fingerprint_of_before
from pectui.store.mailbox.schema import MIGRATIONS as COPY
from pectui.store.mailbox.schema import TIE_BITS
from pectui.store.owner import Owner
from tests.services.fake_service import FakeService, Stored, key_of
from tests.services.mailbox.copy_desk import LocalDesk, on_the_service, open_local_desk

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.models import Envelope, InboxAnswer

OWNER = Owner("studio@pec.example", "studio")
PROVIDER = "posta-certificata@pec.example"
NOTHING = Marks()
BEFORE = COPY[:4]
"""The tables as version 0.0 had them."""


@dataclass(frozen=True)
class Old:
    """A row that version 0.0 left: the message `key`, `nth` of what looked like it."""

    key: int
    nth: int = 0
    here: bool = True
    body: str = ""
    marks: Marks = NOTHING
    receipt: Message | None = None

    @property
    def envelope(self) -> Envelope:
        return Stored(self.key, self.key, self.receipt).envelope(self.key)

    @property
    def identity(self) -> str:
        return f"{fingerprint_of_before(self.envelope)}.{self.nth}"


def _insert(connection: sqlite3.Connection, old: Old) -> None:
    row, marks = old.envelope, old.marks
    assert row.date is not None
    number = (int(row.date.timestamp()) << TIE_BITS) + 1 + old.nth
    values: dict[str, object] = {
        "number": number,
        "identity": old.identity,
        "fingerprint": old.identity.rpartition(".")[0],
        "sender": row.sender,
        "recipient": row.recipient,
        "date_text": row.date_text,
        "subject": row.subject,
        "kind": row.kind,
        "moment": row.date.timestamp(),
        "sender_address": row.sender_address,
        "id": old.key,
        "id_text": "",
        "listed": 7,
        "here": old.here,
        "standing": 1 if old.here else 2,
        "walk": 3,
        "head": 1,
        "unread": bool(marks.unread),
        "flagged": marks.flagged,
        "note": marks.note,
        "tags": " ".join(marks.tags),
        "has_body": bool(old.body),
    }
    places = ", ".join(f":{name}" for name in values)
    connection.execute(f"INSERT INTO messages ({', '.join(values)}) VALUES ({places})", values)
    if old.body:
        connection.execute(
            "INSERT INTO bodies (number, raw, text, waits) VALUES (?, ?, ?, 0)",
            (number, old.body, old.body),
        )


async def leave_behind(folder: Path, rows: list[Old], *, cache: bool = True) -> None:
    """Write the files that version 0.0 left of these rows."""
    if cache:
        path = file_of(folder / "cache", OWNER)
        path.parent.mkdir(parents=True)
        copy = Database.open(path, BEFORE, durable=False)

        def fill(connection: sqlite3.Connection) -> None:
            for row in rows:
                _insert(connection, row)
            state = [("generation", 7), ("complete", 1), ("surplus", 2)]
            connection.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", state)

        await copy.run(fill)
        await copy.aclose()
    data = UserData.open(folder / "data", OWNER, system_now)
    marks = [(row.identity, row.marks) for row in rows if row.marks != NOTHING]
    copies = [(row.identity, row.envelope, row.body) for row in rows if not row.here]

    def write(tables: Tables) -> None:
        tables.marks.save(marks)
        tables.lost.keep(copies)

    await data.run(write)
    await data.aclose()


ADDED = Marks(unread=True, flagged=True, note="chiamare", tags=("gara",))
LEFT = [
    *(Old(key) for key in range(3, 7)),
    *(Old(key, marks=Marks(note="vera", tags=("gara",))) for key in (7, 8)),
    *(Old(key) for key in range(9, 13)),
    Old(2, marks=ADDED),
    Old(3, 1),  # doubled
    Old(4, 1, marks=Marks(note="doppio")),
    Old(5, 1, here=False),  # called gone though it lies there
    Old(6, 1, here=False, marks=Marks(note="falsa")),
    Old(7, 1, marks=Marks(flagged=True, note="doppio", tags=("gara", "2026"))),
    Old(8, 1, here=False, marks=Marks(note="falsa", tags=("gara",))),
    Old(40, here=False, body="testo che nessuno ha più", marks=Marks(flagged=True)),
]


def texts(desk: LocalDesk) -> dict[int, tuple[bool, bool, str, tuple[str, ...]]]:
    """Return what was added to messages, by their keys."""
    return {
        key_of(row.envelope): (row.here, row.flagged, row.note, row.tags)
        for row in desk.rows()
        if row.flagged or row.note or row.tags
    }


async def copies(desk: LocalDesk) -> set[int]:
    found = await desk.books.data.read(lambda tables: tables.lost.of(tables.lost.identities()))
    return {key_of(row) for _, row, _ in found}


async def test_a_copy_from_before_keeps_what_was_added_and_loses_what_was_false(
    tmp_path: Path,
) -> None:
    await leave_behind(tmp_path, LEFT)
    service = FakeService(12)
    service.remove(1)
    async with open_local_desk(tmp_path, service) as desk:
        before = texts(desk)
        assert before[2] == (True, True, "chiamare", ("gara",)), "at once, and offline"
        assert before[40] == (False, True, "", ())
        told: list[Change] = []
        desk.local.on_change.append(told.append)
        await desk.bring_up_to_date()
        assert not [change.new for change in told if change.new], "nothing of it is new mail"
    for _ in range(2):
        async with open_local_desk(tmp_path, service) as desk:
            assert desk.here() == on_the_service(service)
            (gone,) = [row for row in desk.rows() if not row.here]
            assert key_of(gone.envelope) == 40
            assert (await desk.local.read(gone)).body.text == "testo che nessuno ha più"
            now = texts(desk)
            assert now[2] == (True, True, "chiamare", ("gara",))
            assert (now[4][2], now[6][2]) == ("doppio", "falsa")
            here, flagged, note, tags = now[7]
            assert (here, flagged) == (True, True)
            assert sorted(note.split(" · ")) == ["doppio", "vera"]
            assert sorted(tags) == ["2026", "gara"]
            assert sorted(now[8][2].split(" · ")) == ["falsa", "vera"]
            assert now[40] == (False, True, "", ())
            assert await copies(desk) == {40}


def said(subject: str, writer: str) -> Message:
    """Return a message that `writer` sent through a provider."""
    sender = f'"Per conto di: {writer}" <posta-certificata@pec.example>' if writer else PROVIDER
    date = "Mon, 02 Mar 2026 09:00:00 +0100"
    row = read_envelope(sender=sender, recipient="studio@pec.example", date=date, subject=subject)
    return Message(row, Body("", ""))


async def test_what_was_here_before_is_told_to_be_trouble_or_not(tmp_path: Path) -> None:
    wrong = "AVVISO DI MANCATA CONSEGNA: Diffida 2026030208000012"
    rows = [
        said(wrong, ""),
        said("ANOMALIA MESSAGGIO: Undelivered", "mailer-daemon@mx.example"),
        said("ANOMALIA MESSAGGIO: Offerta", "offerte@spam.example"),
    ]
    left = [Old(90 + place, place, receipt=row) for place, row in enumerate(rows)]
    await leave_behind(tmp_path, left)
    async with open_local_desk(tmp_path, FakeService(0)) as desk:
        found = desk.rows(Filter(view=MailView.TROUBLE))
        assert {row.envelope.subject for row in found} == {row.envelope.subject for row in rows[:2]}


async def test_a_true_copy_of_an_equal_is_not_taken_for_a_false_one(tmp_path: Path) -> None:
    twin = Old(5, 1, here=False, body="l'altra, che non c'è più")
    await leave_behind(tmp_path, [Old(5, body="testo 5"), twin])
    service = FakeService(12)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        (gone,) = [row for row in desk.rows() if not row.here]
        assert (await desk.local.read(gone)).body.text == "l'altra, che non c'è più"
        assert await copies(desk) == {5}


async def test_marks_and_copies_from_before_come_back_without_the_cache(tmp_path: Path) -> None:
    await leave_behind(tmp_path, LEFT, cache=False)
    service = FakeService(12)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        assert desk.here() == on_the_service(service)
        now = texts(desk)
        assert now[2] == (True, True, "chiamare", ("gara",))
        assert now[40] == (False, True, "", ())
        (gone,) = [row for row in desk.rows() if key_of(row.envelope) == 40]
        assert (await desk.local.read(gone)).body.text == "testo che nessuno ha più"
        assert 40 in await copies(desk)


@pytest.mark.parametrize("count", [0, 1, 3])
async def test_a_copy_of_many_doubles_is_right_after_one_proof(tmp_path: Path, count: int) -> None:
    doubled = [Old(key, nth) for key in range(1, 61) for nth in range(1 + count)]
    await leave_behind(tmp_path, doubled)
    service = FakeService(60)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        assert desk.here() == on_the_service(service)
        assert not desk.gone()
        assert await copies(desk) == set()


@dataclass
class Rewriting(FakeService):
    """A service that may write the same moments as GMT."""

    gmt: bool = False

    async def inbox(self, *, page: int | None = None, query: str = "") -> InboxAnswer:
        answer = await FakeService.inbox(self, page=page, query=query)
        if not self.gmt:
            return answer
        return replace(answer, envelopes=tuple(map(_in_gmt, answer.envelopes)))


def _in_gmt(row: Envelope) -> Envelope:
    assert row.date is not None
    return replace(row, date_text=format_datetime(row.date.astimezone(UTC), usegmt=True))


async def test_dates_written_another_way_double_nothing_and_are_no_news(tmp_path: Path) -> None:
    service = Rewriting(300, twins=9)
    async with open_local_desk(tmp_path, service) as desk:
        await desk.bring_up_to_date()
        chosen = desk.rows()[40:60]
        await desk.local.mark(chosen, lambda marks: replace(marks, flagged=True, note="vista"))
        marked = [row.identity for row in chosen]
        for gmt in (True, False, True):
            service.gmt = gmt
            told: list[Change] = []
            desk.local.on_change.append(told.append)
            assert await desk.sync.look() == ()
            outcome = await desk.sync.bring_up_to_date()
            assert (outcome.new, outcome.gone) == ([], 0)
            assert not [change.new for change in told if change.new]
            assert desk.here() == on_the_service(service)
            assert not desk.gone()
            assert [row.identity for row in desk.rows() if row.flagged and row.note] == marked
    async with open_local_desk(tmp_path, service, cache="another") as desk:
        await desk.bring_up_to_date()
        assert [row.identity for row in desk.rows() if row.flagged and row.note] == marked
