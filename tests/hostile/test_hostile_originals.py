"""Hostile originals: names of files, subjects and addresses in the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.models import CertifiedData, Judgement, Kind, Original, Sending, State
from pectui.pec.dates import ROME
from pectui.services.proof.originals import Originals, _as_taken
from pectui.signed.receipts import Wanted
from pectui.tui.screens import routes
from pectui.tui.screens.originals import OriginalsScreen
from tests.hostile.hostile_program import NOW, empty_sandbox, running
from tests.hostile.hostile_strings import HOSTILE, Hostile, words_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from pectui.services.proof.originals import Taken


def original(number: int, hostile: Hostile) -> Original:
    text = hostile.text
    data = CertifiedData(Kind.DELIVERY, NOW.astimezone(ROME), text, text, None, text, (text,))
    judgement = Judgement(intact=True, signer=text, issuer=text, trusted=True, valid_then=True)
    return Original(number, "0" * 64, 1, text, data, judgement, NOW, text)


def lacking(number: int, hostile: Hostile) -> tuple[Sending, Wanted]:
    sending = Sending(
        id=str(number),
        account="studio",
        recipients=(hostile.text,),
        subject=hostile.text,
        state=State.SENT,
        queued_at=NOW,
    )
    return sending, Wanted(())


async def test_originals_with_every_string(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def bound(_: Originals) -> tuple[Taken, ...]:
        return tuple(_as_taken(original(*one)) for one in enumerate(HOSTILE))

    async def missing(_: Originals) -> tuple[tuple[Sending, Wanted], ...]:
        return tuple(lacking(*one) for one in enumerate(HOSTILE))

    monkeypatch.setattr(Originals, "bound", bound)
    monkeypatch.setattr(Originals, "missing", missing)
    async with running(tmp_path, empty_sandbox(), monkeypatch, size=(160, 60)) as on:
        screen = routes.originals()
        assert isinstance(screen, OriginalsScreen)
        on.program.push_screen(screen)
        await on.until(lambda: screen.is_laid_out and screen.missing, "the originals")
        for part in ("missing", "kept"):
            screen.part = part
            shown = screen.query_one(f"#{part}")
            await on.until(lambda: shown.has_focus, part)  # noqa: B023
            for hostile in HOSTILE:
                await on.until(
                    lambda: words_of(hostile.text)[:20] in words_of(on.picture),  # noqa: B023
                    f"{part}: {hostile.name}",
                )
                on.assert_clean()
                on.press("j")
        screen.dismiss()
        await on.until(lambda: on.program.screen is not screen)
        await on.assert_alive()
