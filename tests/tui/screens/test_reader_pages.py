"""Pages in the program: hidden parts, links, and what cannot be made readable."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest
from textual.widgets import OptionList

from pectui.catalogue import t
from pectui.services import conversion
from pectui.system import processes
from pectui.tui.screens.dialogs import links as link_screen
from pectui.tui.screens.dialogs.links import LinkScreen
from pectui.tui.screens.dialogs.simple import Question
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.terminal import clipboard
from tests.tui.conftest import MakeProgram, make_sandbox, picture, shows, wait_for
from tests.tui.sending_steps import type_in

if TYPE_CHECKING:
    from textual.app import App
    from textual.pilot import Pilot

    from pectui.sandbox import Sandbox
    from pectui.tui.app import PectuiApp


def delivered(body: str) -> Sandbox:
    """Return a service with one letter."""
    sandbox = make_sandbox(messages=0)
    sandbox.deliver_mail(sender="a@pec.example", subject="Prova", body=body, certified=False)
    return sandbox


def footer(app: App[None]) -> str:
    return picture(app).splitlines()[-1]


def is_open(screen: InboxScreen) -> bool:
    """Whether the reader shows the letter under the cursor."""
    message, current = screen.reader.message, screen.messages.current
    return message is not None and current is not None and message.envelope == current.envelope


async def read(program: PectuiApp, pilot: Pilot[None]) -> InboxScreen:
    """Open the letter."""
    await wait_for(
        pilot,
        lambda: isinstance(program.screen, InboxScreen) and program.screen.messages.rows,
        "the letter in the list",
    )
    screen = program.screen
    assert isinstance(screen, InboxScreen)
    await pilot.press("enter")
    await wait_for(pilot, lambda: is_open(screen) and screen.reader.text.row_count, "its text")
    return screen


HIDDEN = "<div style='display:none'>anteprima nascosta</div><p>Testo visibile</p>"


async def test_hidden_parts_are_counted_and_shown_by_a_key(make_program: MakeProgram) -> None:
    program = make_program(delivered(HIDDEN))
    async with program.run_test(size=(100, 30)) as pilot:
        screen = await read(program, pilot)
        await shows(pilot, "1 hidden part left out")
        assert "anteprima nascosta" not in picture(program)
        await pilot.press("h")
        await shows(pilot, "anteprima nascosta")
        await shows(pilot, "hidden parts shown")
        await pilot.press("h")
        await wait_for(pilot, lambda: "anteprima" not in picture(program), "it is gone")
        assert screen.reader.shown.hidden == 1


async def test_a_key_for_what_a_page_has_not_says_so(make_program: MakeProgram) -> None:
    program = make_program(delivered("<p>Testo visibile</p>"))
    async with program.run_test(size=(100, 30), notifications=True) as pilot:
        screen = await read(program, pilot)
        for key, says in (("h", "This text hides nothing"), ("L", "There are no links in this")):
            await pilot.press(key)
            await wait_for(pilot, lambda: says in picture(program), says)  # noqa: B023
            assert program.screen is screen, key


@pytest.mark.parametrize("language", ["en", "it"])
async def test_the_footer_names_the_way_back_and_the_links_there_are(
    language: str, make_program: MakeProgram
) -> None:
    sandbox = delivered("<p>Testo visibile</p>")
    sandbox.deliver_mail(
        sender="b@pec.example",
        subject="Prova",
        body="<a href='https://a.example/x'>uno</a>",
        certified=False,
    )
    program = make_program(sandbox, language=language)
    async with program.run_test(size=(80, 24)) as pilot:
        back, links = f"Esc {t('commands.inbox.back')}", f"L {t('commands.reader.links')}"
        seen = set()
        for _ in range(2):
            screen = await read(program, pilot)
            assert screen.reader.message is not None
            has_links = screen.reader.message.envelope.sender == "b@pec.example"
            seen.add(has_links)
            await wait_for(pilot, lambda: back in footer(program), "the way back")
            await wait_for(
                pilot,
                lambda: (links in footer(program)) is has_links,  # noqa: B023
                f"links: {has_links}",
            )
            await pilot.press("escape")
            await wait_for(pilot, lambda: back not in footer(program), "nothing is open")
            assert links not in footer(program)
            await pilot.press("j")
        assert seen == {True, False}


@pytest.mark.parametrize("language", ["en", "it"])
async def test_the_footer_of_a_search_field_names_enter_and_escape(
    language: str, make_program: MakeProgram
) -> None:
    program = make_program(delivered("<p>Testo visibile, testo</p>"), language=language)
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await read(program, pilot)
        enter = t("shell.key.enter")
        for of_the_list, keys in (
            (False, (f"{enter} {t('commands.find.next')}", f"Esc {t('commands.find.close')}")),
            (True, (f"{enter} {t('commands.field.done')}", f"Esc {t('commands.inbox.back')}")),
        ):
            if of_the_list:
                await pilot.press("escape", "escape")
                await wait_for(pilot, lambda: program.focused is screen.messages, "the list")
            await pilot.press("slash")
            for words in keys:
                await wait_for(pilot, lambda: words in footer(program), words)  # noqa: B023
            assert f"/ {t('commands.inbox.search')}" not in footer(program), "there it is typed"
        await type_in(pilot, *"testo")
        await pilot.press("enter")
        await wait_for(pilot, lambda: program.focused is screen.messages, "the list")
        assert screen.words == "testo"


async def test_a_page_that_is_given_up_is_shown_without_tags_and_said_so(
    make_program: MakeProgram,
) -> None:
    program = make_program(delivered("<p>prima</p>" + "<hr>" * 500_000))
    async with program.run_test(size=(100, 30)) as pilot:
        await read(program, pilot)
        await shows(pilot, "prima")
        await shows(pilot, "this HTML cannot be made readable")
        await pilot.press("q")
        assert isinstance(program.screen, InboxScreen)


async def test_neither_keys_nor_quitting_wait_for_a_page(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs = [sys.executable, "-c", "import time; time.sleep(120)"]
    monkeypatch.setattr(processes, "command", lambda *_: hangs)
    monkeypatch.setattr(conversion, "SECONDS", 120.0)
    program = make_program(delivered("<p>parola</p>" * 20_000))
    async with program.run_test(size=(100, 30)) as pilot:
        await wait_for(
            pilot,
            lambda: isinstance(program.screen, InboxScreen) and program.screen.messages.rows,
            "the letter in the list",
        )
        await pilot.press("enter")
        await shows(pilot, "Making the letter readable")
        await pilot.press("v")
        await shows(pilot, "<p>parola</p>")
        await pilot.press("v", "v")
        await shows(pilot, "Making the letter readable")
        started = time.monotonic()
    assert time.monotonic() - started < 30


LINKED = "<p>Vedi <a href='https://banca.example@evil.example/x'>Accedi</a></p>"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what is handed to a browser."""
    targets: list[str] = []

    async def take(target: str) -> bool:
        targets.append(target)
        return True

    monkeypatch.setattr(link_screen, "open_link", take)
    return targets


