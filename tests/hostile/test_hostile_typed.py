"""Hostile strings that a person pastes, searches, filters with or finds; and those clicked on."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.widgets import Input, TextArea

from pectui.errors import MessageChanged, ServerFault, Unauthorized
from pectui.sandbox import Fault
from pectui.tui import show
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.widgets.compose.recipients import RecipientField
from tests.hostile.hostile_program import Running, empty_sandbox, running
from tests.hostile.hostile_strings import HOSTILE, ODD_VALUES, harmful, words_of

EVERYTHING = " ".join(hostile.text for hostile in HOSTILE if hostile.name != "lines")


async def test_searched_filtered_and_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox = empty_sandbox()
    sandbox.deliver_mail(sender="a@pec.example", subject="prima", body="un corpo")
    async with running(tmp_path, sandbox, monkeypatch) as on:
        inbox = on.inbox
        for key in ("l", "slash"):
            on.press(key)
            await on.until(lambda: inbox.panes.line.has_focus, "the field")
            await on.paste(EVERYTHING)
            assert words_of(EVERYTHING) in words_of(inbox.panes.line.value)
            on.assert_clean()
            on.press("enter")
            await on.until(lambda: inbox.panes.line.has_class("hidden"), "the end")
        for hostile in HOSTILE:
            inbox.searching.search(hostile.text)
            await on.until(partial(is_said, on, hostile.text.strip(), 1), hostile.name)
            on.assert_clean()
        inbox.searching.search("")
        await on.until(lambda: inbox.messages.rows, "the inbox again")
        on.press("enter")
        await on.until(lambda: "un corpo" in on.picture, "the message")
        on.press("slash")
        await on.until(lambda: inbox.reader.find_bar.has_focus_within, "the search")
        for text in (EVERYTHING, "\x1b[31m", "\u202ecorpo"):
            await on.paste(text)
            on.assert_clean()
        await on.assert_alive_after("escape", "escape")


async def test_pasted_into_a_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(tmp_path, empty_sandbox(), monkeypatch) as on:
        await on.program.action_write()
        await on.until(lambda: isinstance(on.program.screen, ComposeScreen), "the form")
        await on.until(lambda: "Subject" in on.picture)
        for name in ("#to", "#subject", "#text"):
            field = on.program.screen.query_one(name)
            field.focus()
            await on.paste(EVERYTHING)
            assert isinstance(field, Input | TextArea | RecipientField)
            held = field.text if isinstance(field, TextArea) else field.value
            if isinstance(field, RecipientField):
                # Entries are parted anew, and each stands there once.
                assert set(words_of(EVERYTHING)) - set(words_of(held)) <= set(";“”„«»")
            else:
                assert words_of(held) == words_of(EVERYTHING)
            assert harmful(held) == []
            on.assert_clean()
        on.watch.assert_harmless()


async def test_clicking_on_a_subject_runs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = empty_sandbox()
    for hostile in HOSTILE:
        if "@click" in hostile.text:
            sandbox.deliver_mail(
                sender=hostile.text, subject=hostile.text, body=hostile.text, certified=False
            )
    async with running(tmp_path, sandbox, monkeypatch) as on:
        await click_on(on, "[@click")
        on.press("enter")
        await on.until(lambda: on.inbox.reader.message is not None, "the message")
        await on.until(lambda: on.picture.count("[@click") > 2, "its text")
        await click_on(on, "[@click")
        on.press("q")
        on.press("d")
        await on.until(lambda: on.program.screen.query("#no"), "the question")
        await click_on(on, "[@click")
        on.press("escape")
        await on.until(lambda: on.program.screen is on.inbox)
        await on.assert_alive()


async def click_on(on: Running, text: str) -> None:
    """Click on every cell of the first places where `text` is shown."""
    await on.until(lambda: text in on.picture, text)
    places = [(y, line.index(text)) for y, line in enumerate(on.lines) if text in line]
    for y, x in places[:2]:
        for step in (1, len("[@click=app.quit]"), 24):
            await on.pilot.click(offset=Offset(x + step, y))


async def test_what_is_no_text_is_shown_as_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = empty_sandbox()
    for value in ODD_VALUES:
        sandbox.deliver_mail(
            sender="a@pec.example",
            subject="x",
            raw=dict.fromkeys(("sender", "recipient", "date", "object", "body"), value),
        )
    async with running(tmp_path, sandbox, monkeypatch) as on:
        assert len(on.inbox.messages.rows) == len(ODD_VALUES)
        for index in range(len(ODD_VALUES)):
            on.inbox.messages.move_to(index)
            on.press("enter")
            await on.until(lambda: on.inbox.reader.message is not None, f"row {index} opened")
            on.assert_clean()
            on.press("q")
            await on.until(lambda: on.inbox.messages.has_focus)
        await on.assert_alive()


async def test_what_the_service_says_with_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = empty_sandbox()
    async with running(tmp_path, sandbox, monkeypatch) as on:
        for number, hostile in enumerate(HOSTILE):
            status = ("400", "401", "500", "428-html")[number % 4]
            sandbox.add_fault(Fault("GET /inbox", status, text=hostile.text))
            await on.failed_look()
            if number == 1:
                await on.leave_renewal()
            if "html" not in status:
                await on.until(partial(problem_is_shown, on, hostile.text), hostile.name)
            on.assert_clean()
            on.program.clear_notifications()
        await on.assert_alive()


def problem_is_shown(on: Running, text: str) -> bool:
    return words_of(text) in words_of(on.picture) or text.lstrip().startswith(("<", "{"))


async def test_notifications_and_titles_say_it_literally(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As tall as all that is said of one string.
    async with running(tmp_path, empty_sandbox(), monkeypatch, (118, 60)) as on:
        for hostile in HOSTILE:
            show.notify(on.program, hostile.text, title=hostile.text)
            for error in (
                Unauthorized(hostile.text),
                MessageChanged(id=hostile.text),
                ServerFault(status=hostile.text),
            ):
                show.notify_error(on.program, error)
            await on.until(partial(is_said, on, hostile.text, 5), hostile.name)
            on.assert_clean()
            on.program.clear_notifications()
            await on.until(lambda: not on.program.screen.query("Toast"))
        assert on.program.screen.title is None
        await on.assert_alive()


def is_said(on: Running, text: str, times: int) -> bool:
    return words_of(on.picture).count(words_of(text)[:25]) >= times


async def test_a_burst_of_keys_finds_every_view_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, empty_sandbox(), monkeypatch) as on:
        for key in "2a3d4y52d1":
            on.press(key)
        await on.until(lambda: on.inbox.is_current, "the inbox")
        await on.assert_alive("sent", "outbox", "drafts", "account")
