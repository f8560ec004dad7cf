"""What the inbox does without is not in memory while it is on the screen."""

from __future__ import annotations

import subprocess
import sys

import pytest

LATE = (
    "argparse",
    "html",
    "pectui.catalogue.cli",
    "pectui.html.walk",
    "pectui.search.language",
    "pectui.services.sending.replies",
    "pectui.services.remote.deletion",
    "pectui.services.sending.checks",
    "pectui.services.sending.copies",
    "pectui.services.sending.queue",
    "pectui.tui.terminal.clipboard",
    "pectui.tui.terminal.editor",
    "pectui.tui.reading_copies",
    "pectui.tui.screens.compose",
    "pectui.tui.screens.dialogs.simple",
    "pectui.tui.screens.originals",
    "pectui.tui.screens.outbox",
    "pydantic",
    "statistics",
    "truststore",
)


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """Return the modules of a program started without arguments, its inbox ready to be shown."""
    program = (
        "import sys\n"
        "from pectui.cli.main import run\n"
        "def screen(account, demo):\n"
        "    import pectui.tui.run, pectui.tui.app, pectui.api.client\n"
        "    return 0\n"
        "assert run([], screen) == 0\n"
        "print(*sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("name", LATE)
def test_what_only_an_action_needs_is_loaded_by_it(name: str, loaded: set[str]) -> None:
    assert "pectui.tui.screens.inbox" in loaded
    assert name not in loaded
