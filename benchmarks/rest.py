"""What pectui takes while it stands open and nothing happens: processor time, and memory in a day.

The processor is watched for a minute with the default pace of looks. A day has 1,440 looks at that
pace; here they are asked for one after the other, and what the program holds is compared after the
first of them and after the last.
"""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.mailbox_of import hold
from benchmarks.measure import Result, cpu_ticks, main, resident_mb
from benchmarks.start_to_first_row import PECTUI, first_row
from benchmarks.terminal import Terminal, environment, homes
from pectui.sandbox import CREDENTIALS, Sandbox, SandboxConfig, SandboxServer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SHARE_LIMIT = 0.2
"""Percent of a core."""
GROWTH_LIMIT = 2.0
"""MB in a day."""
DAY = 1_440
"""Looks of a day, one a minute."""
WARM = 100
"""Looks before the memory is first measured: by then what is loaded late is loaded."""
MINUTE = 60.0
F5 = b"\x1b[15~"


def share(terminal: Terminal, seconds: float) -> float:
    """Return the percent of a core that the program takes over so many seconds."""
    before, end = cpu_ticks(terminal.pid), time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        terminal.read(left)
    ticks = cpu_ticks(terminal.pid) - before
    return 100 * ticks / os.sysconf("SC_CLK_TCK") / seconds


def look(terminal: Terminal, sandbox: Sandbox, times: int) -> None:
    """Ask for so many looks, each after the answer to the one before."""
    for _ in range(times):
        asked = len(sandbox.requests)
        terminal.send(F5)
        # The list, and the quota.
        while len(sandbox.requests) < asked + 2:
            terminal.read(0.005)


@contextmanager
def opened(home: Path, sandbox: Sandbox) -> Iterator[Mapping[str, str]]:
    """Serve the sandbox, all of it held in `home` already; give the program's environment."""
    with SandboxServer(sandbox) as server:
        hold(Path(homes(home)["XDG_CACHE_HOME"]) / "pectui", server.base_url, sandbox.mailbox.mails)
        yield environment(
            home,
            PECTUI_LANGUAGE="en",
            PECTUI_BASE_URL=server.base_url,
            PECTUI_USERNAME=CREDENTIALS.username,
            PECTUI_PASSWORD=CREDENTIALS.password,
            PECTUI_TOKEN=CREDENTIALS.token,
            PECTUI_SENDER=CREDENTIALS.sender,
            # Its memory is looked into, by whoever runs this.
            PECTUI_DEVELOPMENT="1",
        )


def measure(runs: int, messages: int) -> list[Result]:
    """Measure with so many messages held; `runs` are minutes at rest."""
    sandbox = Sandbox(SandboxConfig(messages=messages))
    with (
        tempfile.TemporaryDirectory() as name,
        opened(Path(name), sandbox) as env,
        Terminal(PECTUI, env=env, draw=False) as terminal,
    ):
        terminal.wait_for_bytes(first_row(env))
        terminal.settle(3.0)
        taken = share(terminal, runs * MINUTE)
        look(terminal, sandbox, WARM)
        before = resident_mb(terminal.pid)
        look(terminal, sandbox, DAY)
        after = resident_mb(terminal.pid)
    return [
        Result("processor at rest", f"over {runs} min", taken, SHARE_LIMIT, " % of a core"),
        Result(
            f"memory gained in a day of {DAY:,} looks",
            f"{before:.1f} MB, then {after:.1f} MB",
            after - before,
            GROWTH_LIMIT,
            " MB",
        ),
    ]


if __name__ == "__main__":
    main(measure, runs=1, messages=5_000)
