"""Themes: text that can be read in each, and nothing told by a colour alone."""

from __future__ import annotations

from asyncio import Event
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.screen import ModalScreen

from pectui.settings.file import read_settings_file
from pectui.tui import theme
from pectui.tui.chosen_theme import choose_theme
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs.help import HelpScreen
from pectui.tui.screens.dialogs.palette import PaletteScreen
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.terminal import line_filters
from pectui.tui.terminal.line_filters import SIGNS
from pectui.tui.widgets.signs import KIND_ICONS, ROW_ICONS, STATE_ICONS, VERDICT_ICONS
from tests.tui.conftest import MakeProgram, make_sandbox, picture, resize, wait_for
from tests.tui.sending_steps import go, run, told

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping
    from pathlib import Path

    from rich.style import Style
    from textual.app import App
    from textual.pilot import Pilot
    from textual.theme import Theme

    from pectui.tui.app import PectuiApp

LEAST = {"pectui-dark": 4.5, "pectui-light": 4.5, "pectui-high-contrast": 7.0}
"""The contrast that WCAG 2 asks for text: AA, and AAA where it is meant to be high."""
GROUNDS = ("background", "surface", "panel", "cursor-row")
TEXTS = (
    "foreground", "quiet", "accent", "text-primary", "text-success", "text-warning", "text-error",
    "text-accent", "text-muted", "text-disabled",
)  # fmt: skip


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of WCAG 2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Color) -> float:
    linear = [
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4
        for one in colour.normalized
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("text", "ratio"), [("#777777", 4.48), ("#000000", 21.0), ("#ff0000", 4.0)]
)
def test_contrast_is_reckoned_as_wcag_does(text: str, ratio: float) -> None:
    assert contrast(Color.parse(text), Color.parse("#ffffff")) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("one", theme.OURS[:3], ids=lambda one: one.name)
def test_every_text_can_be_read_on_every_ground(one: Theme) -> None:
    colours = one.to_color_system().generate() | one.variables
    least = LEAST[one.name]
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs.append(("block-cursor-foreground", "block-cursor-background"))
    for text, ground in pairs:
        ratio = contrast(Color.parse(colours[text]), Color.parse(colours[ground]))
        assert ratio >= least, f"{text} on {ground}: {ratio:.1f}"


def pieces(app: App[None]) -> Iterator[tuple[str, Style]]:
    """Yield each piece of text on the screen, or in the dialog over it, with its style."""
    strips = app.screen._compositor.render_strips()
    if isinstance(app.screen, ModalScreen):
        x, y, width, height = app.screen.query_one(".dialog").region
        strips = [strip.crop(x, x + width) for strip in strips[y : y + height]]
    for strip in strips:
        for text, style, _ in strip:
            if style is not None and any(letter.isalnum() for letter in text):
                yield text, style


def faint(app: App[None], least: float) -> list[str]:
    """Return the texts on the screen that have too little contrast with their ground."""
    found = []
    for text, style in pieces(app):
        assert style.color is not None
        assert style.bgcolor is not None
        ratio = contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))
        if ratio < least:
            found.append(f"{text.strip()}: {ratio:.1f} ({style})")
    return found


async def tour(app: PectuiApp, pilot: Pilot[None]) -> AsyncIterator[str]:
    """Go to every view, a message, the help, the palette and a letter being written."""
    await wait_for(pilot, lambda: app.is_open and app.quota)
    for key in "123456":
        await go(app, pilot, key)
        yield key
    inbox = await go(app, pilot, "1")
    assert isinstance(inbox, InboxScreen)
    await wait_for(pilot, lambda: inbox.messages.rows)
    await pilot.press("x", "enter")
    yield "a message"
    await pilot.press("question_mark")
    await wait_for(pilot, lambda: isinstance(app.screen, HelpScreen) and any(pieces(app)))
    yield "the help"
    await pilot.press("escape", "colon")
    await wait_for(pilot, lambda: isinstance(app.screen, PaletteScreen) and any(pieces(app)))
    yield "the palette"
    await pilot.press("escape", "c")
    await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen) and app.focused)
    yield "a letter"


