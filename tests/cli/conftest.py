"""The sandbox on a real socket, the environment that leads to it, and commands run in-process."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from pectui.cli.main import run
from pectui.sandbox import Sandbox, SandboxConfig, SandboxServer
from tests.accounts import environment_of
from tests.quick import without_paces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        error: dict[str, Any] = self.json["error"]
        return error


Command = "Callable[..., Done]"


def use_service(patch: pytest.MonkeyPatch, base_url: str) -> None:
    """Point the environment at a service with the sandbox's credentials."""
    for name, value in environment_of(base_url).items():
        patch.setenv(name, value)


@pytest.fixture(autouse=True)
def no_paces(monkeypatch: pytest.MonkeyPatch) -> None:
    without_paces(monkeypatch)


@pytest.fixture
def config() -> SandboxConfig:
    """The sandbox's switches; a test module may have its own."""
    return SandboxConfig(messages=60, send_period=0.0, receipt_delay=0.0)


@pytest.fixture
def sandbox(config: SandboxConfig, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A sandbox on a real socket, and an environment that leads to it."""
    sandbox = Sandbox(config)
    with SandboxServer(sandbox) as server:
        use_service(monkeypatch, server.base_url)
        yield sandbox


@pytest.fixture
def cli(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Run a command in this process: `cli("inbox", "-p", "2", stdin="…")`."""

    def call(*argv: str, stdin: str | bytes = "") -> Done:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        capfd.readouterr()
        code = run(argv)
        out, err = capfd.readouterr()
        return Done(code, out, err)

    return call
