"""What one key costs inside: statements of SQL, those on the loop that draws, modules passed.

One move of the cursor, one message flagged, one opened, one letter confirmed, in a mailbox of 1,000
that is held already, with nothing else going on.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Result, main
from benchmarks.program import sandbox_account, until
from pectui.catalogue import use_language
from pectui.sandbox import Sandbox, SandboxConfig
from pectui.settings.configuration import Configuration, Options
from pectui.store import database
from pectui.system.paths import Directories
from pectui.tui.app import PectuiApp
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs.progress import ProgressScreen
from pectui.tui.screens.dialogs.review import ReviewScreen

if TYPE_CHECKING:
    import sqlite3
    from types import FrameType

    from textual.pilot import Pilot

LIMITS = {"cursor": 0, "flag": 0, "enter": 0, "letter": 0}
"""Statements on the loop that draws, at most."""
QUIET = 12
"""Statements a second that are still rest."""
MOMENT = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
_HOUSE = str(Path(database.__file__).parent.parent)


@dataclass
class Watch:
    """Counts the statements of SQL and the modules that are passed."""

    statements: list[bool] = field(default_factory=list)
    """For each, whether it ran on the loop that draws."""
    modules: set[str] = field(default_factory=set)

    def follow(self) -> None:
        """Count what every connection is asked from now on."""
        equip = database._equip

        def watched(connection: sqlite3.Connection) -> None:
            equip(connection)
            here = threading.main_thread()
            connection.set_trace_callback(
                lambda _: self.statements.append(threading.current_thread() is here)
            )

        database._equip = watched

    def profile(self, frame: FrameType, event: str, _: Any) -> None:
        """Note the module of a function that is called."""
        name = frame.f_code.co_filename
        if event == "call" and name.startswith(_HOUSE):
            self.modules.add(name)

    def clear(self) -> None:
        """Begin anew."""
        self.statements.clear()
        self.modules.clear()


def make_program(folder: Path) -> PectuiApp:
    """Return the program on a sandbox of 1,000 messages that sends without pauses."""
    use_language("en")
    config = SandboxConfig(now=lambda: MOMENT, receipt_delay=0.0, send_period=0.0, messages=1_000)
    options = Options(
        language="en",
        directories=Directories(folder / "data", folder / "cache", folder / "state"),
        config_file=folder / "config.toml",
        undo_seconds=0,
        look_seconds=0,
    )
    return PectuiApp(
        Configuration(options, sandbox_account(), ("studio",)), asgi=Sandbox(config).app
    )


async def rest(pilot: Pilot[Any], watch: Watch) -> None:
    """Let the program work until next to nothing is asked for some time: the outbox looks on."""
    count = -QUIET
    while len(watch.statements) - count >= QUIET:
        count = len(watch.statements)
        for _ in range(10):
            await pilot.pause(0.1)


async def press(pilot: Pilot[Any], watch: Watch, *keys: str) -> tuple[int, int, int]:
    """Press keys, and return the statements, those on the loop, and the modules passed."""
    watch.clear()
    sys.setprofile(watch.profile)
    threading.setprofile(watch.profile)
    try:
        await pilot.press(*keys)
        await rest(pilot, watch)
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return len(watch.statements), sum(watch.statements), len(watch.modules)


async def count() -> dict[str, tuple[int, int, int]]:
    """Return what each of them costs."""
    watch = Watch()
    watch.follow()
    with tempfile.TemporaryDirectory() as name:
        program = make_program(Path(name))
        async with program.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: program.progress.complete)
            await rest(pilot, watch)
            costs = {"cursor": await press(pilot, watch, "j")}
            costs["flag"] = await press(pilot, watch, "asterisk")
            costs["enter"] = await press(pilot, watch, "enter")
            await pilot.press("escape", "c")
            await until(pilot, lambda: isinstance(program.screen, ComposeScreen))
            await until(pilot, lambda: program.focused is not None)
            await pilot.press(*"rossi@pec.example", "tab", *"Diffida", "tab", *"Egregi,", "f9")
            await until(pilot, lambda: isinstance(program.screen, ReviewScreen))
            await rest(pilot, watch)
            costs["letter"] = await press(pilot, watch, "y")
            screen = program.screen
            assert isinstance(screen, ProgressScreen)
            assert all(one.code for one in screen.sendings)
    return costs


def measure(_: int) -> list[Result]:
    """Count once: the figures are not a matter of time."""
    return [
        Result(
            what,
            f"{statements} statements, {on_loop} of them on the loop that draws,"
            f" {modules} modules passed",
            on_loop,
            LIMITS[what],
            " statements",
        )
        for what, (statements, on_loop, modules) in asyncio.run(count()).items()
    ]


if __name__ == "__main__":
    main(measure, runs=1)
