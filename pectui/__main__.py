"""The program's start: a command (cli), or the screen (tui), which is loaded only then."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

from pectui.catalogue import t
from pectui.errors import TerminalMissing

_NO_SCREEN = frozenset({"dumb", "unknown"})
"""Terminals, as TERM names them, whose cursor cannot be moved: the windows of editors, say."""


def _screen(account: str | None, demo: bool) -> int:
    """Open the screen program. Raises TerminalMissing, and SettingsError for the account."""
    # Where another driver is named (in a browser, say) there is a screen, and no terminal.
    if not os.environ.get("TEXTUAL_DRIVER"):
        _ask_for_a_terminal()
    if demo:
        from pectui.tui.run import run_demo

        return run_demo()
    from pectui.tui.terminal.first_picture import shown

    with shown(account) as picture:
        from pectui.tui.run import run_program

        return run_program(account, picture)


def _ask_for_a_terminal() -> None:
    """Raise TerminalMissing where keys cannot be read, or the cursor cannot be moved."""
    # Textual reads keys from stdin and draws on stderr.
    if not all(stream and stream.isatty() for stream in (sys.__stdin__, sys.__stderr__)):
        raise TerminalMissing
    if (term := os.environ.get("TERM", "")) in _NO_SCREEN:
        raise TerminalMissing(t("errors.terminal-missing.no-screen", term=term))


def _occupy_streams() -> None:
    """Have stdin, stdout and stderr lead nowhere where they are closed.

    The next file opened would take their numbers, and what a child writes to its stderr would land
    in a database.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free


def main() -> NoReturn:
    """Run what the command line asks for and leave with its exit code."""
    _occupy_streams()
    # Loading makes no garbage: looking for it costs a sixth of a short command's time.
    gc.disable()
    from pectui.cli.main import run
    from pectui.system.processes import keep_memory_private

    keep_memory_private()
    code = run(sys.argv[1:], _screen)
    gc.freeze()  # nor does the end have to look through all that was loaded
    sys.exit(code)


if __name__ == "__main__":
    main()
