"""Hostile drafts, letters, file names and receipts, from the form to the timeline."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from pectui.models import (
    Draft,
    Kind,
    OutgoingAttachment,
    Receipt,
    RecipientState,
    Sending,
    State,
)
from pectui.services.proof.reports import sending_report
from pectui.services.receipts.tracking import Tracking
from pectui.services.sending.outbox import Outbox
from pectui.text import clean_file_name
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs.attach import AttachScreen
from pectui.tui.screens.dialogs.progress import ProgressScreen
from pectui.tui.screens.dialogs.review import ReviewScreen
from pectui.tui.screens.dialogs.simple import Question
from pectui.tui.screens.drafts import DraftsScreen
from pectui.tui.screens.sending import SendingScreen
from pectui.tui.screens.sent import SentScreen
from pectui.tui.widgets.compose.attachments import AttachmentList
from pectui.tui.widgets.compose.recipients import RecipientField
from tests.hostile.hostile_program import NOW, Running, empty_sandbox, running
from tests.hostile.hostile_strings import HOSTILE, Hostile, harmful, words_of

NAMED = [hostile for hostile in HOSTILE if hostile.name not in {"nul", "surrogate"}]
"""What can be the name of a file, "/" set aside."""


def named_file(folder: Path, hostile: Hostile) -> Path:
    path = folder / (hostile.text.replace("/", "|") + ".txt")
    path.write_text("contenuto")
    return path


async def shown(on: Running, screen: type[object]) -> None:
    await on.until(lambda: isinstance(on.program.screen, screen), screen.__name__)


async def says(on: Running, text: str, what: str) -> str:
    await on.until(lambda: words_of(text) in words_of(on.picture), what)
    return on.assert_clean()


def stands(on: Running, words: str) -> bool:
    return words in words_of(on.picture)


async def test_drafts_and_the_form_with_every_string(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, empty_sandbox(), monkeypatch, size=(128, 40)) as on:
        drafts = on.program.session.drafts
        for hostile in HOSTILE:
            draft = drafts.new_draft(
                recipients=hostile.text,
                subject=hostile.text,
                body=hostile.text,
            )
            await drafts.save(draft)
        on.press("4")
        await shown(on, DraftsScreen)
        screen = on.program.screen
        assert isinstance(screen, DraftsScreen)
        await on.until(lambda: len(screen.letters.rows) == len(HOSTILE), "the drafts")
        everything = await says(on, HOSTILE[0].text, "the first")
        for index, draft in enumerate(screen.letters.rows):
            assert words_of(draft.subject) in words_of(everything), repr(draft.subject)
            await look_at_draft(on, screen, index, draft)
        await on.assert_alive()


async def look_at_draft(on: Running, screen: DraftsScreen, index: int, draft: Draft) -> None:
    screen.letters.move_to(index)
    on.press("d")
    await shown(on, Question)
    await says(on, draft.subject, "the question")
    on.press("n")
    await on.until(lambda: on.program.screen is screen)


async def test_a_letter_of_hostile_parts_leaves_and_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = empty_sandbox()
    async with running(tmp_path, sandbox, monkeypatch, size=(128, 60)) as on:
        draft = on.program.session.drafts.new_draft(
            recipients=" ".join(hostile.text for hostile in HOSTILE),
            subject="[URGENTE] [/] [@click=app.quit]x[/]",
            body="\n".join(hostile.text for hostile in HOSTILE),
            attachments=tuple(str(named_file(Path.home(), hostile)) for hostile in NAMED),
        )
        on.program.write(draft)
        await shown(on, ComposeScreen)
        await says(on, draft.subject, "the form")
        files = on.program.screen.query_one(AttachmentList)
        files.focus()
        for index, hostile in enumerate(NAMED):
            files.highlighted = index
            name = words_of(hostile.text.replace("/", "|"))
            await on.until(partial(stands, on, name), hostile.name)
            on.assert_clean()
        on.program.screen.query_one("#to", RecipientField).value = "comune@pec.example"
        on.program.desk.last_folder = Path.home()
        on.press("f6")
        await shown(on, AttachScreen)
        picture = await says(on, NAMED[-1].text.replace("/", "|"), "the folder")
        for hostile in NAMED:
            assert words_of(hostile.text.replace("/", "|")) in words_of(picture), hostile.name
        on.press("escape")
        await shown(on, ComposeScreen)
        on.press("f9")
        await shown(on, ReviewScreen)
        await on.until(lambda: bool(on.program.screen.query("#facts")), "the review's parts")
        facts = on.program.screen.query_one("#facts")
        await on.until(lambda: facts.max_scroll_y > 0, "the facts")
        for _ in range(len(NAMED)):
            on.assert_clean()
            facts.scroll_relative(y=3, animate=False)
            await on.pilot.pause()
        on.press("y")
        await shown(on, ProgressScreen)
        await on.until(lambda: sandbox.sends, "the letter at the service")
        on.assert_clean()
        assert len(sandbox.sends[0].attachments) == len(NAMED)
        on.press("2")
        await shown(on, SentScreen)
        on.press("f5")
        await says(on, draft.subject, "the list")
        on.press("enter")
        await shown(on, SendingScreen)
        await says(on, draft.subject, "the timeline")
        on.press("q")
        await shown(on, SentScreen)
        await on.assert_alive()


def sending_of(number: int, hostile: Hostile, state: State) -> Sending:
    """A sending into which a service and a provider wrote what they wanted."""
    text = hostile.text
    receipt = Receipt(
        kind=Kind.DELIVERY,
        date=None,
        date_text=text,
        sender=text,
        subject=text,
        code="20260310120000123",
        addressee=text,
        body=text,
        raw=text,
    )
    return Sending(
        id=f"{number}-{state}",
        account="studio",
        recipients=(text, "b@pec.example"),
        subject=text,
        state=state,
        queued_at=NOW,
        body_html=text,
        attachments=(OutgoingAttachment(text, text, 1, text, "0" * 64),),
        code=None if state is State.REFUSED else receipt.code,
        why=text,
        recipient_states=(RecipientState(text, state, NOW),),
        receipts=(receipt, replace(receipt, kind=Kind.NOT_DELIVERED)),
    )


async def test_sendings_and_receipts_of_every_string(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = tuple(sending_of(n, hostile, State.REFUSED) for n, hostile in enumerate(HOSTILE))
    failed = tuple(replace(one, state=State.FAILED, code="2" * 14) for one in refused)

    async def sendings(_: Tracking) -> tuple[Sending, ...]:
        return failed

    async def pending(_: Outbox) -> tuple[Sending, ...]:
        return refused

    async def unchanged(_: Tracking, code: str) -> None:
        return None

    monkeypatch.setattr(Tracking, "sendings", sendings)
    monkeypatch.setattr(Tracking, "sending", unchanged)
    monkeypatch.setattr(Tracking, "refresh", unchanged)
    monkeypatch.setattr(Outbox, "pending", pending)
    async with running(tmp_path, empty_sandbox(), monkeypatch, size=(132, 40)) as on:
        for view in ("sent", "outbox"):
            await on.go_to(view)
            await says(on, HOSTILE[-1].text[:20], "the last row")
            for hostile in HOSTILE:
                assert words_of(hostile.text)[:30] in words_of(on.picture), hostile.name
        on.program.push_screen(ProgressScreen(refused))
        await shown(on, ProgressScreen)
        await says(on, HOSTILE[0].text, "the progress")
        on.program.screen.dismiss()
        await on.until(lambda: not isinstance(on.program.screen, ProgressScreen))
        screen = SendingScreen(replace(failed[0], code=None))
        on.program.push_screen(screen)
        await on.until(lambda: screen.query("#parts") and screen.parts.has_focus, "the timeline")
        for sending in failed:
            screen.sending = sending
            await says(on, sending.subject, "the timeline")
            on.press("enter")
            await on.until(lambda: screen.reader.text.has_focus, "the receipt")
            await says(on, sending.subject, "the receipt's text")
            on.press("q")
            await on.until(lambda: not screen.has_class("-reading"), "the timeline again")
            await on.until(lambda: screen.parts.has_focus, "its keys")
        screen.dismiss()
        await on.until(lambda: on.program.screen is not screen)
        await on.assert_alive()


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
async def test_the_report_of_a_sending_is_clean(hostile: Hostile) -> None:
    report = await sending_report(sending_of(0, hostile, State.FAILED))
    assert harmful(report) == []
    assert report.encode()
    if not hostile.text.startswith("<"):
        assert words_of(report).count(words_of(hostile.text)) >= 7


def test_a_name_for_a_file_is_a_name_and_clean() -> None:
    for hostile in HOSTILE:
        name = clean_file_name(f"{hostile.text}.txt")
        assert harmful(name) == []
        assert Path(name).name == name
        assert not name.startswith((".", "-", "~"))
