"""The sandbox's account, and waiting for what a program does in this process."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from pectui.sandbox import CREDENTIALS
from pectui.settings.configuration import Account, Secret

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

PATIENCE = 60.0
"""Seconds."""


def sandbox_account() -> Account:
    """Return the account that the sandbox has."""
    return Account(
        name="studio",
        username=CREDENTIALS.username,
        sender=CREDENTIALS.sender,
        password=Secret(CREDENTIALS.password),
        token=Secret(CREDENTIALS.token),
        base_url="http://127.0.0.1",
    )


async def until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Let the program work until `condition` holds, and what follows from it is shown."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(condition)
        await pilot.pause()
    await pilot.pause()
