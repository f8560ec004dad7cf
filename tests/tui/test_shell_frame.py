"""The frame: help, own keys, footer, quota, and keys that every terminal sends."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.widgets import Button, Static

from pectui.catalogue import t, use_language
from pectui.commands import shown_key
from pectui.models import FILLING, FULL, Quota
from pectui.settings.presets import PRESETS, keys_with
from pectui.tui.commands import COMMANDS
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs.draft_question import DraftQuestion
from pectui.tui.screens.dialogs.help import GROUPS, HelpScreen
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.widgets.chrome.footer import KeyBar, working_commands
from pectui.tui.widgets.chrome.quota_bar import quota_words
from tests.tui.conftest import MakeProgram, picture, resize, shows, wait_for
from tests.tui.sending_steps import go, run
from tests.tui.test_palette import first, opened

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp


async def inbox(app: PectuiApp, pilot: Pilot[None]) -> InboxScreen:
    await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
    screen = app.screen
    assert isinstance(screen, InboxScreen)
    await wait_for(pilot, lambda: screen.messages.rows)
    return screen


# ── keys ───────────────────────────────────────────────────────────────────────────────────────


def test_no_key_needs_what_a_terminal_or_an_italian_keyboard_lacks() -> None:
    other_keys = {
        "ctrl+h",
        "ctrl+i",
        "ctrl+j",
        "ctrl+m",
    }  # sent as backspace, tab, line feed, enter
    prefixes = {"ctrl+a", "ctrl+b"}  # of screen and tmux
    altgr = {
        "left_square_bracket", "right_square_bracket", "left_curly_bracket", "at",
        "right_curly_bracket", "number_sign", "tilde", "grave_accent", "alt",
    }  # fmt: skip
    for command in COMMANDS.values():
        keys = set(command.keys.split(","))
        assert not keys & (other_keys | prefixes | altgr), command.id
        chords = {key for key in keys if "+" in key}
        usual = command.id in {"app.quit", "app.suspend", "app.interrupt"}
        assert keys != chords or usual, f"{command.id}: only a chord reaches it"


def test_no_key_means_two_things_in_one_place() -> None:
    everywhere = [one for one in COMMANDS.values() if one.group == "app"]
    for view in ("inbox", "sent", "outbox", "drafts", "account", "batches", "batch"):
        seen: dict[str, str] = {}
        groups = {view} if view == "account" else {view, "list"}
        own = [one for one in COMMANDS.values() if one.group in groups]
        for command in (*everywhere, *own):
            for key in command.keys.split(","):
                assert key not in seen, f"{key}: {command.id} and {seen.get(key)}"
                seen[key] = command.id


@pytest.mark.parametrize(
    ("key", "shown"),
    [("ctrl+r", "^R"), ("f5", "F5"), ("question_mark", "?"), ("G", "G"), ("ctrl+down", "^↓")],
)
def test_keys_are_shown_as_printed(key: str, shown: str) -> None:
    assert shown_key(key) == shown


@pytest.mark.parametrize(
    ("key", "shown"),
    [("enter", "Invio"), ("delete", "Canc"), ("pagedown", "Pag↓"), ("space", "Spazio")],
)
def test_keys_are_shown_as_an_italian_keyboard_has_them(key: str, shown: str) -> None:
    use_language("it")
    assert shown_key(key) == shown


async def test_own_keys_replace_and_are_shown_for_the_usual_ones_everywhere_dialogs_too(
    make_program: MakeProgram,
) -> None:
    app = make_program(keys={"app.write": "h,f8", "unsent.discard": "w", "help.close": "z"})
    async with run(app) as pilot:
        screen = await inbox(app, pilot)
        assert ("app.write", "h") in working_commands(screen)
        await pilot.press("c")
        await pilot.pause()
        assert app.screen is screen, "the usual key is free"
        palette = await opened(app, pilot, "compose")
        assert (await first(pilot, palette, "Write")).endswith("h F8")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen)
        await pilot.press("question_mark")
        await wait_for(pilot, lambda: isinstance(app.screen, HelpScreen))
        assert "h F8 " in "\n".join(str(one.content) for one in app.screen.query(Static))
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen), "the usual key is free in the dialog"
        await pilot.press("z")
        await wait_for(pilot, lambda: app.screen is screen)
        await pilot.press("h")
        await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen))
        await pilot.press("tab", "a", "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, DraftQuestion))
        labels = [str(one.label) for one in app.screen.query(Button)]
        assert labels == ["k  Keep as draft", "w  Throw away", "Esc  Go on"]
        await pilot.press("w")
        await wait_for(pilot, lambda: app.screen is screen)


@pytest.mark.parametrize("name", sorted(PRESETS))
async def test_a_preset_holds_in_the_program(name: str, make_program: MakeProgram) -> None:
    app = make_program(keys=keys_with(name, {}))
    async with run(app) as pilot:
        screen = await inbox(app, pilot)
        write = PRESETS[name]["app.write"].split(",")[0]
        assert ("app.write", write) in working_commands(screen)
        flag = PRESETS[name].get("inbox.flag", "t").split(",")[0]
        await pilot.press(flag)
        await wait_for(pilot, lambda: screen.messages.current and screen.messages.current.flagged)
        await pilot.press(write)
        await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen))


# ── help ───────────────────────────────────────────────────────────────────────────────────────


def test_every_command_has_a_place_in_the_help() -> None:
    assert {command.group for command in COMMANDS.values()} == set(GROUPS)


@pytest.mark.parametrize("language", ["en", "it"])
async def test_the_help_lists_every_command_and_fits(
    language: str, make_program: MakeProgram
) -> None:
    app = make_program(language=language)
    async with run(app) as pilot:
        await inbox(app, pilot)
        for width in (80, 200):
            await pilot.resize_terminal(width, 24)
            await pilot.press("f1")
            await wait_for(pilot, lambda: isinstance(app.screen, HelpScreen))
            await pilot.pause()
            lines = app.screen.query_one("#help-lines")
            groups = list(lines.query(Static))
            assert t("shell.help.inbox") in str(groups[0].content), "where one is stands first"
            shown = " ".join(" ".join(str(group.content).split()) for group in groups)
            for command in COMMANDS.values():
                words = command.help
                at_width = words if width == 80 else f"{words}"
                assert at_width in shown or all(word in shown for word in words.split()), command.id
                assert (command.id in shown) == (width == 200)
            for group in groups:
                for line in str(group.content).split("\n"):
                    assert cell_len(line) <= lines.scrollable_content_region.width, line
            await pilot.press("escape")
            await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))


@pytest.mark.parametrize("language", ["en", "it"])
async def test_the_help_begins_with_what_one_came_for(
    language: str, make_program: MakeProgram
) -> None:
    app = make_program(language=language)
    async with run(app) as pilot:
        screen = await inbox(app, pilot)
        for key, place, commands in (
            ("4", "drafts", ("drafts.edit", "drafts.template")),
            ("5", "account", ("account.check", "account.edit")),
            ("1", "inbox", ("list.open", "inbox.reply", "app.write")),
            ("enter", "reader", ()),
        ):
            if key == "enter":
                await pilot.press(key)
                await wait_for(pilot, lambda: screen.help_group == "reader")
            else:
                await go(app, pilot, key)
            if place in {"drafts", "inbox"}:
                await wait_for(pilot, lambda: app.focused)
            for size in ((60, 20), (80, 24), (120, 35)):
                await resize(pilot, size)
                await help_begins_with(app, pilot, place, commands)


async def help_begins_with(
    app: PectuiApp, pilot: Pilot[None], place: str, commands: tuple[str, ...]
) -> None:
    """Open the help and look that its first lines are of the place, then close it."""
    await pilot.press("question_mark")
    await shows(pilot, t("shell.help.here", place=t(f"shell.help.{place}")))
    seen = " ".join(picture(app).replace("│", " ").split())
    for command in commands:
        if command in dict(working_commands(app.screen_stack[-2])):
            first_words = " ".join(COMMANDS[command].help.split()[:3])
            assert first_words in seen, (command, app.size)
    await pilot.press("escape")
    await wait_for(pilot, lambda: not isinstance(app.screen, HelpScreen))


async def test_what_works_where_one_is_stands_before_what_does_not(
    make_program: MakeProgram,
) -> None:
    app = make_program()
    async with run(app) as pilot:
        await inbox(app, pilot)
        await go(app, pilot, "2")
        await pilot.press("f1")
        await wait_for(
            pilot, lambda: isinstance(app.screen, HelpScreen) and app.screen.query(Static)
        )
        titles = [
            str(one.content).split("\n")[0]
            for one in app.screen.query("#help-lines Static").results(Static)
        ]
        places = [t(f"shell.help.{one}") for one in ("sent", "app", "list", "text")]
        assert titles[0] == "Here: Sent"
        assert titles[1] == places[0]
        assert set(titles[2:5]) == set(places[1:])


async def test_ctrl_z_works_over_a_dialog_too(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pectui.tui.app.has_shell", lambda: False)
    app = make_program()
    async with run(app) as pilot:
        await inbox(app, pilot)
        await pilot.press("f1")
        await wait_for(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.press("ctrl+z")
        await shows(pilot, "no shell behind pectui")


# ── footer, quota ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["en", "it"])
async def test_the_footer_shows_what_works_and_always_the_help(
    language: str, make_program: MakeProgram
) -> None:
    app = make_program(language=language)
    async with run(app) as pilot:
        screen = await inbox(app, pilot)
        await wait_for(pilot, lambda: app.quota is not None)

        def line() -> str:
            return str(app.screen.query_one(KeyBar).render())

        for key in "123456":
            await go(app, pilot, key)
            await wait_for(pilot, lambda: t("commands.app.help") in line(), key)
            bar = app.screen.query_one(KeyBar)
            assert cell_len(line().rstrip()) <= bar.size.width
            places = sorted(bar._places)
            assert all(first[1] < second[0] for first, second in pairwise(places))
        await go(app, pilot, "1")
        assert app.screen is screen
        await pilot.press("c")
        await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen) and app.focused)
        offered = [command_id for command_id, _ in working_commands(app.screen)]
        names = ("send", "attach", "save", "editor", "back", "later", "template")
        own = [f"compose.{one}" for one in names]
        assert offered == [*own, "app.help"], "what is a letter here is typed"
        await wait_for(pilot, lambda: t("commands.compose.back") in line(), "Esc fits too")


@pytest.mark.parametrize(
    ("usage", "limit", "level", "shown"),
    [
        (171012, 1048576, "fine", "█░░░░░░░ 16 % · 167 of 1,024 MB"),
        (FILLING, 100, "filling", f"{FILLING:.0f} % · 0 of 0 MB filling up"),
        (FULL, 100, "full", f"{FULL:.0f} % · 0 of 0 MB almost full"),
        (100, 100, "over", "████████ 100 %"),
        (250, 100, "over", "████████ 250 %"),
        (0, 100, "fine", "░░░░░░░░ 0 %"),
        (2048, None, "unknown", "2 MB used"),
        (None, 100, "unknown", "quota —"),
        (None, None, "unknown", "quota —"),
    ],
)
def test_the_quota_says_how_full_it_is_in_figures_and_words(
    usage: float | None, limit: float | None, level: str, shown: str
) -> None:
    quota = Quota("INBOX", usage, limit)
    assert quota.level == level
    assert shown in quota_words(quota, roomy=True).plain
    short = quota_words(quota, roomy=False).plain
    assert "MB" not in short or quota.percent is None


def test_without_an_answer_there_is_no_quota() -> None:
    assert quota_words(None, roomy=True).plain == "quota —"
