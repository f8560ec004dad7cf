"""The program on a sandbox of its own, in whose mailbox a message arrives at the key F12."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import ClassVar

import pectui.tui
from pectui.catalogue import use_language
from pectui.sandbox import Sandbox, SandboxConfig
from pectui.settings.configuration import Configuration
from pectui.tui.app import PectuiApp
from tests.accounts import make_account, make_options

SUBJECT = "Avviso \x1b]0;titolo\x07\x1b[c di \x9b31m accertamento"

TOLD = "told"
"""The file that is there once the message was told, or was not worth it."""


class Noticing(PectuiApp):
    """The program, with a key that lets a message arrive."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [
        Path(pectui.tui.__file__).parent / path for path in PectuiApp.CSS_PATH
    ]

    def __init__(self, configuration: Configuration, sandbox: Sandbox, told: Path) -> None:
        super().__init__(configuration, asgi=sandbox.app)
        self.told = told
        self.sandbox = sandbox
        self.arrives = asyncio.Event()

    async def open_account(self, configuration: Configuration) -> None:
        """Open it, and wait for the key."""
        await super().open_account(configuration)
        self.bind("f12", "arrive")
        self.run_worker(self.follow())

    def action_arrive(self) -> None:
        """Let a message arrive."""
        self.arrives.set()

    async def follow(self) -> None:
        """Let a message arrive at the key, and look; note when it was told."""
        await self.arrives.wait()
        self.sandbox.deliver_mail(
            sender="comune@pec.example", subject=SUBJECT, date=datetime.now(UTC)
        )
        arrived = asyncio.Event()
        self.local.mailbox.on_change.append(lambda change: arrived.set() if change.new else None)
        self.local.sync.wake()
        await arrived.wait()
        for worker in [one for one in self.workers if one.name == "notice"]:
            await worker.wait()
        self.told.touch()


def main(folder: Path, notify: str) -> int:
    """Run it, with everything it keeps in `folder`."""
    use_language("en")
    configuration = Configuration(make_options(folder, notify=notify), make_account(), ("studio",))
    app = Noticing(configuration, Sandbox(SandboxConfig(messages=8)), folder / TOLD)
    app.run()
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
