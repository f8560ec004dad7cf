from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.selection import Selection

from pectui.tui.widgets.reader.text_view import TextView
from tests.tui.conftest import lines_of, shows, wait_for

if TYPE_CHECKING:
    from textual.pilot import Pilot


class Host(App[None]):
    BINDINGS: ClassVar = [("n", "note('n')"), ("enter", "note('enter')")]

    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[str] = []
        self.reports: list[TextView.Found] = []

    def compose(self) -> ComposeResult:
        yield TextView()

    def on_mount(self) -> None:
        self.view.focus()

    @property
    def view(self) -> TextView:
        return self.query_one(TextView)

    def action_note(self, key: str) -> None:
        self.pressed.append(key)

    def on_text_view_found(self, event: TextView.Found) -> None:
        self.reports.append(event)


async def shown(pilot: Pilot[Any], text: str) -> TextView:
    view = pilot.app.query_one(TextView)
    view.show(text)
    await wait_for(pilot, lambda: view.complete)
    await pilot.pause()
    return view


async def test_text_stands_on_the_screen_literally_and_cleaned() -> None:
    app = Host()
    async with app.run_test(size=(60, 10), notifications=True, tooltips=True) as pilot:
        await shown(pilot, "[URGENTE] [/red] [@click=app.quit]x[/] \\[\n\x1b[31mrosso \u202eodnoc")
        lines = lines_of(app)
        assert lines[0] == "[URGENTE] [/red] [@click=app.quit]x[/] \\["
        assert lines[1] == "␛[31mrosso �odnoc"
        await pilot.click(TextView, offset=(25, 0))
        assert app.is_running


@pytest.mark.parametrize(
    ("keys", "top"),
    [
        (["j"], 1),
        (["down", "down", "k"], 1),
        (["up"], 0),
        (["space"], 9),
        (["pagedown", "pageup"], 0),
        (["space", "b"], 0),
        (["G"], 190),
        (["end", "g"], 0),
        (["end", "home", "j"], 1),
        (["G", "k"], 189),
    ],
)
async def test_keys_move_at_once(keys: list[str], top: int) -> None:
    app = Host()
    async with app.run_test(size=(40, 10), notifications=True, tooltips=True) as pilot:
        view = await shown(pilot, "\n".join(f"riga {n}" for n in range(200)))
        await pilot.press(*keys)
        assert view.scroll_offset.y == top
        assert lines_of(app)[0].startswith(f"riga {top}")


async def test_the_wheel_scrolls() -> None:
    app = Host()
    async with app.run_test(size=(40, 10), notifications=True, tooltips=True) as pilot:
        view = await shown(pilot, "riga\n" * 200)
        view._on_mouse_scroll_down(_wheel(view))
        await wait_for(pilot, lambda: view.scroll_offset.y > 0)


def _wheel(view: TextView) -> Any:
    from textual import events

    return events.MouseScrollDown(view, 1, 1, 0, 1, 0, shift=False, meta=False, ctrl=False)


@pytest.mark.parametrize(
    "text",
    [
        "parola " * 150_000,
        "una riga di testo\n" * 60_000,
        "x" * 1_000_000,
        "漢字 perché\n" * 40_000,
    ],
    ids=["one line", "many lines", "no blank", "wide"],
)
async def test_a_text_of_any_size_shows_its_first_screen_at_once(text: str) -> None:
    app = Host()
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        view = app.view
        view.show(text)
        assert view.row_count >= 24
        assert not view.complete  # the rest is left to the turns that follow
        await pilot.press("G")
        await wait_for(pilot, lambda: view.complete)
        await wait_for(pilot, lambda: view.scroll_offset.y == view.row_count - 24)
        last = "".join(text[-400:].split())
        await wait_for(pilot, lambda: last.endswith("".join(lines_of(app)[-1].split())[-10:]))


@pytest.mark.parametrize("lines", [30, 300, 3_000, 30_000])
async def test_the_end_is_reached_at_whatever_moment_it_is_asked_for(lines: int) -> None:
    app = Host()
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        view = app.view
        for turns in range(12):
            view.show("riga\n" * lines)
            for _ in range(turns):
                await asyncio.sleep(0)
            await view.run_action("move('last')")
            await wait_for(pilot, lambda: view.complete)
            await wait_for(
                pilot, lambda: view.scroll_offset.y == view.row_count - 24, f"after {turns} turns"
            )
            await shown(pilot, "")


