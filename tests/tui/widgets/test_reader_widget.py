from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from textual.app import App, ComposeResult

from pectui.catalogue import use_language
from pectui.errors import NotFound
from pectui.models import Body, Message
from pectui.pec.bodies import decode_body
from pectui.pec.envelopes import read_envelope
from pectui.tui.messages import CallFailed
from pectui.tui.theme import own_variables
from pectui.tui.widgets.reader import reader as module
from pectui.tui.widgets.reader.reader import Reader
from pectui.tui.widgets.reader.shown_body import Mode, modes_of
from tests.tui.conftest import picture, shows, wait_for

if TYPE_CHECKING:
    from textual.pilot import Pilot

PAGE = '<h3>Avviso</h3><p>Vedi <a href="https://evil.example">banca.example</a> [/red]</p>'


class Host(App[None]):
    BINDINGS: ClassVar = [("escape", "note")]

    def __init__(self) -> None:
        super().__init__()
        self.escapes = 0
        self.modes: list[Mode] = []
        self.failures: list[str] = []

    def compose(self) -> ComposeResult:
        yield Reader()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return own_variables(self.current_theme)

    def on_call_failed(self, event: CallFailed) -> None:
        self.failures.append(event.group)

    @property
    def reader(self) -> Reader:
        return self.query_one(Reader)

    def action_note(self) -> None:
        self.escapes += 1

    def on_reader_mode_changed(self, event: Reader.ModeChanged) -> None:
        self.modes.append(event.mode)


def message(text: object = "Ciao", body: Body | None = None, **headers: Any) -> Message:
    values: dict[str, Any] = {
        "id": 3,
        "sender": '"Per conto di: dev@x.example" <posta-certificata@gestore.example>',
        "recipient": "studio@pec.example",
        "date": "Tue, 10 Mar 2026 10:00:00 +0100",
        "subject": "POSTA CERTIFICATA: [URGENTE] [/red] atto 2020082610003492",
    }
    return Message(read_envelope(**{**values, **headers}), body or decode_body(text))


def running(app: Host) -> Any:
    return app.run_test(size=(90, 24), notifications=True, tooltips=True)


async def open_message(pilot: Pilot[Any], shown: Message) -> Reader:
    reader = pilot.app.query_one(Reader)
    reader.show_message(shown)
    await wait_for(pilot, lambda: not reader.has_class("-notice") and reader.text.complete)
    await pilot.pause()
    return reader


async def test_headers_name_who_wrote_and_when() -> None:
    app = Host()
    async with running(app) as pilot:
        await open_message(pilot, message())
        lines = picture(app).split("\n")
        assert "[URGENTE] [/red] atto" in lines[0]
        assert "POSTA CERTIFICATA" not in lines[0], "the kind has a line of its own"
        assert "dev@x.example  through posta-certificata@gestore.example" in lines[1]
        assert "studio@pec.example" in lines[2]
        assert "✉ Certified" in lines[3]
        assert "10 Mar 2026 10:00:00 (CET)" in lines[3]
        assert "2020082610003492" in lines[4]


ODD_HEADERS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"sender": ""}, "(no sender)"),
    ({"subject": None}, "(no subject)"),
    ({"date": "ieri"}, "ieri"),
    ({"sender": "Mario <mario@banca.example>"}, "Mario <mario@banca.example>"),
    ({"sender": "banca@vera.example <m@evil.example>"}, "m@evil.example"),
    ({"sender": "m@bücher.example"}, "in fact xn--bcher-kva.example"),
    ({"subject": "\x1b]0;x\a a\u202eb"}, "␛]0;x␇ a�b"),
)


async def test_odd_headers_are_shown_for_what_they_are() -> None:
    app = Host()
    async with running(app) as pilot:
        for headers, shown in ODD_HEADERS:
            assert shown not in picture(app), shown
            await open_message(pilot, message(**headers))
            await shows(pilot, shown)


async def test_a_page_is_shown_as_text_then_as_source_then_raw() -> None:
    app = Host()
    async with running(app) as pilot:
        encoded = "".join(f"%{byte:02X}" for byte in PAGE.encode())
        reader = await open_message(pilot, message(encoded))
        assert reader.shown.mode is Mode.HTML
        await shows(pilot, "banca.example [1 → evil.example] [/red]")
        await shows(pilot, "a link does not lead where its text says")
        for mode, words in ((Mode.PLAIN, "<h3>Avviso</h3>"), (Mode.RAW, "%3C%68%33")):
            reader.cycle_mode()
            await pilot.pause()
            assert reader.shown.mode is mode
            await shows(pilot, words)
        reader.cycle_mode()
        assert reader.shown.mode is Mode.HTML
        await wait_for(pilot, lambda: app.modes == [Mode.PLAIN, Mode.RAW, Mode.HTML])


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("ciao", (Mode.PLAIN, Mode.RAW)),
        ("a < b", (Mode.PLAIN, Mode.HTML, Mode.RAW)),
        ("<p>x</p>", (Mode.HTML, Mode.PLAIN, Mode.RAW)),
    ],
)
def test_a_body_has_the_views_that_make_sense(text: str, modes: tuple[Mode, ...]) -> None:
    assert modes_of(decode_body(text)) == modes


DOUBTFUL = (
    (Body("è", "%E8", charset="cp1252", rounds=1), "read as cp1252"),
    (Body("x", "x", charset="cp1252", uncertain=True), "which is a guess"),
    (Body("\ufffd", "\ufffd", damaged=True), "characters were lost"),
)


