"""Run the README's demo command in a pseudo-terminal, look at the picture, quit, leave well."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

from benchmarks.terminal import Terminal, environment

INSTALLING = 600.0
"""Seconds; the command also makes the environment it runs in."""
QUIT = b"\x11"
_ROWS_AND_QUOTA = re.compile(r"[✓✔✉].*\d %", re.DOTALL)


def main(command: str) -> None:
    """Fail unless `command` opens the program on its sandbox and ends with exit code 0."""
    with tempfile.TemporaryDirectory() as home:
        pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        env = environment(Path(home), PECTUI_LANGUAGE="en", **pip)
        env["PATH"] = os.environ["PATH"]
        with Terminal(["bash", "-c", command], env=env) as terminal:
            terminal.wait_for(lambda text: bool(_ROWS_AND_QUOTA.search(text)), INSTALLING)
            terminal.settle(0.5)
            sys.stdout.write(f"{terminal.text}\n")
            assert terminal.stray_controls() == []
            terminal.send(QUIT)
            code = terminal.wait_for_end(30.0)
    if code:
        sys.exit(f"the demo ended with exit code {code}")


if __name__ == "__main__":
    main(sys.argv[1])
