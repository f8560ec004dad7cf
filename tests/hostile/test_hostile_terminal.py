"""The whole table in a real pseudo-terminal: the bytes that arrive, and the columns they make."""

from __future__ import annotations

import re
import sys
from datetime import timedelta
from pathlib import Path

from benchmarks.terminal import Terminal, environment
from pectui.sandbox import CREDENTIALS, SandboxServer
from tests.hostile.hostile_program import NOW, empty_sandbox
from tests.hostile.hostile_strings import HOSTILE, marked, stray

QUIT = b"\x11"
ROW = re.compile(r"^.*«(\d+):", re.MULTILINE)


def test_only_what_draws_the_screen_reaches_the_terminal(tmp_path: Path) -> None:
    sandbox = empty_sandbox()
    # The emulator, unlike terminals, drops what follows a mark without a combining class.
    rows = [hostile for hostile in HOSTILE if hostile.says is None and hostile.name != "stack"]
    rows = rows[:8] + rows[-12:]
    for number, hostile in reversed(list(enumerate(rows))):
        text = marked(number, hostile.text)
        sandbox.deliver_mail(
            sender=hostile.text,
            subject=text,
            date=NOW - timedelta(minutes=number),
            certified=False,
            raw={"body": f"corpo è\n{text}", "recipient": text},
        )
    with SandboxServer(sandbox) as server:
        env = environment(
            tmp_path,
            PECTUI_LANGUAGE="en",
            PECTUI_BASE_URL=server.base_url,
            PECTUI_USERNAME=CREDENTIALS.username,
            PECTUI_PASSWORD=CREDENTIALS.password,
            PECTUI_TOKEN=CREDENTIALS.token,
        )
        look_around(env, rows=len(rows))
        # The second start shows the picture that the first one kept.
        look_around(env, rows=len(rows))


def look_around(env: dict[str, str], *, rows: int) -> None:
    """Open the list and three messages, see where the columns stand, and quit."""
    command = [sys.executable, "-W", "error", "-m", "pectui"]
    with Terminal(command, env=env, columns=100, lines=24) as terminal:
        terminal.wait_for(lambda text: len(ROW.findall(text)) == rows and "%" in text)
        terminal.settle()
        # The subject begins in the same cell whatever stands in the sender before it.
        assert len(columns_of(terminal, "«")) == 1, terminal.text
        assert CREDENTIALS.password not in Path(f"/proc/{terminal.pid}/cmdline").read_text()
        for number in range(3):
            terminal.send("\r")
            terminal.wait_for(lambda text: "corpo" in text)
            terminal.send("q")
            terminal.wait_for(lambda text: len(ROW.findall(text)) == rows)
            terminal.send("j" if number < 2 else QUIT)
        assert terminal.wait_for_end() == 0
        assert stray(bytes(terminal.raw)) == []
        # What asks, answers or copies is nowhere; of ours only the cursor's shape and the title are
        # OSC.
        assert (
            re.findall(
                rb"\x1b\](?!22;|2;pectui |2;\x1b)|\x1b[P_^Xc]|\x1b\[[0-9>]*[cnq]", terminal.raw
            )
            == []
        )


def columns_of(terminal: Terminal, sign: str) -> set[int]:
    """Return the cells in which `sign` is first met in the emulator's lines."""
    lines = [[terminal._screen.buffer[y][x].data for x in range(100)] for y in range(24)]
    return {line.index(sign) for line in lines if sign in line}