async def test_what_is_doubtful_about_a_body_is_said() -> None:
    app = Host()
    async with running(app) as pilot:
        for body, remark in DOUBTFUL:
            assert remark not in picture(app), remark
            await open_message(pilot, message(body=body))
            await shows(pilot, remark)


async def test_a_sound_body_has_no_remark() -> None:
    app = Host()
    async with running(app) as pilot:
        await open_message(pilot, message("tutto bene"))
        assert "utf-8" not in picture(app)
        assert "!" not in picture(app)


async def test_an_empty_body_is_said_to_be_empty() -> None:
    app = Host()
    async with running(app) as pilot:
        for body in ("", None, " "):
            await open_message(pilot, message("tutto bene"))
            await shows(pilot, "tutto bene")
            assert "(empty)" not in picture(app)
            await open_message(pilot, message(body))
            await shows(pilot, "(empty)")


async def test_nothing_loading_and_failure_have_words() -> None:
    app = Host()
    async with running(app) as pilot:
        reader = app.reader
        await pilot.pause()
        await shows(pilot, "No message open")
        assert reader.text_for_copy() == ""
        reader.show_loading(message().envelope)
        await pilot.pause()
        await shows(pilot, "Fetching the message")
        await shows(pilot, "dev@x.example")
        reader.show_error(NotFound())
        await pilot.pause()
        await shows(pilot, NotFound().title)
        gone = reader.message
        assert gone is None
        shown = message("eccolo")
        await open_message(pilot, shown)
        await shows(pilot, "eccolo")
        assert reader.message is shown
        reader.show_empty()
        await pilot.pause()
        assert "eccolo" not in picture(app)


async def test_a_large_page_is_made_readable_beside_the_program() -> None:
    app = Host()
    async with running(app) as pilot:
        reader = app.reader
        reader.show_message(message("<p>parola <b>chiave</b></p>" * 20_000))
        await pilot.pause(0)
        assert "Making the letter readable" in picture(app) or reader.text.row_count
        await wait_for(pilot, lambda: reader.text.row_count > 20_000)
        await shows(pilot, "parola chiave")


async def test_a_page_that_was_being_made_readable_never_covers_a_later_message() -> None:
    app = Host()
    async with running(app) as pilot:
        reader = app.reader
        reader.show_message(message("<p>prima</p>" * 10_000))
        reader.show_message(message("dopo"))
        await wait_for(pilot, lambda: not [w for w in app.workers if w.group == "call:html"])
        await pilot.pause()
        await shows(pilot, "dopo")
        assert "prima" not in picture(app)


async def test_a_page_that_cannot_be_made_readable_is_shown_as_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def broken(_body: Body, *, show_hidden: bool) -> None:
        raise RuntimeError

    monkeypatch.setattr(module, "readable", broken)
    app = Host()
    async with running(app) as pilot:
        reader = await open_message(pilot, message("<p>parola</p>" * 10_000))
        assert reader.shown.mode is Mode.PLAIN
        await shows(pilot, "<p>parola</p>")
        await wait_for(pilot, lambda: app.failures == ["html"])


async def test_finding_counts_and_escape_gives_the_keys_back() -> None:
    app = Host()
    async with running(app) as pilot:
        reader = await open_message(pilot, message("Perché no\n" * 3 + "fine"))
        reader.focus_text()
        await pilot.press("escape")
        assert app.escapes == 1
        reader.open_find()
        await pilot.press(*"perche")
        await shows(pilot, "match 1 of 3")
        await pilot.press("enter")
        await shows(pilot, "match 2 of 3")
        await pilot.press("up", "up")
        await shows(pilot, "match 3 of 3")
        await pilot.press("x")
        await shows(pilot, "not found")
        await pilot.press("escape")
        await pilot.pause()
        assert "not found" not in picture(app)
        assert app.escapes == 1
        assert app.focused is reader.text
        await pilot.press("escape")
        assert app.escapes == 2


async def test_the_search_ends_with_the_message() -> None:
    app = Host()
    async with running(app) as pilot:
        reader = await open_message(pilot, message("uno"))
        reader.open_find()
        await pilot.press(*"uno")
        await open_message(pilot, message("due"))
        assert not reader.has_class("-finding")


async def test_what_is_copied_is_what_is_shown_and_clean() -> None:
    app = Host()
    async with running(app) as pilot:
        reader = await open_message(pilot, message("<p>a\x1b[31m</p><p>b</p>"))
        assert reader.text_for_copy() == "a␛[31m\n\nb"
        reader.cycle_mode()
        assert reader.text_for_copy() == "<p>a␛[31m</p><p>b</p>"


async def test_a_selection_is_copied_instead_of_the_whole() -> None:
    app = Host()
    async with running(app) as pilot:
        reader = await open_message(pilot, message("una parola lunga"))
        await pilot.mouse_down(reader.text, offset=(5, 0))
        await pilot.hover(reader.text, offset=(10, 0))
        await pilot.mouse_up(reader.text, offset=(10, 0))
        await pilot.pause()
        assert reader.text_for_copy() == "parola"


async def test_words_are_italian_where_the_program_is() -> None:
    use_language("it")
    app = Host()
    async with running(app) as pilot:
        await open_message(pilot, message())
        await shows(pilot, "dev@x.example  tramite posta-certificata@gestore.example")
