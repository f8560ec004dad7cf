"""Hostile subjects, addresses and reasons in the clean-up: list, room, question, outcome, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pectui.errors import RequestInvalid
from pectui.models import Message, Quota
from pectui.pec.bodies import decode_body
from pectui.pec.envelopes import read_envelope
from pectui.services.receipts.cleanup import CleanUp, weigh
from pectui.store.sending.sendings import Frozen
from pectui.text import storable
from pectui.tui.screens.cleanup import CleanUpScreen
from pectui.tui.screens.cleanup_run import outcome_lines
from pectui.tui.screens.dialogs.simple import LinePrompt, Question
from pectui.tui.widgets.chrome.quota_summary import quota_lines
from tests.hostile.hostile_program import empty_sandbox, running
from tests.hostile.hostile_strings import HOSTILE, harmful

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.services.sending.books import Books
    from pectui.store.data import Tables


def code_of(number: int) -> str:
    return f"20260102100000{number:02}"


async def remember_hostile(books: Books) -> None:
    """Write a closed sending for every hostile text, in subject, address and body."""

    def work(tables: Tables) -> None:
        for number, hostile in enumerate(HOSTILE):
            text = storable(hostile.text)
            letter = Frozen(str(number), "", "", text, False, False, text, (), ())
            tables.sendings.insert_sent(
                sending_id=f"{number}",
                letter=letter,
                recipients=(f"{text}@pec.example",),
                subject=text,
                code=code_of(number),
                sent_at=1_767_340_800.0,
            )
            envelope = read_envelope(
                sender="posta-certificata@pec.example",
                recipient="",
                date="Fri, 2 Jan 2026 10:00:02 +0100",
                subject=f"CONSEGNA: x {code_of(number)}",
            )
            message = Message(envelope, decode_body(f"consegnato {text}"))
            tables.receipts.keep([message])

    await books.data.run(work)


async def test_the_screen_shows_it_and_nothing_acts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(
        tmp_path, empty_sandbox(), monkeypatch, (112, 50), begin=remember_hostile
    ) as here:
        here.press("f8")
        await here.until(lambda: isinstance(here.program.screen, CleanUpScreen))
        screen = here.program.screen
        assert isinstance(screen, CleanUpScreen)
        await here.until(lambda: screen.is_laid_out and len(screen.weighed.rows) == len(HOSTILE))
        here.assert_clean()
        here.press("a")
        await here.until(lambda: len(screen.weighed.marked) == len(HOSTILE))
        here.press("d")
        await here.until(lambda: isinstance(here.program.screen, Question))
        here.assert_clean()
        here.press("n")
        await here.until(lambda: here.program.screen is screen)
        here.press("s")
        await here.until(lambda: isinstance(here.program.screen, LinePrompt))
        here.press("enter")
        await here.until(lambda: here.program._notifications, "saved")
        here.assert_clean()
        folder = tmp_path / "pectui-reports"
        assert len(list(folder.iterdir())) == len(HOSTILE)
        for file in folder.iterdir():
            assert harmful(file.name) == []
            assert harmful(file.read_text()) == []
        held = await here.program.session.tracking.sendings()
        weighed = weigh(held)
        error = RequestInvalid(HOSTILE[0].text)
        outcome = CleanUp((), tuple((one, error) for one in held), (), None, None)
        for line in outcome_lines(outcome):
            assert harmful(line) == []
        for content in quota_lines(Quota("INBOX", 1.0, 2.0), None, weighed):
            assert harmful(content.plain) == []
        here.press("escape")
        await here.until(lambda: here.program.screen.is_current)
        await here.assert_alive()
