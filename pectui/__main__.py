"""The program's start: a command (cli), or the screen (tui), which is loaded only then."""

from __future__ import annotations

import sys
from typing import NoReturn


def _screen(account: str | None, demo: bool) -> int:
    from pectui.tui.run import run_demo, run_program

    return run_demo() if demo else run_program(account)


def main() -> NoReturn:
    """Run what the command line asks for and leave with its exit code."""
    from pectui.cli.main import run

    sys.exit(run(sys.argv[1:], _screen))


if __name__ == "__main__":
    main()
