"""Signed originals on the screen: taken in with the reason of each, listed, taken out again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Button, Input

from pectui.models import Kind, Letter
from pectui.services.proof.originals import Originals, Taken
from pectui.tui.screens.dialogs.attach import AttachScreen
from pectui.tui.screens.dialogs.simple import Question
from pectui.tui.screens.originals import OriginalsScreen
from pectui.tui.screens.sending import SendingScreen
from pectui.tui.screens.sent import SentScreen
from pectui.tui.widgets.list.missing_list import MissingList
from pectui.tui.widgets.list.taken_list import TakenList
from tests.proof.making_originals import Made, authority, mbox
from tests.quick import TURN
from tests.tui.conftest import MakeProgram, make_sandbox, shows, wait_for
from tests.tui.sending_steps import all_words, fill_in, go, run, told, words

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.models import Receipt, Sending
    from pectui.tui.app import PectuiApp

SUBJECT, ADDRESS = "[n. 1] Diffida", "rossi@pec.example"


@pytest.fixture
def ca(tmp_path: Path) -> str:
    place = tmp_path / "ca.pem"
    place.write_bytes(authority().pem)
    return str(place)


def originals_of(sending: Sending) -> list[Made]:
    """Return the two originals that the provider would have of a delivered sending."""
    assert sending.code is not None
    moments = {one.kind: one.date or datetime.now(UTC) for one in sending.receipts}
    made = Made(
        code=sending.code,
        subject=SUBJECT,
        recipients=((ADDRESS, "certificato"),),
        addressee=ADDRESS,
        when=moments[Kind.DELIVERY],
    )
    accepted = replace(
        made,
        kind="accettazione",
        prefix="ACCETTAZIONE",
        addressee=None,
        when=moments[Kind.ACCEPTANCE],
    )
    return [accepted, made]


async def delivered(app: PectuiApp, pilot: Pilot[None]) -> Sending:
    """Send a letter; return it with both its receipts."""
    await wait_for(pilot, lambda: app.connection == "online")
    await app.session.outbox.queue(Letter((ADDRESS,), SUBJECT, "Testo"))
    screen = await go(app, pilot, "2")
    known: Any = lambda: screen.known  # type: ignore[attr-defined]  # noqa: E731
    await wait_for(pilot, lambda: known() and all(one.code for one in known()), "the code")
    code = str(known()[0].code)
    receipts: tuple[Receipt, ...] = ()
    while len(receipts) < 2:
        receipts = (await app.session.tracking.refresh(code)).receipts
    sending = await app.session.tracking.sending(code)
    assert sending is not None
    return sending


async def pick(app: PectuiApp, pilot: Pilot[None], text: str) -> OriginalsScreen:
    """Type a path into the question for files, and go on."""
    await wait_for(pilot, lambda: isinstance(app.screen, AttachScreen) and app.focused)
    app.screen.query_one(Input).value = text
    await pilot.press("enter")
    await wait_for(pilot, lambda: isinstance(app.screen, OriginalsScreen))
    assert isinstance(app.screen, OriginalsScreen)
    return app.screen


def rows(screen: OriginalsScreen, part: str, width: int = 78) -> list[str]:
    shown = screen.query_one(f"#{part}", TakenList)
    return ["".join(one.text for one in shown.segments(row, width)) for row in shown.rows]


async def keeps_the_forged_one_when_one_insists(
    app: PectuiApp, pilot: Pilot[None], screen: OriginalsScreen
) -> None:
    """Of four files the third was refused: keep it anyway, then take it out again."""
    assert not screen.check_action("keep_anyway", ()), "nothing to insist on"
    await pilot.press("j", "j", "j")
    await wait_for(pilot, lambda: "no mail" in words(app, "#detail"))
    assert not screen.check_action("keep_anyway", ()), "it says of nothing what it is"
    await pilot.press("k", "a")
    await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
    await pilot.press("enter")
    await wait_for(pilot, lambda: app.screen is screen)
    assert len(await app.session.originals.held()) == 2, "the harmless answer has the focus"
    await pilot.press("a")
    await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
    app.screen.query_one("#yes", Button).press()
    await wait_for(pilot, lambda: app.screen is screen)
    await wait_for(pilot, lambda: [row[0] for row in rows(screen, "taken")] == ["✔", "✔", "!", "✗"])
    assert "another code" in rows(screen, "taken", 400)[2]
    held = await app.session.originals.held()
    assert [one.judgement.is_proof for one in held] == [True, True, False]
    await pilot.press("d")
    await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
    app.screen.query_one("#yes", Button).press()
    await wait_for(pilot, lambda: app.screen is screen)
    await wait_for(pilot, lambda: len(rows(screen, "taken")) == 3)
    screen.query_one("#taken", TakenList).move_to(0)


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_a_sending_shows_the_originals_taken_in_and_out_again(
    make_program: MakeProgram, tmp_path: Path, ca: str, size: tuple[int, int]
) -> None:
    app = make_program(make_sandbox(messages=0), pec_ca_file=ca)
    async with run(app, size) as pilot:
        sending = await delivered(app, pilot)
        accepted, made = originals_of(sending)
        forged = replace(
            made, header_subject=f"CONSEGNA: {SUBJECT} 2020010112000000", text="Un altro testo."
        )
        (tmp_path / "casella.mbox").write_bytes(mbox([accepted.raw(), made.raw()]))
        (tmp_path / "altra.eml").write_bytes(forged.raw())
        (tmp_path / "nota.eml").write_text("Ciao")

        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, SendingScreen))
        timeline = app.screen
        await wait_for(pilot, lambda: "Signed originals: 0 of 2" in all_words(app))
        await pilot.press("I")
        files = (tmp_path / name for name in ("casella.mbox", "altra.eml", "nota.eml"))
        screen = await pick(app, pilot, " ".join(map(str, files)))
        await wait_for(pilot, lambda: "2 new, 0 here already, 2 refused" in told(app))
        await wait_for(pilot, lambda: len(rows(screen, "taken")) == 4)
        assert [row.split()[0] for row in rows(screen, "taken")] == ["✔", "✔", "✗", "✗"]
        await keeps_the_forged_one_when_one_insists(app, pilot, screen)
        await wait_for(pilot, lambda: "belongs to sending" in all_words(app))
        await wait_for(pilot, lambda: "intact · signed by" in all_words(app))
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is timeline)
        await wait_for(pilot, lambda: "Signed originals: 2 of 2" in all_words(app))
        await wait_for(pilot, lambda: "intact · signed by" in all_words(app))

        await pilot.press("O")
        await wait_for(pilot, lambda: isinstance(app.screen, OriginalsScreen))
        await shows(pilot, "Nothing left to be fetched")
        await pilot.press("w")
        await wait_for(pilot, lambda: app.screen.focused is app.screen.query_one("#kept"))
        await wait_for(pilot, lambda: "kept here 2" in words(app, "#heading"))
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, OriginalsScreen))
        assert len(await app.session.originals.held()) == 2, "the harmless answer has the focus"
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, Question) and app.focused)
        app.screen.query_one("#yes", Button).press()
        await wait_for(pilot, lambda: isinstance(app.screen, OriginalsScreen))
        await wait_for(pilot, lambda: "kept here 1" in words(app, "#heading"))
        await wait_for(pilot, lambda: "to be fetched 1" in words(app, "#heading"))
        await pilot.press("q")
        await wait_for(pilot, lambda: "Signed originals: 1 of 2" in all_words(app))


async def test_a_receipt_that_is_read_says_how_its_original_was_judged_once_it_is_here(
    make_program: MakeProgram, tmp_path: Path, ca: str
) -> None:
    app = make_program(make_sandbox(messages=0), pec_ca_file=ca)
    async with run(app, (200, 50)) as pilot:
        accepted, _ = originals_of(await delivered(app, pilot))
        (tmp_path / "a.eml").write_bytes(accepted.raw())
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, SendingScreen) and app.focused)
        timeline = app.screen
        assert isinstance(timeline, SendingScreen)
        await wait_for(pilot, lambda: len(timeline.parts.rows) == 3)
        await pilot.press("j")
        await wait_for(pilot, lambda: "✓ Accepted" in words(app, "MessageHead"))
        assert "intact" not in words(app, "MessageHead")
        async for _ in app.session.originals.take_in([tmp_path / "a.eml"]):
            pass
        await wait_for(pilot, lambda: "intact · signed by" in words(app, "MessageHead"))


async def test_what_is_missing_is_listed_and_without_an_authority_nothing_counts_yet(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    folder = tmp_path / "ricevute"
    folder.mkdir()
    async with run(app) as pilot:
        sending = await delivered(app, pilot)
        await pilot.press("O")
        await wait_for(pilot, lambda: isinstance(app.screen, OriginalsScreen))
        screen = app.screen
        assert isinstance(screen, OriginalsScreen)
        missing = screen.query_one("#missing", MissingList)
        await wait_for(pilot, lambda: len(missing.rows) == 1)
        await wait_for(pilot, lambda: f"{sending.code}  {SUBJECT}" in all_words(app))
        await shows(pilot, "0 of 2")

        await pilot.press("s")
        await fill_in(app, pilot, f"'{tmp_path}/a.txt' '{tmp_path}/b.txt'")
        await wait_for(pilot, lambda: "one place" in words(app, "#problem"))
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen)

        place = tmp_path / "elenco.txt"
        for expected in ("Check-list saved", "it is not replaced"):
            await pilot.press("s")
            await fill_in(app, pilot, str(place))
            await shows(pilot, expected)
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen)
        assert place.read_text().count("[ ]") == 2

        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, SendingScreen))
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen)

        for number, made in enumerate(originals_of(sending)):
            (folder / f"{number}.eml").write_bytes(made.raw())
        await pilot.press("i")
        await wait_for(pilot, lambda: isinstance(app.screen, AttachScreen) and app.focused)
        app.screen.query_one(Input).value = str(folder)
        await pilot.press("enter")
        await wait_for(pilot, lambda: str(folder) in str(app.screen.query_one("#place").render()))
        await pilot.press("f9")
        await wait_for(pilot, lambda: "2 new" in told(app))
        assert "pec_ca_file" in told(app)
        await wait_for(pilot, lambda: app.screen is screen)
        await wait_for(pilot, lambda: len(rows(screen, "taken")) == 2)
        assert all("not checked" in row for row in rows(screen, "taken"))

        await pilot.press("i")
        await wait_for(pilot, lambda: isinstance(app.screen, AttachScreen) and app.focused)
        assert str(folder) in str(app.screen.query_one("#place").render()), "where one was last"
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, SendingScreen))
        await wait_for(pilot, lambda: "· Accepted · intact" in all_words(app))
        assert "! Accepted" not in all_words(app), "nothing speaks against it"


async def test_a_path_that_leads_nowhere_and_a_bad_authority_are_told(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    (tmp_path / "ca.pem").write_text("nothing")
    (tmp_path / "a.eml").write_text("Ciao")
    app = make_program(make_sandbox(messages=0), pec_ca_file=str(tmp_path / "ca.pem"))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.connection == "online")
        await go(app, pilot, "2")
        await pilot.press("O")
        await wait_for(pilot, lambda: isinstance(app.screen, OriginalsScreen) and app.focused)
        await shows(pilot, "Nothing left to be fetched")
        await pilot.press("i")
        await wait_for(pilot, lambda: isinstance(app.screen, AttachScreen) and app.focused)
        app.screen.query_one(Input).value = str(tmp_path / "nowhere.eml")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "there is no such file" in told(app))
        assert isinstance(app.screen, AttachScreen), "one can correct it"
        screen = await pick(app, pilot, str(tmp_path / "a.eml"))
        await wait_for(pilot, lambda: "certificate" in told(app))
        await wait_for(pilot, lambda: not screen.importing)


async def test_an_import_tells_how_far_it_is_and_is_stopped_by_its_key(
    make_program: MakeProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def endless(*_: object, must_stop: Callable[[], bool]) -> AsyncIterator[Taken]:
        while not must_stop():
            await asyncio.sleep(TURN)
            yield Taken("nota.eml", problem="It is no mail message")

    monkeypatch.setattr(Originals, "take_in", endless)
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.connection == "online")
        await go(app, pilot, "2")
        await pilot.press("I")
        (tmp_path / "nota.eml").write_text("Ciao")
        screen = await pick(app, pilot, str(tmp_path / "nota.eml"))
        await wait_for(pilot, lambda: "files looked at" in words(app, "#heading"))
        await wait_for(pilot, lambda: len(rows(screen, "taken")) > 3)
        await pilot.press("W")
        await wait_for(pilot, lambda: screen.part == "kept")
        before = len(screen.taken)
        await wait_for(pilot, lambda: len(screen.taken) > before, "looking on stops nothing")
        await pilot.press("q")
        await wait_for(pilot, lambda: not screen.importing)
        await wait_for(pilot, lambda: "0 new, 0 here already" in told(app))
        assert app.screen is screen
        await pilot.press("q")
        await wait_for(pilot, lambda: isinstance(app.screen, SentScreen))