async def test_another_width_keeps_the_same_words_on_top() -> None:
    app = Host()
    async with app.run_test(size=(80, 10), notifications=True, tooltips=True) as pilot:
        view = await shown(pilot, " ".join(f"parola{n}" for n in range(3_000)))
        await pilot.press(*["space"] * 5)
        first = lines_of(app)[0].split()[0]
        await pilot.resize_terminal(37, 10)
        await wait_for(pilot, lambda: view.complete and first in lines_of(app)[0])
        await pilot.resize_terminal(120, 10)
        await wait_for(pilot, lambda: view.complete and first in lines_of(app)[0])


async def test_text_given_while_there_is_no_room_shows_when_there_is() -> None:
    app = Host()
    async with app.run_test(size=(40, 10), notifications=True, tooltips=True) as pilot:
        view = await shown(pilot, "prima")
        view.display = False
        await pilot.pause()
        view.show("dopo")
        view.display = True
        await wait_for(pilot, lambda: lines_of(app)[0] == "dopo")


async def test_finding_goes_from_match_to_match_and_counts() -> None:
    app = Host()
    async with app.run_test(size=(40, 10), notifications=True, tooltips=True) as pilot:
        lines = [f"riga {n} " + ("Perché" if n % 50 == 20 else "") for n in range(200)]
        view = await shown(pilot, "\n".join(lines))
        view.find("perche")
        await wait_for(pilot, lambda: app.reports and app.reports[-1].done)
        assert (app.reports[-1].current, app.reports[-1].count) == (1, 4)
        await shows(pilot, "riga 20 ")
        await pilot.press("n")
        assert app.reports[-1].current == 2
        await shows(pilot, "riga 70 ")
        await pilot.press("N", "N")
        assert app.reports[-1].current == 4
        await shows(pilot, "riga 170 ")
        await pilot.press("enter")
        assert app.reports[-1].current == 1


async def test_matches_have_a_style_of_their_own() -> None:
    app = Host()
    async with app.run_test(size=(40, 10), notifications=True, tooltips=True) as pilot:
        view = await shown(pilot, "uno due uno")
        plain = {segment.style for segment in view.render_line(0)}
        view.find("uno")
        await wait_for(pilot, lambda: app.reports and app.reports[-1].done)
        grounds = [
            (segment.text, segment.style.bgcolor)
            for segment in view.render_line(0)
            if segment.style
        ]
        assert [text for text, _ in grounds][:3] == ["uno", " due ", "uno"]
        assert len({ground for _, ground in grounds[:3]}) == 3
        view.find()
        assert {segment.style for segment in view.render_line(0)} == plain


async def test_the_keys_of_the_search_are_free_while_nothing_is_searched() -> None:
    app = Host()
    async with app.run_test(size=(40, 10), notifications=True, tooltips=True) as pilot:
        view = await shown(pilot, "uno due uno")
        await pilot.press("n", "enter")
        assert app.pressed == ["n", "enter"]
        view.find("uno")
        await pilot.press("n")
        assert app.pressed == ["n", "enter"]


async def test_what_is_not_found_is_said() -> None:
    app = Host()
    async with app.run_test(size=(40, 10), notifications=True, tooltips=True) as pilot:
        view = await shown(pilot, "uno due")
        view.find("tre")
        await wait_for(pilot, lambda: app.reports and app.reports[-1].done)
        assert app.reports[-1].count == 0
        view.action_step(1)
        assert view.scroll_offset.y == 0


async def test_a_selection_leaves_out_the_breaks_of_wrapping() -> None:
    app = Host()
    async with app.run_test(size=(12, 10), notifications=True, tooltips=True) as pilot:
        view = await shown(pilot, "una parola lunga\nfine")
        assert lines_of(app)[:3] == ["una parola", "lunga", "fine"]
        whole = view.get_selection(Selection(None, None))
        part = view.get_selection(Selection(Offset(4, 0), Offset(2, 2)))
        assert whole is not None
        assert whole[0] == "una parola lunga\nfine"
        assert part is not None
        assert part[0] == "parola lunga\nfi"


async def test_dragging_the_mouse_selects() -> None:
    app = Host()
    async with app.run_test(size=(30, 10), notifications=True, tooltips=True) as pilot:
        await shown(pilot, "una parola lunga")
        await pilot.mouse_down(TextView, offset=(4, 0))
        await pilot.hover(TextView, offset=(9, 0))
        await pilot.mouse_up(TextView, offset=(9, 0))
        await pilot.pause()
        assert app.screen.get_selected_text() == "parola"


async def test_a_theme_changes_the_colours() -> None:
    app = Host()
    async with app.run_test(size=(30, 5), notifications=True, tooltips=True) as pilot:
        view = await shown(pilot, "uno")
        before = {segment.style for segment in view.render_line(0)}
        app.theme = "textual-light"
        await wait_for(pilot, lambda: {segment.style for segment in view.render_line(0)} != before)
