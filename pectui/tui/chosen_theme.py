"""Draws in the theme a person chooses, and remembers it for the next start."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import PectuiError
from pectui.tui import show
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.tui.program import Program


def choose_theme(program: Program, name: str) -> None:
    """Draw in the theme of that name from now on, and at the next start too."""
    app = program.app
    try:
        program.use_theme(name)
    except PectuiError as error:
        show.notify_error(app, error)
        return
    if program.demo:
        return
    from pectui.settings.accounts import set_value  # late: few choose one

    path, short = program.configuration.options.config_file, name.removeprefix("pectui-")
    start_call(app, "theme", lambda: asyncio.to_thread(set_value, path, "theme", short))
    if os.environ.get("PECTUI_THEME"):
        show.notify(app, t("shell.theme.environment"), severity="warning")
