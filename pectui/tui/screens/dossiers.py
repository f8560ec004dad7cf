"""Asks where a dossier is to be written, and writes it: of a sending, or of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.screens.dialogs.simple import LinePrompt
from pectui.tui.typed_paths import starting_folder, typed_paths
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from pectui.models import Sending
    from pectui.services.proof.dossier.material import Maker
    from pectui.services.session import Session
    from pectui.tui.screens.view import View


def ask_for_sending(screen: View, sending: Sending) -> None:
    """Write the dossier of a sending that has a code into the place that is typed."""
    from pectui.services.proof.dossier.material import folder_name  # late: few ask for it

    session, code = screen.session, sending.code or ""

    async def work(path: Path) -> str:
        from pectui.services.proof.dossier.writing import write_dossiers

        (done,) = await write_dossiers(session.originals, [code], path, _maker(session))
        return t("dossier.written", path=_shown(path), originals=done.originals)

    _ask(screen, t("dossier.prompt.title"), folder_name(sending), work)


def ask_for_batch(screen: View, batch_id: str) -> None:
    """Write the dossiers of what left with a batch into the place that is typed."""
    session = screen.session

    async def work(path: Path) -> str:
        from pectui.services.proof.dossier.writing import write_batch_dossiers

        done = await write_batch_dossiers(session.originals, batch_id, path, _maker(session))
        return tn("dossier.batch-written", len(done), path=_shown(path))

    _ask(screen, t("dossier.prompt.batch-title"), f"{batch_id}.zip", work)


def _ask(screen: View, title: str, name: str, work: Callable[[Path], Awaitable[str]]) -> None:
    app = screen.app

    async def written(path: Path) -> None:
        show.notify(app, await work(path))

    def answered(text: str | None) -> None:
        if text is not None:
            path = typed_paths(text)[0]
            # On the app: it is written to its end though the screen is left.
            start_call(app, "dossier", lambda: written(path))

    prompt = LinePrompt(
        title,
        str(starting_folder(None) / name),
        note=t("dossier.prompt.note"),
        check=lambda text: "" if len(typed_paths(text)) == 1 else t("dossier.prompt.which"),
    )
    app.push_screen(prompt, answered)


def _maker(session: Session) -> Maker:
    from pectui.services.proof.dossier.material import Maker

    return Maker(session.account.username, session.client.host)


def _shown(path: Path) -> str:
    return clean_line(str(path), 200)
