"""Looks: nothing essential is cut at any size, in either language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pectui.catalogue import t
from pectui.models import Kind, MailView, State
from pectui.tui.counts import Counts
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.widgets.chrome.top_bar import VIEWS
from pectui.tui.widgets.signs import KIND_ICONS, STATE_ICONS
from tests.tui.conftest import MakeProgram, lines_of, make_sandbox, shows, wait_for
from tests.tui.sending_steps import go, run

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.tui.app import PectuiApp

LANGUAGES = pytest.mark.parametrize("language", ["en", "it"])


# ── the top bar ────────────────────────────────────────────────────────────────────────────────


async def with_counts(app: PectuiApp, pilot: Pilot[None], key: str) -> str:
    """Return the top line in the view of `key`, with all that can be counted."""
    await go(app, pilot, key)
    seen: list[str] = []

    def stands() -> bool:
        # Set at each look: the program counts in its background too.
        app.view_counts = {MailView.UNREAD: 115}
        app.counts = Counts(waiting=3, trouble=14, batched=2)
        seen.append(lines_of(app)[0])
        return "115" in seen[-1] and "!14" in seen[-1]

    await wait_for(pilot, stands, "the counts")
    return seen[-1]


@LANGUAGES
@pytest.mark.parametrize("width", [60, 80, 120, 300])
async def test_no_name_of_a_view_is_cut_and_the_one_in_view_stands(
    language: str, width: int, make_program: MakeProgram
) -> None:
    app = make_program(make_sandbox(messages=1), language=language)
    async with run(app, (width, 24)) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        for key, view in zip("123456", VIEWS, strict=True):
            line = await with_counts(app, pilot, key)
            assert "…" not in line
            assert all(number in line.split() for number in "123456"), line
            names = (t(f"commands.app.{view}"), t(f"shell.tab.{view}"))
            assert any(f" {key} {name} " in line for name in names), line
            if width >= 80:
                assert all(f" {t(f'shell.tab.{one}')} " in line for one in VIEWS) or width > 100
            if width >= 120:
                assert all(f" {t(f'commands.app.{one}')} " in line for one in VIEWS), line


# ── the smallest terminal ──────────────────────────────────────────────────────────────────────


@LANGUAGES
async def test_words_for_what_failed_are_whole_in_the_lists(
    language: str, make_program: MakeProgram
) -> None:
    app = make_program(language=language)
    async with run(app, (60, 20)) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        inbox = await go(app, pilot, "1")
        assert isinstance(inbox, InboxScreen)
        await wait_for(pilot, lambda: inbox.messages.rows)
        one = inbox.messages.rows[0]
        for kind in (Kind.NOT_ACCEPTED, Kind.NOT_DELIVERED):
            row = replace(one, envelope=replace(one.envelope, kind=kind), thread=())
            line = "".join(piece.text for piece in inbox.messages.segments(row, 58))
            assert KIND_ICONS[kind][0] in line
            assert f"{t(kind.key)}: " in line
    for state in (State.FAILED, State.NOT_ACCEPTED, State.REFUSED, State.UNKNOWN):
        assert len(f"{STATE_ICONS[state][0]} {t(state.key)}") <= 19, "the column of the sent ones"


@LANGUAGES
async def test_what_can_be_chosen_of_a_letter_is_whole(
    language: str, make_program: MakeProgram
) -> None:
    app = make_program(make_sandbox(messages=0), language=language)
    async with run(app, (60, 20)) as pilot:
        await go(app, pilot, "1")
        await pilot.press("c")
        await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen) and app.focused)
        for key in ("compose.together", "compose.html", "compose.unsaved"):
            await shows(pilot, t(key))