async def test_a_link_is_copied_by_one_key_and_opened_after_a_question_that_names_its_host(
    make_program: MakeProgram, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []

    async def take(_app: object, text: str) -> None:
        copied.append(text)

    monkeypatch.setattr(clipboard, "copy", take)
    program = make_program(delivered(LINKED))
    async with program.run_test(size=(100, 30)) as pilot:
        await read(program, pilot)
        await shows(pilot, "Accedi [1 → evil.example]")
        await pilot.press("L")
        await wait_for(pilot, lambda: isinstance(program.screen, LinkScreen), "the links")
        await wait_for(
            pilot, lambda: program.screen.query_one(".dialog").region.y > 0, "the middle"
        )
        assert program.screen.query_one(".dialog").region.x == (100 - 72) // 2
        await pilot.press("y")
        await wait_for(pilot, lambda: copied, "the clipboard")
        assert copied == ["https://banca.example@evil.example/x"]
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(program.screen, Question), "the question")
        await shows(pilot, "It leads to: evil.example")
        await pilot.press("enter")  # the harmless answer has the focus
        await wait_for(pilot, lambda: isinstance(program.screen, LinkScreen), "the links")
        assert opened == []
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(program.screen, Question), "the question")
        await pilot.press("y")
        await wait_for(pilot, lambda: opened, "the browser")
        assert opened == ["https://banca.example@evil.example/x"]
        await pilot.press("L")
        await wait_for(pilot, lambda: isinstance(program.screen, LinkScreen), "the links")
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(program.screen, InboxScreen), "the letter")


async def test_what_is_no_web_or_mail_link_is_not_opened(
    make_program: MakeProgram, opened: list[str]
) -> None:
    program = make_program(delivered("<p><a href='javascript:alert(1)'>qui</a></p>"))
    async with program.run_test(size=(100, 30)) as pilot:
        await read(program, pilot)
        await pilot.press("L")
        await wait_for(pilot, lambda: isinstance(program.screen, LinkScreen), "the links")
        assert program.screen.query_one(OptionList).option_count == 1
        await pilot.press("o")
        await pilot.pause()
        assert isinstance(program.screen, LinkScreen)
        assert opened == []
