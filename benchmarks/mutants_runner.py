"""Runs of pytest in forks of a process that has imported whatever is not under test.

That makes each run about a second shorter. pectui itself is imported after the fork, from the copy.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from typing import TYPE_CHECKING

# What the tests import besides pectui: loaded once here instead of in every run.
import httpx  # noqa: F401
import hypothesis.strategies
import pytest
import pytest_asyncio  # noqa: F401
import starlette.applications  # noqa: F401

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TIMED_OUT = -1


class _NoShrinking:
    """A failure is enough; its smallest example is of no use here."""

    @pytest.hookimpl
    def pytest_collection_finish(self) -> None:
        settings = hypothesis.settings
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        settings.register_profile("mutation", settings.get_profile("ci"), phases=phases)
        settings.load_profile("mutation")


def run_tests(tree: Path, files: Sequence[str], seconds: float) -> int:
    """Run test files of the project at `tree`; return pytest's exit code, or TIMED_OUT."""
    child = os.fork()
    if child == 0:
        _be_pytest(tree, files)
    ended = os.pidfd_open(child)
    try:
        in_time, _, _ = select.select([ended], [], [], seconds)
        if not in_time:
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    finally:
        os.close(ended)
    return os.waitstatus_to_exitcode(status) if in_time else TIMED_OUT


def _be_pytest(tree: Path, files: Sequence[str]) -> None:
    code = 3
    try:
        silence = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(silence, number)
        os.chdir(tree)
        # Properties are then tried on the same examples in every run.
        os.environ["CI"] = "1"
        for name in [one for one in sys.modules if one.partition(".")[0] in {"pectui", "tests"}]:
            del sys.modules[name]
        sys.path.insert(0, str(tree))
        # Plugins that were imported before the fork cannot be rewritten, and need not be.
        quiet = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
        options = ["-x", "-q", "-p", "no:cacheprovider", *quiet]
        code = int(pytest.main([*options, *files], plugins=[_NoShrinking()]))
    finally:
        os._exit(code)
