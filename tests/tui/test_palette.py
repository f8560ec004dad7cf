"""The palette: found by what things are called, in either language, with keys and arguments."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.widgets import Input, OptionList, Static

from pectui.catalogue import t
from pectui.tui.offers import Offer, Spoken, found, spoken_in
from pectui.tui.screens.account import AccountScreen
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs.palette import PaletteScreen
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.widgets.compose.recipients import RecipientField
from tests.quick import TURN
from tests.tui.conftest import PATIENCE, MakeProgram, resize, shows, wait_for
from tests.tui.sending_steps import go, run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp


async def opened(app: PectuiApp, pilot: Pilot[None], typed: str = "") -> PaletteScreen:
    """Open the palette where one is, and type into it."""
    await wait_for(pilot, lambda: app.is_open and app.focused)
    await pilot.press("colon")
    await wait_for(pilot, lambda: isinstance(app.screen, PaletteScreen) and app.focused)
    screen = app.screen
    assert isinstance(screen, PaletteScreen)
    field = screen.query_one(Input)
    field.value = typed
    field.cursor_position = len(typed)
    await wait_for(pilot, lambda: rows_of(screen) or said(screen))
    return screen


def said(screen: PaletteScreen) -> str:
    return str(screen.query_one("#said", Static).content)


def rows_of(screen: PaletteScreen) -> list[str]:
    return [str(one.prompt) for one in screen.query_one("#found", OptionList).options]


async def first(pilot: Pilot[None], screen: PaletteScreen, words: str) -> str:
    """Return the first line once it holds `words`."""
    await wait_for(pilot, lambda: rows_of(screen) and words in rows_of(screen)[0], words)
    return rows_of(screen)[0]


# ── finding ────────────────────────────────────────────────────────────────────────────────────


NAMES = (
    ("quota", "app.account"),
    ("spazio", "app.cleanup"),
    ("doctor", "app.account"),
    ("diagnosi", "app.account"),
    ("drafts", "app.drafts"),
    ("bozze", "app.drafts"),
    ("Rispondi", "inbox.reply"),
    ("reply", "inbox.reply"),
    ("inbox.note", "inbox.note"),
    ("compose", "app.write"),
    ("star", "inbox.flag"),
    ("F8", "app.cleanup"),
    ("Go to what was sent", "app.sent"),
)
"""What is typed, and the command it finds, whatever the language."""


@pytest.mark.parametrize("language", ["en", "it"])
async def test_it_finds_by_what_things_are_called(language: str, make_program: MakeProgram) -> None:
    app = make_program(language=language)
    async with run(app, (120, 40)) as pilot:
        inbox = await go(app, pilot, "1")
        assert isinstance(inbox, InboxScreen)
        await wait_for(pilot, lambda: inbox.messages.rows)
        screen = await opened(app, pilot)
        for typed, command in NAMES:
            screen.query_one(Input).value = typed
            await first(pilot, screen, t(f"commands.{command}"))


async def test_what_saves_is_found_as_an_export(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        await go(app, pilot, "1")
        screen = await opened(app, pilot, "quota")
        for typed, other in (("export", "quota"), ("esporta", "")):
            screen.query_one(Input).value = typed
            await first(pilot, screen, "export FILE")
            assert any(row.startswith("Save") for row in rows_of(screen)), typed
            screen.query_one(Input).value = other
            await wait_for(pilot, lambda: "export FILE" not in rows_of(screen)[0])


async def test_it_shows_the_keys_one_has_chosen(make_program: MakeProgram) -> None:
    app = make_program(keys={"app.write": "h,f7"})
    async with run(app) as pilot:
        await go(app, pilot, "1")
        screen = await opened(app, pilot, "compose")
        assert (await first(pilot, screen, "Write")).endswith("h F7")


@pytest.mark.parametrize("language", ["en", "it"])
async def test_every_line_has_its_name_and_key_whole_in_any_size(
    language: str, make_program: MakeProgram
) -> None:
    app = make_program(language=language)
    async with run(app) as pilot:
        inbox = await go(app, pilot, "1")
        assert isinstance(inbox, InboxScreen)
        await wait_for(pilot, lambda: inbox.messages.rows)
        for size in ((60, 20), (80, 24), (300, 100)):
            await resize(pilot, size)
            screen = await opened(app, pilot)
            await wait_for(pilot, lambda s=screen: len(rows_of(s)) > 20)  # type: ignore[misc]
            width = screen.query_one("#found").scrollable_content_region.width
            for offer, row in zip(screen._offers, rows_of(screen), strict=True):
                assert cell_len(row) <= width, (size, row)
                name = offer.spoken.names[0] if offer.spoken else offer.label
                assert row.startswith(name), (size, row)
                assert row.endswith(" ".join(offer.keys[:2])), (size, row)
            await pilot.press("escape")
            await wait_for(pilot, lambda: app.screen is inbox)


async def test_nothing_found_is_said_and_does_nothing(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        await go(app, pilot, "1")
        screen = await opened(app, pilot, "xyzzy")
        await wait_for(pilot, lambda: said(screen) == "Nothing is called so")
        await pilot.press("enter", "down", "tab", "enter")
        await pilot.pause()
        assert app.screen is screen
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))


async def test_what_is_found_is_done(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        await go(app, pilot, "1")
        for key, typed, view in (("colon", "drafts", "drafts"), ("ctrl+p", "sent", "sent")):
            await pilot.press(key)
            await wait_for(pilot, lambda: isinstance(app.screen, PaletteScreen) and app.focused)
            await pilot.press(*typed)
            screen = app.screen
            assert isinstance(screen, PaletteScreen)
            await first(pilot, screen, t(f"commands.app.{view}"))
            await pilot.press("enter")
            await wait_for(pilot, lambda v=view: getattr(app.screen, "VIEW", "") == v, view)  # type: ignore[misc]


async def test_a_command_of_another_room_is_done_there(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        await go(app, pilot, "1")
        await go(app, pilot, "4")
        screen = await opened(app, pilot, "inbox.search")
        await first(pilot, screen, "Inbox: Search")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        inbox = app.screen
        assert isinstance(inbox, InboxScreen)
        await wait_for(pilot, lambda: inbox.panes.line.is_open, "its field")


async def test_the_doctor_looks_from_everywhere(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def doctor(name: str) -> list[dict[str, str]]:
        return [{"name": "settings", "title": "All is well", "status": "ok"}]

    monkeypatch.setattr("pectui.tui.screens.account.run_doctor", doctor)
    app = make_program()
    async with run(app, (120, 60)) as pilot:
        await go(app, pilot, "1")
        screen = await opened(app, pilot, "account.check")
        await first(pilot, screen, "Account: ")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, AccountScreen))
        await shows(pilot, "All is well")


# ── commands with an argument ──────────────────────────────────────────────────────────────────


async def test_a_search_can_be_typed(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        for line, words in (("search from:rossi", "rossi"), (":cerca da:bianchi", "bianchi")):
            await go(app, pilot, "2")
            await opened(app, pilot, line)
            await pilot.press("enter")
            await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
            inbox = app.screen
            assert isinstance(inbox, InboxScreen)
            await wait_for(pilot, lambda i=inbox, w=words: w in i.words, line)  # type: ignore[misc]


async def known_address(app: PectuiApp) -> str:
    """Return the address of somebody who wrote, once it is remembered."""
    addresses, end = app.session.addresses, time.monotonic() + PATIENCE
    while True:
        await addresses.prepare()
        if found := await addresses.complete("a"):
            return found[0].address
        assert time.monotonic() < end, "no address is known"
        await asyncio.sleep(TURN)


async def test_a_search_is_completed(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        inbox = await go(app, pilot, "1")
        assert isinstance(inbox, InboxScreen)
        await wait_for(pilot, lambda: inbox.messages.rows)
        known = await known_address(app)
        screen = await opened(app, pilot, "search perizia fr")
        await wait_for(pilot, lambda: "perizia from:" in rows_of(screen))
        await pilot.press("tab")
        await pilot.press(*known[:3])
        await wait_for(pilot, lambda: f"perizia from:{known}" in rows_of(screen), "address")
        await pilot.press(*["down"] * (1 + rows_of(screen).index(f"perizia from:{known}")), "enter")
        await wait_for(pilot, lambda: app.screen is inbox)
        await wait_for(pilot, lambda: inbox.words == f"perizia from:{known}")


async def test_a_theme_can_be_typed_a_wrong_one_is_told_and_a_missing_one_asked_for(
    make_program: MakeProgram,
) -> None:
    app = make_program()
    async with run(app) as pilot:
        await go(app, pilot, "1")
        screen = await opened(app, pilot, "theme drak")
        await pilot.press("enter")
        await shows(pilot, "“dark”")
        assert app.screen is screen
        field = screen.query_one(Input)

        field.value = "theme"
        await first(pilot, screen, "theme NAME")
        await wait_for(pilot, lambda: screen.query_one("#found", OptionList).highlighted == 0)
        await pilot.press("enter")
        assert field.value == "theme "
        await wait_for(pilot, lambda: "light" in rows_of(screen))
        await pilot.press("enter")
        await shows(pilot, "something is to follow it")
        assert app.screen is screen

        field.value = "tema high"
        await wait_for(pilot, lambda: rows_of(screen) == ["high-contrast"])
        await wait_for(pilot, lambda: screen.query_one("#found", OptionList).highlighted == 0)
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.theme == "pectui-high-contrast")


async def test_a_letter_can_be_begun_to_somebody(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        await go(app, pilot, "1")
        await opened(app, pilot, "write rossi@pec.example")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen) and app.focused)
        field = app.screen.query_one(RecipientField)
        await wait_for(pilot, lambda: "rossi@pec.example" in field.value)


async def test_the_open_message_is_exported_to_a_typed_file(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    (tmp_path / "practice").mkdir()
    app = make_program()
    app.desk.last_folder = tmp_path
    async with run(app) as pilot:
        inbox = await go(app, pilot, "1")
        assert isinstance(inbox, InboxScreen)
        await wait_for(pilot, lambda: inbox.messages.rows)
        await pilot.press("enter")
        await wait_for(pilot, lambda: inbox.reader.message is not None)
        screen = await opened(app, pilot, f"export {tmp_path}/pra")
        await wait_for(pilot, lambda: f"{tmp_path}/practice/" in rows_of(screen))
        await pilot.press("tab")
        await pilot.press(*"x.json")
        await pilot.press("enter")
        file = tmp_path / "practice" / "x.json"
        await wait_for(pilot, file.exists)
        assert file.read_text().startswith("{")


async def test_names_of_files_are_no_markup(make_program: MakeProgram, tmp_path: Path) -> None:
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "[@click=app.quit]x.toml").touch()
    app = make_program()
    async with run(app) as pilot:
        await go(app, pilot, "1")
        screen = await opened(app, pilot, "theme x")
        await wait_for(pilot, lambda: "[@click=app.quit]x" in rows_of(screen))
        await shows(pilot, "[@click=app.quit]x")


# ── how what is typed finds ────────────────────────────────────────────────────────────────────


def offer(label: str, help_: str = "", keys: Sequence[str] = (), names: str = "") -> Offer:
    return Offer(label, help_, lambda: None, keys, (names,))


OFFERS = [
    offer("Search", "Search everything"),
    offer("Ask service", "Search on the service", ("F3",)),
    offer("Reply", "Answer whoever wrote", ("r",), "respond"),
    offer("Città", "Go to the città", ("?",)),
]


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("", ["Search", "Ask service", "Reply", "Città"]),
        (":", ["Search", "Ask service", "Reply", "Città"]),
        ("search", ["Search", "Ask service"]),
        (":SEARCH", ["Search", "Ask service"]),
        ("service search", ["Ask service"]),
        ("respond", ["Reply"]),
        ("citta", ["Città"]),
        ("F3", ["Ask service"]),
        ("?", ["Città"]),
        ("replay", ["Reply"]),
        ("zzz", []),
        ("§", []),
    ],
)
def test_every_word_typed_must_be_of_the_command(typed: str, labels: list[str]) -> None:
    assert [one.label for one in found(OFFERS, typed)] == labels


@pytest.mark.parametrize(
    ("typed", "argument"),
    [("search", None), ("search ", ""), (": Cerca da:x y", "da:x y"), ("searching x", None)],
)
def test_a_command_with_an_argument_is_its_name_and_a_blank(
    typed: str, argument: str | None
) -> None:
    async def nothing(typed: str) -> list[str]:
        return []

    command = Spoken(("search", "cerca"), "WORDS", print, nothing, lambda _: "")
    line = spoken_in(typed, [command])
    assert (line[1] if line else None) == argument