# ── without colours, without signs ─────────────────────────────────────────────────────────────


async def drawn_in(app: PectuiApp, pilot: Pilot[None], name: str) -> None:
    """Draw what is on the screen in another theme."""
    app.theme = name
    is_drawn = Event()
    app.call_next(is_drawn.set)  # behind what the change of the theme has called
    await wait_for(pilot, is_drawn.is_set, name)


def coloured(app: App[None]) -> list[str]:
    """Return the texts on the screen that have a colour, or a ground of one."""
    return [
        text.strip()
        for text, style in pieces(app)
        if not (style.color and style.color.is_default and style.bgcolor)
        or not style.bgcolor.is_default
    ]


def beyond_ascii(app: App[None]) -> set[str]:
    """Return what stands on the screen beyond ASCII and is no letter."""
    return {one for one in picture(app) if one > "\xff" and not one.isalpha()}


async def what_is_chosen_is_reversed(app: PectuiApp, pilot: Pilot[None]) -> None:
    """Leave the letter of the tour, and look at the list."""
    await pilot.press("escape", "escape")
    await resize(pilot, (80, 24))  # where the list has whole lines
    inbox = await go(app, pilot, "1")
    assert isinstance(inbox, InboxScreen)
    rows = inbox.messages
    await wait_for(pilot, lambda: row_is_reversed(app, rows.region.y + rows.cursor))


async def what_is_read_is_underlined(app: PectuiApp, pilot: Pilot[None]) -> None:
    """Look at the row of the message that is read."""
    inbox = app.screen
    assert isinstance(inbox, InboxScreen)
    await wait_for(pilot, lambda: inbox.reader.has_focus_within)
    rows = inbox.messages
    await wait_for(pilot, lambda: row_is_underlined(app, rows.region.y + rows.cursor))


def names_its_view(app: App[None], key: str) -> bool:
    """Whether the view in view is known by a reversed name."""
    return any(text.startswith(f" {key} ") for text, style in pieces(app) if style.reverse)


async def test_on_every_screen_each_theme_can_be_read_and_monochrome_and_ascii_are_enough(
    make_program: MakeProgram,
) -> None:
    app = make_program(make_sandbox(messages=30), signs="ascii")
    async with run(app, (120, 40)) as pilot:
        async for place in tour(app, pilot):
            for name, least in LEAST.items():
                await drawn_in(app, pilot, name)
                assert not faint(app, least), (place, name)
            assert not beyond_ascii(app), place
            await drawn_in(app, pilot, theme.MONOCHROME)
            assert not coloured(app), place
            assert place not in "123456" or names_its_view(app, place), place
            if place == "a message":
                await what_is_read_is_underlined(app, pilot)
        await what_is_chosen_is_reversed(app, pilot)


