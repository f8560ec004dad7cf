"""A program on two accounts, each at a sandbox of its own behind a real socket."""

from __future__ import annotations

import tomllib
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pectui.sandbox import CREDENTIALS, Sandbox, SandboxServer
from pectui.settings.accounts import save_account
from pectui.settings.configuration import Secret
from pectui.settings.loader import read_configuration
from pectui.system import processes
from pectui.tui.app import PectuiApp
from tests.tui.conftest import make_sandbox, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from textual.pilot import Pilot

    from pectui.sandbox import Credentials
    from pectui.tui.desk import Desk

NAMES = ("alfa", "beta")


@dataclass
class Office:
    """The sandboxes of the accounts, by their names, and the settings file that names them."""

    file: Path
    sandboxes: dict[str, Sandbox] = field(default_factory=dict)

    def add(
        self, name: str, base_url: str, owner: Credentials = CREDENTIALS, **fields: str
    ) -> None:
        """Write an account into the settings, with what lets `owner` in."""
        given = {
            "username": owner.username,
            "sender": f"{name}@pec.example",
            "base_url": base_url,
            **fields,
        }
        secrets = {"password": owner.password, "token": owner.token}
        hidden: Any = {key: Secret(value) for key, value in secrets.items()}
        save_account(self.file, name, given, hidden, place="file")

    def forget_secrets(self, name: str) -> None:
        """Leave an account as one whose secrets are for one session only."""
        nothing: Any = {"password": Secret(""), "token": Secret("")}
        save_account(self.file, name, {}, nothing, place="session")

    def service_of(self, name: str) -> str:
        """Return where the sandbox of an account is served."""
        url: str = tomllib.loads(self.file.read_text())["accounts"][name]["base_url"]
        return url

    def program(self, account: str | None = None) -> PectuiApp:
        """Return the program as it starts on an account, or on the default one."""
        configuration = read_configuration(account, need_account=False)
        assert configuration.outline is not None
        processes.speak_of(configuration.outline.name)
        return PectuiApp(configuration)

    def deliver(self, name: str, subject: str, body: str = "x") -> None:
        """Bring new mail to one of the accounts."""
        self.sandboxes[name].deliver_mail(
            sender=f"comune-{name}@pec.example", subject=subject, body=body, date=datetime.now(UTC)
        )


def open_office(
    folder: Path,
    patch: pytest.MonkeyPatch,
    stack: ExitStack,
    names: tuple[str, ...] = NAMES,
    owner_of: Callable[[str], Credentials] = lambda _: CREDENTIALS,
) -> Office:
    """Serve a sandbox for each name, and write the settings; it ends with `stack`."""
    office = Office(folder / "config.toml")
    patch.setenv("PECTUI_CONFIG", str(office.file))
    for kind in ("DATA", "CACHE", "STATE"):
        patch.setenv(f"PECTUI_{kind}_DIR", str(folder / kind.lower()))
    patch.setenv("PECTUI_UNDO_SECONDS", "0")
    for seed, name in enumerate(names, 1):
        owner = replace(owner_of(name), sender=f"{name}@pec.example")
        office.sandboxes[name] = make_sandbox(messages=20, seed=seed, credentials=owner)
        served = stack.enter_context(SandboxServer(office.sandboxes[name]))
        office.add(name, served.base_url, owner)
    return office


def desk(app: PectuiApp, name: str) -> Desk:
    """Return the account of that name."""
    return next(one for one in app.desks if one.name == name)


async def all_open(app: PectuiApp, pilot: Pilot[None]) -> None:
    """Wait until every account is open and has met its service."""
    await wait_for(pilot, lambda: all(one.is_open for one in app.desks), "the accounts")
    await wait_for(
        pilot, lambda: all(one.connection == "online" for one in app.desks), "the services"
    )


async def switch(app: PectuiApp, pilot: Pilot[None], name: str) -> None:
    """Go to an account by its key."""
    await pilot.press("A")
    await wait_for(pilot, lambda: app.desk.name == name, f"the account {name}")
