"""The account of the sandbox, as an object, as an environment, and with folders of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from benchmarks.program import sandbox_account
from pectui.sandbox import CREDENTIALS
from pectui.settings.configuration import Options
from pectui.system.paths import Directories

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.settings.configuration import Account


def make_account(**changes: Any) -> Account:
    return replace(sandbox_account(), **changes)


def make_options(folder: Path, **changes: Any) -> Options:
    """Return options with every folder in `folder`, and no time to undo."""
    options = Options(
        language="en",
        directories=Directories(folder / "data", folder / "cache", folder / "state"),
        config_file=folder / "config.toml",
        undo_seconds=0,
    )
    return replace(options, **changes)


def environment_of(base_url: str) -> dict[str, str]:
    """Return the environment variables of the sandbox's account at an address."""
    return {
        "PECTUI_BASE_URL": base_url,
        "PECTUI_USERNAME": CREDENTIALS.username,
        "PECTUI_PASSWORD": CREDENTIALS.password,
        "PECTUI_TOKEN": CREDENTIALS.token,
    }
