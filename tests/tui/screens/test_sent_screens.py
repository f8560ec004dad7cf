"""What was sent: states in words, the timeline of receipts, and evidence that is not lost."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.widgets import Input

from pectui.models import Kind, Letter, RecipientState, State
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs.simple import LinePrompt, Question
from pectui.tui.screens.sending import SendingScreen
from pectui.tui.screens.sent import SentScreen
from pectui.tui.widgets.chrome.footer import working_commands
from pectui.tui.widgets.chrome.top_bar import TopBar
from pectui.tui.widgets.reader.text_view import TextView
from tests.tui.conftest import MakeProgram, make_sandbox, wait_for
from tests.tui.sending_steps import all_words, go, run, told, type_in, words

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import pytest
    from textual.pilot import Pilot

    from pectui.models import Envelope
    from pectui.tui.app import PectuiApp

TEXT = "Gentili,\n  perché <b>no</b>?"


async def sent_from_here(
    app: PectuiApp, pilot: Pilot[None], *recipients: str, attachments: tuple[str, ...] = ()
) -> SentScreen:
    await wait_for(pilot, lambda: app.connection == "online")
    letter = Letter(recipients, "[n. 1] Diffida", TEXT, attachments=attachments)
    await app.session.outbox.queue(letter)
    screen = await go(app, pilot, "2")
    assert isinstance(screen, SentScreen)
    await wait_for(
        pilot, lambda: screen.known and all(one.code for one in screen.known), "the codes"
    )
    for sending in screen.known or ():
        assert sending.code is not None
        await app.session.tracking.refresh(sending.code)
    return screen


async def lists(pilot: Pilot[None], screen: SentScreen, *expected: str) -> None:
    """Wait until the sendings to these addressees are listed, and no others."""

    def names() -> set[str]:
        return {one.recipients[0].split(".")[0] for one in screen.sendings.sendings}

    await wait_for(pilot, lambda: names() == set(expected), str(expected))


def row(screen: SentScreen, address: str) -> str:
    rows = screen.sendings.sendings
    sending = next(one for one in rows if one.recipients[0].startswith(address))
    return "".join(piece.text for piece in screen.sendings.segments(sending, 100))


def starts(screen: SentScreen, address: str, words: str) -> bool:
    return row(screen, address).startswith(words)


async def test_every_sending_shows_its_state_by_sign_and_word(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.connection == "online")
        screen = await go(app, pilot, "2")
        await wait_for(pilot, lambda: "Nothing sent from here yet" in all_words(app))
        offered = {command_id for command_id, _ in working_commands(screen)}
        assert not offered & {"sent.delete", "list.open", "list.mark"}
        addresses = [
            f"{name}.x@pec.example" for name in ("rossi", "mancata", "rifiuto", "ordinaria")
        ]
        screen = await sent_from_here(app, pilot, *addresses)
        for address, state in (
            ("rossi", "✔ Delivered"),
            ("mancata", "✗ Failed"),
            ("rifiuto", "✗ Not accepted"),
            ("ordinaria", "· No receipt"),
        ):
            await wait_for(pilot, partial(starts, screen, address, state), state)
            assert "[n. 1] Diffida" in row(screen, address)
        assert "4 sendings" in words(app, "#heading")
        assert "2 need a look" in words(app, "#heading")


async def test_the_timeline_reads_copies_saves_and_keeps_evidence(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    file = tmp_path / "atto.pdf"
    file.write_bytes(b"x")
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        screen = await sent_from_here(app, pilot, "rossi@pec.example", attachments=(str(file),))
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, SendingScreen))
        timeline = app.screen
        assert isinstance(timeline, SendingScreen)
        await wait_for(pilot, lambda: len(timeline.parts.rows) == 3)
        await wait_for(pilot, lambda: "✔ Delivered" in all_words(app))
        for part in ("[n. 1] Diffida", "atto.pdf", "rossi@pec.example", "Reading copy"):
            assert part in all_words(app)
        await pilot.press("G", "enter")
        await wait_for(pilot, lambda: timeline.has_class("-reading"))
        delivery = timeline.parts.rows[2].receipt
        assert delivery is not None
        body = delivery.body
        await wait_for(pilot, lambda: body[:40] in timeline.query_one(TextView)._wrapping.text)
        await pilot.press("q")
        await wait_for(pilot, lambda: not timeline.has_class("-reading"))

        await pilot.press("s")
        await wait_for(pilot, lambda: isinstance(app.screen, LinePrompt) and app.focused)
        prompt = app.screen.query_one("Input")
        target = tmp_path / "ricevute.txt"
        prompt.value = str(target)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await wait_for(pilot, target.exists)
        await wait_for(pilot, lambda: str(target) in told(app))
        assert "rossi@pec.example" in target.read_text()

        assert "Signed originals: 0 of 2" in all_words(app)
        code = timeline.sending.code if timeline.sending else None
        await pilot.press("p")
        await wait_for(pilot, lambda: isinstance(app.screen, LinePrompt) and app.focused)
        prompt = app.screen.query_one("Input")
        assert str(code) in prompt.value  # type: ignore[attr-defined]
        prompt.value = str(tmp_path / "fascicolo")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Dossier written" in told(app))
        assert (tmp_path / "fascicolo/manifest-sha256.txt").exists()

        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
        assert "evidence" in all_words(app)
        assert "reading copy" in all_words(app)
        assert str(code) in all_words(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is timeline)
        assert not [one for one in sandbox.requests if one.method == "DELETE"]
        await pilot.press("d", "y")
        await wait_for(pilot, lambda: "reading copies stay" in told(app))
        assert [one.path for one in sandbox.requests if one.method == "DELETE"] == [f"/send/{code}"]
        await pilot.press("f5")
        await wait_for(pilot, lambda: not timeline.asking)
        assert len(timeline.parts.rows) == 3, "kept here"
        assert "begins a new letter" not in all_words(app), "it was delivered"

        await pilot.press("a")
        await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen) and app.focused)
        assert isinstance(app.screen, ComposeScreen)
        letter = app.screen.letter
        assert (letter.recipients, letter.subject) == (("rossi@pec.example",), "[n. 1] Diffida")
        assert (letter.body, letter.html) == (TEXT, False), "as it was typed"
        assert len(letter.attachments) == 1
        await pilot.press("escape", "x")
        await wait_for(pilot, lambda: app.screen is timeline)
        await pilot.press("q")
        await wait_for(pilot, lambda: app.screen is screen)


async def test_a_receipt_of_the_inbox_leads_to_its_sending(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app, (200, 50)) as pilot:
        await wait_for(pilot, lambda: app.connection == "online")
        app.show_sending("2020010112000000")
        await wait_for(pilot, lambda: "No receipt carries this code" in all_words(app))
        await pilot.press("q")
        await wait_for(pilot, lambda: getattr(app.screen, "VIEW", "") == "inbox")
        await sent_from_here(app, pilot, "rossi@pec.example")
        (sending,) = await app.session.tracking.sendings()
        assert sending.state is State.DELIVERED


async def test_what_needs_a_look_is_counted_filtered_and_seen_to(
    make_program: MakeProgram,
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app, (120, 30)) as pilot:
        names = ("rossi", "mancata", "rifiuto")
        screen = await sent_from_here(app, pilot, *(f"{one}.x@pec.example" for one in names))
        await wait_for(pilot, lambda: app.counts.trouble == 2)
        assert "2 Sent (!2)" in str(app.screen.query_one(TopBar).render())
        await app.session.outbox.pause()
        await app.session.outbox.queue(Letter(("attesa.x@pec.example",), "Altra", TEXT))

        await lists(pilot, screen, *names, "attesa")
        await pilot.press("l")
        await lists(pilot, screen, "attesa")
        assert "only open ones" in words(app, "#heading")
        await pilot.press("l")
        await lists(pilot, screen, "mancata", "rifiuto")
        await wait_for(pilot, lambda: "sent.seen" in dict(working_commands(screen)))
        await pilot.press("v")
        await wait_for(pilot, lambda: len(screen.sendings.rows) == 1)
        await wait_for(pilot, lambda: app.counts.trouble == 1)
        await pilot.press("v")
        await wait_for(pilot, lambda: "Nothing needs a look" in all_words(app))
        await wait_for(pilot, lambda: app.counts.trouble == 0)
        await pilot.press("l")
        await lists(pilot, screen, *names, "attesa")
        assert "need a look" not in words(app, "#heading")


async def test_how_long_a_sending_waits_stands_in_its_line(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await sent_from_here(app, pilot, "rossi@pec.example")
        (known,) = await app.session.tracking.sendings()
        for state, hours, long, short in (
            (State.SENT, 0.5, "waits 30 min for acceptance", "waits 30 min"),
            (State.ACCEPTED, 13.1, "waits 13 h for delivery", "waits 13 h"),
            (State.OVERDUE, 30, "waits 30 h for delivery: ask the provider", "waits 30 h"),
            (State.OVERDUE, 75, "waits 3 days for delivery: ask the provider", "waits 3 days"),
        ):
            since = datetime.now(UTC) - timedelta(hours=hours)
            receipts = tuple(
                replace(one, date=since) for one in known.receipts if one.kind is Kind.ACCEPTANCE
            )
            waiting = replace(
                known,
                state=state,
                sent_at=since,
                receipts=receipts,
                recipient_states=(RecipientState("rossi@pec.example", state, since),),
            )
            for width, expected in ((160, long), (78, short)):
                pieces = screen.sendings.segments(waiting, width)
                line = "".join(one.text for one in pieces)
                assert f"{expected} · [n. 1]" in line
                assert cell_len(line) == width


async def test_the_reason_and_the_addressee_stand_in_a_narrow_timeline(
    make_program: MakeProgram,
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await sent_from_here(app, pilot, "mancata.x@pec.example")
        await wait_for(pilot, partial(starts, screen, "mancata", "✗ Failed"))
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, SendingScreen))
        timeline = app.screen
        assert isinstance(timeline, SendingScreen)
        await wait_for(pilot, lambda: len(timeline.parts.rows) == 3)
        assert "pec.example - la casella" in all_words(app)
        assert "a begins a new letter from this one" in all_words(app)
        failed = timeline.parts.rows[2]
        line = "".join(one.text for one in timeline.parts.segments(failed, 58))
        assert "mancata.x@pec.example" in line
        wide = "".join(one.text for one in timeline.parts.segments(failed, 160))
        assert "la casella è stata disattivata" in wide


async def test_the_list_is_made_from_the_inbox_and_again_on_a_key(
    make_program: MakeProgram,
) -> None:
    app = make_program(make_sandbox(messages=30))
    async with run(app, (120, 30)) as pilot:
        await wait_for(pilot, lambda: app.connection == "online")
        screen = await go(app, pilot, "2")
        assert isinstance(screen, SentScreen)
        await wait_for(pilot, lambda: len(screen.sendings.rows) > 1, "what the inbox tells")
        await pilot.press("f5")
        await wait_for(pilot, lambda: all(one.recipients for one in screen.known or ()))
        codes = [one.code for one in screen.known or ()]
        assert len(codes) == len(set(codes))
        await pilot.press("b")
        await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
        await pilot.press("n")
        await wait_for(pilot, lambda: app.screen is screen)
        await pilot.press("b")
        await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
        await pilot.press("y")
        await wait_for(pilot, lambda: "Inbox looked through" in told(app))
        assert sorted(one.code or "" for one in screen.known or ()) == sorted(map(str, codes))
        assert screen.progress is None


async def test_looking_through_the_inbox_is_stopped_by_its_key(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_program()
    async with run(app, (120, 30)) as pilot:
        await wait_for(pilot, lambda: app.connection == "online")
        screen = await go(app, pilot, "2")
        assert isinstance(screen, SentScreen)
        walk = app.session.mailbox.walk

        async def endless() -> AsyncIterator[Envelope]:
            async for one in walk():
                yield one
            await asyncio.Event().wait()

        monkeypatch.setattr(app.session.mailbox, "walk", endless)
        await pilot.press("b")
        await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
        await pilot.press("y")
        await wait_for(pilot, lambda: "b stops" in words(app, "#heading"))
        await pilot.press("b")
        await wait_for(pilot, lambda: "what was found stays" in told(app))
        await wait_for(pilot, lambda: screen.progress is None)
        await wait_for(pilot, lambda: screen.sendings.rows)


def tells(app: PectuiApp, words: str) -> bool:
    return words in told(app)


async def refused_beside_the_field(
    app: PectuiApp, pilot: Pilot[None], places: dict[Path, str]
) -> None:
    """Type places where nothing can be written, and read why beside the field."""
    await wait_for(pilot, lambda: isinstance(app.screen, LinePrompt) and app.focused)
    prompt = app.screen
    for place, why in places.items():
        prompt.query_one(Input).value = str(place)
        await wait_for(pilot, lambda: not words(app, "#problem"))
        await pilot.press("enter")
        await wait_for(pilot, lambda: why in words(app, "#problem"), why)  # noqa: B023
        assert app.screen is prompt


async def test_sendings_are_searched_while_one_types_and_written_as_a_register_and_a_dossier(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        names = ("rossi", "mancata", "rifiuto")
        screen = await sent_from_here(app, pilot, *(f"{one}.x@pec.example" for one in names))

        await lists(pilot, screen, *names)
        await pilot.press("slash")
        await wait_for(pilot, lambda: screen.line.has_focus)
        await type_in(pilot, *"nothing")
        await wait_for(pilot, lambda: "No sending holds these words" in all_words(app))
        screen.line.value = "DIFFIDA ross"
        await lists(pilot, screen, "rossi")
        await pilot.press("enter")
        await wait_for(pilot, lambda: screen.sendings.has_focus)
        await wait_for(pilot, lambda: "Search “DIFFIDA ross”: 1" in words(app, "#heading"))
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, SendingScreen))
        await pilot.press("q")
        await wait_for(pilot, lambda: app.screen is screen)
        assert len(screen.sendings.rows) == 1, "the search is still there"

        table = tmp_path / "registro.csv"
        await pilot.press("R")
        await refused_beside_the_field(
            app,
            pilot,
            {
                tmp_path / "registro.ods": "choose a name that ends so",
                tmp_path / "nowhere" / "registro.csv": "there is no such folder",
                tmp_path: "choose a name that ends so",
            },
        )
        app.screen.query_one(Input).value = str(table)
        await pilot.press("enter")
        await wait_for(pilot, partial(tells, app, "Register written, 1 row"))
        await wait_for(pilot, lambda: app.screen is screen)
        before = table.read_bytes()
        await pilot.press("R")
        await refused_beside_the_field(app, pilot, {table: "it is not replaced"})
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen)
        assert table.read_bytes() == before
        (_, row) = table.read_text("utf-8-sig").splitlines()
        assert "rossi.x@pec.example" in row
        await pilot.press("escape")
        await lists(pilot, screen, *names)
        await wait_for(pilot, lambda: "Search" not in words(app, "#heading"))
        await pilot.press("slash")
        await wait_for(pilot, lambda: screen.line.has_focus)
        await pilot.press("x", "escape")
        await wait_for(pilot, lambda: screen.sendings.has_focus)
        await lists(pilot, screen, *names)
        await writes_a_dossier_where_it_can(app, pilot, screen, tmp_path)


async def writes_a_dossier_where_it_can(
    app: PectuiApp, pilot: Pilot[None], screen: SentScreen, folder: Path
) -> None:
    (folder / "full").mkdir()
    (folder / "full" / "a.txt").write_text("here")
    (folder / "there.zip").write_text("here")
    await pilot.press("p")
    await refused_beside_the_field(
        app,
        pilot,
        {
            folder / "full": "there is something already",
            folder / "there.zip": "there is something already",
            folder / "nowhere" / "new": "there is no such folder",
        },
    )
    app.screen.query_one(Input).value = str(folder / "new.zip")
    await pilot.press("enter")
    await wait_for(pilot, (folder / "new.zip").exists)
    await wait_for(pilot, lambda: app.screen is screen)


async def test_a_search_goes_on_over_what_is_sent_later(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await sent_from_here(app, pilot, "rossi.x@pec.example", "bianchi.x@pec.example")
        await pilot.press("slash")
        await type_in(pilot, *"ross", "enter")
        await wait_for(pilot, lambda: len(screen.sendings.rows) == 1)
        for address in ("rossi.y@pec.example", "verdi.y@pec.example"):
            await app.session.outbox.queue(Letter((address,), "Altra", "Testo"))
        await wait_for(pilot, lambda: len(screen.known or ()) == 4, "all four")
        await wait_for(pilot, lambda: len(screen.sendings.rows) == 2, "the later one too")
        assert all(one.recipients[0].startswith("rossi") for one in screen.sendings.sendings)
