"""The clean-up on the screen: nothing marked by itself, one question, progress, what was gained."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from pectui.catalogue import LANGUAGES, use_language
from pectui.models import Quota
from pectui.pec.forecast import Forecast, Trend
from pectui.sandbox import Fault, Sandbox, SandboxConfig
from pectui.services.demo import remember_past
from pectui.services.receipts.cleanup import Cleaner
from pectui.settings.configuration import Configuration
from pectui.tui.app import PectuiApp
from pectui.tui.screens import cleanup_run
from pectui.tui.screens.account import AccountScreen
from pectui.tui.screens.cleanup import CleanUpScreen
from pectui.tui.screens.dialogs.simple import LinePrompt, Pick, Question, Statement
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.screens.sending import SendingScreen
from pectui.tui.widgets.chrome.footer import working_commands
from pectui.tui.widgets.chrome.quota_bar import QuotaBar, quota_words
from tests.accounts import make_account, make_options
from tests.tui.conftest import resize, wait_for
from tests.tui.sending_steps import all_words, go, run, told, words

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

SIZES = [(80, 24), (200, 50)]


def make_past(**changes: Any) -> Sandbox:
    """Return a sandbox whose mailbox holds heavy sendings of the past."""
    config = SandboxConfig(messages=0, receipt_delay=0.0, send_period=0.0, heavy_past=True)
    return Sandbox(replace(config, **{"quota_limit": 300 * 1024, **changes}))


def make_demo(folder: Path, sandbox: Sandbox, language: str = "en") -> PectuiApp:
    use_language("it" if language == "it" else "en")
    configuration = Configuration(
        make_options(folder, language=language), make_account(), ("studio",)
    )
    begin = partial(remember_past, sandbox=sandbox, mailbox="INBOX")
    return PectuiApp(configuration, asgi=sandbox.app, begin=begin)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleanup_run, "Cleaner", partial(Cleaner, pause=0.0))


async def open_clean_up(app: PectuiApp, pilot: Pilot[None]) -> CleanUpScreen:
    """Go to the clean-up, after the receipts of the past were asked for."""
    await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
    app.session.tracking._pause = 0.0
    for sending in await app.session.tracking.sendings():
        if sending.code is not None and not sending.state.is_final:
            await app.session.tracking.refresh(sending.code)
    await pilot.press("f8")
    await wait_for(pilot, lambda: isinstance(app.screen, CleanUpScreen))
    screen = app.screen
    assert isinstance(screen, CleanUpScreen)
    await wait_for(pilot, lambda: screen.is_laid_out and screen.weighed.rows)
    return screen


def deletes(sandbox: Sandbox) -> list[str]:
    return [one.path for one in sandbox.requests if one.method == "DELETE"]


LISTED = {
    "en": ("closed sendings", "Estimates"),
    "it": ("invii conclusi", "Stime"),
}


async def test_what_can_go_is_listed_heaviest_first_and_the_account_says_so(tmp_path: Path) -> None:
    sandbox = make_past()
    app = make_demo(tmp_path, sandbox)
    async with run(app) as pilot:
        for language, size in product(LANGUAGES, SIZES):
            use_language(language)
            await resize(pilot, size)
            screen = await open_clean_up(app, pilot)
            sizes = [one.size for one in screen.weighed.rows]
            assert len(sizes) == 8, (language, size)
            assert sizes == sorted(sizes, reverse=True), (language, size)
            assert screen.weighed.marked == (), "nothing is marked by itself"
            heading, estimates = LISTED[language]
            assert heading in words(app, "#heading"), (language, size)
            detail = words(app, "#detail")
            assert estimates in detail, (language, size)
            assert re.search(r"(10).* 22\d[.,]\d MB .* 2\d\d MB", detail), (language, size)
            await pilot.press("escape")
            await wait_for(pilot, lambda: isinstance(app.screen, AccountScreen))
            await wait_for(pilot, lambda: "226" in words(app, "#room"), f"{language} at {size}")
            if language == "en":
                await wait_for(pilot, lambda: "Offerta tecnica" in words(app, "#room"))
                room = words(app, "#room")
                assert re.search(r"Forecast +full in about \d+ (days|weeks|months)", room)
                assert "(estimate)" in room
                assert "F8" in room
            await go(app, pilot, "1")
    assert not deletes(sandbox)


async def test_marked_sendings_are_deleted_after_one_question(tmp_path: Path) -> None:
    sandbox = make_past()
    app = make_demo(tmp_path, sandbox)
    async with run(app) as pilot:
        screen = await open_clean_up(app, pilot)
        await pilot.press("d")
        await wait_for(pilot, lambda: "x marks a sending" in told(app))
        assert app.screen is screen, "without a mark there is nothing to delete"
        assert "cleanup.delete" not in dict(working_commands(screen)), "the footer offers it later"
        await pilot.press("x", "space")
        await wait_for(pilot, lambda: "2 of 8 marked" in words(app, "#heading"))
        chosen = [one.sending.code for one in screen.weighed.marked]
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, Question))
        asked = all_words(app)
        for part in ("2 sendings", "nothing else", "legal evidence", "webmail", "not the signed"):
            assert part in asked
        assert app.focused is not None
        assert app.focused.id == "no", "the harmless answer has the focus"
        await pilot.press("n")
        await wait_for(pilot, lambda: app.screen is screen)
        assert not deletes(sandbox)
        assert len(screen.weighed.marked) == 2

        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, Question))
        before = app.quota
        await pilot.press("y")
        await wait_for(pilot, lambda: isinstance(app.screen, Statement), "the outcome")
        outcome = all_words(app)
        assert "receipts of 2 sendings were deleted" in outcome
        assert re.search(r"\d+\.\d MB gained; the mailbox is now \d+ % full", outcome)
        assert deletes(sandbox) == [f"/send/{code}" for code in chosen]
        await wait_for(pilot, lambda: app.quota != before)
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is screen)
        await wait_for(pilot, lambda: len(screen.weighed.rows) == 6)
        assert not screen.weighed.marked


async def test_all_can_be_marked_and_the_answered_one_is_left_alone(tmp_path: Path) -> None:
    sandbox = make_past()
    app = make_demo(tmp_path, sandbox)
    async with run(app) as pilot:
        screen = await open_clean_up(app, pilot)
        await pilot.press("a")
        await wait_for(pilot, lambda: "8 of 8 marked" in words(app, "#heading"))
        await pilot.press("a")
        await wait_for(pilot, lambda: not screen.weighed.marked)
        await pilot.press("a", "d")
        await wait_for(pilot, lambda: isinstance(app.screen, Question))
        assert "and 6 more" in all_words(app)
        await pilot.press("y")
        await wait_for(pilot, lambda: isinstance(app.screen, Statement))
        outcome = all_words(app)
        assert "7 sendings were deleted" in outcome
        assert "Memoria difensiva" in outcome
        assert "another message carries the same code" in outcome
    assert len(deletes(sandbox)) == 7


async def test_it_stops_between_two(tmp_path: Path) -> None:
    sandbox = make_past()
    app = make_demo(tmp_path, sandbox)
    async with run(app) as pilot:
        screen = await open_clean_up(app, pilot)
        delete = app.session.tracking.delete_receipts

        async def slowly(code: str, *, careful: bool = False) -> Any:
            await pilot.press("escape")
            await wait_for(pilot, lambda: screen.stopping)
            return await delete(code, careful=careful)

        app.session.tracking.delete_receipts = slowly  # type: ignore[method-assign]
        await pilot.press("a", "d")
        await wait_for(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("y")
        await wait_for(pilot, lambda: isinstance(app.screen, Statement))
        assert "7 sendings were not touched" in all_words(app)
    assert len(deletes(sandbox)) == 1


async def test_a_refusal_is_told_and_nothing_more_is_touched(tmp_path: Path) -> None:
    sandbox = make_past()
    sandbox.add_fault(Fault("DELETE /send/{code}", "403", times=None, text="[bold]No\x1b[31m"))
    app = make_demo(tmp_path, sandbox)
    async with run(app) as pilot:
        await open_clean_up(app, pilot)
        await pilot.press("a", "d")
        await wait_for(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("y")
        await wait_for(pilot, lambda: isinstance(app.screen, Statement))
        outcome = all_words(app)
        assert "0 sendings were deleted" in outcome
        assert "7 sendings were not touched" in outcome
        assert "[bold]No" in outcome
        assert "\x1b" not in outcome
    assert len(deletes(sandbox)) == 1


async def test_without_a_quota_nothing_is_begun(tmp_path: Path) -> None:
    sandbox = make_past()
    app = make_demo(tmp_path, sandbox)
    async with run(app) as pilot:
        screen = await open_clean_up(app, pilot)
        await wait_for(pilot, lambda: app.quota is not None)
        sandbox.add_fault(Fault("GET /quota/{mailbox}", "401", times=None))
        await pilot.press("a", "d")
        await wait_for(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("y")
        await wait_for(pilot, lambda: "401" in told(app))
        await wait_for(pilot, lambda: screen.progress is None)
    assert not deletes(sandbox)


async def test_the_reports_of_the_marked_are_saved_and_the_age_is_chosen(tmp_path: Path) -> None:
    sandbox = make_past()
    app = make_demo(tmp_path, sandbox)
    folder = tmp_path / "reports" / "march"
    async with run(app) as pilot:
        screen = await open_clean_up(app, pilot)
        await pilot.press("x", "x", "s")
        await wait_for(pilot, lambda: isinstance(app.screen, LinePrompt))
        app.screen.query_one(Input).value = str(folder)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "2 reports saved" in told(app))
        assert len(screen.weighed.marked) == 2, "the marks stay for the deletion"
        await wait_for(pilot, lambda: app.screen is screen)
        await pilot.press("l")
        await wait_for(pilot, lambda: isinstance(app.screen, Pick))
        await pilot.press("home", "enter")
        await wait_for(pilot, lambda: len(screen.weighed.rows) == 9)
        assert "of any age" in words(app, "#heading")
        await pilot.press("l")
        await wait_for(pilot, lambda: isinstance(app.screen, Pick))
        await pilot.press("end", "enter")
        await wait_for(pilot, lambda: not screen.weighed.rows)
        assert "Nothing to clean up" in words(app, "#notice")
    files = sorted(folder.iterdir())
    assert len(files) == 2
    assert folder.stat().st_mode & 0o777 == 0o700
    for file in files:
        text = file.read_text()
        assert "Reading copy" in text
        assert "è stato consegnato" in text
        assert file.stat().st_mode & 0o777 == 0o600
    assert not deletes(sandbox)


async def test_it_is_opened_once_from_anywhere_and_the_marks_stay(tmp_path: Path) -> None:
    app = make_demo(tmp_path, make_past())
    async with run(app) as pilot:
        screen = await open_clean_up(app, pilot)
        await pilot.press("x", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, SendingScreen))
        await wait_for(pilot, lambda: app.focused is not None)
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen)
        await wait_for(pilot, lambda: len(screen.weighed.marked) == 1)
        await go(app, pilot, "2")
        await pilot.press("f8")
        await wait_for(pilot, lambda: app.screen is screen)
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, AccountScreen))


# ── the account, the footer ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("outlook", "shown"),
    [
        (None, ""),
        (Forecast(Trend.EARLY), ""),
        (Forecast(Trend.FILLING, 14.0), ""),
        (Forecast(Trend.FILLING, 13.4), " full in 13 d"),
        (Forecast(Trend.FILLING, 0.1), " full in 1 d"),
    ],
)
def test_the_footer_warns_only_when_it_is_soon(outlook: Forecast | None, shown: str) -> None:
    quota = Quota("INBOX", 500.0, 1000.0)
    calm = quota_words(quota, roomy=False).plain
    assert quota_words(quota, outlook, roomy=False).plain == calm + shown


async def test_the_footer_warns_in_colour(tmp_path: Path) -> None:
    app = make_demo(tmp_path, make_past(quota_limit=1024 * 1024))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        await wait_for(pilot, lambda: app.quota is not None)
        bar = app.screen.query_one(QuotaBar)
        app.outlook = Forecast(Trend.FILLING, 9.0)
        await wait_for(pilot, lambda: bar.has_class("-filling"))
        assert "full in 9 d" in str(bar.content)
        app.outlook = Forecast(Trend.STEADY)
        await wait_for(pilot, lambda: bar.has_class("-fine"))


def test_dates_of_the_past_follow_the_clock() -> None:
    sandbox = make_past()
    newest = max(sent.date for sent in sandbox.past_sends)
    assert datetime.now(UTC) - newest < timedelta(days=11)
