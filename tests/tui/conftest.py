"""The program on a sandbox of its own, and waiting for a condition instead of for a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest
from textual import _wait
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot

from pectui.catalogue import use_language
from pectui.sandbox import Sandbox, SandboxConfig
from pectui.settings.configuration import Configuration
from pectui.tui.app import PectuiApp
from tests.accounts import make_account, make_options

PATIENCE = 10.0
"""Seconds after which a condition that does not come is a failure."""
TURN = 0.004
"""Seconds between two looks at whether the program rests, instead of Textual's fiftieth."""


async def wait_for(pilot: Pilot[Any], condition: Callable[[], object], what: str = "") -> None:
    """Let the program work until `condition` holds."""
    if condition():
        return
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"never came: {what or condition}"
        await asyncio.sleep(TURN)
    await pilot.pause()


@pytest.fixture(autouse=True, scope="session")
def quick_textual() -> Iterator[None]:
    """Have Textual's pilot look sooner whether all is done, and read equal styles once for all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_wait, "SLEEP_GRANULARITY", TURN)
        patch.setattr(_wait, "SLEEP_IDLE", TURN / 10)
        patch.setattr(Stylesheet, "_parse_rules", _parsed_once(Stylesheet._parse_rules))
        yield


def _parsed_once(parse: Callable[..., list[RuleSet]]) -> Callable[..., list[RuleSet]]:
    known: dict[object, list[RuleSet]] = {}

    def parse_rules(sheet: Stylesheet, *css: Any, **of: Any) -> list[RuleSet]:
        key = (css, *of.items(), *sheet._variables.items())
        if key not in known:
            known[key] = parse(sheet, *css, **of)
        return known[key]

    return parse_rules


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
        own = ("requests_per_day", "keep")
        account = make_account(**{key: options.pop(key) for key in own if key in options})
        configuration = Configuration(make_options(tmp_path, **options), account, ("studio",))
        return PectuiApp(configuration, asgi=(sandbox or make_sandbox()).app)

    return make
