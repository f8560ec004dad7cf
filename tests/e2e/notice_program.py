"""The program on a sandbox of its own, in whose mailbox a message arrives at the key F12."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import ClassVar

import pectui.tui
from pectui.catalogue import use_language
from pectui.sandbox import CREDENTIALS, Sandbox, SandboxConfig
from pectui.settings.configuration import Account, Configuration, Options, Secret
from pectui.system.paths import Directories
from pectui.tui.app import PectuiApp

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
    options = Options(
        language="en",
        directories=Directories(folder / "data", folder / "cache", folder / "state"),
        config_file=folder / "config.toml",
        notify=notify,
    )
    account = Account(
        name="studio",
        username=CREDENTIALS.username,
        sender=CREDENTIALS.sender,
        password=Secret(CREDENTIALS.password),
        token=Secret(CREDENTIALS.token),
        base_url="http://127.0.0.1",
    )
    configuration = Configuration(options, account, ("studio",))
    app = Noticing(configuration, Sandbox(SandboxConfig(messages=8)), folder / TOLD)
    app.run()
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
