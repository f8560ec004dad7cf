"""The last look at 80 by 24: the count first, text and keys in sight, all of it reachable."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from pectui.catalogue import use_language
from pectui.tui import show
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs.progress import ProgressScreen
from pectui.tui.screens.dialogs.review import ReviewScreen
from pectui.tui.screens.dialogs.simple import Statement
from pectui.tui.screens.sent import SentScreen
from tests.tui.conftest import MakeProgram, make_sandbox, picture, resize, shows, wait_for
from tests.tui.sending_steps import (
    all_words,
    click_words,
    go,
    review,
    run,
    told,
    type_in,
    words,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from pectui.catalogue import Language
    from pectui.tui.app import PectuiApp


TEXT = "Egregi,\nsi diffida al pagamento.\nTerza riga.\nQuarta riga."


def people(count: int) -> str:
    return ", ".join(f"persona{number}@pec.example" for number in range(count))


async def review_anew(app: PectuiApp, pilot: Pilot[None], screen: ComposeScreen, to: str) -> None:
    """Go from the letter, or from its last look, to the last look at the letter to others."""
    if app.screen is not screen:
        await pilot.press("n")
        await wait_for(pilot, lambda: app.screen is screen and app.focused)
    screen.form.to.value = to
    await wait_for(pilot, lambda: screen.draft.recipients == to)
    await review(app, pilot)


async def test_count_text_and_keys_are_in_sight(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await write(app, pilot, "", "Diffida", TEXT)
        for count, title in (
            (1, "1 letter will leave"),
            (40, "40 letters will leave, one to each"),
        ):
            await review_anew(app, pilot, screen, people(count))
            await shows(pilot, title)
            shown = picture(app)
            for words_of_it in (*TEXT.split("\n"), "y Send", "n Back"):
                assert words_of_it in shown, (count, words_of_it)


FACTS: dict[Language, tuple[str, ...]] = {
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


async def test_every_fact_is_in_sight_with_several_recipients_files_and_a_warning(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    files = []
    for number in range(3):
        file = tmp_path / f"atto{number}.pdf"
        file.write_bytes(b"%PDF-1.7 " + b"x" * 400_000)
        files.append(str(file))
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await write(app, pilot, "", "Diffida", "prima", tuple(files))
        screen.text.text = TEXT.replace("Terza", "Ter\u00adza")
        for language, facts in FACTS.items():
            use_language(language)
            await review_anew(app, pilot, screen, people(3))
            for words_of_it in (*facts, "Quarta riga."):
                await shows(pilot, words_of_it)
            assert picture(app).count("persona2@pec.example") == 1, language
            # What of each file is said, is one Tab and a few lines away.
            assert "atto2.pdf · application/pdf" in all_words(app), language


def stands(app: PectuiApp, words_of_it: str) -> bool:
    return words_of_it in picture(app)


DECIDING: dict[Language, tuple[str, ...]] = {
    "en": (
        "{} letters will leave",
        "To: persona0@pec.example",
        "Plan: {} sends",
        "! In the text",
        "y Send",
        "n Back",
    ),
    "it": (
        "Partiranno {} PEC",
        "A: persona0@pec.example",
        "Piano: {} invii",
        "! Nel testo",
        "y Invia",
        "n Torna",
    ),
}


async def test_what_one_decides_by_is_in_sight_in_a_small_terminal(
    make_program: MakeProgram,
) -> None:
    subject = "Diffida ad adempiere e contestuale messa in mora per il contratto n. 44 del 2025"
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await write(app, pilot, "", subject, "prima")
        screen.text.text = TEXT.replace("Terza", "Ter\u00adza allegata")
        for size, language, count in product(((60, 20), (80, 24)), DECIDING, (2, 3, 4, 40)):
            use_language(language)
            await resize(pilot, size)
            await review_anew(app, pilot, screen, people(count))
            wanted = [words_of_it.format(count) for words_of_it in DECIDING[language]]
            wanted += TEXT.replace("Terza", "Terza allegata").split("\n")
            wanted += ["persona3@pec.example"] if count == 4 else []
            for words_of_it in wanted:
                case = f"{words_of_it} to {count} at {size}"
                await wait_for(pilot, partial(stands, app, words_of_it), case)


async def test_a_long_text_leaves_the_facts_their_room(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        text = "\n".join(f"Riga {number}." for number in range(200))
        await write(app, pilot, people(40), "Diffida", text)
        await review(app, pilot)
        for words_of_it in ("Subject: Diffida", "From: studio.verdi", "Riga 0.", "Riga 4."):
            await shows(pilot, words_of_it)


async def test_every_recipient_can_be_seen(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
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
        await type_in(pilot, *"j" * 80)
        await shows(pilot, "persona39@pec.example")
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, ReviewScreen))


async def test_the_mouse_goes_back_sends_and_closes(make_program: MakeProgram) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        for number, size in enumerate(((60, 20), (80, 24), (120, 35))):
            await resize(pilot, size)
            await write(app, pilot, "rossi@pec.example", "Diffida", TEXT)
            await review(app, pilot)
            await click_words(pilot, "r Recipients")
            await wait_for(pilot, lambda: isinstance(app.screen, Statement), f"listed at {size}")
            await click_words(pilot, "Close")
            await wait_for(pilot, lambda: isinstance(app.screen, ReviewScreen), f"closed at {size}")
            await click_words(pilot, "Back")
            await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen), f"back at {size}")
            assert len(sandbox.sends) == number, size
            await review(app, pilot)
            await click_words(pilot, "y Send")
            await wait_for(pilot, lambda: isinstance(app.screen, ProgressScreen), f"sent at {size}")
            await click_words(pilot, "shows it under")
            await wait_for(pilot, lambda: isinstance(app.screen, SentScreen), f"shown at {size}")
            await wait_for(pilot, lambda: len(sandbox.sends) == number + 1)  # noqa: B023
            await go(app, pilot, "1")


async def test_the_mouse_takes_a_letter_back(make_program: MakeProgram) -> None:
    sandbox = make_sandbox(messages=0)
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
    app = make_program(make_sandbox(messages=0))
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
    app = make_program(make_sandbox(messages=0))
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
