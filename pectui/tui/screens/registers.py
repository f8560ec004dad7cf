"""Asks where a register of the sendings that are listed is to be written, and writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.screens.dialogs.simple import LinePrompt
from pectui.tui.typed_paths import starting_folder, typed_paths
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pectui.models import Sending
    from pectui.tui.screens.view import View


def ask_for(screen: View, sendings: Iterable[Sending]) -> None:
    """Write the register of `sendings` into the file that is typed."""
    app, session, mailbox = screen.app, screen.session, screen.program.local.mailbox
    meant = frozenset(one.id for one in sendings)

    async def written(path: Path) -> None:
        from pectui.services.mailbox.opening import Copy
        from pectui.services.proof.register import Wanted, write_register  # late: few ask for it

        copy = Copy(mailbox, session.books, session.mailbox)
        rows = await write_register(copy, Wanted(received=False, sendings=meant), path)
        show.notify(app, tn("register.written", rows, path=clean_line(str(path), 200)))

    def answered(text: str | None) -> None:
        if text and (paths := typed_paths(text)):
            # On the app: it is written to its end though the screen is left.
            start_call(app, "register", lambda: written(paths[0]))

    prompt = LinePrompt(
        tn("register.prompt", len(meant)),
        str(starting_folder(None) / t("register.prompt.name")),
        note=t("register.prompt.note"),
        check=lambda text: "" if len(typed_paths(text)) == 1 else t("dossier.prompt.which"),
    )
    app.push_screen(prompt, answered)
