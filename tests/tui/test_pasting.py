"""What is pasted: nothing in it is a key, nothing of it is lost, all of it stays in its order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.widgets import Input

from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs.attach import AttachScreen
from pectui.tui.terminal.driver import PasteParser
from pectui.tui.widgets.compose.path_field import PathField
from tests.tui.conftest import MakeProgram, wait_for
from tests.tui.sending_steps import run, told, words, write

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp

BEGIN, END = "\x1b[200~", "\x1b[201~"


def events_of(chunks: list[str]) -> list[str]:
    parser = PasteParser()
    found: list[str] = []
    for chunk in chunks:
        for event in parser.feed(chunk):
            if isinstance(event, events.Paste):
                found.append(f"paste:{event.text}")
            elif isinstance(event, events.Key):
                found.append(event.key)
    return found


@given(
    st.lists(st.text(st.sampled_from("ab\x1b]0;[~\x07\x11\x00\r20é"), max_size=12), max_size=4),
    st.integers(1, 7),
)
def test_a_paste_is_one_text_wherever_the_reads_cut_it(pasted: list[str], size: int) -> None:
    typed = "".join(f"k{BEGIN}{text}{END}" for text in pasted) + "z"
    expected = [word for text in pasted for word in ("k", *([f"paste:{text}"] if text else []))]
    chunks = [typed[at : at + size] for at in range(0, len(typed), size)]
    assert events_of(chunks) == [*expected, "z"]


def test_keys_around_a_paste_stay_in_their_order() -> None:
    typed = f"a\t{BEGIN}\x1b]0;x\x07\x11\x1b[B{END}\x1b[Bb"
    assert events_of([typed]) == ["a", "tab", "paste:\x1b]0;x\x07\x11\x1b[B", "down", "b"]


def test_an_escape_that_was_pressed_begins_no_paste() -> None:
    parser = PasteParser()
    list(parser.feed("\x1b"))
    parser._timeout_time = 0.0
    assert [event.key for event in parser.tick() if isinstance(event, events.Key)] == ["escape"]
    assert not any(isinstance(event, events.Paste) for event in parser.feed("[200~x"))
    assert [event.key for event in parser.feed("y") if isinstance(event, events.Key)] == ["y"]


async def paste(app: PectuiApp, pilot: Pilot[None], text: str) -> None:
    app.post_message(events.Paste(text))
    await pilot.pause()


async def open_letter(app: PectuiApp, pilot: Pilot[None], to: str = "") -> ComposeScreen:
    return await write(app, pilot, to, "", "")


COLUMN = ("a@pec.example", "b@pec.example", "c@pec.example")


COLUMNS = [
    "a@pec.example\nb@pec.example\nc@pec.example",
    "\r\ra@pec.example\r\rb@pec.example\rc@pec.example\r",
    "\n \n\ta@pec.example\n\n\nb@pec.example\nc@pec.example\n",
    "a@pec.example\tb@pec.example\tc@pec.example",
    "a@pec.example,\nb@pec.example;\nc@pec.example",
    "Anna Bo <a@pec.example>\n\"Bo, B.\" <b@pec.example>\n'x@y.it' <c@pec.example>",
    'Anna Bo\ta@pec.example\nStudio "B" srl\tb@pec.example\nc@pec.example\tC',
    "\ufeffa@pec.example\u200b\nb@pec.example\u00a0\nc@pec\u00ad.example",
]


async def test_a_pasted_column_of_recipients_is_taken_whole_and_sticks_to_no_other(
    make_program: MakeProgram,
) -> None:
    app = make_program()
    async with run(app) as pilot:
        screen = await open_letter(app, pilot)
        field = screen.form.to
        for text in COLUMNS:
            field.value = ""
            await paste(app, pilot, text)
            assert screen.letter.recipients == COLUMN, text
            assert "3 recipients" in words(app, "#to-note"), text
        field.value = "a@pec.example"
        await paste(app, pilot, "b@pec.example\n")
        await paste(app, pilot, "x@pec.example\ny@pec.example")
        names = [address[0] for address in screen.letter.recipients]
        assert names == ["a", "b", "x", "y"]
        field.value = ""
        await pilot.press(*"rossi@")
        await paste(app, pilot, "pec.example")
        assert screen.letter.recipients == ("rossi@pec.example",)


async def test_an_entry_with_two_addresses_is_asked_about_and_lines_of_a_subject_are_joined(
    make_program: MakeProgram,
) -> None:
    app = make_program()
    async with run(app) as pilot:
        screen = await open_letter(app, pilot, "info@studio.example <studio@pec.example>")
        assert "which one is meant?" in words(app, "#to-note")
        subject = screen.query_one("#subject", Input)
        subject.focus()
        await paste(app, pilot, "Diffida ad\r\n\r\nadempiere\te altro\r")
        assert subject.value == "Diffida ad adempiere e altro"
        await paste(app, pilot, " fine")
        assert subject.value.endswith("altro fine")


async def test_a_text_is_pasted_as_it_is_less_what_can_act(make_program: MakeProgram) -> None:
    family = "👨\u200d👩\u200d👧 ❤\ufe0f"
    app = make_program()
    async with run(app) as pilot:
        screen = await open_letter(app, pilot, "a@pec.example")
        screen.text.focus()
        await paste(app, pilot, f"sog\u00adgetto {family}\r\n\u200euno\x1b[31m")
        assert screen.letter.body == f"soggetto {family}\nuno[31m"
        assert "2 invisible characters are left out" in told(app)
        assert "1 control character is left out" in told(app)


async def test_pasted_paths_are_all_attached(make_program: MakeProgram, tmp_path: Path) -> None:
    names = ("a.pdf", "due parole.pdf", "perché #1.pdf", "l'atto.pdf")
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    lines = [
        str(tmp_path / names[0]),
        str(tmp_path / names[1]),
        (tmp_path / names[2]).as_uri(),
        f"file://localhost{tmp_path}/l%27atto.pdf",
    ]
    app = make_program()
    async with run(app) as pilot:
        screen = await open_letter(app, pilot, "a@pec.example")
        await pilot.press("f6")
        await paste(app, pilot, "\n".join(["", *lines, ""]))
        await wait_for(pilot, lambda: isinstance(app.screen, AttachScreen))
        assert app.screen.query_one(PathField).value, "a paste right behind the key is taken"
        await pilot.press("enter")
        await wait_for(pilot, lambda: screen.files.paths)
        assert [Path(path).name for path in screen.files.paths] == list(names)


async def test_one_line_fields_everywhere_keep_every_line(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        await open_letter(app, pilot)
        await pilot.press("escape")
        await wait_for(pilot, lambda: not isinstance(app.screen, ComposeScreen))
        await pilot.press("slash")
        await wait_for(pilot, lambda: isinstance(app.focused, Input))
        await paste(app, pilot, "\nuna\ndue\u200d\n")
        assert isinstance(app.focused, Input)
        assert app.focused.value == "una due"
