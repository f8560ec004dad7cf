"""The memory of addresses: what is completed, in which order, and what is known of each."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sqlite3
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from pectui.models import Draft, KnownAddress, Marks, SendOutcome, State, Verdict
from pectui.pec.bodies import decode_body
from pectui.pec.envelopes import read_envelope
from pectui.services.addresses.memory import Addresses
from pectui.store.addresses import SCHEMA
from pectui.store.schema import MIGRATIONS
from tests.services.fake_service import FakeService, Plan, provider_says
from tests.services.mailbox.copy_desk import LocalDesk, open_local_desk
from tests.services.outbox_desk import Desk, letter, open_desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from pectui.models import Sending

from pectui.models import Message


async def send(desk: Desk, *recipients: str, subject: str = "Prima") -> Sending:
    (queued,) = await desk.outbox.queue(letter(subject, *recipients, together=True))
    return (await desk.outbox.deliver([queued.id]))[0]


async def answer(desk: Desk, sending: Sending, prefix: str, address: str, words: str) -> None:
    """Have the provider say what became of a sending at one address, and read it."""
    assert sending.code is not None
    title = f"{sending.subject} {sending.code}"
    told = provider_says(title, f'destinato all\'utente "{address}" {words}')
    desk.service.receipt(sending.code, f"{prefix}: {title}", told)
    await desk.tracking.refresh(sending.code)


async def deliver(desk: Desk, sending: Sending, address: str) -> None:
    await answer(desk, sending, "CONSEGNA", address, "è stato consegnato nella casella")


async def refuse(desk: Desk, sending: Sending, address: str) -> None:
    words = "è stato rilevato un errore 5.2.2 - casella piena."
    await answer(desk, sending, "AVVISO DI MANCATA CONSEGNA", address, words)


def found(known: Sequence[KnownAddress]) -> list[str]:
    return [one.address for one in known]


@pytest.fixture
async def addresses(desk: Desk) -> Addresses:
    return Addresses(desk.books)


# What is known


async def test_an_address_remembers_what_became_of_its_letters(
    desk: Desk, addresses: Addresses
) -> None:
    assert await addresses.about("Rossi@pec.example") == KnownAddress("Rossi@pec.example")
    for subject in ("Prima", "Seconda"):
        await deliver(
            desk, await send(desk, "rossi@pec.example", subject=subject), "rossi@pec.example"
        )
        desk.clock.move(3600)
    last = desk.clock()
    await refuse(desk, await send(desk, "rossi@pec.example", subject="Terza"), "rossi@pec.example")
    known = await addresses.about("ROSSI@PEC.example")
    assert (known.written, known.delivered, known.failed_at) == (3, 2, last)
    assert known.failure == "5.2.2 - casella piena"
    assert known.has_failed_last
    desk.clock.move(3600)
    await deliver(
        desk, await send(desk, "rossi@pec.example", subject="Quarta"), "rossi@pec.example"
    )
    known = await addresses.about("rossi@pec.example")
    assert (known.delivered, known.delivered_at) == (3, desk.clock())
    assert known.failed_at == last, "an older failure stays known"
    assert not known.has_failed_last


async def test_each_recipient_of_a_letter_to_several_has_an_end_of_its_own(
    desk: Desk, addresses: Addresses
) -> None:
    one = await send(desk, "a@pec.example", "b@pec.example")
    await deliver(desk, one, "a@pec.example")
    await refuse(desk, one, "b@pec.example")
    a, b = await addresses.about_many(["a@pec.example", "b@pec.example"])
    assert (a.delivered, a.failed_at, b.delivered) == (1, None, 0)
    assert b.has_failed_last


async def test_what_was_sent_before_there_was_a_memory_is_remembered_too(
    tmp_path: Path, service: FakeService
) -> None:
    data = tmp_path / "old"
    async with open_desk(data, service) as desk:
        await refuse(desk, await send(desk, "rossi@pec.example"), "rossi@pec.example")
    with contextlib.closing(sqlite3.connect(data / "pectui.db")) as file:
        for step in (
            "DROP TABLE recipients",
            "DROP TABLE addresses",
            "DROP INDEX sendings_to_remember",
            "ALTER TABLE sendings DROP COLUMN remembered",
        ):
            file.execute(step)
        for later in ("hook_runs", "archived", "archives", "self_tests"):
            file.execute(f"DROP TABLE {later}")
        file.execute(f"PRAGMA user_version={MIGRATIONS.index(SCHEMA)}")
    async with open_desk(data, service) as desk:
        addresses = Addresses(desk.books)
        assert (await addresses.about("rossi@pec.example")).failure == "5.2.2 - casella piena"
        assert found(await addresses.complete("ros")) == ["rossi@pec.example"]


async def test_ordinary_mail_and_look_alikes_are_pointed_out(
    desk: Desk, addresses: Addresses
) -> None:
    await send(desk, "rossi@studio.example")
    ordinary, twin, known = await addresses.about_many(
        ["someone@gmail.com", "rossi@studlo.example", "rossi@studio.example"]
    )
    assert ordinary.is_ordinary
    assert twin.looks_like == "rossi@studio.example"
    assert (known.is_ordinary, known.looks_like) == (False, None)


async def test_a_letter_taken_back_makes_no_address_known(desk: Desk, addresses: Addresses) -> None:
    (queued,) = await desk.outbox.queue(letter("Prima", "rossi@pec.example"), delay=60.0)
    await addresses.refresh()
    assert found(await addresses.complete("ros")) == ["rossi@pec.example"]
    assert await desk.outbox.cancel(queued.id)
    assert await addresses.complete("ros") == ()
    assert (await addresses.about("rossi@pec.example")).written == 0
    assert (await addresses.about("rossi@pec.examp1e")).looks_like is None


async def test_a_letter_that_may_have_left_counts(desk: Desk, addresses: Addresses) -> None:
    desk.service.plans.append(Plan(SendOutcome(Verdict.UNKNOWN), accepted=False))
    assert (await send(desk, "rossi@pec.example")).state is State.UNKNOWN
    known = await addresses.about("rossi@pec.example")
    assert (known.written, known.delivered) == (1, 0)


async def test_any_number_of_addresses_is_asked_about_at_once(
    desk: Desk, addresses: Addresses
) -> None:
    await send(desk, "n7@pec.example")
    many = [f"n{n}@pec.example" for n in range(5_000)] * 2
    known = await addresses.about_many(many)
    assert found(known) == many
    assert [one.address for one in known if one.written] == ["n7@pec.example"] * 2


# Completing


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("ma", True),
        ("MARIO", True),
        ("mario.ro", True),
        ("mario.rossi@pec.stu", True),
        ("ross", True),
        ("studio-leg", True),
        ("@pec.stu", True),
        ("pec.studio", True),
        ("leg", True),
        ("perche", True),
        ("Perché", True),
        ("d'al", True),
        ("aless", True),
        ("mario perch", True),
        ("mario bianchi", False),
        ("ario", False),
        ("example", False),
        ("", False),
        ("@", False),
        ("  ", False),
        ("%", False),
        ("*", False),
        ("\x00", False),
        ("\ud800", False),
    ],
)
async def test_an_address_is_found_by_the_beginnings_of_its_words(
    desk: Desk, addresses: Addresses, typed: str, completed: bool
) -> None:
    address = "mario.rossi@pec.studio-legale.example"
    draft = Draft("d1", "studio", recipients=f'"Avv. D\'Alessandro Perché" <{address}>')
    await desk.drafts.save(draft)
    await desk.outbox.queue(letter("Prima", address, draft_id="d1"))
    await addresses.refresh()
    assert found(await addresses.complete(typed)) == ([address] if completed else [])


async def test_a_name_typed_with_an_address_is_kept(desk: Desk, addresses: Addresses) -> None:
    await desk.drafts.save(Draft("d1", "studio", recipients="Anna Bo <a@pec.example>"))
    await desk.outbox.queue(letter("Prima", "a@pec.example", draft_id="d1"))
    assert (await addresses.about("a@pec.example")).name == "Anna Bo"


async def test_often_and_lately_come_first(desk: Desk, addresses: Addresses) -> None:
    for n in range(3):
        await send(desk, "spesso@pec.example", subject=f"n{n}")
    await send(desk, "una@pec.example")
    await addresses.refresh()
    assert found(await addresses.complete("pec")) == ["spesso@pec.example", "una@pec.example"]
    desk.clock.move(400 * 86400)
    await send(desk, "adesso@pec.example")
    await addresses.refresh()
    assert found(await addresses.complete("pec", 2)) == ["adesso@pec.example", "spesso@pec.example"]


async def test_beginnings_that_many_share_are_completed_by_weight(
    desk: Desk, addresses: Addresses
) -> None:
    await send(desk, "zz@pec.example")
    await desk.outbox.queue(letter("Molti", *(f"m{n}@pec.example" for n in range(700))))
    await addresses.refresh()
    assert len(await addresses.complete("m")) == 8
    assert found(await addresses.complete("m69", 3))[0].startswith("m69")
    assert found(await addresses.complete("zz")) == ["zz@pec.example"]
    assert len(await addresses.complete("pec", 20)) == 20


# Who wrote


@contextlib.asynccontextmanager
async def copy_of(folder: Path, service: FakeService) -> AsyncIterator[tuple[LocalDesk, Addresses]]:
    async with open_local_desk(folder, service) as held:
        await held.bring_up_to_date()
        await held.local.intake.index(whole=True)
        addresses = Addresses(held.books)
        await addresses.follow(held.local.copy)
        try:
            yield held, addresses
        finally:
            await addresses.follow(None)


def arrive(service: FakeService, sender: str, subject: str = "POSTA CERTIFICATA: uno") -> None:
    service.clock.move(60)
    at = service.clock().isoformat()
    row = read_envelope(sender=sender, recipient="studio@pec.example", date=at, subject=subject)
    service.file("", Message(row, decode_body("testo")))


async def test_whoever_wrote_is_completed_by_address_and_name(
    tmp_path: Path, service: FakeService
) -> None:
    arrive(service, '"Per conto di: bianchi@pec.example" <posta-certificata@pec.example>')
    arrive(service, "Anna Verdi <anna@studio.example>", "ANOMALIA MESSAGGIO: due")
    arrive(service, "Anna Verdi <anna@studio.example>", "ANOMALIA MESSAGGIO: tre")
    arrive(service, "posta-certificata@pec.example", "ACCETTAZIONE: x 2026030210000012")
    async with copy_of(tmp_path, service) as (_, addresses):
        (anna,) = await addresses.complete("verd")
        assert (anna.address, anna.name, anna.received) == ("anna@studio.example", "Anna Verdi", 2)
        assert found(await addresses.complete("bian")) == ["bianchi@pec.example"]
        assert await addresses.complete("posta") == (), "nobody reads what a provider gets"


async def test_who_only_wrote_may_look_like_somebody_known(
    tmp_path: Path, service: FakeService, desk: Desk
) -> None:
    arrive(service, "rossi@studlo.example", "ANOMALIA MESSAGGIO: paghi qui")
    await send(desk, "rossi@studio.example")
    async with copy_of(tmp_path, service) as (held, _):
        addresses = Addresses(desk.books)
        await addresses.refresh()
        await addresses.follow(held.local.copy)
        both = {one.address: one for one in await addresses.complete("ross")}
        await addresses.follow(None)
    assert both["rossi@studlo.example"].looks_like == "rossi@studio.example"
    assert both["rossi@studio.example"].looks_like is None


async def test_what_is_known_of_sendings_outlives_the_cache(
    tmp_path: Path, service: FakeService, desk: Desk
) -> None:
    arrive(service, "Anna Verdi <anna@studio.example>", "ANOMALIA MESSAGGIO: due")
    await send(desk, "rossi@pec.example")
    async with copy_of(tmp_path, service):
        pass
    shutil.rmtree(tmp_path / "cache")
    addresses = Addresses(desk.books)
    await addresses.refresh()
    assert found(await addresses.complete("rossi")) == ["rossi@pec.example"]
    assert await addresses.complete("anna") == ()


async def test_a_copy_indexed_before_there_was_a_memory_is_read_again(
    tmp_path: Path, service: FakeService
) -> None:
    arrive(service, "Anna Verdi <anna@studio.example>", "ANOMALIA MESSAGGIO: due")
    async with copy_of(tmp_path, service) as (held, addresses):
        await held.local.copy.run(lambda tables: tables.senders.book.clear())
        assert await addresses.complete("anna") == ()
        await held.local.copy.run(lambda tables: tables.senders.note_anew())
        await addresses.refresh()
        assert (await addresses.about("anna@studio.example")).received == 1


async def test_a_tag_stands_for_everybody_whose_letters_have_it(
    tmp_path: Path, service: FakeService
) -> None:
    for sender in ("a@pec.example", "b@pec.example", "a@pec.example", "c@pec.example"):
        arrive(service, sender)
    async with copy_of(tmp_path, service) as (held, addresses):
        tagged = [row for row in held.rows() if row.envelope.sender[0] in "ab"]
        await held.local.mark(tagged, lambda _: Marks(tags=("clienti", "2026")))
        (group,) = await addresses.groups("tag:CLI")
        assert (group.tag, sorted(group.addresses)) == (
            "clienti",
            ["a@pec.example", "b@pec.example"],
        )
        assert [one.tag for one in await addresses.groups("TAG:")] == ["2026", "clienti"]
        assert await addresses.groups("clienti") == ()
        assert await addresses.groups("tag:x") == ()


async def test_what_no_letter_can_be_written_to_is_not_offered(
    tmp_path: Path, service: FakeService
) -> None:
    arrive(service, "x <no\u202ebody@studio.example>", "ANOMALIA MESSAGGIO: x")
    arrive(service, "x <some@studio.example>", "ANOMALIA MESSAGGIO: x")
    async with copy_of(tmp_path, service) as (held, addresses):
        assert found(await addresses.complete("studio")) == ["some@studio.example"]
        tagged = [row for row in held.rows() if "studio" in row.envelope.sender]
        await held.local.mark(tagged, lambda _: Marks(tags=("x",)))
        (group,) = await addresses.groups("tag:x")
        assert group.addresses == ("some@studio.example",)


async def test_names_and_addresses_of_any_kind_are_kept_as_text(
    tmp_path: Path, service: FakeService
) -> None:
    hostile = ("Robert'); DROP TABLE addresses;-- \"[b]", "\x1b]0;x\x07\u202eesrever", "😀" * 300)
    for n, name in enumerate(hostile):
        arrive(service, f"{name} <h{n}@studio.example>", "ANOMALIA MESSAGGIO: x")
    async with copy_of(tmp_path, service) as (_, addresses):
        assert sorted(found(await addresses.complete("studio"))) == [
            f"h{n}@studio.example" for n in range(len(hostile))
        ]
        assert found(await addresses.complete("robert drop")) == ["h0@studio.example"]


def test_moments_are_aware() -> None:
    one = KnownAddress("a@b.it", failed_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert one.has_failed_last


class SlowReader:
    """Stands for a reader of the copy that is still reading when nobody waits for it any more."""

    def __init__(self) -> None:
        self.begun, self.goes_on = threading.Event(), threading.Event()
        self.said: list[str] = []

    def new_reader(self, **_: object) -> SlowReader:
        return self

    def read(self, _: object) -> frozenset[str]:
        self.begun.set()
        self.goes_on.wait(10)
        self.said.append("read")
        return frozenset()

    def close(self) -> None:
        self.said.append("closed")


async def test_the_copy_is_closed_once_the_last_look_at_it_has_ended(
    addresses: Addresses,
) -> None:
    """A connection that is closed while another thread reads from it ends the program."""
    reader: Any = SlowReader()
    await addresses.follow(reader)
    look = asyncio.create_task(addresses.wrote_since(0.0))
    await asyncio.to_thread(reader.begun.wait, 10)
    look.cancel()
    await asyncio.gather(look, return_exceptions=True)
    closing = asyncio.create_task(addresses.follow(None))
    for _ in range(5):
        await asyncio.sleep(0)
    assert reader.said == []
    reader.goes_on.set()
    await closing
    assert reader.said == ["read", "closed"]
