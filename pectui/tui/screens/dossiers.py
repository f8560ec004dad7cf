"""Asks where a dossier is to be written, and writes it: of a sending, or of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.text import clean_line
from pectui.tui.screens.new_places import ask_place

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.models import Sending
    from pectui.services.proof.dossier.material import Maker
    from pectui.services.session import Session
    from pectui.tui.screens.framed import FramedScreen


def ask_for_sending(screen: FramedScreen, sending: Sending) -> None:
    """Write the dossier of a sending that has a code into the place that is typed."""
    from pectui.services.proof.dossier.material import folder_name  # late: few ask for it

    session, code = screen.session, sending.code or ""

    async def work(path: Path) -> str:
        from pectui.services.proof.dossier.writing import write_dossiers

        (done,) = await write_dossiers(session.originals, [code], path, _maker(session))
        return t("dossier.written", path=_shown(path), originals=done.originals)

    title, note = t("dossier.prompt.title"), t("dossier.prompt.note")
    ask_place(screen, title, folder_name(sending), note, work, check=_check)


def ask_for_batch(screen: FramedScreen, batch_id: str) -> None:
    """Write the dossiers of what left with a batch into the place that is typed."""
    session = screen.session

    async def work(path: Path) -> str:
        from pectui.services.proof.dossier.writing import write_batch_dossiers

        done = await write_batch_dossiers(session.originals, batch_id, path, _maker(session))
        return tn("dossier.batch-written", len(done), path=_shown(path))

    title, note = t("dossier.prompt.batch-title"), t("dossier.prompt.note")
    ask_place(screen, title, f"{batch_id}.zip", note, work, check=_check)


def _check(path: Path) -> None:
    from pectui.services.proof.dossier.places import check_place

    check_place(path)


def _maker(session: Session) -> Maker:
    from pectui.services.proof.dossier.material import Maker

    return Maker(session.account.username, session.client.host)


def _shown(path: Path) -> str:
    return clean_line(str(path), 200)
