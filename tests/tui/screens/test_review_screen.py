"""The last look at 80 by 24: the count first, text and keys in sight, all of it reachable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pectui.tui import show
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs.progress import ProgressScreen
from pectui.tui.screens.dialogs.review import ReviewScreen
from pectui.tui.screens.dialogs.simple import Statement
from pectui.tui.screens.sent import SentScreen
from tests.tui.conftest import MakeProgram, make_sandbox, picture, shows, wait_for
from tests.tui.sending_steps import all_words, click_words, review, run, told, words, write

if TYPE_CHECKING:
    from pathlib import Path


TEXT = "Egregi,\nsi diffida al pagamento.\nTerza riga.\nQuarta riga."


def people(count: int) -> str:
    return ", ".join(f"persona{number}@pec.example" for number in range(count))


@pytest.mark.parametrize(
    ("count", "title"), [(1, "1 letter will leave"), (40, "40 letters will leave, one to each")]
)
async def test_count_text_and_keys_are_in_sight(
    count: int, title: str, make_program: MakeProgram
) -> None:
    app = make_program()
    async with run(app) as pilot:
        await write(app, pilot, people(count), "Diffida", TEXT)
        await review(app, pilot)
        await pilot.pause()
        shown = picture(app)
        assert title in shown
        for line in TEXT.split("\n"):
            assert line in shown
        assert "y Send" in shown
        assert "n Back" in shown


FACTS = {
    "en": (
        "3 letters will leave",
        "! ",
        "To: persona0@pec.example, persona1@pec.example, persona2@pec.example",
        "Subject: Diffida",
        "3 files, 1.2 MB: atto0.pdf, atto1.pdf, atto2.pdf",
        "in all",
        "left today",
        "From: studio.verdi@pec.example",
        "legal force",
    ),
    "it": (
        "Partiranno 3 PEC",
        "! ",
        "A: persona0@pec.example, persona1@pec.example, persona2@pec.example",
        "Oggetto: Diffida",
        "3 file, 1,2 MB: atto0.pdf, atto1.pdf, atto2.pdf",
        "in tutto",
        "oggi ne restano",
        "Da: studio.verdi@pec.example",
        "valore legale",
    ),
}


@pytest.mark.parametrize("language", ["en", "it"])
async def test_every_fact_is_in_sight_with_several_recipients_files_and_a_warning(
    language: str, make_program: MakeProgram, tmp_path: Path
) -> None:
    files = []
    for number in range(3):
        file = tmp_path / f"atto{number}.pdf"
        file.write_bytes(b"%PDF-1.7 " + b"x" * 400_000)
        files.append(str(file))
    app = make_program(language=language)
    async with run(app) as pilot:
        screen = await write(app, pilot, people(3), "Diffida", "prima", tuple(files))
        screen.text.text = TEXT.replace("Terza", "Ter\u00adza")
        await review(app, pilot)
        shown = ""

        def settled() -> bool:
            nonlocal shown
            shown = picture(app)
            return "Quarta riga." in shown

        await wait_for(pilot, settled, "the text")
        for words_of_it in FACTS[language]:
            assert words_of_it in shown
        assert shown.count("persona2@pec.example") == 1
        # What of each file is said, is one Tab and a few lines away.
        assert "atto2.pdf · application/pdf" in all_words(app)


DECIDING = {
    "en": ("{} letters will leave", "To: persona0@pec.example", "Plan: {} sends", "! In the text"),
    "it": ("Partiranno {} PEC", "A: persona0@pec.example", "Piano: {} invii", "! Nel testo"),
}


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("count", [2, 3, 4, 40])
@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_what_one_decides_by_is_in_sight_in_a_small_terminal(
    size: tuple[int, int], count: int, language: str, make_program: MakeProgram
) -> None:
    subject = "Diffida ad adempiere e contestuale messa in mora per il contratto n. 44 del 2025"
    app = make_program(language=language)
    async with run(app, size) as pilot:
        screen = await write(app, pilot, people(count), subject, "prima")
        screen.text.text = TEXT.replace("Terza", "Ter\u00adza allegata")
        await review(app, pilot)
        wanted = [words_of_it.format(count) for words_of_it in DECIDING[language]]
        wanted += TEXT.replace("Terza", "Terza allegata").split("\n")
        wanted += ["y Send", "n Back"] if language == "en" else ["y Invia", "n Torna"]
        for words_of_it in wanted:
            await shows(pilot, words_of_it)
        if count == 4:
            await shows(pilot, "persona3@pec.example")


async def test_a_long_text_leaves_the_facts_their_room(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        text = "\n".join(f"Riga {number}." for number in range(200))
        await write(app, pilot, people(40), "Diffida", text)
        await review(app, pilot)
        for words_of_it in ("Subject: Diffida", "From: studio.verdi", "Riga 0.", "Riga 4."):
            await shows(pilot, words_of_it)


async def test_every_recipient_can_be_seen(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        await write(app, pilot, people(40), "Diffida", TEXT)
        screen = await review(app, pilot)
        assert "and 37 more" in all_words(app)
        await pilot.press("r")
        await wait_for(pilot, lambda: isinstance(app.screen, Statement))
        listed = all_words(app)
        for request in screen._review.requests:
            assert request.recipients[0] in listed
            assert request.subject in listed
        await pilot.press(*"j" * 80)
        await shows(pilot, "persona39@pec.example")
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, ReviewScreen))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 35)])
async def test_the_mouse_goes_back_sends_and_closes(
    size: tuple[int, int], make_program: MakeProgram
) -> None:
    sandbox = make_sandbox()
    app = make_program(sandbox)
    async with run(app, size) as pilot:
        await write(app, pilot, "rossi@pec.example", "Diffida", TEXT)
        await review(app, pilot)
        await click_words(pilot, "r Recipients")
        await wait_for(pilot, lambda: isinstance(app.screen, Statement))
        await click_words(pilot, "Close")
        await wait_for(pilot, lambda: isinstance(app.screen, ReviewScreen))
        await click_words(pilot, "Back")
        await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen))
        assert not sandbox.sends
        await review(app, pilot)
        await click_words(pilot, "y Send")
        await wait_for(pilot, lambda: isinstance(app.screen, ProgressScreen))
        await click_words(pilot, "shows it under")
        await wait_for(pilot, lambda: isinstance(app.screen, SentScreen))
    assert len(sandbox.sends) == 1


async def test_the_mouse_takes_a_letter_back(make_program: MakeProgram) -> None:
    sandbox = make_sandbox()
    app = make_program(sandbox, undo_seconds=60)
    async with run(app) as pilot:
        await write(app, pilot, "rossi@pec.example", "Diffida", TEXT)
        await review(app, pilot)
        await click_words(pilot, "y Send")
        await click_words(pilot, "u takes it back")
        await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen))
        assert await app.session.outbox.pending() == ()
    assert not sandbox.sends


async def test_no_notice_lies_over_the_review(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        await write(app, pilot, "rossi@pec.example", "Diffida", TEXT)
        await review(app, pilot)
        show.notify(app, "Posta nuova " * 20, title="Avviso", timeout=60)
        await pilot.pause()
        assert "Posta nuova" not in picture(app)
        await shows(pilot, "y Send")
        await pilot.press("n")
        await shows(pilot, "Posta nuova")
        assert "Avviso" in told(app)


async def test_what_was_left_out_is_said_and_the_text_is_the_one_that_leaves(
    make_program: MakeProgram,
) -> None:
    app = make_program()
    async with run(app) as pilot:
        screen = await write(app, pilot, "rossi@pec.example", "Diffida", "prima")
        screen.text.text = "sog\u00adgetto\x1b[31m 👨\u200d👩"
        await review(app, pilot)
        shown = all_words(app)
        assert "In the text: 1 invisible character" in shown
        assert "In the text: 1 control character" in shown
        await shows(pilot, "soggetto[31m")
        assert "\ufffd" not in picture(app)
        assert words(app, ".dialog-title") == "1 letter will leave"
