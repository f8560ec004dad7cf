"""Looks: nothing essential is cut at any size, in either language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pectui.catalogue import t
from pectui.models import MailView
from pectui.tui.counts import Counts
from pectui.tui.widgets.chrome.top_bar import VIEWS
from tests.tui.conftest import MakeProgram, lines_of, make_sandbox, wait_for
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
