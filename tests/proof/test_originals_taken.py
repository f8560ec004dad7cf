"""Originals are taken in, bound by what was signed, and change a state only where they prove."""

from __future__ import annotations

import asyncio
import stat
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pectui.errors import FileUnreadable, FileUnwritable, NotFound, SettingInvalid
from pectui.models import Kind, Sending, State
from pectui.pec.dates import format_iso
from pectui.pec.envelopes import read_envelope
from pectui.services.proof.check_lists import check_list
from pectui.services.proof.letter_files import letter_original, save_all, save_file
from pectui.services.proof.originals import Originals, Taken
from pectui.services.proof.reports import sending_report, waiting_words
from pectui.signed.receipts import wanted
from tests.proof.conftest import Shelf
from tests.proof.making_originals import (
    ACCEPTANCE,
    CODE,
    DELIVERY,
    LETTER,
    RECIPIENT,
    SENDER,
    Made,
    flipped,
    mbox,
    multipart,
    signer,
)

PROVIDER = "posta-certificata@pec.example"


def of(sending: Sending, made: Made = DELIVERY, **changes: object) -> Made:
    """Return an original about a sending, of a moment at which its signer is certified."""
    assert sending.code is not None
    recipients = tuple((one, "certificato") for one in sending.recipients)
    return replace(
        made,
        code=sending.code,
        subject=sending.subject,
        recipients=recipients,
        **changes,  # type: ignore[arg-type]
    )


async def arrived(shelf: Shelf) -> frozenset[str]:
    """Return the codes of the sendings that stand as delivered."""
    return await shelf.desk.books.data.read(lambda tables: tables.sendings.delivered_codes())


async def test_originals_count_as_the_receipts_of_their_sending(shelf: Shelf) -> None:
    sending = await shelf.sent()
    told: list[State] = []
    shelf.desk.books.listeners.append(lambda one: told.append(one.state))
    (taken,) = await shelf.take(of(sending, ACCEPTANCE))
    assert (taken.sending, taken.problem, taken.is_new) == (sending.id, None, True)
    assert (await shelf.now(sending)).state is State.ACCEPTED
    await shelf.take(of(sending))
    now = await shelf.now(sending)
    assert (now.state, now.recipient_states[0].at) == (State.DELIVERED, DELIVERY.when)
    assert [one.kind for one in now.receipts] == [Kind.ACCEPTANCE, Kind.DELIVERY]
    assert told == [State.ACCEPTED, State.DELIVERED]
    assert await arrived(shelf) == {sending.code}, "what is listed says so too"
    assert await shelf.desk.tracking.needing_look() == 0


async def test_one_that_is_not_checked_changes_nothing(shelf: Shelf) -> None:
    sending = await shelf.sent()
    nobody = Originals(shelf.desk.books)
    (taken,) = await shelf.take_from(nobody, shelf.file("a.eml", of(sending).raw()))
    assert (taken.judgement.intact, taken.judgement.trusted) == (True, None)
    assert (taken.problem, taken.sending) == (None, sending.id)
    now = await shelf.now(sending)
    assert (now.state, now.receipts, len(now.originals)) == (State.SENT, (), 1)


async def test_once_the_authority_is_named_it_counts(shelf: Shelf) -> None:
    sending = await shelf.sent()
    nobody = Originals(shelf.desk.books)
    path = shelf.file("a.eml", of(sending).raw())
    await shelf.take_from(nobody, path)
    (again,) = await shelf.originals.check_again()
    assert again.judgement.is_proof
    assert (await shelf.now(sending)).state is State.DELIVERED
    (same,) = await shelf.take_from(nobody, path)
    assert not same.is_new
    assert (await shelf.now(sending)).state is State.DELIVERED, "what is known is not unlearned"
    await nobody.check_again()
    assert (await shelf.now(sending)).state is State.DELIVERED


async def test_taken_in_again_with_the_authority_it_counts_too(shelf: Shelf) -> None:
    sending = await shelf.sent()
    path = shelf.file("a.eml", of(sending).raw())
    await shelf.take_from(Originals(shelf.desk.books), path)
    (taken,) = await shelf.take_from(shelf.originals, path)
    assert not taken.is_new
    assert (await shelf.now(sending)).state is State.DELIVERED


