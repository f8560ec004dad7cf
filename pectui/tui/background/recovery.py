"""Takes what an ended program left in an editor's files into the drafts, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.tui import show
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pectui.tui.program import Host


def recover_edited(program: Host) -> None:
    """Take over what is found, beside the screens."""
    editing, app = program.session.editing, program.app

    async def work() -> None:
        for words in await editing.recover():
            show.notify(app, words, severity="warning", timeout=20)

    start_call(app, "recover", work)
