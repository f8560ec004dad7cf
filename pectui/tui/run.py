"""Starts the program: on an account, or on the built-in sandbox."""

from __future__ import annotations

import gc
import os
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pectui.catalogue import preferred_language, use_language
from pectui.pec.kinds import use_rows
from pectui.settings.configuration import Account, Configuration, Options, Secret
from pectui.settings.process import start_reading
from pectui.system import logs, processes
from pectui.system.paths import Directories, config_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.tui.terminal.first_picture import Picture


Value = TypeVar("Value")

_DEMO_QUOTA = 512 * 1024
"""KiB: small enough that what fills the mailbox is worth looking at."""


def run_program(account: str | None, picture: Picture) -> int:
    """Open the program on `account`, or on the default one; without any, on the set-up.

    Settings are read by a short-lived process while Textual loads. Raises SettingsError.
    """
    logs.refuse_key_log()
    pending = start_reading(account, need_account=False)
    processes.seal()
    # Without this, what loading leaves behind stays in memory for as long as the program runs.
    gc.enable()
    from pectui.tui.app import PectuiApp

    configuration = pending.result()
    use_language(configuration.options.language)
    use_rows(configuration.options.kind_rows)
    logs.start_log(configuration.options.directories.state)
    while True:
        app = PectuiApp(configuration, picture=picture)
        app.run()
        if not app.restart:
            return app.return_code or 0
        configuration = app.configuration


def _chosen(variable: str, check: Callable[[str], Value], usual: str) -> Value:
    """Return what the environment chooses, or the usual. Raises SettingInvalid."""
    from pectui.settings.checks import Unfit
    from pectui.settings.file import invalid

    try:
        return check(os.environ.get(variable) or usual)
    except Unfit as unfit:
        raise invalid(variable, unfit.reason, **unfit.values) from None


def run_demo() -> int:
    """Open the program on a sandbox of its own; nothing leaves this machine, nothing is kept."""
    from pectui.sandbox import CREDENTIALS, Sandbox, SandboxConfig
    from pectui.services.demo import remember_past
    from pectui.settings import checks
    from pectui.settings.presets import keys_with
    from pectui.tui.app import PectuiApp

    processes.seal()
    language = preferred_language()
    use_language(language)
    with tempfile.TemporaryDirectory(prefix="pectui-demo-") as folder:
        place = Path(folder)
        options = Options(
            language=language,
            directories=Directories(place / "data", place / "cache", place / "state"),
            config_file=config_file(),
            theme=_chosen("PECTUI_THEME", checks.theme, ""),
            keys=keys_with(_chosen("PECTUI_KEYS_PRESET", checks.keys_preset, ""), {}),
            signs=_chosen("PECTUI_SIGNS", checks.signs, "auto"),
            quiet=_chosen("PECTUI_QUIET", checks.quiet, "false"),
            undo_seconds=3,
            look_seconds=10,
        )
        account = Account(
            name="demo",
            username=CREDENTIALS.username,
            sender=CREDENTIALS.sender,
            password=Secret(CREDENTIALS.password),
            token=Secret(CREDENTIALS.token),
            base_url="http://127.0.0.1",
        )
        sandbox = Sandbox(SandboxConfig(lively=True, heavy_past=True, quota_limit=_DEMO_QUOTA))
        app = PectuiApp(
            Configuration(options, account, (account.name,)),
            asgi=sandbox.app,
            demo=True,
            begin=partial(remember_past, sandbox=sandbox, mailbox=account.mailbox),
        )
        app.run()
        return app.return_code or 0