async def test_without_the_libraries_it_is_kept_and_not_checked(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending = await shelf.sent()
    monkeypatch.setitem(__import__("sys").modules, "pectui.signed.judgement", None)
    (taken,) = await shelf.take(of(sending))
    assert (taken.judgement.intact, taken.judgement.trusted, taken.problem) == (None, None, None)
    assert taken.original is not None
    assert (await shelf.now(sending)).state is State.SENT
    monkeypatch.undo()
    await shelf.originals.check_again()
    assert (await shelf.now(sending)).state is State.DELIVERED


REFUSED = {
    "doctored": lambda one: of(one).raw().replace(b"mark-inner--", b"mark-innex--"),
    "another code in its header": lambda one: of(
        one, header_subject="CONSEGNA: Istanza 2026031010000099"
    ).raw(),
    "another kind in its header": lambda one: of(
        one, header_subject=f"ACCETTAZIONE: Istanza {one.code}"
    ).raw(),
    "another's signature": lambda one: of(one, signers=(signer("Throw-away CA 2"),)).raw(),
    "self-signed": lambda one: of(one, signers=(signer(None),)).raw(),
    "not valid then": lambda one: of(
        one, signers=(signer(start=DELIVERY.when + timedelta(days=1)),)
    ).raw(),
}


@pytest.mark.parametrize("raw", REFUSED.values(), ids=REFUSED.keys())
async def test_what_is_wrong_is_refused_and_kept_only_on_demand(raw: object, shelf: Shelf) -> None:
    sending = await shelf.sent()
    file = raw(sending)  # type: ignore[operator]
    (taken,) = await shelf.take(file)
    assert (taken.original, taken.sending) == (None, None)
    assert taken.problem
    assert (await shelf.originals.held(), shelf.kept_files()) == ((), [])
    (kept,) = await shelf.take(file, anyway=True)
    if kept.data is not None:
        assert kept.problem == taken.problem
        assert len(await shelf.originals.held()) == 1
    assert (await shelf.now(sending)).state is State.SENT


async def test_one_of_a_sending_not_known_yet_waits_for_it(shelf: Shelf) -> None:
    (delivery, acceptance) = await shelf.take(DELIVERY, ACCEPTANCE)
    assert (delivery.sending, acceptance.sending) == (None, None)
    row = read_envelope(
        sender=PROVIDER,
        recipient=SENDER,
        date=format_iso(ACCEPTANCE.when),
        subject=f"ACCETTAZIONE: {ACCEPTANCE.whole_subject}",
    )
    assert await shelf.desk.tracking.take_listed([row]) == 1
    (sending,) = await shelf.desk.tracking.sendings()
    bound = await shelf.originals.bound()
    assert {one.sending for one in bound} == {sending.id}
    assert len(sending.receipts) == 2
    await shelf.desk.tracking.ask_unclear()
    (sending,) = await shelf.desk.tracking.sendings()
    assert (sending.state, sending.recipients) == (State.DELIVERED, (RECIPIENT,))


async def test_a_sending_only_its_originals_know_is_taken_over_when_asked_for(
    shelf: Shelf,
) -> None:
    await shelf.take(DELIVERY, ACCEPTANCE)
    assert await shelf.desk.tracking.sendings() == ()
    sending = await shelf.desk.tracking.refresh(CODE)
    assert (sending.state, sending.recipients) == (State.DELIVERED, (RECIPIENT,))
    assert sending.subject == DELIVERY.subject


async def test_whom_a_sending_made_elsewhere_went_to_stays_known_without_its_originals(
    shelf: Shelf,
) -> None:
    taken = await shelf.take(DELIVERY, ACCEPTANCE)
    sending = await shelf.desk.tracking.refresh(CODE)
    for one in taken:
        assert one.original is not None
        await shelf.originals.remove(one.original.number)
    left = await shelf.now(sending)
    assert (left.receipts, left.recipients) == ((), (RECIPIENT,))


async def test_originals_that_were_here_before_the_answer_are_weighed(shelf: Shelf) -> None:
    """The code of a sending is learned with its answer: what waits for it counts then."""
    sending = await shelf.sent()
    made = of(sending)
    await shelf.desk.database.run(lambda one: one.execute("UPDATE sendings SET code = NULL"))
    await shelf.take(made)
    assert (await shelf.now(sending)).state is State.SENT
    code = made.code
    await shelf.desk.database.run(
        lambda one: one.execute("UPDATE sendings SET code = ?, state = ''", (code,))
    )
    await shelf.desk.tracking.ask_unclear()
    assert await arrived(shelf) == {code}


async def test_the_same_file_twice_is_one_also_with_other_line_ends(shelf: Shelf) -> None:
    raw = DELIVERY.raw()
    first, second, third = await shelf.take(raw, raw, raw.replace(b"\r\n", b"\n"))
    assert (first.is_new, second.is_new, third.is_new) == (True, False, False)
    assert first.original == second.original == third.original
    assert len(shelf.kept_files()) == 1


async def test_its_file_is_private_whole_and_as_it_came(shelf: Shelf) -> None:
    raw = DELIVERY.raw()
    (taken,) = await shelf.take(raw)
    (file,) = shelf.kept_files()
    assert file.read_bytes() == raw
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for folder in (file.parent, file.parent.parent, file.parent.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert taken.original is not None
    assert (taken.original.sha256, taken.original.size) == (file.stem, len(raw))
    assert await shelf.originals.content(taken.original) == raw


async def test_a_file_that_was_changed_or_lost_here_is_told(shelf: Shelf) -> None:
    sending = await shelf.sent()
    await shelf.take(of(sending))
    (file,) = shelf.kept_files()
    file.write_bytes(b"From: a\n\nchanged")
    (taken,) = await shelf.originals.check_again()
    assert taken.judgement.intact is False
    assert taken.problem
    assert (await shelf.now(sending)).state is State.SENT
    (again,) = await shelf.take_from(shelf.originals, shelf.folder / "0.eml")
    assert again.original is not None
    assert again.original.judgement.is_proof
    assert (await shelf.now(sending)).state is State.DELIVERED, "it was mended"


async def test_a_wrong_one_is_taken_out_again(shelf: Shelf) -> None:
    sending = await shelf.sent()
    acceptance, delivery = await shelf.take(of(sending, ACCEPTANCE), of(sending))
    assert acceptance.original is not None
    assert delivery.original is not None
    await shelf.originals.remove(delivery.original.number)
    assert (await shelf.now(sending)).state is State.ACCEPTED
    assert len(shelf.kept_files()) == 1
    with pytest.raises(NotFound):
        await shelf.originals.remove(delivery.original.number)


async def test_the_services_own_receipt_and_its_original_are_one(shelf: Shelf) -> None:
    sending = await shelf.sent()
    made = of(sending)
    row = read_envelope(
        sender=PROVIDER,
        recipient=SENDER,
        date=format_iso(made.when + timedelta(seconds=3)),
        subject=f"CONSEGNA: {made.whole_subject}",
    )
    await shelf.desk.tracking.take_listed([row])
    await shelf.take(made)
    now = await shelf.now(sending)
    assert [one.kind for one in now.receipts] == [Kind.DELIVERY]
    assert now.state is State.DELIVERED


async def test_an_original_tells_to_whom_of_several_it_was_delivered(shelf: Shelf) -> None:
    sending = await shelf.sent("uno@pec.example", "due@pec.example")
    rows = [
        read_envelope(
            sender=PROVIDER,
            recipient=SENDER,
            date=format_iso(DELIVERY.when + timedelta(seconds=seconds)),
            subject=f"CONSEGNA: {sending.subject} {sending.code}",
        )
        for seconds in (0, 300)
    ]
    await shelf.desk.tracking.take_listed(rows)
    await shelf.take(of(sending, addressee="due@pec.example"))
    now = await shelf.now(sending)
    states = {one.address: one.state for one in now.recipient_states}
    assert states["due@pec.example"] is State.DELIVERED
    assert len(now.receipts) == 2


async def test_a_report_says_how_many_originals_are_here_and_how_they_were_judged(
    shelf: Shelf,
) -> None:
    sending = await shelf.sent()
    await shelf.take(of(sending, ACCEPTANCE))
    report = await sending_report(await shelf.now(sending))
    assert "Signed originals: 1 of 1" in report
    assert "intact · signed by Posta Certificata Prova S.p.A. · certificate by" in report


async def test_two_notices_of_one_recipient_are_two(shelf: Shelf) -> None:
    sending = await shelf.sent()
    first = of(sending, kind="preavviso-errore-consegna", prefix="AVVISO DI MANCATA CONSEGNA")
    late = replace(first, when=first.when + timedelta(hours=12))
    await shelf.take(first, late)
    assert len((await shelf.now(sending)).receipts) == 2


async def test_a_refusal_by_an_original_has_its_reason(shelf: Shelf) -> None:
    sending = await shelf.sent()
    text = (
        f'nel messaggio con oggetto "{sending.subject} {sending.code}" destinato a "x@pec.example"'
        "\nè stato rilevato un errore 5.1.1 - casella inesistente.\nIl messaggio è stato rifiutato."
    )
    await shelf.take(
        of(sending, kind="errore-consegna", prefix="AVVISO DI MANCATA CONSEGNA", text=text)
    )
    now = await shelf.now(sending)
    assert now.state is State.FAILED
    assert "casella inesistente" in now.receipts[0].body


async def test_what_is_not_fetched_yet_is_listed_oldest_first(shelf: Shelf) -> None:
    older, newer = await shelf.sent(), None
    shelf.desk.clock.move(60)
    newer = await shelf.sent()
    for one in (newer, older):
        rows = [
            read_envelope(
                sender=PROVIDER,
                recipient=SENDER,
                date=format_iso(DELIVERY.when + timedelta(seconds=seconds)),
                subject=f"{words}: {one.subject} {one.code}",
            )
            for seconds, words in ((5, "CONSEGNA"), (0, "ACCETTAZIONE"))
        ]
        await shelf.desk.tracking.take_listed(rows)
    missing = await shelf.originals.missing()
    assert [one.id for one, _ in missing] == [older.id, newer.id]
    assert [one.kind for one in missing[0][1].missing] == [Kind.ACCEPTANCE, Kind.DELIVERY]
    await shelf.take(of(older, ACCEPTANCE))
    missing = await shelf.originals.missing()
    want = missing[0][1]
    assert (want.proofs, want.total, len(want.missing)) == (1, 2, 1)
    page = check_list(missing)
    assert page.index(str(older.code)) < page.index(str(newer.code))
    assert page.count("[ ]") == 3
    await shelf.take(of(older))
    assert [one.id for one, _ in await shelf.originals.missing()] == [newer.id]
    assert wanted(await shelf.now(older)).missing == ()


def envelope_of(made: Made, **changes: str) -> dict[str, str]:
    fields = {
        "sender": f'"Per conto di: {made.sender}" <posta-certificata@gestore.example>',
        "recipient": SENDER,
        "date": format_iso(made.when + timedelta(seconds=2)),
        "subject": f"POSTA CERTIFICATA: {made.whole_subject}",
    }
    return fields | changes


async def test_a_letters_original_is_found_by_its_row_in_the_mailbox(shelf: Shelf) -> None:
    other_day = replace(LETTER, when=LETTER.when + timedelta(days=1))
    taken, other = await shelf.take(LETTER, other_day)
    row = read_envelope(**envelope_of(LETTER))
    assert await shelf.originals.of_message(row) == taken.original
    assert await shelf.originals.of_message(read_envelope(**envelope_of(other_day))) == (
        other.original
    )
    for changes in (
        {"subject": "POSTA CERTIFICATA: Tutt'altro"},
        {"sender": '"Per conto di: altri@pec.example" <posta-certificata@gestore.example>'},
        {"date": format_iso(LETTER.when + timedelta(hours=5))},
        {"subject": f"ANOMALIA MESSAGGIO: {LETTER.subject}"},
    ):
        assert (
            await shelf.originals.of_message(read_envelope(**envelope_of(LETTER, **changes)))
            is None
        )


async def test_its_files_are_saved_under_safe_names_and_nothing_is_overwritten(
    shelf: Shelf, tmp_path: Path
) -> None:
    file = (
        b'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="../../../nota.txt"'
        b"\r\n\r\nciao"
    )
    letter = b"From: a@b.example\r\n" + multipart([b"\r\nIl testo", file], "letter")
    (taken,) = await shelf.take(replace(LETTER, letter=letter))
    assert taken.original is not None
    found = await letter_original(shelf.originals, read_envelope(**envelope_of(LETTER)))
    assert found is not None
    assert found.original == taken.original
    assert [(one.safe_name, one.size) for one in found.files] == [("nota.txt", 4)]
    folder = tmp_path / "saved"
    folder.mkdir()
    place = folder / found.files[0].safe_name
    await save_file(shelf.originals, found, 0, place)
    assert place.read_bytes() == b"ciao"
    assert place.stat().st_mode & 0o777 == 0o600
    for target in (place, folder):
        with pytest.raises(FileUnwritable):
            await save_file(shelf.originals, found, 0, target)
        with pytest.raises(FileUnwritable):
            await save_all(shelf.originals, found, target)
    assert [one.name for one in folder.iterdir()] == ["nota.txt"]


async def test_all_files_of_a_letter_are_saved_inside_the_folder_that_was_named(
    shelf: Shelf, tmp_path: Path
) -> None:
    names = [
        "a.pdf",
        "a.pdf",
        "../../../b.sh",
        "/etc/passwd",
        "C:\\con",
        "..",
        ".bashrc",
        "x" * 300,
    ]
    parts = [
        f'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="{name}"'
        f"\r\n\r\n{number}".encode()
        for number, name in enumerate(names)
    ]
    letter = b"From: a@b.example\r\n" + multipart(parts, "letter")
    await shelf.take(replace(LETTER, letter=letter))
    found = await letter_original(shelf.originals, read_envelope(**envelope_of(LETTER)))
    assert found is not None
    assert len(found.files) == len(names)
    before = set(tmp_path.rglob("*"))
    await save_all(shelf.originals, found, tmp_path / "saved")
    written = sorted((tmp_path / "saved").iterdir())
    assert [one.read_text() for one in written] == [str(number) for number in range(len(names))]
    assert set(tmp_path.rglob("*")) - before == {tmp_path / "saved", *written}
    assert all(len(one.name.encode()) <= 120 for one in written)

    await save_all(shelf.originals, found, tmp_path / "saved.zip")
    with zipfile.ZipFile(tmp_path / "saved.zip") as archive:
        assert archive.namelist() == [one.name for one in written]


async def test_an_original_whose_file_is_gone_says_so_and_saves_nothing(
    shelf: Shelf, tmp_path: Path
) -> None:
    await shelf.take(LETTER)
    (kept,) = shelf.kept_files()
    kept.write_bytes(b"changed")
    found = await letter_original(shelf.originals, read_envelope(**envelope_of(LETTER)))
    assert found is not None
    assert found.is_damaged
    with pytest.raises(NotFound):
        await save_all(shelf.originals, found, tmp_path / "saved")
    assert not (tmp_path / "saved").exists()


@pytest.mark.parametrize("suffix", ["eml", "mbox", "zip"])
async def test_of_what_was_refused_the_one_meant_is_kept_when_one_insists(
    shelf: Shelf, suffix: str
) -> None:
    raws = [flipped(of_code.raw(), b"BODY") for of_code in map(with_word, (CODE, "2" * 16))]
    match suffix:
        case "mbox":
            path = shelf.file("all.mbox", mbox(raws))
        case "zip":
            path = shelf.file("all.zip", b"")
            with zipfile.ZipFile(path, "w") as archive:
                for number, raw in enumerate(raws):
                    archive.writestr(f"{number}.eml", raw)
        case _:
            path = shelf.folder / "folder"
            for number, raw in enumerate(raws):
                shelf.file(f"folder/{number}.eml", raw)
    first, second = await shelf.take_from(shelf.originals, path)
    assert first.original is None
    assert second.original is None
    assert second.can_be_kept
    kept = await shelf.originals.keep_anyway(second)
    assert kept.original is not None
    assert kept.original.data == second.data
    assert not kept.judgement.is_proof
    assert [one.number for one in await shelf.originals.held()] == [kept.original.number]
    assert not (await shelf.originals.keep_anyway(second)).is_new, "once more is one"
    assert second.source is not None
    second.source.unlink()
    with pytest.raises(FileUnreadable):
        await shelf.originals.keep_anyway(second)


def with_word(code: str) -> Made:
    """Return a receipt with a word in what is signed that stands there once."""
    part = b"Content-Type: text/x-note\r\n\r\nBODY"
    return replace(DELIVERY, code=code, more_parts=(part,))


async def test_a_copy_with_a_false_header_takes_nothing_from_the_original(shelf: Shelf) -> None:
    sending = await shelf.sent()
    good = of(sending).raw()
    false = good.replace(b"Subject: CONSEGNA", b"Subject: MANCATA CONSEGNA")
    assert false != good
    (first,) = await shelf.take(good)
    assert (await shelf.now(sending)).state is State.DELIVERED
    for anyway in (False, True):
        (taken,) = await shelf.take(false, anyway=anyway)
        assert taken.original is None, "the original itself is here already"
        assert taken.problem
    assert await shelf.originals.held() == (first.original,)
    assert [one.read_bytes() for one in shelf.kept_files()] == [good]


async def test_the_original_takes_the_place_of_a_copy_with_a_false_header(shelf: Shelf) -> None:
    sending = await shelf.sent()
    good = of(sending).raw()
    false = good.replace(b"Subject: CONSEGNA", b"Subject: MANCATA CONSEGNA")
    (kept,) = await shelf.take(false, anyway=True)
    assert kept.original is not None
    assert (await shelf.now(sending)).state is State.SENT
    (taken,) = await shelf.take(good)
    assert taken.original is not None
    assert (taken.original.number, taken.is_new) == (kept.original.number, False)
    for _ in range(2):
        assert (await shelf.now(sending)).state is State.DELIVERED
        assert [one.read_bytes() for one in shelf.kept_files()] == [good]
        await shelf.originals.check_again()


@pytest.mark.parametrize("loss", ["changed", "removed"])
async def test_an_original_whose_file_was_lost_is_whole_again_once_taken_in_anew(
    shelf: Shelf, loss: str
) -> None:
    raw = DELIVERY.raw()
    (first,) = await shelf.take(raw)
    assert first.original is not None
    (place,) = shelf.kept_files()
    if loss == "changed":
        place.write_bytes(b"changed")
    else:
        place.unlink()
    other_line_ends = raw.replace(b"\r\n", b"\n")
    (taken,) = await shelf.take(other_line_ends)
    assert taken.original is not None
    assert taken.original.judgement.is_proof
    assert await shelf.originals.content(taken.original) == other_line_ends
    assert [one.read_bytes() for one in shelf.kept_files()] == [other_line_ends]


async def test_a_path_that_leads_nowhere_takes_nothing_in(shelf: Shelf) -> None:
    good = shelf.file("good.eml", DELIVERY.raw())
    with pytest.raises(FileUnreadable):
        await shelf.take_from(shelf.originals, good, shelf.folder / "nowhere.eml")
    assert await shelf.originals.held() == ()


async def test_who_stops_is_told_of_all_that_was_kept(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pectui.services.proof.originals._BATCH", 3)
    made = [replace(ACCEPTANCE, code=f"202603101104050{number}") for number in range(7)]
    paths = [shelf.file(f"{one.code}.eml", one.raw()) for one in made]
    stops = iter((False, True))
    told = [one async for one in shelf.originals.take_in(paths, must_stop=lambda: next(stops))]
    kept = await shelf.originals.held()
    assert len(told) == 3
    assert [one.original for one in told] == list(kept)


async def test_an_authority_that_is_none_is_told(shelf: Shelf) -> None:
    none = shelf.file("none.pem", b"text")
    good = shelf.file("good.eml", DELIVERY.raw())
    with pytest.raises(SettingInvalid, match="pec_ca_file"):
        await shelf.take_from(Originals(shelf.desk.books, str(none)), good)


async def test_two_that_take_in_the_same_at_one_time_keep_it_once(shelf: Shelf) -> None:
    path = shelf.file("good.eml", DELIVERY.raw())
    done = await asyncio.gather(*(shelf.take_from(shelf.originals, path) for _ in range(4)))
    found: list[Taken] = [one for batch in done for one in batch]
    assert sum(one.is_new for one in found) == 1
    assert len(await shelf.originals.held()) == 1
    assert len(shelf.kept_files()) == 1


@pytest.mark.parametrize("says", ["not delivered", "to somebody else"])
async def test_an_original_that_contradicts_the_receipts_is_to_be_looked_at(
    shelf: Shelf, says: str
) -> None:
    sending = await shelf.sent()
    made = of(sending)
    other = replace(made, kind="errore-consegna", prefix="AVVISO DI MANCATA CONSEGNA")
    if says == "to somebody else":
        other = replace(made, addressee="altri@pec.example")
    await shelf.take(made)
    assert await shelf.desk.tracking.needing_look() == 0
    (taken,) = await shelf.take(other)
    assert taken.original is not None
    now = await shelf.now(sending)
    assert now.state is State.DELIVERED
    assert "read" in waiting_words(now, shelf.desk.clock())
    assert await shelf.desk.tracking.needing_look() == 1
    await shelf.originals.remove(taken.original.number)
    assert await shelf.desk.tracking.needing_look() == 0, "a wrong one was taken out again"
