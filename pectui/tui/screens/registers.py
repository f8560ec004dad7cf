"""Asks where a register of the sendings that are listed is to be written, and writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.text import clean_line
from pectui.tui.screens.new_places import ask_place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pectui.models import Sending
    from pectui.tui.screens.framed import FramedScreen


def ask_for(screen: FramedScreen, sendings: Iterable[Sending]) -> None:
    """Write the register of `sendings` into the file that is typed."""
    session, mailbox = screen.session, screen.program.local.mailbox
    meant = frozenset(one.id for one in sendings)

    def check(path: Path) -> None:
        from pectui.tables import check_table

        check_table(path, force=False)

    async def work(path: Path) -> str:
        from pectui.services.mailbox.opening import Copy
        from pectui.services.proof.register import Wanted, write_register  # late: few ask for it

        copy = Copy(mailbox, session.books, session.mailbox)
        rows = await write_register(copy, Wanted(received=False, sendings=meant), path)
        return tn("register.written", rows, path=clean_line(str(path), 200))

    title, note = tn("register.prompt", len(meant)), t("register.prompt.note")
    ask_place(screen, title, t("register.prompt.name"), note, work, check=check)
