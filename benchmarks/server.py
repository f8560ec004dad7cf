"""The sandbox on a loopback socket, in a process of its own: it costs the measured one nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from benchmarks.terminal import environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def sandbox_environment(home: Path) -> Iterator[dict[str, str]]:
    """Serve the sandbox; give the environment of a program whose account is there."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdin
        assert server.stdout
        try:
            account = json.loads(server.stdout.readline())
            yield environment(home, PECTUI_LANGUAGE="en", **account)
        finally:
            server.stdin.close()


def _serve() -> None:
    from pectui.sandbox import CREDENTIALS, Sandbox, SandboxConfig, SandboxServer

    with SandboxServer(Sandbox(SandboxConfig())) as server:
        account = {
            "PECTUI_BASE_URL": server.base_url,
            "PECTUI_USERNAME": CREDENTIALS.username,
            "PECTUI_PASSWORD": CREDENTIALS.password,
            "PECTUI_TOKEN": CREDENTIALS.token,
            "PECTUI_SENDER": CREDENTIALS.sender,
        }
        print(json.dumps(account), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    _serve()
