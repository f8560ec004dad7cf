"""The sandbox on a loopback socket, in a process of its own: it costs the measured one nothing."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.terminal import environment, homes

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def sandbox_environment(
    home: Path, *, messages: int | None = None, held: bool = False, mbox: Path | None = None
) -> Iterator[dict[str, str]]:
    """Serve the sandbox; give the environment of a program whose account is there.

    With `held`, everything there is held in `home` already; with `mbox`, the same mail is in that
    file.
    """
    options = [f"--messages={messages}"] if messages is not None else []
    options += [f"--hold={homes(home)['XDG_CACHE_HOME']}/pectui"] if held else []
    options += [f"--mbox={mbox}"] if mbox else []
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.server", *options],
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

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=SandboxConfig().messages)
    parser.add_argument("--hold", type=Path, help="cache directory in which to hold everything")
    parser.add_argument("--mbox", type=Path, help="file to write the same mail to")
    arguments = parser.parse_args()
    sandbox = Sandbox(SandboxConfig(messages=arguments.messages))
    with SandboxServer(sandbox) as server:
        if arguments.hold or arguments.mbox:
            from benchmarks.mailbox_of import hold, write_mbox

            if arguments.hold:
                hold(arguments.hold, server.base_url, sandbox.mailbox.mails)
            if arguments.mbox:
                write_mbox(arguments.mbox, sandbox.mailbox.mails)
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
