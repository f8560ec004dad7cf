"""The program on a sandbox of its own, and waiting for a condition instead of for a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest
from textual.app import App
from textual.pilot import Pilot

from pectui.catalogue import use_language
from pectui.sandbox import Sandbox, SandboxConfig
from pectui.settings.configuration import Configuration
from pectui.tui.app import PectuiApp
from tests.accounts import make_account, make_options
from tests.quick import TURN, draw_at_rest

PATIENCE = 10.0
"""Seconds after which a condition that does not come is a failure."""
_SELDOM = 0.03
"""Seconds between two looks at a condition that takes its time: a look may draw the screen."""


async def wait_for(pilot: Pilot[Any], condition: Callable[[], object], what: str = "") -> None:
    """Let the program work until `condition` holds."""
    if condition():
        return
    end, turn = time.monotonic() + PATIENCE, TURN
    while not condition():
        assert time.monotonic() < end, f"never came: {what or condition}"
        await asyncio.sleep(turn)
        turn = min(turn * 1.2, _SELDOM)
    if pilot.app.is_running:
        await pilot.pause()


def lines_of(app: App[Any]) -> list[str]:
    """Return the rows on the screen, without the blanks at their ends."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def picture(app: App[Any]) -> str:
    """Return the whole screen as text."""
    return "\n".join(lines_of(app))


async def shows(pilot: Pilot[Any], words: str) -> None:
    """Let the program work until `words` stand on the screen."""
    await wait_for(pilot, lambda: words in picture(pilot.app), words)


async def resize(pilot: Pilot[Any], size: tuple[int, int]) -> None:
    """Give the terminal another size; wait until what is on the screen is laid out for it."""
    await pilot.resize_terminal(*size)
    await wait_for(pilot, lambda: pilot.app.screen._compositor.size == size, f"{size}")


@pytest.fixture(autouse=True)
def _quickly(quick_programs: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run programs quickly."""
    draw_at_rest(monkeypatch)


class MakeProgram(Protocol):
    """Makes a program on a sandbox."""

    def __call__(self, sandbox: Sandbox | None = None, **options: Any) -> PectuiApp: ...


def make_sandbox(**changes: Any) -> Sandbox:
    """Return a sandbox with 60 messages at a fixed moment, which sends without pauses."""
    moment = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
    config = SandboxConfig(messages=60, now=lambda: moment, receipt_delay=0.0, send_period=0.0)
    return Sandbox(replace(config, **changes))


@pytest.fixture
def make_program(tmp_path: Path) -> MakeProgram:
    """Return what makes programs; each works on the given sandbox, in a folder of the test."""

    def make(sandbox: Sandbox | None = None, **options: Any) -> PectuiApp:
        use_language(options.get("language", "en"))
        own = ("requests_per_day", "keep", "pec_ca_file", "token_expires")
        account = make_account(**{key: options.pop(key) for key in own if key in options})
        configuration = Configuration(make_options(tmp_path, **options), account, ("studio",))
        return PectuiApp(configuration, asgi=(sandbox or make_sandbox()).app)

    return make
