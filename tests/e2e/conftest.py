"""The program in a real pseudo-terminal, on its demo or on a sandbox behind a real socket."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Protocol

import pytest

from benchmarks.terminal import Terminal, environment
from pectui.sandbox import Sandbox, SandboxConfig, SandboxServer
from tests.accounts import environment_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


class Open(Protocol):
    """Starts `pectui` with arguments, and with more in its environment."""

    def __call__(
        self,
        *arguments: str,
        env: Mapping[str, str] | None = None,
        size: tuple[int, int] = (80, 24),
    ) -> Terminal: ...


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the home folder of the program in the terminal."""
    folder = tmp_path / "person"
    folder.mkdir()
    return folder


@pytest.fixture
def open_terminal(home: Path) -> Iterator[Open]:
    """Give a way to start the program; what was started ends with the test."""
    with ExitStack() as stack:

        def start(
            *arguments: str,
            env: Mapping[str, str] | None = None,
            size: tuple[int, int] = (80, 24),
        ) -> Terminal:
            terminal = Terminal(
                [sys.executable, "-W", "error", "-m", "pectui", *arguments],
                env=environment(home, **{"PECTUI_LANGUAGE": "en", **(env or {})}),
                columns=size[0],
                lines=size[1],
            )
            return stack.enter_context(terminal)

        yield start


@pytest.fixture
def sandbox() -> Sandbox:
    """Return a small sandbox, to be filled before it is served."""
    return Sandbox(SandboxConfig(messages=60))


@pytest.fixture
def account(sandbox: Sandbox) -> Iterator[dict[str, str]]:
    """Serve the sandbox on the loopback; give the environment of an account there."""
    with SandboxServer(sandbox) as server:
        yield environment_of(server.base_url)
