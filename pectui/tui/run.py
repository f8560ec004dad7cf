"""Starts the program: on an account, or on the built-in sandbox."""

from __future__ import annotations

import gc
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pectui.catalogue import preferred_language, use_language
from pectui.pec.kinds import use_rows
from pectui.settings.process import start_reading
from pectui.system import logs, processes

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.tui.terminal.first_picture import Picture


Value = TypeVar("Value")


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
    first = configuration.account
    while True:
        here = configuration.account
        if outline := configuration.outline:
            processes.speak_of(outline.name)
        # A picture is that of the account which the next start is on.
        kept = picture if first is None or here is None or here.name == first.name else None
        app = PectuiApp(configuration, picture=kept)
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
    from pectui.services.demo import make_demo
    from pectui.settings import checks
    from pectui.settings.presets import keys_with
    from pectui.tui.app import PectuiApp

    processes.seal()
    language = preferred_language()
    use_language(language)
    with tempfile.TemporaryDirectory(prefix="pectui-demo-") as folder:
        demo = make_demo(
            Path(folder),
            language,
            theme=_chosen("PECTUI_THEME", checks.theme, ""),
            keys=keys_with(_chosen("PECTUI_KEYS_PRESET", checks.keys_preset, ""), {}),
            signs=_chosen("PECTUI_SIGNS", checks.signs, "auto"),
            quiet=_chosen("PECTUI_QUIET", checks.quiet, "false"),
        )
        app = PectuiApp(demo.configuration, asgi=demo.asgi, demo=True, begin=demo.begin)
        app.run()
        return app.return_code or 0
