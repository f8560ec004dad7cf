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

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TIMED_OUT = -1
EXAMPLES = 12
"""Most examples of a property that names a number of its own, as the slow ones do."""
TEST_SECONDS = 30
"""For one test: where a mistake makes a loop endless, the run ends by SIGALRM."""
_OF_A_PROPERTY = "_hypothesis_internal_use_settings"
"""Where Hypothesis keeps what `@settings` says; there is no other way to change it afterwards."""


class _Hurry:
    """A failure is enough: no smallest example of it, and no test that runs on."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        # Before the tests are imported: a property takes its settings when it is defined.
        settings = hypothesis.settings
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        settings.register_profile("mutation", settings.get_profile("ci"), phases=phases)
        settings.load_profile("mutation")

    @pytest.hookimpl
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        settings = hypothesis.settings
        for item in items:
            test = getattr(item, "obj", None)
            own: hypothesis.settings | None = getattr(test, _OF_A_PROPERTY, None)
            if own and own.max_examples != settings().max_examples:
                fewer = settings(own, max_examples=min(own.max_examples, EXAMPLES))
                setattr(test, _OF_A_PROPERTY, fewer)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        signal.alarm(TEST_SECONDS)


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
        code = int(pytest.main([*options, *files], plugins=[_Hurry()]))
    finally:
        os._exit(code)