async def test_on_every_screen_an_environment_without_colours_and_ascii_are_enough_in_italian_too(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_program(language="it", signs="ascii")
    async with run(app) as pilot:
        async for place in tour(app, pilot):
            assert not beyond_ascii(app), place
            assert not coloured(app), place
            assert place not in "123456" or names_its_view(app, place), place
        await what_is_chosen_is_reversed(app, pilot)


def row_is_underlined(app: App[None], y: int) -> bool:
    _, style, _ = next(iter(app.screen._compositor.render_strips()[y]))
    return bool(style and style.underline)


def row_is_reversed(app: App[None], y: int) -> bool:
    strip = app.screen._compositor.render_strips()[y]
    return all(style is not None and style.reverse for text, style, _ in strip if text.strip())


async def test_an_empty_no_color_asks_for_nothing(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    app = make_program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: any(pieces(app)))
        assert any(style.color and not style.color.is_default for _, style in pieces(app))


@pytest.mark.parametrize("icons", [KIND_ICONS, STATE_ICONS, ROW_ICONS, VERDICT_ICONS])
def test_signs_that_differ_stand_apart_in_ascii_too(icons: Mapping[Any, tuple[str, ...]]) -> None:
    signs = {sign for sign, *_ in icons.values()}
    assert len({SIGNS.get(sign, sign) for sign in signs}) == len(signs)


def test_each_sign_keeps_its_cells() -> None:
    for sign, plain in SIGNS.items():
        assert plain.isascii()
        assert cell_len(sign) == cell_len(plain) == 1, sign


@pytest.mark.parametrize(
    ("terminal", "encoding", "few"),
    [
        ("xterm-256color", "utf-8", False),
        ("linux", "utf-8", True),
        ("vt220", "UTF-8", True),
        ("xterm", "iso8859-1", True),
        ("xterm", "ascii", True),
    ],
)
def test_a_terminal_is_known_by_its_name_and_encoding(
    terminal: str, encoding: str, few: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", terminal)
    monkeypatch.setattr(line_filters, "encoding", lambda: encoding)
    assert line_filters.shows_few_signs() is few


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("Città → già", "utf-8", "Città > già"),
        ("Città → già", "iso8859-1", "Città > già"),
        ("Città → già", "ascii", "Citta > gia"),
        ("§ 3, € 5", "utf-8", "§ 3, E 5"),
        ("§ 3, € 5", "ascii", "? 3, E 5"),
        ("日本 № ñ 🎓", "ascii", "???? ? n ??"),
        ("日本 🎓 ñ", "utf-8", "???? ?? ñ"),
        ("e\u0301", "ascii", "e"),
    ],
)
def test_what_an_encoding_lacks_is_drawn_as_wide_without(
    text: str, encoding: str, shown: str
) -> None:
    drawn = line_filters.AsciiSigns(encoding).apply([Segment(text)], Color(0, 0, 0))
    assert drawn[0].text == shown
    assert cell_len(drawn[0].text) == cell_len(text)


# ── themes of one's own ────────────────────────────────────────────────────────────────────────


def write_theme(folder: Path, text: str) -> None:
    (folder / "themes").mkdir()
    (folder / "themes" / "sera.toml").write_text(text, encoding="utf-8")


async def test_a_theme_of_ones_own_is_drawn(make_program: MakeProgram, tmp_path: Path) -> None:
    write_theme(tmp_path, 'base = "light"\nbackground = "#fdf6e3"\n')
    app = make_program(theme="sera")
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        assert app.theme == "sera"
        assert app.screen.styles.background == Color.parse("#fdf6e3")
        assert not app.current_theme.dark


async def test_a_wrong_theme_of_ones_own_locks_nobody_out(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    write_theme(tmp_path, 'acent = "#fdf6e3"\n')
    app = make_program(theme="sera")
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open and "“accent”" in told(app))
        assert str(tmp_path / "themes" / "sera.toml") in told(app)
        assert app.theme == "pectui-dark"


async def test_a_theme_chosen_in_the_program_is_remembered(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('# mine\nlanguage = "en"\n\n[accounts.studio]\nusername = "a@b.example"\n')
    app = make_program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        choose_theme(app.desk, "pectui-high-contrast")
        assert app.theme == "pectui-high-contrast"
        await wait_for(pilot, lambda: "theme" in read_settings_file(config).top)
    kept = read_settings_file(config)
    assert kept.top == {"language": "en", "theme": "high-contrast"}
    assert kept.accounts == {"studio": {"username": "a@b.example"}}
    assert config.read_text().startswith("# mine\n")


async def test_the_demo_writes_no_settings(make_program: MakeProgram, tmp_path: Path) -> None:
    app = make_program()
    app.set_reactive(type(app).demo, True)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        choose_theme(app.desk, "nord")
        assert app.theme == "nord"
        await wait_for(pilot, lambda: not [one for one in app.workers if one.name == "theme"])
    assert not (tmp_path / "config.toml").exists()


async def test_a_wrong_theme_chosen_in_the_program_changes_nothing(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    write_theme(tmp_path, 'foreground = "#000"\n')
    app = make_program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        choose_theme(app.desk, "sera")
        await wait_for(pilot, lambda: "hardly be read" in told(app))
        assert app.theme == "pectui-dark"
    assert not (tmp_path / "config.toml").exists()


@pytest.mark.parametrize("name", [one.name for one in theme.OURS])
def test_the_theme_of_the_settings_is_the_one_drawn(name: str, make_program: MakeProgram) -> None:
    assert make_program(theme=name).theme == name
